# SPDX-License-Identifier: Apache-2.0
"""How the rows of a sheet move where rows are put in or taken out.

Rows are put in as a clerk does it in Excel: within the rows of the table, above its last one, so that
ranges over the table grow by themselves; a table of one row gets more below it, and what ranges over
that row grows too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.filling.addresses import LAST_ROW, Area

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a table before and after.

    Attributes:
        first: Its first row in the empty form.
        rows: How many it has there.
        wanted: How many it has when it is filled.
    """

    first: int
    rows: int
    wanted: int

    @property
    def last(self) -> int:
        """Its last row in the empty form."""
        return self.first + self.rows - 1

    @property
    def change(self) -> int:
        """How many rows are put in, or taken out (negative)."""
        return self.wanted - self.rows

    @property
    def model(self) -> int:
        """The row after which rows are put in, and which they look like."""
        return self.last if self.rows == 1 else self.last - 1


class Moves:
    """Where each row of one sheet of the empty form is afterwards."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self.blocks = tuple(
            sorted((block for block in blocks if block.change), key=lambda item: item.first)
        )

    def __bool__(self) -> bool:
        return bool(self.blocks)

    def row(self, row: int) -> int | None:
        """Where a row is; None where it was taken out."""
        moved = row
        for block in self.blocks:
            if (block.change > 0 and row > block.model) or (block.change < 0 and row > block.last):
                moved += block.change
            elif block.change < 0 and row >= block.first + block.wanted and row <= block.last:
                return None
        return moved if moved <= LAST_ROW else None

    def span(
        self, top: int, bottom: int, *, grows: bool = False, follows: bool = False
    ) -> tuple[int, int] | None:
        """Where the rows from `top` to `bottom` are; None where all of them were taken out.

        Args:
            grows: What ranges over the only row of a table ranges over all of them afterwards.
            follows: What ends with the row that the new ones look like takes them in.
        """
        if top == 1 and bottom == LAST_ROW:
            return top, bottom
        first = next((row for line in range(top, bottom + 1) if (row := self.row(line))), None)
        if first is None:
            return None
        last = next(row for line in range(bottom, top - 1, -1) if (row := self.row(line)))
        for block in self.blocks:
            ends_there = block.change > 0 and bottom == block.model
            if ends_there and (follows or (grows and block.rows == 1)):
                last += block.change
        return first, last

    def area(self, area: Area, *, grows: bool = False, follows: bool = False) -> Area | None:
        """Where an area is; None where all of its rows were taken out."""
        found = self.span(area.top, area.bottom, grows=grows, follows=follows)
        return None if found is None else Area(found[0], area.left, found[1], area.right)

    def sqref(self, text: str, *, grows: bool = False, follows: bool = False) -> str:
        """A list of areas, as it is written, after the rows moved; what did not move stays as it was."""
        found = []
        for part in text.split():
            area = Area.read(part)
            moved = None if area is None else self.area(area, grows=grows, follows=follows)
            if area is None or moved == area:
                found.append(part)
            elif moved is not None:
                found.append(str(moved))
        return " ".join(found)

    def back(self, row: int) -> int | None:
        """Which row of the empty form a row of the filled one was; None for one that was put in."""
        for block in self.blocks:
            if block.change > 0 and row > block.model:
                if row <= block.model + block.change:
                    return None
                row -= block.change
            elif block.change < 0 and row >= block.first + block.wanted:
                row -= block.change
        return row

    def model_of(self, row: int) -> int | None:
        """Which row of the empty form a row that was put in looks like; None for any other."""
        for block in self.blocks:
            if block.change > 0 and row > block.model:
                if row <= block.model + block.change:
                    return block.model
                row -= block.change
            elif block.change < 0 and row >= block.first + block.wanted:
                row -= block.change
        return None
