# SPDX-License-Identifier: Apache-2.0
"""The columns of a table and what each is: heading, samples, field, unit, and why it is only a guess."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from forms.intake.book import column_letters
from forms.intake.tables.table import ColumnMap
from gui.theme import current_theme
from models.language import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.intake.tables.table import Heading
    from gui.intake.values import SheetLook, Target

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLES = Qt.ItemDataRole
COLUMN, SAMPLES, FIELD, UNIT, DOUBT = range(5)
HEADS: tuple[Message, ...] = (
    message("Column"),
    message("What stands in it"),
    message("Field"),
    message("Unit"),
    message("To look at"),
)
LEFT_OUT = message("left out")


class ColumnsModel(QAbstractTableModel):
    """Columns as rows; field and unit can be edited.

    - `changed` tells that somebody chose another field or unit.
    - `refused` says why a choice was not taken.
    """

    changed = Signal()
    refused = Signal(object)  # Message

    def __init__(self) -> None:
        super().__init__()
        self._headings: Sequence[Heading] = ()
        self._samples: Mapping[int, tuple[str, ...]] = {}
        self._targets: dict[str, Target] = {}
        self._map = ColumnMap({})

    @property
    def columns(self) -> ColumnMap:
        """What the columns are now."""
        return self._map

    @property
    def targets(self) -> Sequence[Target]:
        """What a column can be."""
        return tuple(self._targets.values())

    def show_columns(
        self, sheet: SheetLook | None, columns: ColumnMap, targets: Sequence[Target]
    ) -> None:
        """Show the columns of another sheet."""
        self.beginResetModel()
        self._headings = sheet.table.headings if sheet and sheet.table else ()
        self._samples = sheet.samples if sheet else {}
        self._targets = {target.id: target for target in targets}
        self._map = columns
        self.endResetModel()

    def target(self, row: int) -> Target | None:
        """What a column is; none where it is left out."""
        return self._targets.get(self._map.targets.get(self._headings[row].column, ""))

    def offer(self, row: int) -> Target | None:
        """What a column that is left out may be, as long as no other column gives it."""
        column = self._headings[row].column
        offered = self._map.offers.get(column, "")
        if column in self._map.targets or offered in self._map.targets.values():
            return None
        return self._targets.get(offered)

    def unit(self, row: int) -> str:
        """The unit of its numbers: said by a person, else by the header."""
        heading = self._headings[row]
        return self._map.units.get(heading.column, heading.unit)

    def missing(self) -> list[Target]:
        """Required fields that no column gives."""
        given = set(self._map.targets.values())
        return [item for item in self._targets.values() if item.required and item.id not in given]

    def choose(self, row: int, target: str) -> None:
        """Say what a column is; nothing for left out. A field that another column gives is refused."""
        column = self._headings[row].column
        if target == self._map.targets.get(column, ""):
            self._without_doubt(row)
            return
        holder = next((at for at, held in self._map.targets.items() if held == target), None)
        if target and holder is not None:
            self.refused.emit(
                message(
                    "“{field}” is given by column {column} already. Leave that one out first, or"
                    " choose another field.",
                    field=self._targets[target].label,
                    column=column_letters(holder),
                )
            )
            return
        targets = {at: held for at, held in self._map.targets.items() if at != column}
        if target:
            targets[column] = target
        self._map = replace(self._map, targets=targets)
        self._without_doubt(row)

    def say_unit(self, row: int, unit: str) -> None:
        """Say the unit of a column, as its header does or otherwise."""
        heading = self._headings[row]
        if unit == self.unit(row):
            return
        units = {at: said for at, said in self._map.units.items() if at != heading.column}
        if unit != heading.unit:
            units[heading.column] = unit
        self._map = replace(self._map, units=units)
        self._without_doubt(row)

    def _without_doubt(self, row: int) -> None:
        """Somebody looked at a column and said what it is."""
        column = self._headings[row].column
        doubts = {at: why for at, why in self._map.doubts.items() if at != column}
        offers = {at: may for at, may in self._map.offers.items() if at != column}
        self._map = replace(self._map, doubts=doubts, offers=offers)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, DOUBT))
        self.changed.emit()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """One for each column of the table."""
        return 0 if parent.isValid() else len(self._headings)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """What is said about each."""
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Field and unit can be chosen; a unit where there is one to choose."""
        found = super().flags(index)
        if not index.isValid():
            return found
        target = self.target(index.row())
        if index.column() == FIELD or (index.column() == UNIT and target and target.units):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: AnyIndex, role: int = _ROLES.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in {_ROLES.DisplayRole, _ROLES.ToolTipRole}:
            return self._text(row, column)
        if role == _ROLES.EditRole:
            target = self.target(row)
            if column == FIELD:
                return target.label if target else ""
            return self.unit(row) if column == UNIT else None
        if role == _ROLES.ForegroundRole:
            if column == DOUBT:
                return QColor(current_theme()["warning"])
            if self.target(row) is None or column == SAMPLES:
                return QColor(current_theme()["hint"])
        return None

    def _text(self, row: int, column: int) -> str:
        heading, target = self._headings[row], self.target(row)
        if column == COLUMN:
            return f"{column_letters(heading.column)}  {heading.text}".rstrip()
        if column == SAMPLES:
            return " · ".join(self._samples.get(heading.column, ()))
        if column == FIELD:
            return target.label if target else str(LEFT_OUT)
        if column == UNIT:
            return self.unit(row) if target and target.units else ""
        offer = self.offer(row)
        if offer is not None:
            return str(message("May be “{field}”: Space takes it.", field=offer.label))
        doubt = self._map.doubts.get(heading.column)
        return str(doubt) if doubt else ""

    def headerData(  # noqa: N802 - Qt calls it
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> Any:
        """What is said."""
        if role == _ROLES.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return str(HEADS[section])
        return None
