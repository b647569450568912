# SPDX-License-Identifier: Apache-2.0
"""Cells that are taken otherwise than their column: what a sheet shows beside their values.

Percent by their format, formulas that no program has calculated, amounts that are merged over several
records.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.intake.cells.amounts import number_taker
from forms.intake.cells.habits import Taken, doubt, error
from forms.intake.cells.units import find_unit, unit_of_field
from forms.intake.tables.grid import is_blank
from models.language import message
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.intake.book import CellValue, Merge, Sheet
    from forms.intake.cells.habits import Taker
    from models.programme.schema import FormField

_AMOUNTS = frozenset({FieldType.MONEY, FieldType.SERIES, FieldType.DECIMAL, FieldType.INTEGER})


@dataclass(frozen=True, slots=True)
class TakenColumn:
    """A column that is taken: its place from 1, what it means, how its cells are taken."""

    place: int
    field: FormField
    take: Taker


def odd_takers(
    sheet: Sheet, records: Sequence[int], columns: Iterable[TakenColumn]
) -> Mapping[int, Mapping[int, Taker]]:
    """The takers of odd cells by row and column.

    Args:
        records: The rows that hold records, in order.
    """
    found: defaultdict[int, dict[int, Taker]] = defaultdict(dict)
    taken = {column.place: column for column in columns}
    percent = find_unit("%")
    shares = {
        place: number_taker(column.field, share=True)
        for place, column in taken.items()
        if unit_of_field(column.field) == percent
    }
    for row, place in sheet.percents if shares else ():
        if place in shares:
            found[row][place] = shares[place]
    amounts = {place: column for place, column in taken.items() if column.field.type in _AMOUNTS}
    for merge in sheet.merges if amounts else ():
        rows = records[
            bisect_left(records, merge.first_row) : bisect_right(records, merge.last_row)
        ]
        for place in range(merge.first_column, merge.last_column + 1) if len(rows) > 1 else ():
            if place in amounts:
                _note_merged(found, merge, rows, amounts[place])
    for row, place in sheet.uncalculated:
        if place in taken:
            found[row][place] = _never_calculated(taken[place])
    return dict(found)


def _note_merged(
    found: defaultdict[int, dict[int, Taker]],
    merge: Merge,
    rows: Sequence[int],
    column: TakenColumn,
) -> None:
    for row in rows:
        inner = found[row].get(column.place, column.take)
        found[row][column.place] = _merged(column.field, inner, merge)


def _merged(field: FormField, inner: Taker, merge: Merge) -> Taker:
    said = message(
        "“{field}” is one cell merged over rows {first}–{last}: an amount of several rows together is"
        " not the amount of each.",
        field=field.label,
        first=merge.first_row,
        last=merge.last_row,
    )
    fix = message("Split the cell, and give each row its own amount.")

    def take(value: CellValue) -> Taken:
        taken = inner(value)
        if is_blank(value) or taken.value is None:
            return taken
        return taken._replace(problems=(*taken.problems, doubt(field, said, fix)))

    return take


def _never_calculated(column: TakenColumn) -> Taker:
    field = column.field
    said = message("“{field}” holds a formula that has never been calculated.", field=field.label)
    fix = message(
        "Open the file in Excel or WPS and save it there, or type the value into the cell."
    )
    nothing = Taken(None, problems=(error(field, said, fix),))

    def take(value: CellValue) -> Taken:
        return nothing if is_blank(value) else column.take(value)

    return take
