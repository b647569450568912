# SPDX-License-Identifier: Apache-2.0
"""Our own workbooks, known again by their hidden marks: whose sheets they are, and what each column is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.language import Language, message
from models.programme.layout import (
    APART,
    LOOK_AT,
    META,
    PROBLEM_LIST,
    ROLES,
    SEPARATOR,
    SPECIAL,
    TAG,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.programme.schema import Programme

_PARTS = 5
_YEAR = re.compile(r"[0-9]{4}")


def is_apart(cells: Sequence[Sequence[Any]]) -> bool:
    """Whether a sheet is one of ours that holds no data, by its first rows."""
    return _first(cells) in {APART, PROBLEM_LIST, META}


def is_problem_list(cells: Sequence[Sequence[Any]]) -> bool:
    """Whether a sheet is the list of problems of an error workbook, by its first rows."""
    return _first(cells) == PROBLEM_LIST


def _first(cells: Sequence[Sequence[Any]]) -> object:
    return cells[0][0] if cells and len(cells[0]) else None


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet of data that was recognised.

    Attributes:
        programme: The id of the programme, and `version` that of its definition.
        table: The id of the repeating table, empty for the applications.
        columns: The id of each column that has one, by its place from 1; `ROLES` is not among them.
        header: The rows of section, heading and example, from 1: the first and the last.
        heading: The row of the headings, from 1.
        first_row: The first row of data, from 1.
    """

    programme: str
    version: str
    table: str
    columns: Mapping[int, str]
    header: tuple[int, int]
    heading: int
    first_row: int

    @property
    def ids_row(self) -> int:
        """The hidden row of ids, from 1."""
        return self.header[0] - 1

    def mark(self, column: str) -> str:
        """What the hidden row holds for a column of this sheet."""
        return SEPARATOR.join((TAG, self.programme, self.table, column, self.version))


def recognise(cells: Sequence[Sequence[Any]]) -> OwnSheet | None:
    """What a sheet of ours is, by the values of its first rows; None for anybody else's.

    It is known as long as one id of the hidden row is there, wherever it stands. Columns of another
    programme or table, pasted in, are left out; of two columns with one id the first counts.
    """
    for row, values in enumerate(cells[:LOOK_AT], start=1):
        marks = {place: _parts(value) for place, value in enumerate(values, start=1)}
        found = {place: mark for place, mark in marks.items() if mark}
        if found:
            return _own_sheet(cells, row, found)
    return None


def _own_sheet(
    cells: Sequence[Sequence[Any]], row: int, marks: Mapping[int, tuple[str, ...]]
) -> OwnSheet:
    programme, table, _, version = next(iter(marks.values()))
    columns: dict[int, str] = {}
    roles = 0
    for place, mark in marks.items():
        if mark[:2] != (programme, table):
            continue
        if mark[2] == ROLES:
            roles = roles or place
        elif mark[2] not in columns.values():
            columns[place] = mark[2]
    kinds = _roles(cells, row, roles, columns)
    last = max(kinds, default=row)
    heading = next((place for place, role in kinds.items() if role is Role.HEADING), last)
    return OwnSheet(programme, version, table, columns, (row + 1, last), heading, last + 1)


def own_sheet_at(
    cells: Sequence[Sequence[Any]],
    heading: int,
    programme: Programme,
    table: str,
    columns: Mapping[int, str],
) -> OwnSheet:
    """A sheet of ours whose hidden row is gone, by the row of its headings and what they say."""
    first = 1 if _at(cells, heading, 1) == Role.HEADING else 0
    kinds = _roles(cells, heading, first, columns) if first else {}
    below = heading + 1
    if below <= len(cells) and _is_example(cells, below, columns):
        kinds[below] = Role.EXAMPLE
    last = max(kinds, default=heading)
    above = max(heading - 1, 1)
    return OwnSheet(
        programme.id, programme.version, table, columns, (above, last), heading, last + 1
    )


def _roles(
    cells: Sequence[Sequence[Any]], row: int, roles: int, columns: Mapping[int, str]
) -> dict[int, Role]:
    """The rows below the hidden one that are no data: as column A says, else as they were written."""
    places = range(row + 1, min(len(cells), row + LOOK_AT) + 1)
    if roles:
        said = {place: _at(cells, place, roles) for place in places}
        found = {place: Role(text) for place, text in said.items() if text in set(Role)}
        return {
            place: role
            for place, role in found.items()
            if role is not Role.EXAMPLE or _is_example(cells, place, columns)
        }
    found = dict(zip(places, (Role.SECTION, Role.HEADING), strict=False))
    example = row + len(Role)
    if example in places and _is_example(cells, example, columns):
        found[example] = Role.EXAMPLE
    return found


