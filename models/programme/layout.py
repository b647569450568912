# SPDX-License-Identifier: Apache-2.0
"""The intake workbook as plain data: its sheets and columns, and the ids by which it is known again.

Both ways follow it: `reports.intake` writes the workbook, `forms.intake` recognises it. A field that
is added to a definition is a column here with no line of code.

Each sheet of data begins with a hidden row that gives every column its id, so that headings may be
renamed and columns moved or taken away. An id is one text of five parts,
`xd|programme|table|column|version`, so that each column knows by itself what it is, in whatever
workbook it ends up. Column A, hidden as well, marks the rows that are no data: section, heading,
example. The sheets that hold no data bear `APART` in their cell A1.

A field is one column, with two exceptions (`parts_of`): a series has a column a year
(`income_wan@2024`), and a term of a tree or a division has a column a level (`direction`,
`direction@2`); the deepest that is filled counts. `gathered` makes one value a field of them again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.language import Label, Language, message
from models.programme.levels import level_count
from models.programme.schema import FieldType, Filler, FormField, Programme

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from models.language import Translatable
    from models.programme.vocabulary import Vocabulary

NUMBER = "@number"
"""The column of the application number: empty in a blank, filled once the office gave one."""

LINK = "@link"
"""The serial number (序号) by which the rows of the repeating tables name their application."""

LABELS = "@labels"
"""The column of the office's free labels."""

ROLES = "@rows"
"""The hidden column A: what each row is, where it is no data (`Role`)."""

SPECIAL = frozenset({NUMBER, LINK, LABELS, ROLES})
"""Column ids that are no fields; no field can have such an id."""

NUMBER_LABEL = Label("系统编号", "Application number")
"""The heading of `NUMBER`, by which it is known on sheets that have no hidden row."""

APART = "xd|apart"
"""In cell A1: this sheet of ours holds no data (instructions, vocabularies, lists)."""

PROBLEM_LIST = "xd|problems"
"""In cell A1: the list of problems in front of an error workbook; it holds no data either."""

META = "xd|workbook"
"""In cell A1: the hidden sheet of names and values that says what the workbook was made for."""

FIRST_VERSION = "1"
"""Of this layout; a later one that older programs misread gets another number."""

LOOK_AT = 30
"""The hidden row lies among so many first rows, whatever was put above it."""

_TAG = "xd"
_SEPARATOR = "|"
_PARTS = 5
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = 3


