# SPDX-License-Identifier: Apache-2.0
"""A table under a head of titles: its columns are as wide as what is in them asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reports.typesetting.aligning import aligned
from reports.typesetting.columns import Scale, column_needs, share_out
from reports.typesetting.grid import SIDE, Grid, Row
from reports.typesetting.styles import CELL, HEAD, HEAD_NUMBER, TextStyle, smaller

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.language import Translatable
    from reports.typesetting.setter import Setter

    Shrink: TypeAlias = Callable[[TextStyle], TextStyle]
    Made: TypeAlias = Callable[[Shrink], Sequence[Row]]

_MANY_LINES = 9
"""A text of so many is long in any type, and read best in the ordinary one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        number: Its title stands to the right, its decimal points below each other, and its cells are
            never broken.
        whole: Its cells are not broken where there is room for them: codes and dates.
    """

    title: Translatable | str
    number: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Type:
    """How much smaller than ordinary the type of a table is, and the room beside its texts.

    Attributes:
        few: So many lines a text may take before a smaller type is tried.
    """

    less: float
    side: float
    few: int

    def __call__(self, style: TextStyle) -> TextStyle:
        return smaller(style, self.less) if self.less else style


_ORDINARY = _Type(0, SIDE, 3)
_SMALLER = (_Type(1.5, 3.5, 2), _Type(2.2, 2.4, 1))


def table_grid(
    columns: Sequence[Column], rows: Sequence[Row], setter: Setter, *, after: float = 0
) -> Grid:
    """A table in the ordinary type."""
    return _Table(columns, rows, setter, _ORDINARY).grid(after)


def fitted_grid(columns: Sequence[Column], rows: Made, setter: Setter, *, after: float = 0) -> Grid:
    """A table in the largest type in which its texts take few lines.

    Args:
        columns: Of the table.
        rows: Makes the rows, in styles that it passes through what it is given.
        setter: Of the document.
        after: The space below.
    """
    table = ordinary = _Table(columns, rows(_ORDINARY), setter, _ORDINARY)
    for small in _SMALLER:
        if table.fits:
            break
        if ordinary.lines >= _MANY_LINES:
            return ordinary.grid(after)
        table = _Table(columns, rows(small), setter, small)
    return table.grid(after)


class _Table:
    """A table in one type.

    Attributes:
        lines: So many the longer texts take; 0 where something has to break.
    """

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Row], setter: Setter, kind: _Type
    ) -> None:
        self._columns = columns
        self._rows = aligned(rows, [column.number for column in columns])
        self._setter = setter
        self._type = kind
        self._titles = [setter.text(column.title) for column in columns]
        self.lines, self._widths = self._shared()

    @property
    def fits(self) -> bool:
        """Whether no text takes many lines and none has to break within a word."""
        return 0 < self.lines <= self._type.few

    def grid(self, after: float) -> Grid:
        """The table."""
        return Grid(self._widths, self._rows, head=self._head(), side=self._type.side, after=after)

    def _shared(self) -> tuple[int, list[float]]:
        """How many lines the texts take, and the widths; codes break before numbers do."""
        size, head = self._type(CELL).size, self._type(HEAD)
        scale = Scale(size, self._type.side, lambda text: self._setter.width_of(text, head))
        lines, widths = 0, list[float]()
        for codes in (True, False):
            whole = [column.number or (codes and column.whole) for column in self._columns]
            needs = column_needs(self._titles, self._rows, whole, scale)
            lines, widths = share_out(self._setter.width, needs, size)
            if lines:
                break
        return lines, widths

    def _head(self) -> Row:
        cells = (
            self._setter.between_words(
                title,
                self._type(HEAD_NUMBER if column.number else HEAD),
                width - 2 * self._type.side,
            )
            for title, column, width in zip(self._titles, self._columns, self._widths, strict=True)
        )
        return Row(tuple(cells), shaded=True)
