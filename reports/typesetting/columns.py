# SPDX-License-Identifier: Apache-2.0
"""How wide the columns of a table become: by what is in them, within the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.typesetting.grid import Row

_SLACK = 0.5
_LEAST = 38.0
_LONGEST_WORD = 60.0
_WIDEST_WISH = 190.0
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column would like.

    Attributes:
        least: The least that keeps its words or numbers whole.
        natural: What sets everything in one line.
    """

    least: float
    natural: float


def wishes(head: Row, rows: Sequence[Row], whole: Sequence[bool], *, side: float) -> list[Wish]:
    """The wishes of columns by their head and rows.

    Args:
        head: May be broken in any column.
        rows: A sample of them decides.
        whole: Columns whose cells are not to be broken: numbers.
        side: The room beside the text of a cell, left and right.
    """
    sample = [*rows[:_SAMPLE], *rows[-1:]]
    found = []
    for index, unbroken in enumerate(whole):
        content = _natural(sample, index, side)
        title = _natural([head], index, side)
        if title > _LEAST:
            title = min(title, max(content, title / 2 + 2 * side))
        least = content if unbroken else min(max(content, title), _LEAST)
        word = min(max(_word([head], index), _word(sample, index)), _LONGEST_WORD)
        least = max(least, min(title, _LEAST), word + 2 * side + _SLACK)
        found.append(Wish(least, max(min(max(content, title), _WIDEST_WISH), least)))
    return found


def _word(rows: Sequence[Row], index: int) -> float:
    cells = (row.cells[index] for row in rows)
    return max((cell.longest_word for cell in cells if cell is not None), default=0.0)


def _natural(rows: Sequence[Row], index: int, side: float) -> float:
    cells = (row.cells[index] for row in rows)
    return (
        _SLACK
        + 2 * side
        + max((cell.natural_width for cell in cells if cell is not None), default=0.0)
    )


def share_out(total: float, wished: Sequence[Wish]) -> list[float]:
    """The widths of columns that fill a total: the least for each, the rest by what is missing."""
    least = sum(wish.least for wish in wished)
    if least >= total:
        return [wish.least * total / least for wish in wished]
    missing = [wish.natural - wish.least for wish in wished]
    spare = total - least
    if sum(missing) <= spare:
        extra = spare - sum(missing)
        natural = sum(wish.natural for wish in wished)
        return [wish.natural + extra * wish.natural / natural for wish in wished]
    return [
        wish.least + spare * lack / sum(missing) for wish, lack in zip(wished, missing, strict=True)
    ]
