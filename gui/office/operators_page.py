# SPDX-License-Identifier: Apache-2.0
"""The operators with their duties, and whether they have a PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.office.operator_dialog import OperatorEditDialog
from gui.widgets.rows import name_widget, text_label
from models.duties import Duty
from models.language import Listing, message
from models.verbs.office import add_operator, edit_operator
from models.views.operators import operators

if TYPE_CHECKING:
    from gui.desk import Changes, Desk
    from models.views.operators import OperatorLine

_UID = Qt.ItemDataRole.UserRole


class OperatorsPage(QWidget):
    """The list of operators; each can be given other duties or another PIN."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[str, OperatorLine] = {}
        self.editing: OperatorEditDialog | None = None
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        heads = (message("Name"), message("Duties"), message("PIN"))
        self.list.setHeaderLabels([str(head) for head in heads])
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setMinimumHeight(self.fontMetrics().height() * 5)
        name_widget(self.list, message("Operators"))
        self.add_button = QPushButton(str(message("Add an operator…")))
        self.edit_button = QPushButton(str(message("Edit…")))
        row = QHBoxLayout()
        for button in (self.add_button, self.edit_button):
            button.setAutoDefault(False)
            name_widget(button, button.text().rstrip("…"))
            row.addWidget(button)
        row.addStretch()
        about = message("A PIN separates duties; it does not protect the files of the workspace.")
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        layout.addWidget(text_label(about, "hint", wrap=True))
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        self.list.itemActivated.connect(self.edit)
        self.list.currentItemChanged.connect(self._allow)
        desk.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the operators as they are."""
        known = operators(self._desk.reader)
        self._known = {line.uid: line for line in known}
        current = self.list.currentItem()
        chosen = current.data(0, _UID) if current is not None else self._desk.operator.uid
        self.list.clear()
        for line in known:
            duties = Listing(tuple(duty.label for duty in line.duties))
            pin = message("yes") if line.has_pin else message("none")
            item = QTreeWidgetItem([line.name, str(duties), str(pin)])
            item.setToolTip(1, str(duties))
            item.setData(0, _UID, line.uid)
            self.list.addTopLevelItem(item)
            if line.uid == chosen:
                self.list.setCurrentItem(item)
        self._allow()

    @Slot()
    def add(self) -> None:
        """Ask for a new operator."""
        self._open(OperatorEditDialog(parent=self))

    @Slot()
    def edit(self) -> None:
        """Ask for other duties or another PIN of the one that is chosen."""
        item = self.list.currentItem()
        if item is not None and self.edit_button.isEnabled():
            self._open(OperatorEditDialog(self._known[item.data(0, _UID)], parent=self))

    def _open(self, dialog: OperatorEditDialog) -> None:
        self.editing = dialog
        dialog.submitted.connect(self._save)
        dialog.open()

    @Slot()
    def _save(self) -> None:
        dialog = self.editing
        if dialog is not None:
            self._desk.do(
                edit_operator if dialog.operator else add_operator,
                then=self._on_saved,
                otherwise=dialog.show_fault,
                **dialog.values,
            )

    def _on_saved(self, _uid: object) -> None:
        dialog, self.editing = self.editing, None
        if dialog is not None:
            dialog.accept()

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self.refresh()

    @Slot()
    def _allow(self) -> None:
        may = not self._desk.read_only and Duty.APPROVE in self._desk.operator.duties
        self.add_button.setEnabled(may)
        self.edit_button.setEnabled(may and self.list.currentItem() is not None)
