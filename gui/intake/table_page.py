# SPDX-License-Identifier: Apache-2.0
"""The second page: which sheets, where their header is, which rows are taken; correctable by pointing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from gui.intake.grid import Grid
from gui.intake.notes_box import NotesBox
from gui.intake.sheet_list import SheetList
from gui.intake.values import ranges
from gui.widgets.checked import Note
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import text_label
from gui.widgets.sizes import take_what_is_left
from models.language import message, plural

if TYPE_CHECKING:
    from gui.intake.values import FileLook, SheetLook

_NO_HEADER = (0, 0)


class TablePage(QWidget):
    """Sheets at the left, the first rows of one at the right.

    - `header_said` gives a sheet and the rows of its header, (0, 0) for none: it is to be read anew.
    - `changed` tells that other sheets are taken.
    """

    header_said = Signal(str, tuple)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._look: FileLook | None = None
        self._left_out = ""
        self.sheets = SheetList()
        self.grid = Grid()
        self.said = Note()
        self.doubts = NotesBox(message("About this sheet"))
        self.these = QPushButton(str(message("These are the &header rows")))
        self.none = QPushButton(str(message("&There is no header")))
        self.these.setToolTip(str(message("The rows that are chosen above name the columns.")))
        self.none.setToolTip(str(message("The first row is a record already.")))
        buttons = FlowLayout()
        for button in (self.these, self.none):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.grid, 1)
        beside.addWidget(self.said)
        beside.addLayout(buttons)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.sheets)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 5)
        take_what_is_left(splitter, lines=14)
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(_ABOUT, "hint", wrap=True))
        layout.addWidget(splitter, 1)
        layout.addWidget(self.doubts)
        self.begins = self.sheets
        self.sheets.shown.connect(self._show_sheet)
        self.sheets.ticked.connect(self._on_ticked)
        self.these.clicked.connect(self._on_these)
        self.none.clicked.connect(self._on_none)
        self.grid.selectionModel().selectionChanged.connect(self._allow)
        self._allow()

    @property
    def taken(self) -> tuple[SheetLook, ...]:
        """The sheets that are taken and hold a table: those of applications first."""
        found = [self._look.sheet(name) for name in self.sheets.ticks()] if self._look else []
        known = [sheet for sheet in found if sheet is not None and sheet.table is not None]
        return tuple(sorted(known, key=_is_repeating))

    def show_file(self, look: FileLook, *, keeps: bool = False) -> None:
        """Show a file; where it `keeps`, it is the same one and the same sheets stay taken."""
        taken = self.sheets.ticks() if keeps else look.taken
        if not keeps:
            self._left_out = ""
        self._look = look
        self.sheets.show_file(look, taken)
        self._say_doubts()

    def show_sheet_anew(self, sheet: SheetLook) -> None:
        """Show a sheet whose header was said; it is taken if there is a table now."""
        if self._look is None:
            return
        self._look = self._look.with_sheet(sheet)
        ticks = self.sheets.ticks()
        taken = ticks if sheet.table is None else tuple(dict.fromkeys((*ticks, sheet.name)))
        self.sheets.show_file(self._look, taken)
        self._on_ticked(sheet.name)

    @property
    def look(self) -> FileLook | None:
        """The file, with the sheets as they are seen now."""
        return self._look

    def fault(self) -> str:
        """Why one cannot go on."""
        taken = self.taken
        if not any(not sheet.repeating for sheet in taken):
            return str(message("No sheet with applications is ticked."))
        return ""

    @Slot(str)
    def _show_sheet(self, name: str) -> None:
        sheet = self._look.sheet(name) if self._look else None
        self.grid.show_sheet(sheet)
        self.said.setText(_said(sheet) if sheet else "")
        self._say_doubts()
        self._allow()

    @Slot(str)
    def _on_ticked(self, name: str) -> None:
        """Sheets with other columns cannot be imported together: the one just ticked stays."""
        look = self._look
        sheet = look.sheet(name) if look else None
        self._left_out = ""
        if look is not None and sheet is not None and name in self.sheets.ticks():
            if sheet.table is None:
                self.sheets.tick(name, taken=False)
                text = message("No table was found on “{sheet}”: choose its header rows first.",
                               sheet=name)  # fmt: skip
                self._left_out = str(text)
            elif not sheet.repeating:
                others = [other for other in self.taken
                          if not other.repeating and other.layout != sheet.layout]  # fmt: skip
                for other in others:
                    self.sheets.tick(other.name, taken=False)
                if others:
                    text = message("“{other}” has other columns than “{sheet}”; import it by itself.",
                                   other=others[0].name, sheet=name)  # fmt: skip
                    self._left_out = str(text)
        self._say_doubts()
        self.changed.emit()

    def _say_doubts(self) -> None:
        sheet = self._look.sheet(self.sheets.current) if self._look else None
        said = [self._left_out] if self._left_out else []
        if sheet is not None:
            said += sheet.notes
            said += [str(doubt) for doubt in (sheet.table.doubts if sheet.table else ())]
        elif self._look is not None:
            said += self._look.notes
        self.doubts.say(said)

    @Slot()
    def _allow(self) -> None:
        self.these.setEnabled(bool(self.grid.chosen_rows()))
        self.none.setEnabled(self.grid.cells.rowCount() > 0)

    @Slot()
    def _on_these(self) -> None:
        rows = self.grid.chosen_rows()
        if rows:
            self.header_said.emit(self.sheets.current, (rows[0], rows[-1]))

    @Slot()
    def _on_none(self) -> None:
        self.header_said.emit(self.sheets.current, _NO_HEADER)


def _is_repeating(sheet: SheetLook) -> bool:
    return bool(sheet.repeating)


def _said(sheet: SheetLook) -> str:
    """Where the header is, which rows are taken, how many are left out."""
    table = sheet.table
    if table is None:
        return str(_POINT)
    first, last = table.header
    if not first:
        header = message("No header.")
    elif first == last:
        header = message("Header: row {row}.", row=first)
    else:
        header = message("Header: rows {first} to {last}.", first=first, last=last)
    parts = [header]
    if table.rows:
        parts.append(plural("{n} row is taken: {rows}.", "{n} rows are taken: {rows}.",
                            n=len(table.rows), rows=_few(table.rows)))  # fmt: skip
    else:
        parts.append(message("No row below it holds anything."))
    if table.skipped:
        parts.append(plural("{n} row is left out: {rows}.", "{n} rows are left out: {rows}.",
                            n=len(table.skipped), rows=_few(sorted(table.skipped))))  # fmt: skip
    return " ".join(map(str, parts))


def _few(rows: tuple[int, ...] | list[int]) -> str:
    found = ranges(rows).split(", ")
    return ", ".join(found[:_MOST_RANGES]) + (" …" if len(found) > _MOST_RANGES else "")


_MOST_RANGES = 4
_ABOUT = message(
    "This is what was found. If the header is another one, choose its rows at the right and say so."
)
_POINT = message("No table was found here. Choose the rows of its header and say so.")
