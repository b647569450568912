# SPDX-License-Identifier: Apache-2.0
"""What is different from the last report, as a sheet: a row a value, with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.language import message
from reports.summary.differences import Kind, kind_name
from reports.summary.looks import BODY, DATA, HEADER, NOTE, TITLE, height_of
from reports.workbooks import Row, column_letter, set_up_page
from reports.workbooks.styles import DATE_FORMAT, TEXT_FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Message
    from reports.summary.frame import Frame
    from reports.summary.spool import Lines
    from reports.workbooks import Styles

WIDTHS = (17.0, 34.0, 12.0, 24.0, 32.0, 32.0, 13.0, 11.0, 40.0)
_HEADER_ROW = 3


def heads() -> tuple[Message, ...]:
    """What stands over the columns, on paper too."""
    return (
        message("Application number"),
        message("Title"),
        message("What happened"),
        message("Field"),
        message("In the last report"),
        message("In this report"),
        message("Date"),
        message("Operator"),
        message("Reason"),
    )


def difference_rows(
    sheet: Worksheet, lines: Lines, said: str, frame: Frame, styles: Styles
) -> Iterator[Row]:
    """Set the sheet up, and give its rows; `said` sums the differences up."""
    for index, width in enumerate(WIDTHS):
        sheet.column_dimensions[column_letter(index)].width = width
    last = _HEADER_ROW + max(len(lines), 1)
    end = column_letter(len(WIDTHS) - 1)
    sheet.merge_cells(f"A1:{end}1")
    sheet.merge_cells(f"A2:{end}2")
    sheet.freeze_panes = f"C{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{end}{last}"
    repeat = f"{_HEADER_ROW}:{_HEADER_ROW}"
    set_up_page(sheet, language=frame.language, repeat=repeat, mark=frame.mark())
    return _rows(lines, said, frame, styles)


def _rows(lines: Lines, said: str, frame: Frame, styles: Styles) -> Iterator[Row]:
    n = len(WIDTHS)
    blank = [None] * (n - 1)
    title = frame.say(message("Differences from the last report"))
    yield Row([title, *blank], [styles(TITLE)] * n, 36)
    yield Row([said, *blank], [styles(replace(NOTE, upright="center"))] * n, 24)
    yield Row([frame.say(text) for text in heads()], [styles(HEADER)] * n, 28)
    text = replace(DATA, wrap=True)
    looks = [text] * n
    looks[0] = replace(DATA, format=TEXT_FORMAT)
    looks[6] = replace(DATA, format=DATE_FORMAT, align="center")
    found = [styles(look) for look in looks]
    if not len(lines):
        yield Row([frame.say(message("(nothing differs)")), *blank], [styles(BODY)] * n, 24)
    for number, title, kind, what, before, after, on, operator, why in lines:
        name = frame.say(kind_name(Kind(kind)))
        cells = [number, title, name, what, before, after, on, operator, why]
        texts = ((str(cell or ""), width) for cell, width in zip(cells, WIDTHS, strict=True))
        yield Row(cells, found, height_of(texts, least=20, line=13))
