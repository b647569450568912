# SPDX-License-Identifier: Apache-2.0
"""The first rows of a sheet as they stand in the file, with what was taken for header and rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from forms.intake.book import column_letters
from gui.theme import current_theme
from gui.widgets.rows import name_widget
from gui.widgets.sizes import wide
from models.language import message

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from gui.intake.values import SheetLook

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLES = Qt.ItemDataRole
_HEADER = message("header")
_LEFT_OUT = message("left out")
_WIDEST = 28
_NARROWEST = 6


class GridModel(QAbstractTableModel):
    """Texts of cells; what a row is taken for stands beside its number and in its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._width = 0
        self._header = (0, 0)
        self._records: frozenset[int] = frozenset()
        self._why: dict[int, str] = {}

    def show_sheet(self, sheet: SheetLook | None) -> None:
        """Show another sheet, or the same with another table."""
        self.beginResetModel()
        self._rows = sheet.first if sheet else ()
        self._width = max((len(row) for row in self._rows), default=0)
        table = sheet.table if sheet else None
        self._header = table.header if table else (0, 0)
        shown = range(1, len(self._rows) + 1)
        self._records = frozenset(table.rows).intersection(shown) if table else frozenset()
        skipped = table.skipped if table else {}
        self._why = {row: str(skipped[row]) for row in shown if row in skipped}
        self.endResetModel()

    def is_header(self, row: int) -> bool:
        """Whether a row, from 1, is taken for a part of the header."""
        return self._header[0] <= row <= self._header[1] and row > 0

    def has_columns(self, row: int) -> bool:
        """Whether a row, from 1, is a part of the table."""
        return self.is_header(row) or row in self._records

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """The rows that are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """As many as the widest row has."""
        return 0 if parent.isValid() else self._width

    def data(self, index: AnyIndex, role: int = _ROLES.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        row = index.row() + 1
        if role in {_ROLES.DisplayRole, _ROLES.ToolTipRole}:
            cells = self._rows[index.row()]
            text = cells[index.column()] if index.column() < len(cells) else ""
            if role == _ROLES.ToolTipRole:
                return "\n".join(filter(None, (text, self._why.get(row, ""))))
            return text.replace("\n", " ")
        if role == _ROLES.BackgroundRole and self.is_header(row):
            return QColor(current_theme()["badge"])
        if role == _ROLES.ForegroundRole and not self.has_columns(row):
            return QColor(current_theme()["hint"])
        if role == _ROLES.FontRole and self.is_header(row):
            font = QFont()
            font.setBold(True)
            return font
        return None

    def headerData(  # noqa: N802 - Qt calls it
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> Any:
        """The letters of a column; the number of a row and what it is taken for."""
        if orientation is Qt.Orientation.Horizontal:
            return column_letters(section + 1) if role == _ROLES.DisplayRole else None
        row = section + 1
        if role == _ROLES.DisplayRole:
            if self.is_header(row):
                return f"{row}  {_HEADER}"
            return str(row) if row in self._records else f"{row}  {_LEFT_OUT}"
        if role == _ROLES.ToolTipRole:
            return self._why.get(row)
        return None


class Grid(QTableView):
    """The grid; whole rows are chosen, Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = GridModel()
        self.setModel(self.cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setProperty("role", "cells")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        line = self.fontMetrics().height()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(line * 2))
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setMinimumHeight(line * 7)
        name_widget(self, message("First rows of the sheet"))

    def show_sheet(self, sheet: SheetLook | None, *, keeps: bool = False) -> None:
        """Show a sheet; where it `keeps`, it is the same one, and the same rows stay chosen."""
        chosen = self.chosen_rows() if keeps else ()
        self.cells.show_sheet(sheet)
        widths = self._widths(self._columned(sheet) if sheet else ())
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._spread_titles(sheet)
        if chosen:
            self.choose_rows(chosen[0], chosen[-1])

    def chosen_rows(self) -> tuple[int, ...]:
        """The rows that are chosen, from 1, in order."""
        return tuple(sorted(index.row() + 1 for index in self.selectionModel().selectedRows()))

    def choose_rows(self, first: int, last: int) -> None:
        """Choose rows, from 1."""
        selection = self.selectionModel()
        flags = selection.SelectionFlag
        selection.setCurrentIndex(self.cells.index(first - 1, 0), flags.ClearAndSelect | flags.Rows)
        for row in range(first, last):
            selection.select(self.cells.index(row, 0), flags.Select | flags.Rows)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt calls it
        """Have a row to begin with."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cells.rowCount():
            self.choose_rows(1, 1)

    def _spread_titles(self, sheet: SheetLook | None) -> None:
        """A line above or below the table goes over all columns, as it does in the file."""
        self.clearSpans()
        width = self.cells.columnCount()
        for row, cells in enumerate(sheet.first if sheet and width > 1 else ()):
            filled = {text for text in cells if text}
            if cells and filled == {cells[0]} and not self.cells.has_columns(row + 1):
                self.setSpan(row, 0, 1, width)

    def _columned(self, sheet: SheetLook) -> tuple[tuple[str, ...], ...]:
        """The rows that have columns: a title above the header would make one far too wide."""
        rows = tuple(row for row in range(1, len(sheet.first) + 1) if self.cells.has_columns(row))
        return tuple(sheet.first[row - 1] for row in rows) or sheet.first

    def _widths(self, rows: tuple[tuple[str, ...], ...]) -> list[int]:
        """As wide as what stands in the first rows, within limits."""
        metrics, found = self.fontMetrics(), [wide(self, _NARROWEST)] * self.cells.columnCount()
        most = wide(self, _WIDEST)
        for row in rows:
            for column, text in enumerate(row):
                if text and found[column] < most:
                    advance = metrics.horizontalAdvance(text[:_WIDEST]) + metrics.height()
                    found[column] = min(most, max(found[column], advance))
        return found
