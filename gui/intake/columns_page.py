# SPDX-License-Identifier: Apache-2.0
"""The third page: which column is which field, in which unit; from whom the file comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from forms.intake.tables.table import ColumnMap, Source
from gui.intake.columns_view import ColumnsView
from gui.widgets.checked import Note
from gui.widgets.rows import add_row, form_layout
from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.intake.values import FileLook, SheetLook
    from models.language import Message


class ColumnsPage(QWidget):
    """Shows the columns of one table at a time: the applications, then each repeating table.

    - `changed` tells that somebody chose something, also another sender.
    - `refused` says why a choice was not taken.
    """

    changed = Signal()
    refused = Signal(object)  # Message

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._look: FileLook | None = None
        self._sheets: tuple[SheetLook, ...] = ()
        self._maps: dict[str, ColumnMap] = {}
        self._from = ""
        self.sender_box = QComboBox()
        self.sender_box.setEditable(True)
        self.sender_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.sender_box.lineEdit()
        assert line is not None
        line.setPlaceholderText(str(message("A county, a park, a company; may stay empty")))
        self.table = QComboBox()
        self._form = form_layout()
        hint = message("What you say here is offered again when this sender sends such a file.")
        add_row(self._form, message("Sender"), self.sender_box, hint=hint)
        add_row(self._form, message("Sheet"), self.table)
        self.view = ColumnsView()
        self.remembered = Note(role="success")
        self.missing = Note(role="warning")
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(self.remembered)
        layout.addWidget(Note(_ABOUT))
        layout.addWidget(self.view, 1)
        layout.addWidget(self.missing)
        self.begins = self.view
        self.table.currentIndexChanged.connect(self._on_table)
        self.view.columns.changed.connect(self._on_edited)
        self.view.columns.refused.connect(self.refused)
        self.sender_box.editTextChanged.connect(self._on_sender)

    @property
    def sender_name(self) -> str:
        """From whom the file comes."""
        return self.sender_box.currentText().strip()

    @property
    def maps(self) -> dict[str, ColumnMap]:
        """What the columns are, by the id of the repeating table, empty for applications."""
        return dict(self._maps)

    def show_file(self, look: FileLook) -> None:
        """Show a file that was just read: from whom such a file came."""
        self._look = look
        self._maps, self._from = {}, look.sender
        with QSignalBlocker(self.sender_box):
            self.sender_box.clear()
            self.sender_box.addItems(list(look.senders))
            self.sender_box.setCurrentText(look.sender)

    def show_sheets(self, sheets: Sequence[SheetLook]) -> None:
        """Show the columns of the sheets that are taken; what was said of the same ones stays."""
        before = {key: sheet for key, sheet in self._by_table().items() if key in self._maps}
        self._sheets = tuple(sheets)
        found = self._by_table()
        self._maps = {
            key: self._maps[key]
            if key in before and before[key].layout == sheet.layout
            else sheet.columns or ColumnMap({})
            for key, sheet in found.items()
        }
        with QSignalBlocker(self.table):
            kept = self.table.currentData()
            self.table.clear()
            for key, sheet in found.items():
                self.table.addItem(self._name(key, sheet), key)
            self.table.setCurrentIndex(max(0, self.table.findData(kept)))
        self._form.setRowVisible(self.table, len(found) > 1)
        self._on_table()

    def sources(self) -> tuple[Source, ...]:
        """What an import reads: one for each sheet of applications, the repeating tables with each."""
        found = self._by_table()
        children = {
            key: Source(sheet.table, self._maps[key])
            for key, sheet in found.items()
            if key and sheet.table is not None
        }
        return tuple(
            Source(sheet.table, self._maps[""], children)
            for sheet in self._sheets
            if not sheet.repeating and sheet.table is not None
        )

    def fault(self) -> Message | None:
        """Why one cannot go on."""
        if not self._maps.get("", ColumnMap({})).targets:
            return message("No column is given a field yet: nothing would be taken.")
        return None

    def _by_table(self) -> dict[str, SheetLook]:
        """The first sheet of each kind: those of one kind have the same columns."""
        found: dict[str, SheetLook] = {}
        for sheet in self._sheets:
            found.setdefault(sheet.repeating, sheet)
        return found

    def _name(self, key: str, sheet: SheetLook) -> str:
        label = self._look.tables.get(key, key) if self._look and key else ""
        return f"{sheet.name} — {label}" if label else sheet.name

    @Slot()
    def _on_table(self) -> None:
        key = str(self.table.currentData() or "")
        sheet = self._by_table().get(key)
        targets = self._look.targets.get(key, ()) if self._look else ()
        self.view.columns.show_columns(sheet, self._maps.get(key, ColumnMap({})), targets)
        self._say()

    @Slot()
    def _on_edited(self) -> None:
        self._maps[str(self.table.currentData() or "")] = self.view.columns.columns
        self._say()
        self.changed.emit()

    @Slot()
    def _on_sender(self) -> None:
        """What this sender's columns were last time is taken, where it is known."""
        sender = self.sender_name
        known = {
            key: sheet.kept[sender]
            for key, sheet in self._by_table().items()
            if sender in sheet.kept
        }
        if known and sender != self._from:
            self._maps |= known
            self._from = sender
            self._on_table()
        self.changed.emit()

    def _say(self) -> None:
        columns = self.view.columns.columns
        text = ""
        if columns.remembered:
            text = str(
                message("Remembered from last time (sender: {sender}).", sender=self._from)
                if self._from
                else message("Remembered from last time.")
            )
        self.remembered.setText(text)
        self.remembered.setVisible(bool(text))
        missing = Listing(tuple(item.label for item in self.view.columns.missing()))
        lacking = message("Required, and given by no column: {fields}. New applications will lack them.",
                          fields=missing)  # fmt: skip
        self.missing.setText(str(lacking) if missing.items else "")
        self.missing.setVisible(bool(missing.items))


_ABOUT = message(
    "Enter opens what a column can be, Space takes what it may be, Delete leaves it out. Columns that are"
    " left out are not taken."
)
