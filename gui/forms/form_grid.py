# SPDX-License-Identifier: Apache-2.0
"""A sheet of an empty form as a grid at which one points; what goes where is written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from forms.intake.book import address, column_letters, column_of
from gui.theme import current_theme
from gui.widgets.rows import name_widget
from gui.widgets.sizes import wide
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from gui.forms.work import FormSheet
    from models.filling.mapping import Put, SheetMap

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLES = Qt.ItemDataRole
_MARK = "▸ "
_FIRST = message("first row")
_WIDEST = 26
_NARROWEST = 7
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CLEARING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class FormModel(QAbstractTableModel):
    """Texts of the cells, or what goes there after a mark."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: FormSheet | None = None
        self._marks: dict[tuple[int, int], str] = {}
        self._first: frozenset[int] = frozenset()
        self._in_table: frozenset[int] = frozenset()

    def show_sheet(self, sheet: FormSheet | None) -> None:
        """Show another sheet, at which nothing is pointed yet."""
        self.beginResetModel()
        self._sheet, self._marks = sheet, {}
        self._first = self._in_table = frozenset()
        self.endResetModel()

    def show_marks(self, marks: dict[tuple[int, int], str], found: SheetMap) -> None:
        """Show what goes where, by row and column from 1."""
        self._marks = marks
        self._first = frozenset(table.first for table in found.tables)
        self._in_table = frozenset(
            row for table in found.tables for row in range(table.first, table.last + 1)
        )
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """The rows that are shown."""
        return len(self._sheet.cells) if self._sheet and not parent.isValid() else 0

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """As many as each row has."""
        shown = self._sheet is not None and self._sheet.cells and not parent.isValid()
        return len(self._sheet.cells[0]) if self._sheet and shown else 0

    def data(self, index: AnyIndex, role: int = _ROLES.DisplayRole) -> Any:
        """A cell."""
        if self._sheet is None or not index.isValid():
            return None
        place = index.row() + 1, index.column() + 1
        text, mark = self._sheet.text(*place), self._marks.get(place)
        match role:
            case _ROLES.DisplayRole:
                return (text if mark is None else f"{_MARK}{mark}").replace("\n", " ")
            case _ROLES.ToolTipRole | _ROLES.AccessibleTextRole:
                goes = str(message("Goes here: {what}", what=mark)) if mark else ""
                return "\n".join(filter(None, (address(*place), text, goes)))
            case _ROLES.BackgroundRole if mark is not None:
                return QColor(current_theme()["badge"])
            case _ROLES.BackgroundRole if place[0] in self._in_table:
                return QColor(current_theme()["quiet"])
            case _ROLES.ForegroundRole if mark is not None:
                return QColor(current_theme()["link"])
            case _ROLES.FontRole if (
                mark is not None and place[0] not in self._in_table - self._first
            ):
                font = QFont()
                font.setBold(True)
                return font
        return None

    def headerData(  # noqa: N802 - Qt calls it
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> Any:
        """The letters of a column; the number of a row, and where a table begins."""
        if role != _ROLES.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return column_letters(section + 1)
        return f"{section + 1}  {_FIRST}" if section + 1 in self._first else str(section + 1)


class FormGrid(QTableView):
    """The grid.

    - `moved` tells that another cell is current, `pointed` that Enter or a double click chose it.
    - `cleared` tells that Delete was pressed.
    """

    moved = Signal()
    pointed = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = FormModel()
        self._sheet: FormSheet | None = None
        self.setModel(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setProperty("role", "cells")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.9))
        self.setMinimumHeight(self.fontMetrics().height() * 8)
        name_widget(self, message("The empty form"))
        self.doubleClicked.connect(self._on_double_click)

    @property
    def place(self) -> tuple[int, int] | None:
        """The cell that is current, by row and column from 1; of merged ones the first."""
        index = self.currentIndex()
        if self._sheet is None or not index.isValid():
            return None
        return self._sheet.begins(index.row() + 1, index.column() + 1)

    def show_sheet(self, sheet: FormSheet | None) -> None:
        """Show another sheet, as it came."""
        self._sheet = sheet
        self.clearSpans()
        self.cells.show_sheet(sheet)
        if sheet is None:
            return
        rows, columns = self.cells.rowCount(), self.cells.columnCount()
        for top, left, bottom, right in sheet.merges:
            high, across = min(bottom, rows) - top + 1, min(right, columns) - left + 1
            if (high > 1 or across > 1) and high > 0 and across > 0:
                self.setSpan(top - 1, left - 1, high, across)

    def show_map(self, found: SheetMap, say: Callable[[Put, str | None], str]) -> None:
        """Write what goes where into the grid.

        Args:
            say: What goes into a place, in words, with the table whose column it is.
        """
        rows = self.cells.rowCount()
        marks: dict[tuple[int, int], str] = {}
        for table in found.tables:
            for letters, put in table.columns.items():
                said = say(put, table.of)
                for row in range(table.first, min(table.last, rows) + 1):
                    marks[row, column_of(letters)] = said
        for text, put in found.cells.items():
            letters = text.rstrip("0123456789")
            marks[int(text[len(letters) :]), column_of(letters)] = say(put, None)
        self.cells.show_marks(marks, found)
        self._widen()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current."""
        self.setCurrentIndex(self.cells.index(row - 1, column - 1))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802 - Qt
        """Tell that another cell is current."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt calls it
        """Have a cell to begin with."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cells.rowCount():
            self.go_to(1, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Enter points at a cell, Delete takes away what goes there."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self.currentIndex().isValid():
            if event.key() in _ENTER:
                self.pointed.emit()
                return
            if event.key() in _CLEARING:
                self.cleared.emit()
                return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_double_click(self, _index: QModelIndex) -> None:
        self.pointed.emit()

    def _widen(self) -> None:
        """As wide as what stands in the rows, within limits; a text over several columns asks for none."""
        metrics, most = self.fontMetrics(), wide(self, _WIDEST)
        found = [wide(self, _NARROWEST)] * self.cells.columnCount()
        for row in range(self.cells.rowCount()):
            for column in range(len(found)):
                text = self.cells.index(row, column).data()
                if text and found[column] < most and self.columnSpan(row, column) == 1:
                    advance = metrics.horizontalAdvance(text[:_WIDEST]) + metrics.height()
                    found[column] = min(most, max(found[column], advance))
        for column, width in enumerate(found):
            self.setColumnWidth(column, width)
