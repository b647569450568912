# SPDX-License-Identifier: Apache-2.0
"""The summary itself (推荐汇总表) as a sheet that an office prints, seals and sends."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import Cell, date_text, number_text
from models.programme.schema import FieldType
from reports.summary.looks import (
    BODY,
    HEADER,
    LINE_LEFT,
    LINE_RIGHT,
    NOTE,
    TITLE,
    heading_text,
    height_of,
    look_of,
    units,
)
from reports.summary.needs import Ruler, column_needs
from reports.typesetting.fitting import Need, fitted_widths
from reports.workbooks import Formula, Row, column_letter, set_up_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language, Translatable
    from reports.summary.columns import Column
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame
    from reports.workbooks import Look, Style, Styles, Value

HEADER_ROW = 3
_ROOMS = (200, 225, 250, 275, 300)
"""Characters of 11 points that A4 across takes, shrunk to two thirds and, with many columns, more.
"""
_MOST_LINES = 9
_LEFT_FOR_TEXTS = 60.0


def table_rows(
    sheet: Worksheet, columns: Sequence[Column], frame: Frame, digest: Digest, styles: Styles
) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    widths = _widths(columns, frame, digest)
    for index, width in enumerate(widths):
        sheet.column_dimensions[column_letter(index)].width = width
    last = HEADER_ROW + max(digest.listed, 1)
    _merge(sheet, len(columns), last, digest)
    end = column_letter(len(columns) - 1)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{end}{last}"
    mark = frame.mark()
    set_up_page(sheet, language=frame.language, repeat=f"{HEADER_ROW}:{HEADER_ROW}", mark=mark)
    return _rows(columns, widths, frame, digest, styles)


def _widths(columns: Sequence[Column], frame: Frame, digest: Digest) -> list[float]:
    """Widths by what is in the columns; where even the least is too much, the sheet shrinks."""
    needs = [
        Need(max(need.least, need.text), 0.0) if column.type is FieldType.EMAIL else need
        for column, need in zip(columns, column_needs(columns, digest, frame, _RULER), strict=True)
    ]
    widths = [need.least for need in needs]
    for room in (*_ROOMS, sum(widths) + _LEFT_FOR_TEXTS):
        found = fitted_widths(room, needs, _RULER.character)
        widths = found[1] if found else widths
        if found and found[0] <= _MOST_LINES:
            break
    return [round(width, 1) for width in widths]


def _heading_units(text: str) -> float:
    return units(text) * 1.1


_RULER = Ruler(units, _heading_units, side=2.0, character=2.1)


def has_totals(columns: Sequence[Column]) -> bool:
    """Whether any column is added up."""
    return any(column.total for column in columns)


def edge_lines(frame: Frame) -> tuple[str, str, tuple[str, ...]]:
    """The lines above the table, left and right, and those below; the usual ones if none given."""
    summary = frame.programme.summary
    left = summary.left or message("Recommending unit (seal): {office}", office=frame.office.name)
    right = summary.right or message("Date: {date}", date=date_text(frame.today, frame.language))
    foot: tuple[Translatable, ...] = summary.foot or (
        message("Filled in by:"),
        message("Checked by:"),
    )
    return frame.filled(left), frame.filled(right), tuple(frame.filled(line) for line in foot)


def table_note(frame: Frame, digest: Digest) -> str:
    """What the reader must know: which applications are listed, and which values count."""
    notes = [frame.filters] if frame.filters else []
    if digest.verified:
        verified = message(
            "Where the office verified a value, the column says which one is shown; both are in the"
            " detail sheet."
        )
        notes.append(frame.say(verified))
    return " ".join(notes)


def _halves(width: int) -> int:
    return max(1, (width + 1) // 2)


def _merge(sheet: Worksheet, width: int, last: int, digest: Digest) -> None:
    if width == 1:
        return
    half = _halves(width)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=half)
    if width - half > 1:
        sheet.merge_cells(start_row=2, end_row=2, start_column=half + 1, end_column=width)
    if not digest.listed:
        sheet.merge_cells(start_row=last, end_row=last, start_column=1, end_column=width)


def _rows(
    columns: Sequence[Column],
    widths: Sequence[float],
    frame: Frame,
    digest: Digest,
    styles: Styles,
) -> Iterator[Row]:
    width = len(columns)
    left, right, foot = edge_lines(frame)
    half = _halves(width)
    title = frame.filled(frame.programme.summary.title)
    yield Row([title, *repeat(None, width - 1)], [styles(TITLE)] * width, 40)
    line = [left, *repeat(None, half - 1), right, *repeat(None, width - half - 1)][:width]
    looks = [styles(LINE_LEFT)] * half + [styles(LINE_RIGHT)] * (width - half)
    yield Row(line, looks, 24)
    headers = [
        heading_text(column.header, room) for column, room in zip(columns, widths, strict=True)
    ]
    height = height_of(zip(headers, widths, strict=True), least=32, line=16)
    yield Row(headers, [styles(HEADER)] * width, height)
    yield from _body(columns, widths, frame, digest, styles)
    if has_totals(columns):
        yield _totals(columns, frame, digest, styles)
    note = table_note(frame, digest)
    if note:
        yield Row([note], [styles(replace(NOTE, wrap=False))], 20)
    yield Row(*_spread(foot, width, styles(LINE_LEFT)), 30)


def _body(
    columns: Sequence[Column],
    widths: Sequence[float],
    frame: Frame,
    digest: Digest,
    styles: Styles,
) -> Iterator[Row]:
    looks = [styles(look_of(column, BODY, wrap=not column.numeric)) for column in columns]
    if not digest.listed:
        empty = frame.say(message("(no application is in these stages)"))
        centred = styles(look_of(columns[0], BODY))
        yield Row([empty, *repeat(None, len(columns) - 1)], [centred] * len(columns), 28)
    for index, record in enumerate(digest.chosen(frame), start=1):
        values = [column.value(record, index) for column in columns]
        texts = (_shown(value, frame.language) for value in values)
        height = height_of(zip(texts, widths, strict=True), least=28, line=14.5)
        yield Row(values, looks, height)


def _shown(value: Cell, language: Language) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return number_text(value)
    day: date | None = value
    return "" if day is None else date_text(day, language)


def _totals(columns: Sequence[Column], frame: Frame, digest: Digest, styles: Styles) -> Row:
    first, last = HEADER_ROW + 1, HEADER_ROW + max(digest.listed, 1)
    values: list[Value] = []
    looks: list[Style] = []
    for index, column in enumerate(columns):
        letter = column_letter(index)
        total = Formula(f"SUM({letter}{first}:{letter}{last})", digest.sums.get(column.id, 0))
        values.append(total if column.total else None)
        looks.append(styles(_total_look(column)))
    if values[0] is None:
        values[0] = frame.say(message("Total"))
    return Row(values, looks, 28)


def _total_look(column: Column) -> Look:
    look = look_of(column, BODY)
    return replace(look, bold=True, align=look.align if column.total else "center")


def _spread(foot: Sequence[str], width: int, style: Style) -> tuple[list[Value], list[Style]]:
    """The lines of the foot, evenly over the width of the table."""
    values: list[Value] = [None] * max(width, len(foot))
    for index, text in enumerate(foot):
        values[index * width // len(foot) if width >= len(foot) else index] = text
    return values, [style] * len(values)
