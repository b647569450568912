# SPDX-License-Identifier: Apache-2.0
"""What the summary needs beside the parts that all documents share."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable, PageBreak

from reports.typesetting.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.typesetting.grid import Row

_AHEAD = 60
"""Rows set ahead of a page; no page holds more."""

_LEAST = 3
"""So many rows at least stand on a page."""


class LongGrid(Grid):
    """A table whose rows are set only when their page comes, so that any number of them fits.

    Attributes:
        source: Gives the rows that are not yet set.
        tail: Stands below the last row, and never on a page without rows.
    """

    def __init__(
        self,
        columns: Sequence[float],
        rows: Sequence[Row],
        *,
        head: Row | None = None,
        side: float,
        source: Iterator[Row] | None = None,
        tail: Sequence[Any] = (),
    ) -> None:
        super().__init__(columns, rows, head=head, side=side, torn_above=0)
        self.source: Iterator[Row] = source if source is not None else iter(())
        self.tail = tail

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        """Set as many rows as a page may hold, and say how high they are."""
        more = list(islice(self.source, max(0, _AHEAD - len(self._rows))))
        if more:
            self._heights = [*self._row_heights(), *map(self._row_height, more)]
            self._rows += more
        wide, high = super().wrap(width, height)
        return wide, high + self._below()

    def split(self, width: float, height: float) -> list[Any]:
        """The rows that fit, and the others, which go on taking rows from the source."""
        self.wrap(width, height)
        parts = super().split(width, height)
        if len(parts) == 1:
            return self._kept(height)
        if parts:
            parts[-1].source = self.source
            parts[-1].tail = self.tail
        return parts

    def draw(self) -> None:
        """Draw the rows, and below them what ends the table."""
        below = self._below()
        self.canv.saveState()
        self.canv.translate(0, below)
        super().draw()
        self.canv.restoreState()
        for item in self.tail:
            below -= item.getSpaceBefore() + item.wrap(sum(self._columns))[1]
            item.drawOn(self.canv, 0, below)

    def _below(self) -> float:
        wide = sum(self._columns)
        return sum(float(item.getSpaceBefore() + item.wrap(wide)[1]) for item in self.tail)

    def _kept(self, height: float) -> list[Any]:
        """All rows fit, but not what ends the table: the last of them go with it."""
        count = len(self._rows)
        last = _LEAST if count >= 2 * _LEAST else count // 2
        if not last or self._below() > height:
            return [self]
        rest = self._part(self._rows[-last:], None)
        rest.tail = self.tail
        return [self._part(self._rows[:-last], None), PageBreak(), rest]

    def _part(self, rows: list[Row], heights: list[float] | None) -> LongGrid:
        part = LongGrid(self._columns, rows, head=self._head, side=self._side)
        part._heights = heights
        return part


class Beside(Flowable):  # type: ignore[misc] # reportlab has no types
    """Short texts or charts beside each other, each in its share of the width."""

    def __init__(
        self, items: Sequence[Any], *, before: float = 0, after: float = 0, share: float = 0
    ) -> None:
        super().__init__()
        self.spaceBefore = before
        self.spaceAfter = after
        self._items = items
        self._given = share
        self._share = 0.0
        self._height = 0.0

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """As high as the highest."""
        self._share = self._given or width / len(self._items)
        self._height = max(item.wrap(self._share)[1] for item in self._items)
        return width, self._height

    def draw(self) -> None:
        """Draw each from the top."""
        for index, item in enumerate(self._items):
            used = item.wrap(self._share)[1]
            item.drawOn(self.canv, index * self._share, self._height - used)
