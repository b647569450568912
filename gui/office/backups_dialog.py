# SPDX-License-Identifier: Apache-2.0
"""The backups that there are; taking one, and restoring one into a new folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.widgets.rows import name_widget, text_label
from models.language import message, plural
from models.storage.backup import BackupReason
from models.views.backups import backups

if TYPE_CHECKING:
    from gui.desk import Desk
    from models.views.backups import BackupLine

_LINE = Qt.ItemDataRole.UserRole
_REASONS = {
    BackupReason.CLOSING: message("at closing"),
    BackupReason.IMPORT: message("before an import"),
    BackupReason.BULK: message("before a change to many"),
    BackupReason.UPGRADE: message("before an upgrade"),
    BackupReason.MANUAL: message("by hand"),
}


class BackupsDialog(PageDialog):
    """The list of backups; `taking` and `restoring` say what is wanted."""

    taking = Signal()
    restoring = Signal(object, str)  # path of the backup, when it was made

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(message("Backups…"), chars=104, lines=24, parent=parent)
        self._desk = desk
        self.said = text_label("", "hint", wrap=True)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        heads = (message("Taken"), message("Reason"), message("Applications"),
                 message("Attachments"), message("Size"), message("Place"))  # fmt: skip
        self.list.setHeaderLabels([str(head) for head in heads])
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setMinimumHeight(self.fontMetrics().height() * 6)
        name_widget(self.list, message("Backups"))
        self.take_button = QPushButton(str(message("Back up now")))
        self.restore_button = QPushButton(str(message("Restore…")))
        self.file_button = QPushButton(str(message("Restore from another file…")))
        row = QHBoxLayout()
        for button in (self.take_button, self.restore_button, self.file_button):
            button.setAutoDefault(False)
            name_widget(button, button.text().rstrip("…"))
            row.addWidget(button)
        row.addStretch()
        self.content.addWidget(text_label(_ABOUT, "hint", wrap=True))
        self.content.addWidget(self.list, 1)
        self.content.addLayout(row)
        self.content.addWidget(self.said)
        self.add_close()
        self.take_button.clicked.connect(self._on_take)
        self.restore_button.clicked.connect(self._on_restore)
        self.file_button.clicked.connect(self._on_file)
        self.list.itemActivated.connect(self._on_restore)
        self.list.currentItemChanged.connect(self._allow)
        self._allow()
        self.refresh()

    def refresh(self) -> None:
        """Look again what there is, aside."""
        self.take_button.setEnabled(True)
        self._desk.ask(backups, then=self._show, otherwise=self.show_fault, latest=self)

    def _show(self, lines: list[BackupLine]) -> None:
        self.list.clear()
        for line in lines:
            self.list.addTopLevelItem(_item(line))
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        said = plural("{n} backup", "{n} backups", n=len(lines))
        self.said.setText(str(said if lines else message("There is no backup yet.")))
        self._allow()

    @Slot()
    def _on_take(self) -> None:
        self.say("")
        self.take_button.setEnabled(False)
        self.said.setText(str(message("Backing up…")))
        self.taking.emit()

    @Slot()
    def _on_restore(self) -> None:
        line = self._chosen()
        if line is not None and line.sound:
            self.restoring.emit(line.path, line.made)

    @Slot()
    def _on_file(self) -> None:
        start = str(self._desk.folder.parent)
        name = ask.choose_file(self, message("Choose a backup"), start, "*.zip")
        if name:
            self.restoring.emit(Path(name), "")

    @Slot()
    def _allow(self) -> None:
        line = self._chosen()
        self.restore_button.setEnabled(line is not None and line.sound)

    def _chosen(self) -> BackupLine | None:
        item = self.list.currentItem()
        return item.data(0, _LINE) if item is not None else None


def _item(line: BackupLine) -> QTreeWidgetItem:
    size = QLocale().formattedDataSize(
        line.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )
    if line.sound:
        reason = str(_REASONS[line.reason]) if line.reason else ""
        cells = [line.made, reason, str(line.applications), str(line.attachments)]
    else:
        cells = [line.path.name, str(message("not sound")), "", ""]
    item = QTreeWidgetItem([*cells, size, str(line.path.parent)])
    for column in (2, 3, 4):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(5, str(line.path))
    item.setData(0, _LINE, line)
    return item


_ABOUT = message(
    "A backup is taken by itself at closing and before large changes. It is restored into a new"
    " folder, never over anything."
)
