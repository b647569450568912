# SPDX-License-Identifier: Apache-2.0
"""The cross tables on paper: no number broken, no empty stage, no group torn apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from models.language import Listing, message
from models.programme.display import number_text
from reports.summary.blocks import Ranges, blocks, joined
from reports.summary.small import SIZES
from reports.typesetting.fitting import Need, broken_heading, heading_least, squeezed
from reports.typesetting.fonts import BOLD
from reports.typesetting.grid import Grid, Row
from reports.typesetting.styles import NOTE, Align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.language import Translatable
    from reports.summary.blocks import Block, Line
    from reports.summary.crosstab import Cross, Number
    from reports.summary.frame import Frame
    from reports.summary.small import Small
    from reports.typesetting.setter import Setter

_HEADING = 30.0  # so high is the title above a table, at most
_WIDEST_LABEL = 22.0  # characters of a label that get a line of their own
_MOST_PARTS = 12


def cross_tables(cross: Cross, frame: Frame, setter: Setter, page: float) -> Iterator[Any]:
    """The tables, each under its title; `page` says how high a page is."""
    for block in blocks(cross, Ranges(), frame):
        shown, left_out = without_empty_columns(block)
        small, parts = fitting_parts(shown, setter.width)
        grids = _grids(small, parts, setter, page - _HEADING)
        for number, grid in enumerate(grids, start=1):
            title: Translatable | str = block.title
            if len(grids) > 1:
                title = message(
                    "{title} ({part} of {parts})", title=title, part=number, parts=len(grids)
                )
            yield from setter.rubric(title, [grid])
        if left_out:
            names = Listing(left_out)
            note = message("Left out, since they are empty: {columns}.", columns=names)
            yield setter.block(note, NOTE, before=4)


def _grids(small: Small, parts: Sequence[Block], setter: Setter, page: float) -> list[Grid]:
    """The parts as tables; in a smaller type where only that keeps each on one page."""
    found = []
    for size in SIZES[SIZES.index(small) :]:
        grids = [_Page(part, size, setter).grid(page) for part in parts]
        found.append(grids)
        if all(grid.wrap(setter.width)[1] <= page for grid in grids):
            return grids
    return found[0]


def without_empty_columns(block: Block) -> tuple[Block, tuple[str, ...]]:
    """A table of three dimensions without the columns in which nothing is, and their names."""
    if not block.heads[1]:
        return block, ()
    last = len(block.columns) - 1
    kept = [
        index for index in range(last + 1)
        if index == last or any(line.numbers[index] for line in block.lines)
    ]  # fmt: skip
    names = tuple(
        column.label for index, column in enumerate(block.columns) if index not in set(kept)
    )
    return _with_columns(block, kept), names


def fitting_parts(block: Block, width: float) -> tuple[Small, list[Block]]:
    """The largest type in which all numbers stay whole, and the table in as few parts as do."""
    for count in range(1, min(_MOST_PARTS, len(block.columns)) + 1):
        parts = _parts(block, count)
        for small in SIZES:
            if all(sum(_least(part, small)) <= width for part in parts):
                return small, parts
    return SIZES[-1], parts


def _parts(block: Block, count: int) -> list[Block]:
    """A table cut by its columns into so many, as equal as they can be."""
    size, more = divmod(len(block.columns), count)
    found, start = [], 0
    for index in range(count):
        end = start + size + (index < more)
        found.append(_with_columns(block, range(start, end)))
        start = end
    return found


def _with_columns(block: Block, kept: Sequence[int]) -> Block:
    lines = tuple(
        replace(line, numbers=tuple(line.numbers[index] for index in kept)) for line in block.lines
    )
    return replace(block, columns=tuple(block.columns[index] for index in kept), lines=lines)


def _labels(block: Block) -> int:
    return 2 if block.heads[1] else 1


def _number(number: Number, block: Block) -> str:
    return number_text(number, 2 if block.money else 0) if number else "–"


def _least(block: Block, small: Small) -> list[float]:
    """The widths that keep numbers and the words of headings and labels whole."""
    side = small.ruler().side
    found = []
    for index in range(_labels(block)):
        texts = [block.heads[index], *(line.labels[index] for line in block.lines)]
        words = (heading_least(text, small.bold_width) for text in texts)
        halves = (small.bold_width(text) / 2 + small.size for text in texts)
        found.append(max(*words, *halves) + side)
    for index, column in enumerate(block.columns):
        numbers = {_number(line.numbers[index], block) for line in block.lines}
        widest = max(map(small.bold_width, numbers))
        found.append(max(widest, heading_least(column.label, small.bold_width)) + side)
    return found


def _widths(block: Block, small: Small, total: float) -> list[float]:
    """The least, then the labels in one line, then the numbers alike."""
    found = _least(block, small)
    spare = total - sum(found)
    if spare < 0:
        return squeezed(total, [Need(least, 0.0) for least in found])
    side = small.ruler().side
    for index in range(_labels(block)):
        natural = max(small.bold_width(line.labels[index]) for line in block.lines) + side
        more = min(spare, max(0.0, min(natural, _WIDEST_LABEL * small.size) - found[index]))
        found[index] += more
        spare -= more
    share = spare / len(block.columns)
    return [*found[: _labels(block)], *(width + share for width in found[_labels(block) :])]


@dataclass(frozen=True, slots=True)
class _Page:
    """Sets one table in a type."""

    block: Block
    small: Small
    setter: Setter

    def grid(self, page: float) -> Grid:
        """The table."""
        block = self.block
        widths = _widths(block, self.small, self.setter.width)
        joints = zip(block.lines, joined(block.lines), strict=True)
        rows = [self._line(line, closes=closes) for line, closes in joints]
        return Grid(
            widths,
            rows,
            head=self._head(widths),
            side=self.small.side,
            torn_above=page,
        )

    def _head(self, widths: Sequence[float]) -> Row:
        block, labels = self.block, _labels(self.block)
        heads = [*block.heads[:labels], *(entry.label for entry in block.columns)]
        cells = []
        for index, (text, width) in enumerate(zip(heads, widths, strict=True)):
            broken = broken_heading(text, width - 2 * self.small.side, self.small.bold_width)
            align = Align.LEFT if index < labels else Align.RIGHT
            cells.append(self.setter.block(broken, replace(self.small.head, align=align)))
        return Row(tuple(cells), shaded=True)

    def _line(self, line: Line, *, closes: bool) -> Row:
        words, numbers = self.small.cell, self.small.number
        if line.bold:
            words, numbers = replace(words, font=BOLD), replace(numbers, font=BOLD)
        labels = [
            self.setter.block(text, words) if text else None
            for text in line.labels[: _labels(self.block)]
        ]
        cells = [self.setter.block(_number(number, self.block), numbers) for number in line.numbers]
        return Row((*labels, *cells), shaded=line.bold, closes=closes)
