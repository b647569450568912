# SPDX-License-Identifier: Apache-2.0
"""The list as a model: ids in order, lines fetched a block at a time when they are shown."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gui.theme import current_theme
from models.language import Message, current_language, message
from models.programme.outline import Outcome
from models.views.listing import COLUMNS, Line, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.language import Language
    from models.reader import Reader

HEADS: dict[str, Message] = {
    "number": message("Number"),
    "title": message("Title"),
    "applicant": message("Applicant"),
    "direction": message("Direction"),
    "product": message("Product"),
    "region": message("Division"),
    "stage": message("Stage"),
    "amount_wan": message("Amount (10k CNY)"),
    "received": message("Received"),
    "due": message("Due"),
}
_BLOCK = 40
_KEPT_BLOCKS = 500
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_COLOURS = {Outcome.POSITIVE: "success", Outcome.PARTIAL: "warning", Outcome.NEGATIVE: "error"}
_AMOUNT, _STAGE = COLUMNS.index("amount_wan"), COLUMNS.index("stage")
_ROOT = QModelIndex()
AnyIndex = QModelIndex | QPersistentModelIndex
Block: TypeAlias = "list[Line | None]"


def block_around(
    reader: Reader, ids: Sequence[int], row: int, *, language: Language
) -> dict[int, Block]:
    """The block of lines in which a row lies, by its place."""
    place = row // _BLOCK
    wanted = list(ids[place * _BLOCK : (place + 1) * _BLOCK])
    found = lines(reader, wanted, language)
    return {place: [found.get(item) for item in wanted]}


class RegisterModel(QAbstractTableModel):
    """Applications by their ids; a cell is one look-up in a block that was fetched."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._ids: Sequence[int] = array("q")
        self._blocks: dict[int, Block] = {}

    @property
    def ids(self) -> Sequence[int]:
        """The local ids, in order."""
        return self._ids

    def show_ids(self, ids: Sequence[int], blocks: Mapping[int, Block]) -> None:
        """Show other applications, some blocks of whose lines are known."""
        self.beginResetModel()
        self._ids, self._blocks = ids, dict(blocks)
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch lines again when they are next shown."""
        self._blocks.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> Line | None:
        """The line of a row; none where the application is gone by now."""
        place, offset = divmod(row, _BLOCK)
        block = self._blocks.get(place)
        if block is None:
            block = self._fetch(place)
        return block[offset] if offset < len(block) else None

    def lines_of(self, rows: Iterable[int]) -> list[Line]:
        """The lines of rows, in their order."""
        return [line for row in sorted(rows) if (line := self.line(row)) is not None]

    def _fetch(self, place: int) -> Block:
        if len(self._blocks) >= _KEPT_BLOCKS:
            self._blocks.clear()
        self._blocks |= block_around(
            self._reader, self._ids, place * _BLOCK, language=current_language()
        )
        return self._blocks[place]

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802 - Qt calls it
        """How many applications the query finds."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802 - Qt calls it
        """How many columns a line has."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == _AMOUNT else _LEFT
        if role not in _SHOWN or not index.isValid():
            return None
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            role_of_stage = _COLOURS.get(line.outcome) if index.column() == _STAGE else None
            return QColor(current_theme()[role_of_stage]) if role_of_stage else None
        return line.cells[index.column()]

    def headerData(  # noqa: N802 - Qt calls it
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The head of a column, or the running number of a row."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(HEADS[COLUMNS[section]])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section == _AMOUNT else _LEFT
        elif role == Qt.ItemDataRole.DisplayRole:
            return section + 1
        return None


_SHOWN = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.ForegroundRole),
    }
)
