# SPDX-License-Identifier: Apache-2.0
"""The rows of a preview as a table: sorted and filtered over plain texts, at any number of rows."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from forms.intake.compare.preview import Decision, Status
from gui.theme import current_theme
from models.language import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from forms.intake.compare.choosing import Ruling
    from gui.intake.values import Line

WRONG: Final = "wrong"
"""Rows that are not refused although something is wrong with them."""
Kind = Status | Literal["wrong"] | None
"""What rows can be narrowed to; all where it is none."""
AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLES = Qt.ItemDataRole
ROW, STATUS, TITLE, APPLICANT, NUMBER, PROBLEMS, FIRST = range(7)
HEADS: tuple[Message, ...] = (
    message("Row"),
    message("What it is"),
    message("Title"),
    message("Applicant"),
    message("Number"),
    message("Problems"),
    message("First problem"),
)
STATUSES: Mapping[Status, Message] = {
    Status.NEW: message("New"),
    Status.CHANGED: message("Changed"),
    Status.SAME: message("Same"),
    Status.DUPLICATE: message("Possible duplicate"),
    Status.REFUSED: message("Refused"),
}
DECISIONS: Mapping[Decision, Message] = {
    Decision.UPDATE: message("Duplicate: update"),
    Decision.NEW: message("Duplicate: new"),
    Decision.SKIP: message("Duplicate: skip"),
}
_COLOURS = {
    Status.NEW: "success",
    Status.CHANGED: "link",
    Status.SAME: "hint",
    Status.DUPLICATE: "warning",
    Status.REFUSED: "error",
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ORDER = {status: place for place, status in enumerate(Status)}


def _status_order(line: Line) -> tuple[int, bool]:
    return _ORDER[line.status], line.wrong


_KEYS: Mapping[int, Callable[[Line], Any]] = {
    STATUS: _status_order,
    TITLE: attrgetter("title"),
    APPLICANT: attrgetter("applicant"),
    NUMBER: attrgetter("number"),
    PROBLEMS: attrgetter("problems"),
    FIRST: attrgetter("first"),
}
"""What rows are ordered by; those of `ROW` are in order as they come."""


class PreviewModel(QAbstractTableModel):
    """Lines by their place in the file; `places` is what is shown, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._places: list[int] = []
        self._decisions: Mapping[int, Ruling] = {}
        self._kind: Kind = None
        self._words: tuple[str, ...] = ()
        self._sort, self._downwards = ROW, False

    @property
    def places(self) -> Sequence[int]:
        """The places in the file of the rows that are shown, in their order."""
        return self._places

    @property
    def lines(self) -> Sequence[Line]:
        """All lines, in the order of the file."""
        return self._lines

    def show_lines(self, lines: Sequence[Line], decisions: Mapping[int, Ruling]) -> None:
        """Show another preview; `decisions` is looked into, not kept."""
        self._lines, self._decisions = lines, decisions
        self._arrange()

    def narrow(self, kind: Kind, text: str) -> None:
        """Show only rows of a kind, in which all words occur."""
        wanted = (kind, tuple(text.casefold().split()))
        if wanted != (self._kind, self._words):
            self._kind, self._words = wanted
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; equal rows stay in the order of the file."""
        wanted = (column, order is Qt.SortOrder.DescendingOrder)
        if wanted != (self._sort, self._downwards):
            self._sort, self._downwards = wanted
            self._arrange()

    def renew(self, places: Sequence[int]) -> None:
        """Show again rows about which was decided."""
        if len(places) == 1 and places[0] in self._places:
            row = self._places.index(places[0])
            self.dataChanged.emit(self.index(row, 0), self.index(row, FIRST))
        elif places and self._places:
            last = self.index(len(self._places) - 1, FIRST)
            self.dataChanged.emit(self.index(0, 0), last)

    def _arrange(self) -> None:
        self.beginResetModel()
        self._places = list(self._found())
        if self._sort == ROW:
            if self._downwards:
                self._places.reverse()
        else:
            keys = list(map(_KEYS[self._sort], self._lines))
            self._places.sort(key=keys.__getitem__, reverse=self._downwards)
        self.endResetModel()

    def _found(self) -> Iterator[int]:
        kind, words, lines = self._kind, self._words, self._lines
        for place, line in enumerate(lines):
            wanted = line.wrong if kind is WRONG else kind is None or line.status is kind
            if wanted and all(word in line.found for word in words):
                yield place

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 - Qt calls it
        """What is shown of each."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: AnyIndex, role: int = _ROLES.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        column = index.column()
        if role == _ROLES.TextAlignmentRole:
            return _RIGHT if column == PROBLEMS else _LEFT
        if role not in _SHOWN:
            return None
        place = self._places[index.row()]
        line = self._lines[place]
        if role == _ROLES.ForegroundRole:
            colour = "warning" if line.wrong else _COLOURS[line.status]
            return QColor(current_theme()[colour]) if column == STATUS else None
        if column == STATUS:
            made = self._decisions.get(place)
            text = DECISIONS[made.decision] if made else STATUSES[line.status]
            return str(message("{what} · with errors", what=text) if line.wrong else text)
        if column == PROBLEMS:
            return str(line.problems) if line.problems else ""
        return line[column] if column < PROBLEMS else line.first

    def headerData(  # noqa: N802 - Qt calls it
        self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole
    ) -> Any:
        """The head of a column."""
        if orientation is Qt.Orientation.Horizontal:
            if role == _ROLES.DisplayRole:
                return str(HEADS[section])
            if role == _ROLES.TextAlignmentRole:
                return _RIGHT if section == PROBLEMS else _LEFT
        return None


_SHOWN = frozenset({int(_ROLES.DisplayRole), int(_ROLES.ToolTipRole), int(_ROLES.ForegroundRole)})
