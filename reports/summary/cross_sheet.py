# SPDX-License-Identifier: Apache-2.0
"""The cross tables as a sheet: formulas over the detail sheet with their computed values (N22)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import number_text
from reports.summary.blocks import Ranges, joined
from reports.summary.crosstab import AMOUNT
from reports.summary.detail_sheet import FIRST_ROW, last_row
from reports.summary.looks import (
    BODY,
    FIELD_ID,
    HEADER,
    HEADING,
    HEADING_SCALE,
    KEY,
    NOTE,
    TITLE,
    height_of,
    units,
)
from reports.typesetting.fitting import heading_least
from reports.workbooks import (
    Formula,
    Row,
    break_rows,
    column_letter,
    range_of,
    set_up_page,
    sheet_reference,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from reports.summary.blocks import Block, Line
    from reports.summary.columns import Column
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame
    from reports.workbooks import Look, Styles, Value

_FIRST = 4
"""Columns before the first number: two hidden keys, two labels."""
_LABELS = 2
"""The first of them."""
_WIDTHS = (8.0, 8.0, 22.0, 32.0)
_LEAST_NUMBER = 9.0
_BESIDE = 2.0
_AROUND = 4
"""Rows of a table beside its lines: title, keys, head, and an empty one after it."""
_COUNT = '#,##0;-#,##0;"–"'
_AMOUNT = '#,##0.00####;-#,##0.00####;"–"'


def ranges_of(title: str, columns: Sequence[Column], digest: Digest) -> Ranges:
    """Where the detail sheet of that title keeps what the formulas read."""

    def found(name: str) -> str:
        return column_range(title, name, columns, digest)

    names = (column.id for column in columns)
    keys = {name.removeprefix("key/"): found(name) for name in names if name.startswith("key/")}
    return Ranges(found("number"), found(AMOUNT), keys)


def column_range(title: str, name: str, columns: Sequence[Column], digest: Digest) -> str:
    """Where the detail sheet of that title keeps a column; empty where it does not."""
    for index, column in enumerate(columns):
        if column.id == name:
            return sheet_reference(title) + range_of(index, FIRST_ROW, last_row(digest))
    return ""


def cross_rows(
    sheet: Worksheet, found: Sequence[Block], frame: Frame, styles: Styles
) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    widths = _widths(found)
    width = len(widths)
    for index in range(width):
        dimension = sheet.column_dimensions[column_letter(index)]
        dimension.width = widths[index]
        dimension.hidden = index < _LABELS
    sheet.merge_cells(start_row=1, end_row=1, start_column=3, end_column=width)
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet, language=frame.language, mark=frame.mark(), fit=False)
    groups = _groups(found, frame, styles, widths)
    break_rows(
        sheet, widths[_LABELS:], [[(row.height or 0.0, stays) for row, stays in x] for x in groups]
    )
    return (row for group in groups for row, _ in group)


def _widths(found: Sequence[Block]) -> list[float]:
    """Of the keys, the labels and the numbers, all numbers alike."""
    longest = max(
        units(number_text(number, 2 if block.money else 0))
        for block in found
        for line in block.lines
        for number in line.numbers
    )
    words = max(
        heading_least(entry.label, units) * HEADING_SCALE
        for block in found
        for entry in block.columns
    )
    number = round(max(longest, words, _LEAST_NUMBER) + _BESIDE, 1)
    return [*_WIDTHS, *[number] * max(len(block.columns) for block in found)]


def _groups(
    found: Sequence[Block], frame: Frame, styles: Styles, widths: Sequence[float]
) -> list[list[tuple[Row, bool]]]:
    """The rows of each table, and whether each stays with the row before it."""
    title = message("{call}: cross tables", call=frame.call.title)
    note = message(
        "Each number is a formula over the detail sheet. The last line of a table counts the list"
        " itself and must equal the total above it; a mean is that of the applications whose amount"
        " is a number."
    )
    top = Row([None, None, frame.say(title)], [styles(TITLE)] * len(widths), 36)
    below = Row([None, None, frame.say(note)], [styles(replace(NOTE, wrap=False))] * 3, 20)
    groups: list[list[tuple[Row, bool]]] = []
    above = 1
    for block in found:
        stays = [False, True, True, True, *joined(block.lines)[1:], True]
        groups.append(list(zip(_block(block, styles, widths, above), stays, strict=True)))
        above += len(groups[-1])
    groups[0].insert(0, (top, False))
    groups[-1].append((below, True))
    return groups


def _block(block: Block, styles: Styles, widths: Sequence[float], above: int) -> Iterator[Row]:
    """A table below `above` rows: its title, the hidden keys, its head, its lines."""
    yield Row([None, None, block.title], [styles(HEADING)] * 3, 26)
    keys = [None, None, None, None, *(entry.key for entry in block.columns)]
    yield Row(keys, [styles(FIELD_ID)] * len(keys), hidden=True)
    heads = [*block.heads, *(entry.label for entry in block.columns)]
    height = height_of(zip(heads, widths[_LABELS:], strict=False), least=26, line=16)
    header = styles(HEADER)
    hidden = styles(FIELD_ID)
    yield Row([None, None, *heads], [hidden, hidden, *[header] * len(heads)], height)
    first = above + _AROUND
    last = first + len(block.lines) - 3
    for number, line in enumerate(block.lines, start=first):
        places = {"row": number, "keys": above + 2, "first": first, "last": last}
        yield _line(line, block, places, styles)
    yield Row([], [], 12)


def _line(line: Line, block: Block, places: dict[str, int], styles: Styles) -> Row:
    values: list[Value] = [*line.keys, *line.labels]
    end = column_letter(_FIRST + len(line.numbers) - 2)
    for index, number in enumerate(line.numbers):
        last = index == len(line.numbers) - 1
        pattern = line.sum_formula if last else line.formula
        letter = column_letter(_FIRST + index)
        values.append(Formula(pattern.format(letter=letter, end=end, **places), number))
    look = replace(BODY, bold=line.bold, fill="F7F7F7" if line.bold else "")
    numeric = replace(look, align="right", format=_AMOUNT if block.money else _COUNT)
    looks: list[Look] = [KEY, KEY, look, look, *[numeric] * len(line.numbers)]
    return Row(values, [styles(item) for item in looks], 20)
