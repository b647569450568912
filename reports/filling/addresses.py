# SPDX-License-Identifier: Apache-2.0
"""Addresses of cells and areas, and the texts of `sqref` that list them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=32_768)
def column_number(letters: str) -> int:
    """The number of a column by its letters, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=32_768)
def column_letters(number: int) -> str:
    """The letters of a column by its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_at(address: str) -> tuple[int, int]:
    """Row and column of an address; (0, 0) where it is none."""
    found = _CELL.fullmatch(address)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def address(row: int, column: int) -> str:
    """The address of a cell: B5."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def read(cls, text: str) -> Area | None:
        """An area as it is written (`A1:C3`, `B2`, `A:C`, `3:5`); None where it is none."""
        first, _, last = text.replace("$", "").partition(":")
        last = last or first
        if first.isdigit() and last.isdigit():
            return cls(int(first), 1, int(last), LAST_COLUMN)
        if first.isalpha() and last.isalpha():
            return cls(1, column_number(first), LAST_ROW, column_number(last))
        one, other = cell_at(first), cell_at(last)
        if not one[0] or not other[0]:
            return None
        return cls(
            min(one[0], other[0]), min(one[1], other[1]),
            max(one[0], other[0]), max(one[1], other[1]),
        )  # fmt: skip

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether two areas have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def areas(sqref: str) -> list[Area]:
    """The areas of a list that blanks part."""
    return [area for text in sqref.split() if (area := Area.read(text)) is not None]
