# SPDX-License-Identifier: Apache-2.0
"""How wide the columns of a table become: by what is in them, within the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.typesetting.fitting import Need, fitted_widths, heading_least, squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reports.typesetting.grid import Row
    from reports.typesetting.prose import Prose

_SLACK = 0.6
_SAMPLE = 200
_TYPICAL = 0.9
"""The share of cells that are not longer than what the column is made for."""
_A_MARK = 1.1
"""A dash is no wider, in Chinese characters."""
_FEW = 4.1
"""A text of so many Chinese characters is kept whole."""
_FEW_LINES = 2
_WIDEST_WORD = 10.0
_WIDEST_WHOLE = 16.0
"""In Chinese characters; what is wider was typed into the wrong field."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Measures of the table whose columns are shared out.

    Attributes:
        size: Of its type.
        side: The room beside the text of a cell, left and right.
        head: How wide a text is in the head.
    """

    size: float
    side: float
    head: Callable[[str], float]


def column_needs(
    titles: Sequence[str], rows: Sequence[Row], whole: Sequence[bool], scale: Scale
) -> list[Need]:
    """What the columns need by their titles and a sample of their rows.

    Args:
        titles: Break between words only.
        rows: Cells that span several columns are left out.
        whole: Columns whose cells are not broken: numbers, codes, dates.
        scale: Of the table.
    """
    sample = [_by_column(row, len(titles)) for row in (*rows[:_SAMPLE], *rows[-1:])]
    beside = 2 * scale.side + _SLACK
    found = []
    for index, (title, unbroken) in enumerate(zip(titles, whole, strict=True)):
        cells = [cell for row in sample if (cell := row[index]) is not None]
        least = max(
            heading_least(title, scale.head),
            max((_least(cell, scale.size, whole=unbroken) for cell in cells), default=0.0),
        )
        least += beside
        if unbroken or not cells:
            found.append(Need(least, 0.0))
            continue
        widths = sorted(cell.natural_width + beside for cell in cells)
        typical, longest = widths[int(_TYPICAL * (len(widths) - 1))], widths[-1]
        if typical < _A_MARK * scale.size + beside:  # few have any text: these shall not be a tower
            typical = min(longest, _WIDEST_WHOLE * scale.size)
        found.append(Need(least, _beyond(least, typical), _beyond(least, longest)))
    return found


def _by_column(row: Row, count: int) -> list[Prose | None]:
    """The cells of a row by column, None where there is none or one that spans several."""
    if not row.spans:
        return list(row.cells)
    found: list[Prose | None] = []
    for cell, span in zip(row.cells, row.spans, strict=True):
        found += [cell] if span == 1 else [None] * span
    return (found + [None] * count)[:count]


def _beyond(least: float, wanted: float) -> float:
    return wanted if wanted > least else 0.0


def _least(cell: Prose, size: float, *, whole: bool) -> float:
    natural = cell.natural_width
    if whole:
        return min(natural, _WIDEST_WHOLE * size)
    few = min(natural, _FEW * size)
    return max(few, min(cell.longest_word, _WIDEST_WORD * size))


def share_out(total: float, needs: Sequence[Need], size: float) -> tuple[int, list[float]]:
    """How many lines the texts take, and the widths; 0 lines where even the least is too wide.

    All texts count where that gives few lines; else those that are not exceptionally long.
    """
    every = fitted_widths(total, [Need(need.least, need.longest) for need in needs], size)
    if every is None:
        return 0, squeezed(total, needs)
    if every[0] <= _FEW_LINES:
        return every
    return fitted_widths(total, needs, size) or every
