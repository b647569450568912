# SPDX-License-Identifier: Apache-2.0
"""Which rows of a sheet are the header of a table.

A row is judged by what its cells look like (short texts, such as headings have), by what stands below
them (numbers, days, codes: not the same again), and by whether they name fields that we know. The best
row is the header, together with rows above or below that belong to it (groups over columns).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.intake.cells.units import find_unit
from forms.intake.tables.grid import is_blank, is_number, shown
from forms.intake.tables.headings import tidy
from forms.intake.tables.words import words

if TYPE_CHECKING:
    from forms.intake.book import CellValue, Merge
    from forms.intake.tables.grid import Grid
    from forms.intake.tables.headings import Names

_TRIED = 60
_SAMPLE = 30
_MOST_ROWS = 4
_LONG = 40
_LONGEST_DATA = 200
_LONG_GROUP = 14
_WIDE = 0.8

# How much a cell speaks for (or against) being a heading.
_KNOWN, _LIKE, _SHORT, _WORDY, _DATA = 3.0, 1.5, 0.3, -0.5, -2.0
_TYPED_BELOW, _SAME_BELOW, _UNHEADED = 0.7, -1.0, -0.5
_ENOUGH = 0.55
_ENOUGH_KNOWN = 2

_NUMERIC = re.compile(r"(?=.*\d)[\d\s.,:：/\\\-年月日%％+~～—–()（）￥¥$]+")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_CODE = re.compile(r"(?=.*\d)[0-9A-Za-z_-]{9,}|[0-9]{5,}[0-9A-Za-z]*")
_LINK = re.compile(r"https?://|www\.|[^\s@]+@[^\s@]+\.[^\s@]+")
_ANY_BRACKET = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")


def find_header(grid: Grid, names: Names, *, after: int = 0) -> tuple[int, int]:
    """The first and last row of the header; (0, 0) where no row is surely one.

    Args:
        after: Look below this row only.
    """
    best, best_score = 0, 0.0
    first = next((row for row in grid.below(after, _TRIED) if len(grid.filled(row)) > 1), 0)
    for row in grid.below(after, _TRIED):
        score = _score(grid, row, names, alone=row == first)
        if score > best_score:
            best, best_score = row, score
    return _whole_header(grid, best, names, after) if best else (0, 0)


def another_header(grid: Grid, names: Names, header: tuple[int, int]) -> int:
    """The first row of a second table under the first one: headings again, after a blank row.

    It must name two fields that we know, hold nothing but texts, and not be the first header again.
    """
    first = grid.filled(header[1])
    for row in range(header[1] + 2, grid.height + 1):
        cells = grid.row(row)
        if not cells or not isinstance(cells[0], str) or not grid.blank(row - 1):
            continue
        filled = grid.filled(row)
        known = sum(isinstance(value, str) and bool(names.meant(tidy(value)))
                    for value in filled.values())  # fmt: skip
        texts = all(isinstance(value, str) and speaks_for_heading(value, names) > 0
                    for value in filled.values())  # fmt: skip
        if known >= _ENOUGH_KNOWN and texts and len(filled) > _ENOUGH_KNOWN and filled != first:
            return row
    return 0


def speaks_for_heading(text: str, names: Names) -> float:
    """How much a text alone looks like a heading; below zero it looks like data."""
    if len(text) > _LONGEST_DATA:
        return _WORDY
    heading = tidy(text)
    if names.meant(heading):
        return _KNOWN
    bare = _ANY_BRACKET.sub("", heading).strip() or heading
    if looks_like_data(bare):
        return _DATA
    if len(bare) > _LONG:
        return _WORDY
    if words().like_heading(bare):
        return _LIKE if len(bare) <= _LONG // 2 or bare.isascii() else _SHORT
    return _SHORT


def looks_like_data(text: str) -> bool:
    """Whether a text is a number, a day, a code, an address of mail or web."""
    if len(text) > _LONGEST_DATA or _YEAR.fullmatch(text):
        return False
    return bool(_NUMERIC.fullmatch(text) or _CODE.fullmatch(text) or _LINK.search(text))


def _score(grid: Grid, row: int, names: Names, *, alone: bool) -> float:
    """How surely a row is a header; zero where it is not.

    Args:
        alone: No row above has several cells: a header without any records may look like anything.
    """
    cells = grid.filled(row)
    texts = {tidy(value) for value in cells.values() if isinstance(value, str)}
    if len(texts) < min(2, grid.width):
        return 0
    below = list(grid.below(row, _SAMPLE))
    sample = [place for place in below if not _again(grid, row, place, cells)]
    marks = {
        column: _mark(value, [grid.cell(place, column) for place in sample], names)
        for column, value in cells.items()
    }
    unheaded = sum(_used(grid, sample, column) for column in range(1, grid.width + 1)
                   if is_blank(grid.cell(row, column)))  # fmt: skip
    total = sum(marks.values()) + _UNHEADED * unheaded
    known = sum(mark >= _KNOWN - 1 for mark in marks.values())
    average = total / len(marks)
    if (
        alone
        and not below
        and all(mark > 0 for mark in marks.values())
        and len(texts) == len(cells)
    ):
        return total
    sure = average >= _ENOUGH or (known >= _ENOUGH_KNOWN and average > 0)
    return total if sure else 0


def _again(grid: Grid, row: int, place: int, cells: dict[int, CellValue]) -> bool:
    """Whether a row further down repeats the header, as at the head of each printed page."""
    return place != row and all(
        shown(grid.cell(place, column)) == shown(value) for column, value in cells.items()
    )


def _mark(value: CellValue, below: list[CellValue], names: Names) -> float:
    if not isinstance(value, str):
        return _SHORT if _YEAR.fullmatch(shown(value)) else _DATA
    mark = speaks_for_heading(value, names)
    there = [item for item in below if not is_blank(item)]
    if not there or mark < 0:
        return mark
    heading = value.strip()
    if sum(_is_data(item) for item in there) >= 0.6 * len(there):
        mark += _TYPED_BELOW
    if sum(shown(item) == heading for item in there) > 0.15 * len(there):
        mark += _SAME_BELOW
    return mark


def _is_data(value: CellValue) -> bool:
    return is_number(value) or (isinstance(value, str) and looks_like_data(value.strip()))


def _used(grid: Grid, rows: list[int], column: int) -> bool:
    there = sum(not is_blank(grid.cell(row, column)) for row in rows)
    return there > 0.3 * len(rows)


def _whole_header(grid: Grid, row: int, names: Names, after: int) -> tuple[int, int]:
    first = last = row
    while first - 1 > after and last - first < _MOST_ROWS and _above(grid, first - 1, last, names):
        first -= 1
    while last - first < _MOST_ROWS and _below(grid, first, last + 1, names):
        last += 1
    return first, last


def _above(grid: Grid, row: int, last: int, names: Names) -> bool:
    """Whether a row stands over the header as groups of its columns."""
    if grid.blank(row):
        return False
    if any(merge.last_row > row and merge.last_column - merge.first_column < grid.width - 1
           for merge in grid.tall.get(row, ())):  # fmt: skip
        return True
    cells = grid.filled(row)
    if len(cells) < 2 or not _all_groups(cells, names):  # noqa: PLR2004 - one cell is a title
        return False
    wide = grid.wide.get(row, ())
    if wide and all(_reach(merge) < _WIDE * grid.width for merge in wide):
        grouped = {column for merge in wide
                   for column in range(merge.first_column, merge.last_column + 1)}  # fmt: skip
        beside = [column for column in cells if column not in grouped]
        return all(grid.cell(last, column) in {None, "", cells[column]} for column in beside)
    open_columns = [column for column in range(1, grid.width + 1)
                    if is_blank(grid.cell(last, column))]  # fmt: skip
    return bool(open_columns) and all(column in cells for column in open_columns)


def _below(grid: Grid, first: int, row: int, names: Names) -> bool:
    """Whether the row under the header still belongs to it."""
    if row > grid.height or grid.blank(row):
        return False
    for place in range(first, row):
        if any(merge.last_row >= row for merge in grid.tall.get(place, ())):
            return True
    cells = grid.filled(row)
    if _only_units(cells):
        return True
    if not _all_groups(cells, names):
        return False
    above = grid.filled(row - 1)
    wide = [merge for merge in grid.wide.get(row - 1, ()) if _reach(merge) < _WIDE * grid.width]
    if wide:
        under = {column for merge in wide
                 for column in range(merge.first_column, merge.last_column + 1)}  # fmt: skip
        return set(cells) <= under and len(cells) > len(wide)
    gaps = {column for column in range(1, grid.width + 1) if column not in above}
    beside = {column for column in above if column + 1 in gaps}
    return bool(gaps) and gaps <= set(cells) <= gaps | beside


def _reach(merge: Merge) -> int:
    return merge.last_column - merge.first_column + 1


def _all_groups(cells: dict[int, CellValue], names: Names) -> bool:
    return bool(cells) and all(
        isinstance(value, str)
        and len(tidy(value)) <= _LONG_GROUP
        and not value.strip().endswith((":", "："))
        and speaks_for_heading(value, names) > 0
        for value in cells.values()
    )


def _only_units(cells: dict[int, CellValue]) -> bool:
    found = [
        isinstance(value, str) and find_unit(value.strip("()（）")) for value in cells.values()
    ]
    return len(found) > 1 and all(found)
