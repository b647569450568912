# SPDX-License-Identifier: Apache-2.0
"""A table found on a sheet, and what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.programme import layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Message

NUMBER = layout.NUMBER
"""The target of a column with application numbers: its rows are updates. No field has such an id."""

LABELS = layout.LABELS
"""The target of a column with free labels."""

LINK = layout.LINK
"""The target of the column by which a row of a repeating table names its application: it holds what
the `LINK` column of the applications' sheet holds, else the application's number."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column.

    Attributes:
        column: From 1.
        text: What the header says; two-row headers joined by a blank (“项目负责人 姓名”).
        unit: The unit that the header names (千元, 万元, %, 平方米), empty for none.
        field: A hidden field id that our own workbooks carry, empty elsewhere.
    """

    column: int
    text: str
    unit: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table lies on a sheet; rows from 1, both ends included.

    Attributes:
        header: The first and last row of the header, (0, 0) where none was found.
        rows: The rows that hold records, in order; blank rows, totals and notes are left out.
        skipped: Rows within or below that were left out, and why.
        definition: The definition version that our own workbook names, empty elsewhere.
        table: The id of the repeating table of which this is the sheet, empty for applications.
        doubts: What a person should look at (no header found, two tables on one sheet …).
        units: The units that a line above the table names (单位：万元), for columns that name none.
        blocks: By the first row of a record that is merged over several rows: its last row. Where
            their cells differ, a record holds what stands in all of them.
    """

    sheet: str
    header: tuple[int, int]
    rows: tuple[int, ...]
    headings: tuple[Heading, ...]
    skipped: Mapping[int, Message] = field(default_factory=dict)
    definition: str = ""
    table: str = ""
    doubts: tuple[Message, ...] = ()
    units: tuple[str, ...] = ()
    blocks: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column is which field.

    Attributes:
        targets: By column: a field id, `NUMBER`, `LABELS`, `LINK`, or, on the sheet of a repeating
            table, the id of one of its columns. A column that is not here is left out.
        units: By column: the unit of its numbers, where a person said another than the header does.
        doubts: By column: why its target is only a guess.
        notes: By column: what to know of one whose target is sure (in which unit it was taken …).
        offers: By column that is left out: what it may be; nothing is taken before somebody says so.
        remembered: It was taken from an earlier import, not proposed.
    """

    targets: Mapping[int, str]
    units: Mapping[int, str] = field(default_factory=dict)
    doubts: Mapping[int, Message] = field(default_factory=dict)
    notes: Mapping[int, Message] = field(default_factory=dict)
    offers: Mapping[int, str] = field(default_factory=dict)
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A table and what its columns mean: what an import reads.

    Attributes:
        children: The tables of the repeating tables, by table id.
    """

    table: Table
    columns: ColumnMap
    children: Mapping[str, Source] = field(default_factory=dict)
