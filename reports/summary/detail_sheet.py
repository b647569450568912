# SPDX-License-Identifier: Apache-2.0
"""The detail sheet: a row an application, a column a field; what all other numbers are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from reports.summary.digest import STEP
from reports.summary.looks import DATA, FIELD_ID, HEADER, height_of, look_of, wide_enough
from reports.workbooks import Row, column_letter, set_up_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.progress import Progress
    from reports.summary.columns import Column
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame
    from reports.workbooks import Styles

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
    progress: Progress,
) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    widths = [wide_enough(column) for column in columns]
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        dimension = sheet.column_dimensions[column_letter(index)]
        dimension.width = width
        dimension.hidden = column.hidden
    visible = sum(not column.hidden for column in columns)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{column_letter(visible - 1)}{last_row(digest)}"
    set_up_page(sheet, language=frame.language, repeat="2:2", mark=frame.mark(), fit=False)
    return _rows(columns, widths, digest, styles, progress)


def _rows(
    columns: Sequence[Column],
    widths: Sequence[float],
    digest: Digest,
    styles: Styles,
    progress: Progress,
) -> Iterator[Row]:
    yield Row([column.id for column in columns], [styles(FIELD_ID)] * len(columns), hidden=True)
    headers = [column.header for column in columns]
    height = height_of(zip(headers, widths, strict=True), least=32, line=16)
    yield Row(headers, [styles(HEADER)] * len(columns), height)
    looks = [styles(look_of(column, DATA)) for column in columns]
    for index, record in enumerate(digest.records(), start=1):
        if index % STEP == 0:
            progress.step(digest.rows + index, 2 * digest.rows, message("Writing the summary"))
        yield Row([column.value(record, index) for column in columns], looks, 18)
