# SPDX-License-Identifier: Apache-2.0
"""A list as a sheet that an office prints, seals and sends: the summary itself, and that for publicity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING

from openpyxl.worksheet.properties import Outline

from models.language import message
from models.programme.display import Cell, date_text, number_text
from models.programme.schema import FieldType
from reports.summary.looks import (
    BODY,
    GROUP,
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
from reports.workbooks import Formula, Row, column_letter, set_up_page, sheet_reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language
    from reports.summary.columns import Column
    from reports.summary.digest import Group
    from reports.summary.listing import PrintedList
    from reports.workbooks import Look, Style, Styles, Value

HEADER_ROW = 3
_ROOMS = (200, 225, 250, 275, 300)
"""Characters of 11 points that A4 across takes, shrunk to two thirds and, with many columns, more.
"""
_MOST_LINES = 9
_LEFT_FOR_TEXTS = 60.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the rows of a group are: its name in `heading` (0 for none), from `first` to `last`."""

    group: Group
    heading: int
    first: int
    last: int


def table_rows(sheet: Worksheet, found: PrintedList, styles: Styles) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    widths = _widths(found)
    for index, width in enumerate(widths):
        sheet.column_dimensions[column_letter(index)].width = width
    places, last = _places(found)
    _merge(sheet, found, places, last)
    end = column_letter(len(widths) - 1)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{end}{last}"
    if found.grouped:
        sheet.sheet_properties.outlinePr = Outline(summaryBelow=found.totalled)
        sheet.sheet_format.outlineLevelRow = 1
    frame = found.frame
    repeated = f"{HEADER_ROW}:{HEADER_ROW}"
    set_up_page(sheet, language=frame.language, repeat=repeated, mark=frame.mark())
    return _rows(found, widths, places, last, styles)


def listed_formula(title: str, found: PrintedList) -> Formula:
    """How many rows the list on the sheet of that title has, counted over the sheet itself."""
    if not found.count:
        return Formula("0", 0)
    _, last = _places(found)
    area = f"{sheet_reference(title)}$A${HEADER_ROW + 1}:$A${last}"
    others = last - HEADER_ROW - found.count
    return Formula(f"ROWS({area})-{others}" if others else f"ROWS({area})", found.count)


def _places(found: PrintedList) -> tuple[list[_Place], int]:
    """Where each group is, and the last row before the total."""
    places: list[_Place] = []
    row = HEADER_ROW
    for group in found.groups:
        heading = row = row + 1 if group.entry else row
        last = row + max(group.count, 1)
        places.append(_Place(group, heading if group.entry else 0, row + 1, last))
        row = last + (1 if group.entry and found.totalled else 0)
    return places, max(row, HEADER_ROW + 1)


def _widths(found: PrintedList) -> list[float]:
    """Widths by what is in the columns; where even the least is too much, the sheet shrinks."""
    needs = [
        Need(max(need.least, need.text), 0.0) if column.type is FieldType.EMAIL else need
        for column, need in zip(found.columns, column_needs(found, _RULER), strict=True)
    ]
    widths = [need.least for need in needs]
    for room in (*_ROOMS, sum(widths) + _LEFT_FOR_TEXTS):
        fitted = fitted_widths(room, needs, _RULER.character)
        widths = fitted[1] if fitted else widths
        if fitted and fitted[0] <= _MOST_LINES:
            break
    return [round(width, 1) for width in widths]


def _heading_units(text: str) -> float:
    return units(text) * 1.1


_RULER = Ruler(units, _heading_units, side=2.0, character=2.1)


