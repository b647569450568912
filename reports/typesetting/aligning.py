# SPDX-License-Identifier: Apache-2.0
"""Numbers of a column below each other: by their decimal points, however many places each has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.typesetting.grid import Row
    from reports.typesetting.prose import Prose


def aligned(rows: Sequence[Row], numbers: Sequence[bool]) -> Sequence[Row]:
    """The rows with the numbers of some columns set by their points; rows with spans stay as they are.

    Args:
        rows: Cells of numbers are set to the right.
        numbers: Whether a column holds numbers.
    """
    places = [index for index, number in enumerate(numbers) if number]
    most = {place: _most(rows, place) for place in places}
    uneven = {place: room for place, room in most.items() if room}
    if not uneven:
        return rows
    return [row if row.spans else _shifted(row, uneven) for row in rows]


def _most(rows: Sequence[Row], place: int) -> float:
    """How wide the longest part behind a point is; 0 where all are alike."""
    found = [
        behind
        for row in rows
        if not row.spans
        and (cell := row.cells[place]) is not None
        and (behind := cell.behind_point) is not None
    ]
    return max(found) if found and max(found) - min(found) > _ALIKE else 0.0


_ALIKE = 0.01


def _shifted(row: Row, most: dict[int, float]) -> Row:
    cells: list[Prose | None] = list(row.cells)
    for place, room in most.items():
        cell = cells[place]
        behind = cell.behind_point if cell else None
        if cell and behind is not None and room - behind > _ALIKE:
            cells[place] = cell.kept_from_right(room - behind)
    return replace(row, cells=tuple(cells))
