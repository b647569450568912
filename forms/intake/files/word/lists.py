# SPDX-License-Identifier: Apache-2.0
"""Tables that repeat: a header, and a row for each thing that is listed.

A form is a table as well, so what decides is where its labels stand: in the first row (a list), or in
every second column (a form).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.intake.files.word.findings import mean
from forms.intake.files.word.words import year_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.intake.files.word.document import Cell
    from forms.intake.files.word.words import Words

_LABELS = 0.6
_FEWEST_NAMES = 3
_SURE = 0.9

Row = tuple["Cell", ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a table that belong together.

    Attributes:
        group: What stands merged beside all of them.
        headings: The texts of its columns, those of two header rows joined by a blank.
        first: The index of its first row of content; its rows end before `end`.
        columns: Where in each row its cells begin: those of the group are left out.
        years: By column: the year that heads it.
    """

    group: str
    headings: tuple[str, ...]
    first: int
    end: int
    columns: int
    years: tuple[str, ...]

    @property
    def is_by_year(self) -> bool:
        """Whether its columns are years: rows are figures, and no list."""
        return sum(map(bool, self.years)) > 1 and not self.years[0]


def band_at(rows: Sequence[Row], start: int, words: Words) -> Band | None:
    """The list or the table by years that begins with its header at a row, None for a form."""
    for upper in (True, False):
        header = start + upper
        if header >= len(rows) or (upper and not _is_above(rows[start], rows[header])):
            continue
        end = _end(rows, header, words)
        aside = _aside(rows, header, end)
        if len(rows[header]) - aside < 2:  # noqa: PLR2004 - a table has two columns
            continue
        headings = tuple(_headings(rows[start : header + 1], aside, words))
        years = tuple(map(year_of, headings))
        found = Band(
            words.label(rows[header][0].text) if aside else "",
            headings,
            header + 1,
            end,
            aside,
            years,
        )
        if (found.is_by_year and end > header + 1) or _is_list(rows, header, found, words):
            return found
    return None


def content(
    rows: Sequence[Row], band: Band, words: Words
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a band with something in them, without totals, each with its index."""
    for index in range(band.first, band.end):
        cells = rows[index][band.columns :]
        begun = [cell for cell in cells if cell.row == index + 1]
        if any(cell.text for cell in begun) and not words.is_total(cells[0].text):
            yield index, cells


def _shape(row: Row) -> tuple[tuple[int, int], ...]:
    return tuple((cell.first, cell.last) for cell in row)


def _end(rows: Sequence[Row], header: int, words: Words) -> int:
    """Where the rows below a header end that have its columns, totals of merged cells among them."""
    shape = _shape(rows[header])
    end = header + 1
    while end < len(rows) and (_shape(rows[end]) == shape or _is_total(rows[end], shape, words)):
        end += 1
    return end


def _is_total(row: Row, shape: tuple[tuple[int, int], ...], words: Words) -> bool:
    same = bool(row) and row[0].first == shape[0][0] and row[-1].last == shape[-1][1]
    return same and words.is_total(row[0].text)


def _is_above(upper: Row, lower: Row) -> bool:
    """Whether a row is the upper one of two header rows: some of its cells span several below."""
    if len(upper) < 2 or len(lower) <= len(upper):  # noqa: PLR2004 - one cell is a title
        return False
    edges = {edge for cell in lower for edge in (cell.first, cell.last)}
    return all({cell.first, cell.last} <= edges for cell in upper)


def _aside(rows: Sequence[Row], header: int, end: int) -> int:
    """How many cells at the left are merged over the header and all rows: the title of a group."""
    first = rows[header]
    last = next((row for row in reversed(rows[header + 1 : end]) if len(row) == len(first)), first)
    return int(last is not first and last[0] is first[0])


def _headings(header: Sequence[Row], aside: int, words: Words) -> Iterator[str]:
    for cell in header[-1][aside:]:
        above = [
            words.label(over.text)
            for row in header[:-1]
            for over in row
            if over.first <= cell.first and cell.last <= over.last and over is not cell
        ]
        parts = [*above, words.label(cell.text)]
        yield " ".join(part for part in parts if part)


def _is_list(rows: Sequence[Row], header: int, band: Band, words: Words) -> bool:
    names = [_score(cell, words) for cell in rows[header][band.columns :]]
    scores: list[list[float | None]] = [[*names]]
    named = mean(names)
    indexed = words.is_index(band.headings[0])
    if not indexed and named < _LABELS:
        return False
    if (
        not indexed
        and _goes_on(rows, header)
        and (min(names) < _SURE or len(names) < _FEWEST_NAMES)
    ):
        return False
    if sum(map(bool, band.headings)) < len(band.headings) - 1:
        return False
    for index, cells in content(rows, band, words):
        scores.append(
            [
                _score(cell, words) if cell.row == index + 1 and cell.text else None
                for cell in cells
            ],
        )
    if band.end == band.first:
        return indexed
    below = mean([score for line in scores[1:] for score in line if score is not None])
    even, odd = (
        mean([score for line in scores for score in line[side::2] if score is not None])
        for side in (0, 1)
    )
    return indexed or named - below + _of_one_kind(scores) > abs(even - odd)


def _goes_on(rows: Sequence[Row], header: int) -> bool:
    """Whether the row above has the same columns: there a header is unlikely, even of two words."""
    return header > 0 and _shape(rows[header - 1]) == _shape(rows[header])


def _of_one_kind(scores: Sequence[Sequence[float | None]]) -> float:
    """The share of columns with a name at the top and nothing but figures, dates, codes below."""
    alike = 0
    for name, *below in zip(*scores, strict=True):
        rest = [score for score in below if score is not None]
        alike += bool(name) and len(rest) > 1 and not any(rest)
    return alike / len(scores[0])


def _score(cell: Cell, words: Words) -> float:
    return words.likeness(cell.text, strong=cell.strong)
