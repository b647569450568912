# SPDX-License-Identifier: Apache-2.0
"""What a file with tables holds, whatever its kind: sheets of plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta
    from pathlib import Path

    from models.language import Message
    from models.programme.recognising import OwnSheet


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose formula failed: `#N/A`, `#DIV/0!`."""

    code: str

    def __str__(self) -> str:
        return self.code


CellValue: TypeAlias = (
    "str | int | float | bool | date | datetime | time | timedelta | CellError | None"
)
"""A value as the file holds it; None for an empty cell. A whole number is an int."""

Cells: TypeAlias = Sequence[Sequence[CellValue]]
"""Rows of cells: `cells[0][0]` is A1, whatever part of the sheet is used."""


class BookKind(StrEnum):
    """What a file really is, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    TEXT = "text"
    WORD = "word"


PROMISED: Mapping[str, BookKind] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), BookKind.XLSX),
    **dict.fromkeys((".xls", ".xlt", ".et"), BookKind.XLS),
    **dict.fromkeys((".xlsb",), BookKind.XLSB),
    **dict.fromkeys((".ods", ".ots"), BookKind.ODS),
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), BookKind.TEXT),
    **dict.fromkeys((".doc", ".docx", ".docm", ".dotx", ".wps", ".rtf", ".odt"), BookKind.WORD),
}
"""What the end of a name promises; other names promise nothing."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells, rows and columns from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, read whole.

    Attributes:
        cells: Rows may differ in length; what lies beyond a row is empty. A merged value stands in
            every cell of its merge.
        hidden: Nobody who opens the file sees this sheet.
        notes: What a person must be told about it (hidden rows are included, formulas never
            calculated …).
        places: What cells are called where they have no address, by (row, column) from 1: a cell of a
            Word form is “table 2, row 5”.
        percents: The numbers that are shown as percent (0.3 as 30 %), by row and column from 1.
        uncalculated: The cells whose formula no program has calculated, by row and column from 1.
        own: What it is as a sheet of our own workbook, where only its headings still say so.
    """

    name: str
    cells: Cells
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    notes: tuple[Message, ...] = ()
    places: Mapping[tuple[int, int], Message] = field(default_factory=dict)
    percents: frozenset[tuple[int, int]] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    own: OwnSheet | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read.

    Attributes:
        notes: What a person must be told about the file (macros ignored, pictures not read …).
    """

    path: Path
    kind: BookKind
    sheets: tuple[Sheet, ...]
    notes: tuple[Message, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """A sheet by its name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letters(column: int) -> str:
    """The letters of a column from 1, as a workbook shows them: `B`, `AA`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell as a workbook shows it: `B7`; rows and columns from 1."""
    return f"{column_letters(column)}{row}"


def column_of(name: str) -> int:
    """The column of its letters: `AB` is 28."""
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - 64
    return column
