# SPDX-License-Identifier: Apache-2.0
"""The intake workbook as plain data: its sheets and columns, and the ids by which it is known again.

Both ways follow it: `reports.intake` writes the workbook, `recognising` knows it again for
`forms.intake`. A field that is added to a definition is a column here with no line of code.

Each sheet of data begins with a hidden row that gives every column its id, so that headings may be
renamed and columns moved or taken away. An id is one text of five parts,
`xd|programme|table|column|version`, so that each column knows by itself what it is, in whatever
workbook it ends up. Column A, hidden as well, marks the rows that are no data: section, heading,
example. The sheets that hold no data bear `APART` in their cell A1.

A field is one column, with two exceptions (`recognising.parts_of`): a series has a column a year
(`income_wan@2024`), and a term of a tree or a division has a column a level (`direction`,
`direction@2`); the deepest that is filled counts. `recognising.gathered` makes one value a field of them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.language import Label, message
from models.programme.levels import level_count
from models.programme.schema import FieldType, Filler, FormField, Programme

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

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

TAG, SEPARATOR = "xd", "|"
"""How an id begins, and what parts it."""

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
    return SEPARATOR.join((TAG, programme.id, table, column, programme.version))
