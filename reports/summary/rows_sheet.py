# SPDX-License-Identifier: Apache-2.0
"""A repeating table of all applications as a sheet: a row a row, led by the application's number."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from models.language import message
from models.programme.headings import with_unit
from models.programme.schema import FieldType
from reports.summary.columns import Column
from reports.summary.detail_sheet import FIRST_ROW, ROW_HEIGHT, measured, sheet_widths
from reports.summary.looks import (
    DATA,
    FIELD_ID,
    HEADER,
    heading_text,
    height_of,
    look_of,
)
from reports.workbooks import Row, column_letter, set_up_page, spread_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.programme.schema import FormField
    from models.progress import Progress
    from reports.summary.frame import Frame
    from reports.summary.spool import Lines, Record
    from reports.workbooks import Styles

_SAMPLE = 300
_STEP = 5_000
_REPEATED = 2


def table_columns(table: FormField, frame: Frame) -> tuple[Column, ...]:
    """Number and title of the application, the number of the row in its table, and the cells."""
    say = frame.say
    return (
        Column("number", say(message("Application number")), FieldType.CREDIT_CODE, _none),
        Column("title", say(message("Title")), FieldType.TEXT, _none),
        Column("row", say(message("Row")), FieldType.INTEGER, _none),
        *(
            Column(
                column.id,
                with_unit(column.label, column, frame.language),
                column.type,
                _none,
                column.places,
            )
            for column in table.columns
        ),
    )


def rows_of_table(
    sheet: Worksheet,
    columns: Sequence[Column],
    lines: Lines,
    frame: Frame,
    styles: Styles,
    progress: Progress,
) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    widths = sheet_widths(columns, _texts(columns, lines, frame))
    for index, width in enumerate(widths):
        sheet.column_dimensions[column_letter(index)].width = width
    last = FIRST_ROW + max(len(lines), 1) - 1
    end = column_letter(len(columns) - 1)
    sheet.freeze_panes = f"{column_letter(_REPEATED)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{end}{last}"
    set_up_page(sheet, language=frame.language, repeat="2:2", mark=frame.mark())
    spread_columns(sheet, widths, repeated=_REPEATED)
    sheet.print_area = f"A{FIRST_ROW - 1}:{end}{last}"
    return _rows(columns, widths, lines, styles, progress)


def _none(_record: Record, _index: int) -> None:
    """Rows of a table hold their cells in the order of its columns."""


def _texts(columns: Sequence[Column], lines: Lines, frame: Frame) -> Iterator[list[str]]:
    for cells in islice(lines, _SAMPLE):
        yield [
            measured(column, value, frame.language)
            for column, value in zip(columns, cells, strict=True)
        ]


def _rows(
    columns: Sequence[Column],
    widths: Sequence[float],
    lines: Lines,
    styles: Styles,
    progress: Progress,
) -> Iterator[Row]:
    yield Row([column.id for column in columns], [styles(FIELD_ID)] * len(columns), hidden=True)
    headers = [
        heading_text(column.header, width) for column, width in zip(columns, widths, strict=True)
    ]
    height = height_of(zip(headers, widths, strict=True), least=32, line=16)
    yield Row(headers, [styles(HEADER)] * len(columns), height)
    looks = [styles(look_of(column, DATA)) for column in columns]
    for index, cells in enumerate(lines, start=1):
        if index % _STEP == 0:
            progress.step(index, len(lines), message("Writing the summary"))
        yield Row(cells, looks, ROW_HEIGHT)
