# SPDX-License-Identifier: Apache-2.0
"""What must be known about the applications before the first row of them is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.programme.schema import FieldType
from models.programme.values import Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from models.programme.schema import Filler, FormField, Programme
    from models.programme.values import Stored
    from reports.intake.frame import IntakeRow


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found.

    Attributes:
        counts: Rows by table id, empty for the applications.
        years: The years that are filled, by path of a series.
        as_text: Paths of series that hold something that is no series.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[str, Collection[int]] = field(default_factory=dict)
    as_text: frozenset[str] = frozenset()


def survey(programme: Programme, rows: Iterable[IntakeRow], fillers: Collection[Filler]) -> Survey:
    """Go through the applications once."""
    counts: defaultdict[str, int] = defaultdict(int)
    years: defaultdict[str, set[int]] = defaultdict(set)
    as_text: set[str] = set()
    asked = [item for item in programme.fields.values() if item.filled_by in fillers]
    series = [item for item in asked if item.type is FieldType.SERIES]
    for row in rows:
        counts[""] += 1
        for path, item, stored in _series_of(row, series, asked, counts):
            value = read(item, stored)
            if isinstance(value, Mapping):
                years[path].update(value)
            elif isinstance(value, Unreadable):
                as_text.add(path)
    return Survey(counts, years, frozenset(as_text))


def _series_of(
    row: IntakeRow,
    series: Iterable[FormField],
    asked: Iterable[FormField],
    counts: defaultdict[str, int],
) -> Iterator[tuple[str, FormField, Stored]]:
    for item in series:
        yield item.id, item, row.stored.get(item.id)
    for table in asked:
        lines = row.rows.get(table.id, ()) if table.type is FieldType.TABLE else ()
        counts[table.id] += len(lines)
        for column in table.columns:
            if column.type is FieldType.SERIES:
                for line in lines:
                    yield f"{table.id}/{column.id}", column, line.values.get(column.id)
