# SPDX-License-Identifier: Apache-2.0
"""The sheets of a workbook as a grid of values: what stands where, not how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QTabBar, QTableView, QVBoxLayout, QWidget

from forms.intake.book import column_letters
from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import wide
from models.language import message

if TYPE_CHECKING:
    from gui.preview.reading import Sheet

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLES = Qt.ItemDataRole
_WIDEST = 30
_NARROWEST = 5


class SheetsView(QWidget):
    """A tab a sheet, and the grid of the one that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: tuple[Sheet, ...] = ()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        name_widget(self.tabs, message("Sheets"))
        self.tabs.currentChanged.connect(self._on_tab)
        self.model = _Model()
        self.grid = QTableView()
        self.grid.setModel(self.model)
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setTabKeyNavigation(False)
        self.grid.setWordWrap(False)
        self.grid.setProperty("role", "cells")
        self.grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        name_widget(self.grid, message("Preview of the sheet"))
        self.note = text_label("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.note)

    def show_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        """Show a workbook; the sheet of the same title stays chosen."""
        title = self.tabs.tabText(self.tabs.currentIndex())
        self._sheets = sheets
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in sheets:
            self.tabs.addTab(sheet.title.replace("&", "&&"))
        titles = [sheet.title for sheet in sheets]
        self.tabs.setCurrentIndex(titles.index(title) if title in titles else 0)
        self._on_tab(self.tabs.currentIndex())

    @Slot(int)
    def _on_tab(self, index: int) -> None:
        sheet = self._sheets[index] if 0 <= index < len(self._sheets) else None
        self.model.show_sheet(sheet)
        shown = len(sheet.cells) if sheet else 0
        more = sheet is not None and sheet.rows > shown
        text = message("The first {n} of {total} rows", n=shown, total=sheet.rows if sheet else 0)
        self.note.setText(str(text) if more else "")
        for column, width in enumerate(self._widths(sheet)):
            self.grid.setColumnWidth(column, width)

    def _widths(self, sheet: Sheet | None) -> list[int]:
        metrics, most = self.grid.fontMetrics(), wide(self, _WIDEST)
        found = [wide(self, _NARROWEST)] * self.model.columnCount()
        for row in sheet.cells if sheet else ():
            alone = sum(map(bool, row)) == 1
            for column, text in enumerate(row):
                if text and not alone:  # a title goes over all columns
                    advance = metrics.horizontalAdvance(text[:_WIDEST]) + metrics.height()
                    found[column] = min(most, max(found[column], advance))
        return found


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None

    def show_sheet(self, sheet: Sheet | None) -> None:
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        return len(self._sheet.cells) if self._sheet and not parent.isValid() else 0

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        cells = self._sheet.cells if self._sheet and not parent.isValid() else ()
        return max(map(len, cells), default=0)

    def data(self, index: AnyIndex, role: int = _ROLES.DisplayRole) -> Any:
        if self._sheet is None or not index.isValid():
            return None
        row = self._sheet.cells[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        if role == _ROLES.DisplayRole:
            return text.replace("\n", " ")
        if role == _ROLES.ToolTipRole:
            return text
        if role == _ROLES.TextAlignmentRole and (index.row(), index.column()) in self._sheet.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt calls it
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> Any:
        if role != _ROLES.DisplayRole:
            return None
        across = orientation is Qt.Orientation.Horizontal
        return column_letters(section + 1) if across else str(section + 1)
