# SPDX-License-Identifier: Apache-2.0
"""A second header further down: two lists were appended, and the second may have another order of columns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.intake.book import CellValue
    from forms.intake.files.sheets import Rows
    from models.language import Message

_LOOKED_AT = 30
_FEWEST = 2
_ALIKE = 0.6


def put_in_order(rows: Rows) -> Iterator[Message]:
    """Bring what is below a second header into the order of the first; `rows` is changed.

    A header that comes again is emptied, since it is no record. Columns that only it has are added
    to the first header, on the right.

    Yields:
        What was done, with its rows.
    """
    first = _first_header(rows)
    if first is None:
        return
    names = _names(rows[first])
    known = {name for name in names if name}
    needed = max(_FEWEST, round(_ALIKE * len(known)))
    again = [
        index
        for index in range(first + 1, len(rows))
        if len(known.intersection(map(_name, rows[index]))) >= needed
    ]
    for index, end in pairwise((*again, len(rows))):
        found = _names(rows[index])
        rows[index] = []
        if found == names[: len(found)]:
            yield message("Row {row} repeats the header; it is left out.", row=index + 1)
            continue
        more = [name for name in found if name and name not in names]
        names += more
        rows[first] += more
        order = [found.index(name) if name in found else -1 for name in names]
        for number in range(index + 1, end):
            rows[number] = _ordered(rows[number], order)
        yield from _moved(index + 1, end, more)


def _first_header(rows: Rows) -> int | None:
    """The first row that can be a header: as wide as most, and nothing but different texts."""
    widest = max((len(row) for row in rows[:_LOOKED_AT]), default=0)
    for index, row in enumerate(rows[:_LOOKED_AT]):
        names = [name for name in _names(row) if name]
        if len(names) >= _FEWEST and 2 * len(names) >= widest and len(set(names)) == len(names):
            return index
    return None


def _names(row: Sequence[CellValue]) -> list[str]:
    return [_name(cell) for cell in row]


def _name(cell: CellValue) -> str:
    return str(cell).strip() if cell is not None else ""


def _ordered(row: list[CellValue], order: list[int]) -> list[CellValue]:
    width = len(row)
    cells = [row[column] if 0 <= column < width else None for column in order]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _moved(header: int, last: int, more: list[str]) -> Iterator[Message]:
    if header == last:
        yield message("Row {row} repeats the header; it is left out.", row=header)
        return
    yield message(
        "Row {row} is a second header with its columns in another order. Rows {first}–{last} below it"
        " were brought into the order of the first header.",
        row=header,
        first=header + 1,
        last=last,
    )
    if more:
        yield message(
            "The header in row {row} has columns that the first one has not; they were added on the"
            " right: {columns}.",
            row=header,
            columns=Listing(tuple(more)),
        )
