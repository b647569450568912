# SPDX-License-Identifier: Apache-2.0
"""Application numbers on a sheet that goes back, so that its corrected rows are updates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.language import Language
from models.programme.layout import LOOK_AT, NUMBER, NUMBER_LABEL
from models.programme.recognising import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reports.intake.faults import Place

_HEADINGS = frozenset(NUMBER_LABEL.text(language) for language in Language)


@dataclass(frozen=True, slots=True)
class Numbered:
    """What is written on a sheet.

    Attributes:
        column: Where the numbers stand, from 1.
        heading: The cell of the heading, where it has none yet.
        texts: The numbers, the heading and the hidden id, by cell.
    """

    column: int
    heading: Place | None
    texts: Mapping[Place, str]


def numbered(
    cells: Sequence[Sequence[Any]],
    numbers: Mapping[int, str],
    header_row: int,
    language: Language,
) -> Numbered:
    """Where the application numbers of some rows go: into their column, else into a new last one.

    Args:
        cells: Of the sheet.
        numbers: By row.
        header_row: The last row of the header, 0 where there is none.
        language: Of the heading of a new column.
    """
    texts = {}
    heading = None
    own = recognise(cells[:LOOK_AT])
    known = {name: place for place, name in own.columns.items()} if own else {}
    column = known.get(NUMBER, 0)
    if own is not None:
        header_row = own.heading
    if not column:
        column = _named(cells, header_row) or _free(cells, [header_row, *numbers])
        if own is not None:
            texts[own.ids_row, column] = own.mark(NUMBER)
        if header_row and _at(cells, header_row, column) is None:
            heading = (header_row, column)
            texts[heading] = NUMBER_LABEL.text(language)
    texts |= {(row, column): number for row, number in numbers.items()}
    return Numbered(column, heading, texts)


def _named(cells: Sequence[Sequence[Any]], header_row: int) -> int:
    values = cells[header_row - 1] if 0 < header_row <= len(cells) else ()
    return next((n for n, x in enumerate(values, start=1) if str(x).strip() in _HEADINGS), 0)


def _free(cells: Sequence[Sequence[Any]], rows: Sequence[int]) -> int:
    """The first column to the right of all that is filled in some rows."""
    last = 0
    for row in rows:
        values = cells[row - 1] if 0 < row <= len(cells) else ()
        filled = (n for n, x in enumerate(values, start=1) if x not in (None, ""))
        last = max(last, max(filled, default=0))
    return last + 1


def _at(cells: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    values = cells[row - 1] if row <= len(cells) else ()
    value = values[column - 1] if column <= len(values) else None
    return None if value == "" else value