def _halves(width: int) -> int:
    return max(1, (width + 1) // 2)


def _merge(sheet: Worksheet, found: PrintedList, places: Sequence[_Place], last: int) -> None:
    width = len(found.columns)
    if width == 1:
        return
    half = _halves(width)
    _merge_row(sheet, 1, 1, width)
    _merge_row(sheet, 2, 1, half)
    if width - half > 1:
        _merge_row(sheet, 2, half + 1, width)
    if not found.count:
        _merge_row(sheet, last, 1, width)
    for place in places:
        if place.heading:
            _merge_row(sheet, place.heading, 1, width)
    if not found.signed:
        first = last + 1 + found.totalled + bool(found.note)
        for row in range(first, first + len(found.foot)):
            _merge_row(sheet, row, 1, width)


def _merge_row(sheet: Worksheet, row: int, first: int, last: int) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _rows(
    found: PrintedList,
    widths: Sequence[float],
    places: Sequence[_Place],
    last: int,
    styles: Styles,
) -> Iterator[Row]:
    columns, width = found.columns, len(found.columns)
    half = _halves(width)
    yield Row([found.title, *repeat(None, width - 1)], [styles(TITLE)] * width, 40)
    line = [found.left, *repeat(None, half - 1), found.right, *repeat(None, width - half - 1)]
    looks = [styles(LINE_LEFT)] * half + [styles(LINE_RIGHT)] * (width - half)
    yield Row(line[:width], looks, 24 if found.left or found.right else 8)
    headers = [
        heading_text(column.header, room) for column, room in zip(columns, widths, strict=True)
    ]
    height = height_of(zip(headers, widths, strict=True), least=32, line=16)
    yield Row(headers, [styles(HEADER)] * width, height)
    yield from _body(found, widths, places, styles)
    if found.totalled:
        label = found.frame.say(message("Total"))
        area = (HEADER_ROW + 1, last)
        yield _totals(found, label, area, found.sums, styles)
    if found.note:
        yield Row([found.note], [styles(replace(NOTE, wrap=False))], 20)
    yield from _foot(found, widths, styles)


def _foot(found: PrintedList, widths: Sequence[float], styles: Styles) -> Iterator[Row]:
    width = len(widths)
    if found.signed:
        yield Row(*_spread(found.foot, width, styles(LINE_LEFT)), 30)
        return
    for index, text in enumerate(found.foot):
        look = LINE_RIGHT if index else replace(LINE_LEFT, wrap=True)
        height = height_of([(text, sum(widths))], least=24, line=17)
        yield Row([text, *repeat(None, width - 1)], [styles(look)] * width, height)


def _body(
    found: PrintedList, widths: Sequence[float], places: Sequence[_Place], styles: Styles
) -> Iterator[Row]:
    columns = found.columns
    looks = [styles(look_of(column, BODY, wrap=not column.numeric)) for column in columns]
    if not found.count:
        centred = styles(replace(BODY, align="center"))
        yield Row([found.empty, *repeat(None, len(columns) - 1)], [centred] * len(columns), 28)
        return
    index = 0
    level = 1 if found.grouped else 0
    for place in places:
        if place.heading:
            heading = [found.group_name(place.group), *repeat(None, len(columns) - 1)]
            yield Row(heading, [styles(GROUP)] * len(columns), 24)
        for record in found.digest.of(place.group):
            index += 1
            values = [column.value(record, index) for column in columns]
            texts = (_shown(value, found.frame.language) for value in values)
            height = height_of(zip(texts, widths, strict=True), least=28, line=14.5)
            yield Row(values, looks, height, level=level)
        if place.heading and found.totalled:
            label = found.frame.say(message("Subtotal"))
            area = (place.first, place.last)
            yield _totals(found, label, area, place.group.sums, styles)


def _shown(value: Cell, language: Language) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return number_text(value)
    day: date | None = value
    return "" if day is None else date_text(day, language)


def _totals(
    found: PrintedList,
    label: str,
    area: tuple[int, int],
    sums: Mapping[str, Decimal],
    styles: Styles,
) -> Row:
    """The sums of some rows; subtotals among them are left out, as SUBTOTAL does."""
    first, last = area
    values: list[Value] = []
    looks: list[Style] = []
    for index, column in enumerate(found.columns):
        rows = f"{column_letter(index)}{first}:{column_letter(index)}{last}"
        source = f"SUBTOTAL(9,{rows})" if found.grouped else f"SUM({rows})"
        values.append(Formula(source, sums.get(column.id, 0)) if column.total else None)
        looks.append(styles(_total_look(column)))
    if values[0] is None:
        values[0] = label
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
