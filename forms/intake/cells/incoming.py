# SPDX-License-Identifier: Apache-2.0
"""Rows of a file by field, before they are compared with the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.errors import Problem
    from models.language import Message


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the file.

    Attributes:
        row, column: From 1; column 0 is the row as a whole.
        name: What to call it where it has no address.
    """

    sheet: str
    row: int
    column: int
    name: Message | None = None


@dataclass(frozen=True, slots=True)
class Places(Mapping[str, Place]):
    """Where the values of one row stand, by path; places are made when somebody asks for one.

    Attributes:
        columns: By field id, its column on `sheet`; the same object for all rows.
        tables: By table id the sheet, the row of each of its rows, and their columns by column id.
        names: What cells are called that have no address, by sheet, row and column.
    """

    sheet: str
    row: int
    columns: Mapping[str, int]
    tables: Mapping[str, tuple[str, tuple[int, ...], Mapping[str, int]]]
    names: Mapping[tuple[str, int, int], Message]

    def __getitem__(self, path: str) -> Place:
        table, slash, rest = path.partition("/")
        if not slash:
            return self._place(self.sheet, self.row, self.columns[path])
        sheet, rows, columns = self.tables[table]
        number, _, column = rest.partition("/")
        if not number.isdecimal() or not 1 <= int(number) <= len(rows):
            raise KeyError(path)
        return self._place(sheet, rows[int(number) - 1], columns[column])

    def __iter__(self) -> Iterator[str]:
        yield from self.columns
        for table, (_, rows, columns) in self.tables.items():
            for number in range(1, len(rows) + 1):
                yield from (f"{table}/{number}/{column}" for column in columns)

    def __len__(self) -> int:
        inner = sum(len(rows) * len(columns) for _, rows, columns in self.tables.values())
        return len(self.columns) + inner

    def _place(self, sheet: str, row: int, column: int) -> Place:
        return Place(sheet, row, column, self.names.get((sheet, row, column)))


@dataclass(frozen=True, slots=True)
class Repair:
    """Something safe that was done to a cell (blanks trimmed, full width made half, a unit turned).

    Attributes:
        field: By path, as in `Problem.field`.
    """

    place: Place
    field: str
    said: Message


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem of a cell; an error refuses the row."""

    place: Place
    problem: Problem


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One application as the file gives it.

    Attributes:
        place: Its row (column 0).
        number: The application number that it names, if any.
        values: By field id what `models.programme.values.understand` takes; only columns that the
            file has, None for an empty cell. A series holds only the years that the file has. Free
            labels stand under `models.fields.LABELS`, as one text.
        rows: Rows of repeating tables by table id, by column id; only tables that the file has.
        places: Where each value stands, by path (`title`, `tenants/2/name`, rows from 1).
    """

    place: Place
    number: str
    values: Mapping[str, Any]
    rows: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    problems: tuple[CellProblem, ...] = ()
