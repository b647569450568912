# SPDX-License-Identifier: Apache-2.0
"""A quiet table: hairlines between rows, a head that repeats, rows that split when very long."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable, PageBreak

from reports.typesetting.styles import INK, RULE, SHADE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.typesetting.prose import Prose

SIDE = 6.0
TORN_ABOVE = 160.0
"""A table that is not higher is not torn: it moves to the next page as a whole."""

_ABOVE = 3.5
_LONG_ROW = 170.0  # a row that is higher may be split
_LEAST_ROOM = 64.0  # so much must be free for the first part of a split row
_HIGHEST_HEAD = 240.0  # a head that is higher is not repeated
_LEAST_ROWS = 3  # so many stand on either side of a page break
_AMPLE = 300.0  # so much room is not left empty because the break would be ugly
_HAIRLINE = 0.5
_RULE = 0.9


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a block a cell, None for an empty one.

    Attributes:
        spans: How many columns each cell takes; one each where not given.
        shaded: With the background of heads and totals.
        opens: Stays with the row after it (the name of a group).
        closes: Stays with the row before it (a totals row).
    """

    cells: tuple[Prose | None, ...]
    spans: tuple[int, ...] = ()
    shaded: bool = False
    opens: bool = False
    closes: bool = False


class Grid(Flowable):  # type: ignore[misc] # reportlab has no types
    """Rows under a head. A page break falls between rows, or within one that is very long."""

    def __init__(
        self,
        columns: Sequence[float],
        rows: Sequence[Row],
        *,
        head: Row | None = None,
        label_column: bool = False,
        side: float = SIDE,
        before: float = 0,
        after: float = 0,
        torn_above: float = TORN_ABOVE,
    ) -> None:
        super().__init__()
        self.spaceBefore = before
        self.spaceAfter = after
        self._columns = tuple(columns)
        self._rows = list(rows)
        self._label_column = label_column
        self._side = side
        self._torn_above = torn_above
        self._head = head
        self._head_height = self._row_height(head) if head else 0.0
        if head and self._head_height > _HIGHEST_HEAD:
            self._rows.insert(0, head)
            self._head, self._head_height = None, 0.0
        self._heights: list[float] | None = None

    def wrap(self, _width: float, _height: float = 0) -> tuple[float, float]:
        """Set every cell and say how high the table is."""
        return sum(self._columns), self._head_height + sum(self._row_heights())

    def split(self, _width: float, height: float) -> list[Any]:
        """The rows that fit, a page break, and the others under the same head.

        The break is part of the answer: what stays in hand because a row moved up must not begin
        again in the room that it left.
        """
        heights = self._row_heights()
        whole = self._head_height + sum(heights)
        if whole <= height:
            return [self]
        if whole <= self._torn_above:
            return []
        fit, room = self._fitting(height - self._head_height)
        if heights[fit] > _LONG_ROW and room >= _LEAST_ROOM:
            halves = self._halves(self._rows[fit], room)
            if halves:
                upper, lower = halves
                return [
                    self._part([*self._rows[:fit], upper], None),
                    PageBreak(),
                    self._part([lower, *self._rows[fit + 1 :]], None),
                ]
        cut = self._cut(fit, ample=height >= _AMPLE)
        if not cut:
            return []
        return [
            self._part(self._rows[:cut], heights[:cut]),
            PageBreak(),
            self._part(self._rows[cut:], heights[cut:]),
        ]

    def _fitting(self, room: float) -> tuple[int, float]:
        """How many rows fit, and what room they leave."""
        heights = self._row_heights()
        fit = 0
        while fit < len(heights) and heights[fit] <= room:
            room -= heights[fit]
            fit += 1
        return fit, room

    def _cut(self, fit: int, *, ample: bool) -> int:
        """So many rows before the break that few stand alone and none leaves its fellows.

        Where there is no such place the table begins a page of its own, or with ample room breaks
        where it can.
        """
        free = [place for place in range(fit, 0, -1) if self._may_break(place)]
        last = len(self._rows) - _LEAST_ROWS
        good = next((place for place in free if _LEAST_ROWS <= place <= last), 0)
        if good or not ample:
            return good
        return free[0] if free else fit

    def _may_break(self, place: int) -> bool:
        return not (self._rows[place].closes or self._rows[place - 1].opens)

    def draw(self) -> None:
        """Draw the table from the top."""
        heights = self._row_heights()
        rows = [(self._head, self._head_height)] if self._head else []
        rows += zip(self._rows, heights, strict=True)
        y = top = self._head_height + sum(heights)
        canvas = self.canv
        canvas.saveState()
        self._draw_label_column(y - self._head_height)
        rules = []
        for row, height in rows:
            self._draw_row(row, y, height)
            y -= height
            rules.append((0, y, sum(self._columns), y))
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(_HAIRLINE)
        canvas.lines(rules[:-1])
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(_RULE)
        canvas.lines([(0, top, sum(self._columns), top), *rules[-1:]])
        canvas.restoreState()

    def _draw_label_column(self, height: float) -> None:
        if self._label_column:
            self.canv.setFillColor(SHADE)
            self.canv.rect(0, 0, self._columns[0], height, stroke=0, fill=1)

    def _draw_row(self, row: Row, top: float, height: float) -> None:
        if row.shaded:
            self.canv.setFillColor(SHADE)
            self.canv.rect(0, top - height, sum(self._columns), height, stroke=0, fill=1)
        x = 0.0
        for cell, width in self._cells(row):
            if cell is not None:
                _, used = cell.wrap(width - 2 * self._side)
                cell.draw_at(self.canv, x + self._side, top - _ABOVE - used)
            x += width

    def _cells(self, row: Row) -> Iterator[tuple[Prose | None, float]]:
        column = 0
        for index, cell in enumerate(row.cells):
            span = row.spans[index] if row.spans else 1
            yield cell, sum(self._columns[column : column + span])
            column += span

    def _row_height(self, row: Row) -> float:
        used = [
            cell.wrap(width - 2 * self._side)[1]
            for cell, width in self._cells(row)
            if cell is not None
        ]
        return max(used, default=0.0) + 2 * _ABOVE

    def _row_heights(self) -> list[float]:
        if self._heights is None:
            self._heights = [self._row_height(row) for row in self._rows]
        return self._heights

    def _halves(self, row: Row, room: float) -> tuple[Row, Row] | None:
        upper: list[Prose | None] = []
        lower: list[Prose | None] = []
        for cell, width in self._cells(row):
            parts = (
                cell.split(width - 2 * self._side, room - 2 * _ABOVE) if cell is not None else []
            )
            if cell is not None and not parts:
                return None
            upper.append(parts[0] if parts else None)
            lower.append(parts[1] if len(parts) > 1 else None)
        return replace(row, cells=tuple(upper)), replace(row, cells=tuple(lower))

    def _part(self, rows: list[Row], heights: list[float] | None) -> Grid:
        part = Grid(
            self._columns,
            rows,
            head=self._head,
            label_column=self._label_column,
            side=self._side,
            before=self.spaceBefore,
            after=self.spaceAfter,
            torn_above=self._torn_above,
        )
        part._heights = heights
        return part