def _is_example(cells: Sequence[Sequence[Any]], row: int, columns: Iterable[int]) -> bool:
    """Whether a row still is the example; one into which somebody wrote is theirs."""
    filled = [value for place in columns if (value := _at(cells, row, place)) not in {None, ""}]
    return bool(filled) and all(str(value).startswith(EXAMPLE_MARKS) for value in filled)


EXAMPLE_MARKS = ("例：", "e.g. ")
"""What each example begins with, so that nobody takes one for data."""


CUT_MARK = message("… [cut: a cell holds no more]")
"""Ends a text that was longer than a cell holds."""


def is_cut(value: Any) -> bool:
    """Whether a value is a text that was cut when it was written: what is recorded must stay."""
    return isinstance(value, str) and value.endswith(tuple(map(CUT_MARK.text, Language)))


def _at(cells: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    values = cells[row - 1]
    return values[column - 1] if column <= len(values) else None


def _parts(value: Any) -> tuple[str, ...] | None:
    """Programme, table, column and version of an id; None for anything else."""
    if not isinstance(value, str) or not value.startswith(TAG + SEPARATOR):
        return None
    parts = value.split(SEPARATOR, _PARTS - 1)
    return tuple(parts[1:]) if len(parts) == _PARTS else None


@dataclass(frozen=True, slots=True)
class Meta:
    """What the hidden sheet says that a workbook was made for.

    Attributes:
        layout: The version of the layout.
        call: The id of the call.
        office: The office whose application numbers are in it.
        language: In which the workbook speaks (`zh`, `en`).
        made: The day, ISO.
    """

    layout: str
    programme: str
    version: str
    call: str
    office: str
    language: str
    made: str

    def rows(self) -> Iterator[tuple[str, str]]:
        """The rows of the hidden sheet."""
        yield META, self.layout
        for name in _META:
            yield name, getattr(self, name)


def read_meta(cells: Sequence[Sequence[Any]]) -> Meta | None:
    """What the hidden sheet says; None where a sheet is not that one."""
    said = {str(row[0]): str(row[1]) for row in cells if len(row) > 1 and row[1] is not None}
    if META not in said:
        return None
    return Meta(said[META], *(said.get(name, "") for name in _META))


_META = ("programme", "version", "call", "office", "language", "made")


def parts_of(column: str) -> tuple[str, int | None, int]:
    """The field of a column id, and its year or its level: `income@2024`, `direction@2`.

    The year is None where it has none; the level is 1 where the id names none.
    """
    name, _, part = column.partition("@")
    if not name or not part.isdecimal():
        return column, None, 1
    return (name, int(part), 1) if _YEAR.fullmatch(part) else (name, None, int(part))


@dataclass(frozen=True, slots=True)
class Gathered:
    """One value a field.

    Attributes:
        value: What `models.programme.values.understand` takes; a series as numbers by year.
        columns: The ids of the columns that it was taken from; the first one where all are empty.
        levels: What each level held, for `models.programme.levels.contradiction`.
    """

    value: Any
    columns: tuple[str, ...]
    levels: tuple[Any, ...] = field(default=())


def gathered(values: Mapping[str, Any]) -> dict[str, Gathered]:
    """The values of a row by field, from its values by column id; special columns are left out.

    - Of levels the deepest that is filled counts.
    - A series is the numbers of its filled years; without any, what its own column holds as text.
    """
    by_field: dict[str, dict[str, Any]] = {}
    for column, value in values.items():
        if column not in SPECIAL:
            by_field.setdefault(parts_of(column)[0], {})[column] = value
    return {name: _one(columns) for name, columns in by_field.items()}


def _one(columns: Mapping[str, Any]) -> Gathered:
    filled = {column: value for column, value in columns.items() if value not in (None, "")}
    first = next(iter(columns))
    years = {column: year for column in filled if (year := parts_of(column)[1]) is not None}
    if years:
        series = {str(year): filled[column] for column, year in sorted(years.items())}
        return Gathered(series, tuple(years))
    if not filled:
        return Gathered(None, (first,))
    levels = sorted(filled, key=lambda column: parts_of(column)[2])
    values = tuple(filled[column] for column in levels)
    return Gathered(values[-1], (levels[-1],), values if len(columns) > 1 else ())
