# SPDX-License-Identifier: Apache-2.0
"""The sheets of a file: which are taken, how many rows each has, what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from gui.widgets.rows import name_widget
from models.language import message

if TYPE_CHECKING:
    from gui.intake.values import FileLook, SheetLook

_NAME = Qt.ItemDataRole.UserRole


class SheetList(QTreeWidget):
    """Sheets with a tick each; Space ticks, moving shows.

    - `shown` gives the name of the sheet to show.
    - `ticked` gives the name of the sheet whose tick somebody changed.
    """

    shown = Signal(str)
    ticked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setHeaderLabels([str(message("Sheet")), str(message("Rows")), str(message("Holds"))])
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(self.fontMetrics().height() * 4)
        name_widget(self, message("Sheets"))
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(self._on_current)

    @property
    def current(self) -> str:
        """The name of the sheet that is shown."""
        item = self.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def ticks(self) -> tuple[str, ...]:
        """The names of the sheets that are taken, in their order."""
        items = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return tuple(
            str(item.data(0, _NAME))
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        )

    def show_file(self, look: FileLook, taken: tuple[str, ...]) -> None:
        """Show the sheets of a file; the same one stays current."""
        kept = self.current
        with QSignalBlocker(self):
            self.clear()
            for sheet in look.sheets:
                self.addTopLevelItem(_item(sheet, look, taken=sheet.name in taken))
        names = [sheet.name for sheet in look.sheets]
        wanted = kept if kept in names else next(iter(taken), next(iter(names), ""))
        item = self.topLevelItem(names.index(wanted)) if wanted else None
        if item is not None:
            self.setCurrentItem(item)

    def tick(self, name: str, *, taken: bool) -> None:
        """Take a sheet or leave it, without telling."""
        with QSignalBlocker(self):
            for place in range(self.topLevelItemCount()):
                item = self.topLevelItem(place)
                if item is not None and item.data(0, _NAME) == name:
                    state = Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
                    item.setCheckState(0, state)
        self.viewport().update()

    @Slot(QTreeWidgetItem, int)
    def _on_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        self.ticked.emit(str(item.data(0, _NAME)))

    @Slot()
    def _on_current(self) -> None:
        if name := self.current:
            self.shown.emit(name)


def _item(sheet: SheetLook, look: FileLook, *, taken: bool) -> QTreeWidgetItem:
    if sheet.table is None:
        holds = message("no table found")
    elif sheet.repeating:
        label = look.tables.get(sheet.repeating, sheet.repeating)
        holds = message("rows of “{table}”", table=label)
    else:
        holds = message("applications")
    name = str(message("{sheet} (hidden)", sheet=sheet.name)) if sheet.hidden else sheet.name
    item = QTreeWidgetItem([name, f"{sheet.records:,}", str(holds)])
    item.setData(0, _NAME, sheet.name)
    item.setToolTip(0, "\n".join((name, *sheet.notes)))
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setCheckState(0, Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
    return item
