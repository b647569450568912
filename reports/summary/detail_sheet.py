# SPDX-License-Identifier: Apache-2.0
"""The detail sheet: a row an application, a column a field; what all other numbers are made of."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from models.language import message
from reports.summary.digest import STEP
from reports.summary.looks import (
    DATA,
    FIELD_ID,
    HEADER,
    HEADING_SCALE,
    heading_text,
    height_of,
    look_of,
    units,
    wanted_width,
)
from reports.summary.needs import shown
from reports.typesetting.fitting import heading_least
from reports.workbooks import Row, column_letter, set_up_page, spread_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language
    from models.programme.display import Cell
    from models.progress import Progress
    from reports.summary.columns import Checksum, Column
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame
    from reports.workbooks import Styles

ROW_HEIGHT = 18.0
"""Of a row of data, in points."""
_SAMPLE = 300
"""So many records are measured."""
_WIDEST = 52.0
_LEAST_NUMBER = 11.0
_HEADING_LINES = 3
_BESIDE = 2.0

FIRST_ROW = 3
"""Of the data: ids of fields stand hidden in row 1, headings in row 2."""


def last_row(digest: Digest) -> int:
    """The last row of the data; an empty one where there are none, so that ranges exist."""
    return FIRST_ROW + max(digest.rows, 1) - 1


def detail_rows(
    sheet: Worksheet,
    columns: Sequence[Column],
    frame: Frame,
    digest: Digest,
    styles: Styles,
    checksum: Checksum,
    progress: Progress,
) -> Iterator[Row]:
    """Set the sheet up, and give its rows; `checksum` takes them in as they are given."""
    widths = detail_widths(columns, frame, digest)
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        dimension = sheet.column_dimensions[column_letter(index)]
        dimension.width = width
        dimension.hidden = column.hidden
    visible = sum(not column.hidden for column in columns)
    repeated = 2 if columns[1].id == "title" else 1
    sheet.freeze_panes = f"{column_letter(repeated)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{column_letter(visible - 1)}{last_row(digest)}"
    set_up_page(sheet, language=frame.language, repeat="2:2", mark=frame.mark())
    printed = [
        width for column, width in zip(columns, widths, strict=True)
        if not (column.hidden or column.long)
    ]  # fmt: skip
    spread_columns(sheet, printed, repeated=repeated)
    sheet.print_area = f"A{FIRST_ROW - 1}:{column_letter(len(printed) - 1)}{last_row(digest)}"
    return _rows(columns, widths, digest, styles, checksum, progress)


def detail_widths(columns: Sequence[Column], frame: Frame, digest: Digest) -> list[float]:
    """Widths that show the first records whole, and each heading in a few lines."""
    texts = (
        [
            "" if column.long else measured(column, column.value(record, 0), frame.language)
            for column in columns
        ]
        for record in islice(digest.records(), _SAMPLE)
    )
    return sheet_widths(columns, texts)


def sheet_widths(columns: Sequence[Column], texts: Iterable[Sequence[str]]) -> list[float]:
    """Widths that show some rows of texts whole, and each heading in a few lines."""
    widths = [_least_width(column) for column in columns]
    for row in texts:
        for index, (column, text) in enumerate(zip(columns, row, strict=True)):
            if not column.long:
                widths[index] = max(widths[index], min(units(text) + _BESIDE, _WIDEST))
    return [round(width, 1) for width in widths]


def measured(column: Column, value: Cell, language: Language) -> str:
    """A cell as a sheet shows it."""
    return str(value) if isinstance(value, date) else shown(column, value, language)


def _least_width(column: Column) -> float:
    if column.long:
        return wanted_width(column)
    title = max(heading_least(column.header, units), units(column.header) / _HEADING_LINES)
    return max(title * HEADING_SCALE + _BESIDE, _LEAST_NUMBER if column.numeric else 0.0)


def _rows(
    columns: Sequence[Column],
    widths: Sequence[float],
    digest: Digest,
    styles: Styles,
    checksum: Checksum,
    progress: Progress,
) -> Iterator[Row]:
    yield Row([column.id for column in columns], [styles(FIELD_ID)] * len(columns), hidden=True)
    headers = [
        heading_text(column.header, width) for column, width in zip(columns, widths, strict=True)
    ]
    height = height_of(zip(headers, widths, strict=True), least=32, line=16)
    yield Row(headers, [styles(HEADER)] * len(columns), height)
    wrapped = [
        index for index, column in enumerate(columns)
        if widths[index] >= _WIDEST and not column.long
    ]  # fmt: skip
    looks = [
        styles(look_of(column, DATA, wrap=index in wrapped)) for index, column in enumerate(columns)
    ]
    visible = sum(not column.hidden for column in columns)
    for index, record in enumerate(digest.records(), start=1):
        if index % STEP == 0:
            progress.step(digest.rows + index, 2 * digest.rows, message("Writing the summary"))
        values = [column.value(record, index) for column in columns]
        checksum.add(values[:visible])
        texts = ((str(values[place] or ""), widths[place]) for place in wrapped)
        yield Row(
            values, looks, height_of(texts, least=ROW_HEIGHT, line=13) if wrapped else ROW_HEIGHT
        )
