# SPDX-License-Identifier: Apache-2.0
"""A sheet as those ask it who look for tables: cells by row and column from 1, and its merges by row."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from forms.intake.book import CellError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.intake.book import CellValue, Merge, Sheet

_LOOKED_AT = 400
_EXACT = 1e15
"""A whole number below is written out with all its digits."""


def is_blank(value: CellValue) -> bool:
    """Whether a cell holds nothing that anybody sees."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_number(value: CellValue) -> bool:
    """Whether a cell is a number, a day or a time, not a text."""
    return not isinstance(value, str | CellError) and value is not None


def shown(value: CellValue) -> str:
    """A cell as a text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return value.strip() if isinstance(value, str) else str(value)


class Grid:
    """A sheet with its merges at hand."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.cells)

    @cached_property
    def width(self) -> int:
        """The last column that anything stands in, by the rows at the top and some further down."""
        return max((self._end(self.sheet.cells[place]) for place in self._looked_at()), default=0)

    @cached_property
    def wide(self) -> Mapping[int, tuple[Merge, ...]]:
        """Merges over several columns, by each row that they cover; of the rows that are looked at."""
        found: dict[int, list[Merge]] = {}
        for merge in self.sheet.merges:
            if merge.last_column > merge.first_column:
                for row in range(merge.first_row, min(merge.last_row, merge.first_row + 9) + 1):
                    found.setdefault(row, []).append(merge)
        return {row: tuple(merges) for row, merges in found.items()}

    @cached_property
    def tall(self) -> Mapping[int, tuple[Merge, ...]]:
        """Merges over several rows, by the first one."""
        found: dict[int, list[Merge]] = {}
        for merge in self.sheet.merges:
            if merge.last_row > merge.first_row:
                found.setdefault(merge.first_row, []).append(merge)
        return {row: tuple(merges) for row, merges in found.items()}

    def row(self, row: int) -> Sequence[CellValue]:
        """The cells of a row."""
        return self.sheet.cells[row - 1] if 1 <= row <= self.height else ()

    def cell(self, row: int, column: int) -> CellValue:
        """A cell; what lies beyond a row is empty."""
        cells = self.row(row)
        return cells[column - 1] if column <= len(cells) else None

    def filled(self, row: int) -> dict[int, CellValue]:
        """The cells of a row that hold something, by column; each merge over columns once."""
        covered = {
            column
            for merge in self.wide.get(row, ())
            for column in range(merge.first_column + 1, merge.last_column + 1)
        }
        return {
            column: value
            for column, value in enumerate(self.row(row)[: self.width], start=1)
            if not is_blank(value) and column not in covered
        }

    def blank(self, row: int) -> bool:
        """Whether a row is empty."""
        return all(is_blank(value) for value in self.row(row))

    def below(self, row: int, most: int) -> Iterator[int]:
        """The next rows that hold something."""
        found = 0
        for place in range(row + 1, min(self.height, row + 20 * most) + 1):
            if not self.blank(place):
                yield place
                found += 1
                if found == most:
                    return

    def _looked_at(self) -> Iterator[int]:
        step = max(1, (self.height - _LOOKED_AT) // _LOOKED_AT)
        yield from range(min(self.height, _LOOKED_AT))
        yield from range(_LOOKED_AT, self.height, step)

    @staticmethod
    def _end(cells: Sequence[CellValue]) -> int:
        end = len(cells)
        while end and is_blank(cells[end - 1]):
            end -= 1
        return end


def is_time(value: CellValue) -> bool:
    """Whether a cell is a day, a time or a span of time."""
    return isinstance(value, date | time | timedelta)
