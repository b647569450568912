# SPDX-License-Identifier: Apache-2.0
"""The tables of a book: which rows are their headers, which rows hold records, what to look at."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forms.intake.book import BookKind, column_letters
from forms.intake.cells.units import find_unit, unit_in_heading, units_in_line
from forms.intake.tables.grid import Grid, is_blank, shown
from forms.intake.tables.header_rows import (
    another_header,
    find_header,
    looks_like_data,
    speaks_for_heading,
)
from forms.intake.tables.headings import names_of, tidy
from forms.intake.tables.own_sheets import made_for_another, own_table
from forms.intake.tables.records import RecordFinder
from forms.intake.tables.table import LINK, Heading, Table
from forms.intake.tables.words import words
from models.language import message, plural
from models.programme.recognising import is_apart
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.intake.book import Book, Sheet
    from forms.intake.tables.headings import Names
    from models.language import Message
    from models.programme.schema import Programme

_FEW_COLUMNS = 3
_KEY_AND_VALUE = 2
_SAMPLE = 40
_LEADING = frozenset({"title", "applicant", "credit_code"})


def find_tables(book: Book, programme: Programme | None = None, *, but: str = "") -> list[Table]:
    """The tables of a book that may hold records, the likeliest first.

    Visible sheets stand before hidden ones, tables with records before empty ones, then those whose
    headings name most fields. Read-me sheets, notes, pairs of key and value and lists of words are
    left out, unless the book has nothing else. A form in Word is one table after another, the
    application first, and the first column of each names the form.

    Args:
        book: As it was read.
        programme: Whose fields headings may name.
        but: The name of a sheet that is not looked at.
    """
    names = names_of(programme)
    form = book.kind is BookKind.WORD
    found: list[tuple[Sheet, Table]] = []
    for sheet in (sheet for sheet in book.sheets if sheet.name != but):
        found += [(sheet, table) for table in _tables_of(sheet, names, programme, form=form)]
    if form:
        return [table for _, table in found]
    data = [(sheet, table) for sheet, table in found if not _holds_no_records(sheet, table, names)]
    ranked = sorted(data or found, key=lambda item: _rank(item[0], item[1], names))
    return [table for _, table in ranked]


def table_at(sheet: Sheet, header: tuple[int, int], programme: Programme | None = None) -> Table:
    """The table whose header a person pointed at; (0, 0) for one without a header."""
    grid = Grid(sheet)
    own = own_table(grid, programme)
    if own is not None and own.header == header:
        return own
    form = bool(sheet.places) and header == (1, 1)
    return _table(grid, header, names_of(programme), form=form)


def _tables_of(
    sheet: Sheet, names: Names, programme: Programme | None, *, form: bool
) -> Iterator[Table]:
    grid = Grid(sheet)
    if not grid.width or is_apart(sheet.cells):
        return
    if form:
        yield _table(grid, (1, 1), names, form=True)
        return
    own = own_table(grid, programme)
    if own is not None:
        yield own
        return
    other = made_for_another(grid, programme)
    header = find_header(grid, names)
    if header == (0, 0) and not any(True for _ in grid.below(0, 1)):
        return
    second = another_header(grid, names, header) if header[0] else 0
    table = _table(grid, header, names, last=second - 1 if second else 0)
    said = (other,) if other else ()
    if second:
        more = message(
            "Sheet “{sheet}” holds a second table, which begins in row {row}.",
            sheet=sheet.name,
            row=second,
        )
        said = (*said, more)
    yield replace(table, doubts=(*said, *table.doubts))
    lower = find_header(grid, names, after=second - 1) if second else (0, 0)
    if lower[0]:
        table = _table(grid, lower, names)
        yield replace(table, doubts=(*said, *table.doubts))


def _table(
    grid: Grid, header: tuple[int, int], names: Names, *, form: bool = False, last: int = 0
) -> Table:
    headings = tuple(_headings(grid, header))
    if form:
        headings = (replace(headings[0], field=LINK), *headings[1:])
    records = RecordFinder(grid, header, headings, names).find(last or grid.height)
    table = Table(
        grid.sheet.name,
        header,
        tuple(records.rows),
        headings,
        skipped=records.skipped,
        units=tuple(_units_above(grid, header)),
        blocks=records.blocks,
    )
    return replace(table, doubts=tuple(_doubts(table)))


def _headings(grid: Grid, header: tuple[int, int]) -> Iterator[Heading]:
    """The headings of all columns in use; one without any is called by its letter."""
    sample = list(grid.below(header[1], _SAMPLE))
    for column in range(1, grid.width + 1):
        parts = list(dict.fromkeys(_parts(grid, header, column))) if header[0] else []
        unit = ""
        if len(parts) > 1 and (alone := find_unit(parts[-1].strip("()（）"))):
            unit = alone.id
            parts.pop()
        text = " ".join(parts)
        if text:
            yield Heading(column, text, unit or unit_in_heading(text)[1])
        elif not all(is_blank(grid.cell(row, column)) for row in sample):
            yield Heading(column, column_letters(column))


def _parts(grid: Grid, header: tuple[int, int], column: int) -> Iterator[str]:
    """The texts of a header over one column; a group reaches over the blank cells to its right."""
    for row in range(header[0], header[1] + 1):
        text = tidy(shown(grid.cell(row, column)))
        below = range(row + 1, header[1] + 1)
        if not text and any(not is_blank(grid.cell(place, column)) for place in below):
            text = _group(grid, row, column)
        if text:
            yield text


def _group(grid: Grid, row: int, column: int) -> str:
    for place in range(column - 1, 0, -1):
        if not is_blank(grid.cell(row, place)):
            text = tidy(shown(grid.cell(row, place)))
            open_below = not is_blank(grid.cell(row + 1, place))
            return text if open_below else ""
    return ""


def _units_above(grid: Grid, header: tuple[int, int]) -> Iterator[str]:
    seen: set[str] = set()
    for row in range(max(1, header[0] - 8), header[0]):
        for value in grid.filled(row).values():
            for unit in units_in_line(value) if isinstance(value, str) else ():
                if unit not in seen:
                    seen.add(unit)
                    yield unit


def _doubts(table: Table) -> Iterator[Message]:
    if table.header == (0, 0):
        yield message(
            "No header was found on sheet “{sheet}”, so every row counts as a record and columns "
            "are called by their letters. If there is a header, point at it.",
            sheet=table.sheet,
        )
    if not table.rows:
        yield message("Sheet “{sheet}” has no records below its header.", sheet=table.sheet)
    if table.blocks:
        yield plural(
            "{n} record is merged over several rows of sheet “{sheet}”: its rows were taken as one.",
            "{n} records are merged over several rows of sheet “{sheet}”: the rows of each were "
            "taken as one.",
            n=len(table.blocks),
            sheet=table.sheet,
        )


def _rank(sheet: Sheet, table: Table, names: Names) -> tuple[bool, bool, bool, bool, int, int]:
    known = [names.meant(heading.text) for heading in table.headings] if table.header[0] else []
    targets = {target for meant in known for target in meant}
    leading = len(targets & _LEADING)
    own = bool(table.definition) and not table.table
    return (
        not own,
        bool(table.table),
        sheet.hidden,
        not table.rows,
        -leading,
        -sum(map(bool, known)),
    )


def _holds_no_records(sheet: Sheet, table: Table, names: Names) -> bool:
    """Whether a sheet explains, lists words, or pairs keys with values."""
    known = [heading for heading in table.headings if names.meant(heading.text)]
    if table.definition or (table.header[0] and len(known) >= _FEW_COLUMNS):
        return False
    form = comparable(re.sub(r"[_\-]+", " ", sheet.name))
    if form in words().note_sheets or form in words().list_sheets:
        return True
    return _is_prose(sheet, table) or _is_pairs(sheet, table, names)


def _is_prose(sheet: Sheet, table: Table) -> bool:
    """One column of texts: a read-me."""
    if len(table.headings) > 1:
        return False
    cells = [value for row in sheet.cells[:_SAMPLE] for value in row if not is_blank(value)]
    return all(isinstance(value, str) for value in cells)


def _is_pairs(sheet: Sheet, table: Table, names: Names) -> bool:
    """Two columns, the first of which holds headings and the second all kinds of values."""
    if not _KEY_AND_VALUE <= len(table.headings) <= _FEW_COLUMNS:
        return False
    rows = [row for row in sheet.cells[:_SAMPLE] if row and not is_blank(row[0])]
    keys = [value for row in rows if isinstance(value := row[0], str)]
    if len(keys) < _FEW_COLUMNS or len(keys) < len(rows) or len(set(keys)) < len(keys):
        return False
    alike = sum(speaks_for_heading(key, names) > 1 for key in keys)
    kinds = {_kind(row[1]) for row in rows if len(row) > 1} - {"blank"}
    return 2 * alike >= len(keys) and (len(kinds) > 1 or table.header == (0, 0))


def _kind(value: object) -> str:
    if value is None or value == "":
        return "blank"
    if isinstance(value, str):
        return "data" if looks_like_data(value.strip()) else "text"
    return type(value).__name__