class Role(StrEnum):
    """What a row of a sheet is, as column A says."""

    SECTION = "section"
    HEADING = "heading"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        id: A field id, perhaps with a part (`income_wan@2024`, `direction@2`), or one of `SPECIAL`.
        field: The field that it belongs to, None for special ones.
        label: What it is called, without year, level and unit.
        section: The section of the form to which it belongs, None for special ones.
        year: Of a series.
        level: Of a term or a division, from 1; 0 where the field has no levels.
        after: The id of the column whose value decides what this one offers; empty for none.
        deepest: No column holds a deeper level of it.
        required: An application without it is incomplete, whatever else it says.
    """

    id: str
    label: Translatable
    field: FormField | None = None
    section: Translatable | None = None
    year: int | None = None
    level: int = 0
    after: str = ""
    deepest: bool = False
    required: bool = False

    @property
    def type(self) -> FieldType:
        """The type of its cells: that of its field, of one number for the year of a series."""
        if self.field is None:
            return FieldType.INTEGER if self.id == LINK else FieldType.TEXT
        return FieldType.DECIMAL if self.year is not None else self.field.type


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet of data: the applications, or one repeating table of all of them.

    Attributes:
        table: The repeating table, None for the applications.
    """

    label: Translatable
    columns: tuple[Column, ...]
    table: FormField | None = None

    @property
    def id(self) -> str:
        """The id of the repeating table, empty for the applications."""
        return self.table.id if self.table else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets of data of a workbook, and what they were made of."""

    programme: Programme
    applications: SheetLayout
    tables: tuple[SheetLayout, ...]

    @property
    def sheets(self) -> tuple[SheetLayout, ...]:
        """All sheets of data."""
        return (self.applications, *self.tables)


def intake_layout(
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    *,
    year: int,
    fillers: Collection[Filler] = frozenset({Filler.APPLICANT}),
    years: Mapping[str, Collection[int]] | None = None,
    as_text: Collection[str] = (),
    labels: bool = False,
) -> Layout:
    """The layout of the workbook of a programme.

    Args:
        programme: Whose fields it has.
        vocabularies: By id; how deep they are decides how many columns a term has.
        year: That of the call: a series asks for the years before it.
        fillers: Only fields that these fill are columns.
        years: More years of series, by path (`income_wan`, `tenants/income_wan`).
        as_text: Paths of series that need a column for what is no series.
        labels: With a column of the office's free labels.
    """
    known = _siblings(programme)
    maker = _Maker(vocabularies, year, years or {}, frozenset(as_text), known)
    columns: list[Column] = [
        Column(LINK, message("Serial")),
        Column(NUMBER, NUMBER_LABEL),
    ]
    tables: list[SheetLayout] = []
    for section in programme.section:
        for item in section.field:
            if item.type is FieldType.HEADING or item.filled_by not in fillers:
                continue
            if item.type is FieldType.TABLE:
                tables.append(_table(item, maker, fillers))
            else:
                columns += maker.columns(item, item.id, section.label)
    if labels:
        columns.append(Column(LABELS, message("Labels")))
    applications = SheetLayout(message("Application data"), tuple(columns))
    return Layout(programme, applications, tuple(tables))


def _table(table: FormField, maker: _Maker, fillers: Collection[Filler]) -> SheetLayout:
    columns = [Column(LINK, message("Serial of the application"), required=True)]
    for item in table.columns:
        if item.filled_by in fillers:
            columns += maker.columns(item, f"{table.id}/{item.id}", None)
    return SheetLayout(table.label, tuple(columns), table)


def _siblings(programme: Programme) -> dict[str, FormField]:
    """All fields and columns of tables by path."""
    found = dict(programme.fields)
    for table in programme.tables.values():
        found |= {f"{table.id}/{column.id}": column for column in table.columns}
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the columns of a field."""

    vocabularies: Mapping[str, Vocabulary]
    year: int
    years: Mapping[str, Collection[int]]
    as_text: frozenset[str]
    known: Mapping[str, FormField]

    def columns(self, item: FormField, path: str, section: Translatable | None) -> Iterator[Column]:
        """The columns of a field or of a column of a repeating table."""
        required = item.required is True
        if item.type is FieldType.SERIES:
            asked = range(self.year - (item.years or _YEARS), self.year)
            for year in sorted({*asked, *self.years.get(path, ())}):
                yield Column(
                    f"{item.id}@{year}", item.label, item, section, year=year, required=required
                )
            if path in self.as_text:
                yield Column(item.id, item.label, item, section)
            return
        levels, after = self._levels(item, path)
        for place, level in enumerate(levels, start=1):
            name = item.id if place == 1 else f"{item.id}@{place}"
            yield Column(
                name,
                item.label,
                item,
                section,
                level=level,
                after=after,
                deepest=place == len(levels),
                required=required and place == 1,
            )
            after = name

    def _levels(self, item: FormField, path: str) -> tuple[Collection[int], str]:
        """The levels that have a column, and the column on which the first one depends.

        Where one field refines another of the same vocabulary (`depends_on`), the one has the first
        level and the other those below.
        """
        depth = level_count(item, self.vocabularies)
        if not depth:
            return (0,), ""
        if self._refines(item, path):
            return range(2, depth + 1), item.depends_on or ""
        refined = any(
            other.depends_on == item.id and self._refines(other, name)
            for name, other in self.known.items()
            if name.rpartition("/")[0] == path.rpartition("/")[0]
        )
        return (1,) if refined else range(1, depth + 1), ""

    def _refines(self, item: FormField, path: str) -> bool:
        table, slash, _ = path.rpartition("/")
        other = self.known.get(f"{table}{slash}{item.depends_on}")
        return (
            other is not None
            and other is not item
            and other.type is item.type
            and other.vocabulary == item.vocabulary
            and other.depends_on is None
        )


def column_mark(programme: Programme, table: str, column: str) -> str:
    """What the hidden row holds for a column; `table` is empty for the applications."""
    return _SEPARATOR.join((_TAG, programme.id, table, column, programme.version))


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
        return _SEPARATOR.join((_TAG, self.programme, self.table, column, self.version))


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
    if not isinstance(value, str) or not value.startswith(_TAG + _SEPARATOR):
        return None
    parts = value.split(_SEPARATOR, _PARTS - 1)
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
