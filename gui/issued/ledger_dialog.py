# SPDX-License-Identifier: Apache-2.0
"""The list of what went out: find in it, say to whom, make again, order the same anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.dialogs.form import PageDialog
from gui.theme import icon
from gui.widgets.rows import name_widget, text_label
from models.language import message, plural
from models.views.ledger import ledger_lines

if TYPE_CHECKING:
    from gui.desk import Desk
    from models.views.ledger import LedgerLine

_LINE = Qt.ItemDataRole.UserRole
_WAIT_MS = 120
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBER, _FILES, _SIZE = 0, 5, 6


class LedgerDialog(PageDialog):
    """The list; the signals say what is wanted of the line that is chosen."""

    saying = Signal(object)  # LedgerLine
    rebuilding = Signal(object)
    anew = Signal(object)
    logging = Signal(object)  # the lines that are shown

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(message("What went out…"), chars=132, lines=28, parent=parent)
        self._desk = desk
        self._known: list[LedgerLine] = []
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setPlaceholderText(str(message("Recipient, call, number, day")))
        name_widget(self.filter, message("Find in what went out"))
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        heads = (message("No."), message("Time"), message("What"), message("About"),
                 message("Recipient"), message("Files"), message("Size"), message("Operator"),
                 message("Hash"))  # fmt: skip
        self.list.setHeaderLabels([str(head) for head in heads])
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setMinimumHeight(self.fontMetrics().height() * 6)
        name_widget(self.list, message("What went out"))
        self.say_button = QPushButton(str(message("Recipient…")))
        self.rebuild_button = QPushButton(str(message("Make it again…")))
        self.anew_button = QPushButton(str(message("The same order anew…")))
        self.log_button = QPushButton(str(message("Write the list…")))
        row = QHBoxLayout()
        for button in (self.say_button, self.rebuild_button, self.anew_button, self.log_button):
            button.setAutoDefault(False)
            name_widget(button, button.text().rstrip("…"))
            row.addWidget(button)
        row.addStretch()
        self.status = text_label("", "hint")
        row.addWidget(self.status)
        self.content.addWidget(text_label(_ABOUT, "hint", wrap=True))
        self.content.addWidget(self.filter)
        self.content.addWidget(self.list, 1)
        self.content.addLayout(row)
        self.add_close()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._narrow)
        self.filter.textChanged.connect(self._on_text)
        self.list.currentItemChanged.connect(self._allow)
        self.list.itemActivated.connect(self._on_say)
        self.say_button.clicked.connect(self._on_say)
        self.rebuild_button.clicked.connect(self._on_rebuild)
        self.anew_button.clicked.connect(self._on_anew)
        self.log_button.clicked.connect(self._on_log)
        self._allow()
        self.refresh()

    def refresh(self) -> None:
        """Look again what there is, aside; the line that was chosen stays so."""
        self._desk.ask(ledger_lines, then=self._show, otherwise=self.show_fault, latest=self)

    @property
    def shown(self) -> list[LedgerLine]:
        """The lines that the filter leaves."""
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item.data(0, _LINE) for item in items if item is not None]

    def _show(self, lines: list[LedgerLine]) -> None:
        self._known = lines
        self._narrow()

    @Slot()
    def _on_text(self) -> None:
        self._timer.start()

    @Slot()
    def _narrow(self) -> None:
        chosen = self._chosen()
        words = self.filter.text().casefold().split()
        found = [line for line in self._known if all(word in line.words for word in words)]
        self.list.clear()
        self.list.addTopLevelItems([_item(line) for line in found])
        places = {line.id: place for place, line in enumerate(found)}
        current = self.list.topLevelItem(places.get(chosen.id, 0) if chosen else 0)
        if current is not None:
            self.list.setCurrentItem(current)
        said = plural("{n} issue", "{n} issues", n=len(found))
        none = message("Nothing that fits.") if self._known else message("Nothing went out yet.")
        self.status.setText(str(said if found else none))
        self._allow()

    @Slot()
    def _allow(self) -> None:
        chosen = self._chosen() is not None
        for button in (self.say_button, self.rebuild_button, self.anew_button):
            button.setEnabled(chosen)
        self.log_button.setEnabled(self.list.topLevelItemCount() > 0)

    @Slot()
    def _on_say(self) -> None:
        if (line := self._chosen()) is not None:
            self.saying.emit(line)

    @Slot()
    def _on_rebuild(self) -> None:
        if (line := self._chosen()) is not None:
            self.rebuilding.emit(line)

    @Slot()
    def _on_anew(self) -> None:
        if (line := self._chosen()) is not None:
            self.anew.emit(line)

    @Slot()
    def _on_log(self) -> None:
        self.logging.emit(self.shown)

    def _chosen(self) -> LedgerLine | None:
        item = self.list.currentItem()
        return item.data(0, _LINE) if item is not None else None


def _item(line: LedgerLine) -> QTreeWidgetItem:
    size = QLocale().formattedDataSize(
        line.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )
    cells = [str(line.id), line.at, str(line.what), line.about, line.recipient, str(line.files)]
    item = QTreeWidgetItem([*cells, size, line.operator, line.hash])
    for column in (_NUMBER, _FILES, _SIZE):
        item.setTextAlignment(column, _RIGHT)
    if line.note:
        item.setToolTip(4, line.note)
    item.setData(0, _LINE, line)
    return item


_ABOUT = message(
    "Each packet, summary and export that was made is noted here, and can be made again byte for byte as"
    " it went out, whatever was changed since."
)
