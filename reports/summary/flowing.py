# SPDX-License-Identifier: Apache-2.0
"""What the summary needs beside the parts that all documents share."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from reports.typesetting.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.typesetting.grid import Row
    from reports.typesetting.prose import Prose

_AHEAD = 60
"""Rows set ahead of a page; no page holds more."""


class LongGrid(Grid):
    """A table whose rows are set only when their page comes, so that any number of them fits.

    Attributes:
        source: Gives the rows that are not yet set.
    """

    def __init__(
        self,
        columns: Sequence[float],
        rows: Sequence[Row],
        *,
        head: Row | None = None,
        side: float,
        source: Iterator[Row] | None = None,
    ) -> None:
        super().__init__(columns, rows, head=head, side=side)
        self.source: Iterator[Row] = source if source is not None else iter(())

    def wrap(self, width: float, height: float = 0) -> tuple[float, float]:
        """Set as many rows as a page may hold, and say how high they are."""
        more = list(islice(self.source, max(0, _AHEAD - len(self._rows))))
        if more:
            self._heights = [*self._row_heights(), *map(self._row_height, more)]
            self._rows += more
        return super().wrap(width, height)

    def split(self, width: float, height: float) -> list[Any]:
        """The rows that fit, and the others, which go on taking rows from the source."""
        self.wrap(width, height)
        parts = super().split(width, height)
        if len(parts) > 1:
            parts[-1].source = self.source
        return parts

    def _part(self, rows: list[Row], heights: list[float] | None) -> Grid:
        part = LongGrid(self._columns, rows, head=self._head, side=self._side)
        part._heights = heights
        return part


class Beside(Flowable):  # type: ignore[misc] # reportlab has no types
    """Short texts beside each other, each in its share of the width."""

    def __init__(self, items: Sequence[Prose], *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.spaceBefore = before
        self.spaceAfter = after
        self._items = items
        self._share = 0.0
        self._height = 0.0

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """As high as the highest."""
        self._share = width / len(self._items)
        self._height = max(item.wrap(self._share)[1] for item in self._items)
        return width, self._height

    def draw(self) -> None:
        """Draw each from the top."""
        for index, item in enumerate(self._items):
            used = item.wrap(self._share)[1]
            item.drawOn(self.canv, index * self._share, self._height - used)
