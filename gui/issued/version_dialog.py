# SPDX-License-Identifier: Apache-2.0
"""A printed page, typed or scanned: the same as now, or which fields are others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
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
from models.language import Language, current_language, message

if TYPE_CHECKING:
    from models.errors import UserError
    from models.views.versions import PrintedVersion, VersionChange

_LONGEST = 160


class VersionDialog(PageDialog):
    """One field, which also takes what a scanner types with its Enter; below it what was found.

    `wanted` asks for a text; `going` and `printing` say what is done with the version that is shown.
    """

    wanted = Signal(str)
    going = Signal(object)  # PrintedVersion
    printing = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(message("Open a printed version…"), chars=104, lines=24, parent=parent)
        self.version: PrintedVersion | None = None
        self.text = QLineEdit()
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("qr-code"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.setPlaceholderText("202601001 7K3QX0ZD")
        name_widget(self.text, message("Number and version code"))
        self.find_button = QPushButton(str(message("Find")))
        name_widget(self.find_button, message("Find"))
        self.find_button.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.text, 1)
        line.addWidget(self.find_button)
        self.heading = text_label("", "heading", wrap=True)
        self.detail = text_label("", "hint", wrap=True)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setHeaderLabels(
            [str(head) for head in (message("Field"), message("Printed"), message("Now"))]
        )
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.setMinimumHeight(self.fontMetrics().height() * 8)
        name_widget(self.list, message("Fields that are others now"))
        self.content.addWidget(text_label(_ABOUT, "hint", wrap=True))
        self.content.addLayout(line)
        self.content.addWidget(self.heading)
        self.content.addWidget(self.detail)
        self.content.addWidget(self.list, 1)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go_button = self.add_button(message("Go to the application"), role)
        self.print_button = self.add_button(message("Print that version…"), role)
        self.add_close()
        self.text.returnPressed.connect(self._on_find)
        self.find_button.clicked.connect(self._on_find)
        self.go_button.clicked.connect(self._on_go)
        self.print_button.clicked.connect(self._on_print)
        self._show_nothing()
        self.text.setFocus()

    def show_version(self, version: PrintedVersion) -> None:
        """Show what was found."""
        self.say("")
        self.version = version
        self.heading.setText(str(version.said()))
        self.heading.setProperty("role", "success" if version.is_now else "heading")
        self._repolish()
        self.detail.setText(_detail(version))
        self.list.clear()
        language = current_language()
        self.list.addTopLevelItems([_item(item, language) for item in version.changes])
        self.go_button.setEnabled(not version.trashed)
        self.print_button.setEnabled(not version.erased)
        self._ready()

    def show_searching(self) -> None:
        """Say that all versions are looked through, which takes a while."""
        self.heading.setText(str(message("Looking through all versions…")))

    @Slot(object)
    def show_fault(self, fault: UserError) -> None:
        """Say why nothing was found."""
        self._show_nothing()
        super().show_fault(fault)
        self._ready()

    def _ready(self) -> None:
        """What was typed is marked, so that the next page can be scanned at once."""
        self.find_button.setEnabled(True)
        self.text.setFocus()
        self.text.selectAll()

    def _show_nothing(self) -> None:
        self.version = None
        self.heading.setText("")
        self.detail.setText("")
        self.list.clear()
        self.go_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def _repolish(self) -> None:
        self.heading.style().unpolish(self.heading)
        self.heading.style().polish(self.heading)

    @Slot()
    def _on_find(self) -> None:
        text = self.text.text().strip()
        if text and self.find_button.isEnabled():
            self.say("")
            self._show_nothing()
            self.find_button.setEnabled(False)
            self.wanted.emit(text)

    @Slot()
    def _on_go(self) -> None:
        if self.version is not None:
            self.going.emit(self.version)

    @Slot()
    def _on_print(self) -> None:
        if self.version is not None:
            self.printing.emit(self.version)


def _detail(version: PrintedVersion) -> str:
    parts = []
    if version.issues:
        numbers = ", ".join(map(str, version.issues))
        parts.append(str(message("It went out under no. {numbers}.", numbers=numbers)))
    if version.trashed and not version.erased:
        parts.append(str(message("The application is in the trash.")))
    return " ".join(parts)


def _item(change: VersionChange, language: Language) -> QTreeWidgetItem:
    texts = [item.text(language) for item in (change.label, change.before, change.after)]
    item = QTreeWidgetItem(
        [text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in texts]
    )
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
    return item


_ABOUT = message(
    "Scan the code at the foot of a printed page, or type its number and its version code. Whether it is"
    " small or large, O or 0, makes no difference."
)
