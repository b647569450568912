# SPDX-License-Identifier: Apache-2.0
"""Sheets made anew of what was read, for a file that cannot go back as it came."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from models.programme.layout import LOOK_AT
from models.programme.recognising import recognise
from reports.intake.looks import FIELD_ID, LISTED, PROBLEM_FILLS, units
from reports.intake.marks import comment_of, note_text
from reports.workbooks import Row, column_letter, sheet_title
from reports.workbooks.styles import DATE_FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language
    from reports.intake.faults import FoundProblem, Place, ReadSheet
    from reports.intake.numbering import Numbered
    from reports.workbooks import Style, Styles, Value

_PLAIN = replace(LISTED, upright="center", wrap=False)
_SAMPLE = 200
_NARROWEST, _WIDEST = 8.0, 50.0


def fresh_sheets(
    book: Workbook,
    sheets: Sequence[ReadSheet],
    cells: Mapping[str, Mapping[Place, Sequence[FoundProblem]]],
    numbers: Mapping[str, Numbered],
    language: Language,
    styles: Styles,
    *,
    notes: int,
) -> tuple[dict[str, str], dict[str, Iterable[Row]], int]:
    """Set up a sheet for each that was read.

    Returns:
        Titles by name, rows by title, and how many notes there are; at most `notes`.
    """
    titles: dict[str, str] = {}
    rows: dict[str, Iterable[Row]] = {}
    noted = 0
    for sheet in sheets:
        title = sheet_title(sheet.name, book.sheetnames)
        made = book.create_sheet(title)
        made.sheet_state = "hidden" if sheet.hidden else "visible"
        titles[sheet.name] = title
        marked = cells.get(sheet.name, {})
        for place, problems in islice(marked.items(), notes - noted):
            made.cell(*place).comment = comment_of(note_text(problems, language))
        noted = min(notes, noted + len(marked))
        added = numbers[sheet.name].texts if sheet.name in numbers else {}
        _widths(made, sheet.cells)
        rows[title] = _rows(sheet.cells, marked, added, styles)
    return titles, rows, noted


def _widths(made: Worksheet, cells: Sequence[Sequence[Any]]) -> None:
    widths: defaultdict[int, float] = defaultdict(float)
    for row in cells[:_SAMPLE]:
        for place, value in enumerate(row):
            text = str(value or "")[: int(_WIDEST)]
            widths[place] = max(widths[place], units(text) + 2)
    for place, width in widths.items():
        made.column_dimensions[column_letter(place)].width = min(_WIDEST, max(_NARROWEST, width))


def _rows(
    cells: Sequence[Sequence[Any]],
    marked: Mapping[Place, Sequence[FoundProblem]],
    added: Mapping[Place, str],
    styles: Styles,
) -> Iterator[Row]:
    own = recognise(cells[:LOOK_AT])
    hidden = own.ids_row if own else 0
    more: defaultdict[int, set[int]] = defaultdict(set)
    for row, column in (*marked, *added):
        more[row].add(column)
    for number in range(1, max(len(cells), *more, 0) + 1 if more else len(cells) + 1):
        values = [_writable(value) for value in (cells[number - 1] if number <= len(cells) else ())]
        values += [None] * (max(more.get(number, ()), default=0) - len(values))
        looks = [_style(value, styles) for value in values]
        for column in more.get(number, ()):
            place = (number, column)
            if place in added:
                values[column - 1] = added[place]
            fill = PROBLEM_FILLS[marked[place][0].severity] if place in marked else ""
            looks[column - 1] = _style(values[column - 1], styles, fill)
        if number == hidden:
            looks = [styles(FIELD_ID)] * len(values)
        yield Row(values, looks, hidden=number == hidden)


def _style(value: Value, styles: Styles, fill: str = "") -> Style:
    kind = DATE_FORMAT if isinstance(value, date) else "@" if isinstance(value, str) else "General"
    return styles(replace(_PLAIN, fill=fill, format=kind))


def _writable(value: Any) -> Value:
    """A value as a cell can have it; what it has no kind for as the text that people read."""
    match value:
        case None | "":
            return None
        case bool():
            return str(value).upper()
        case float():
            return Decimal(repr(value)) if math.isfinite(value) else str(value)
        case datetime():
            midnight = value.time() == datetime.min.time()
            return value.date() if midnight else value.isoformat(" ", timespec="seconds")
        case str() | int() | Decimal() | date():
            return value
        case _:
            return str(value)
