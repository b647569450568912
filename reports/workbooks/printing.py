# SPDX-License-Identifier: Apache-2.0
"""How sheets are printed: A4, page x of y, and breaks where a reader expects them.

Excel takes no notice of breaks on a sheet that is fitted to pages, so a sheet with breaks of its own
has a scale instead. Columns are wider where the first font of the workbook is replaced by another;
the widest that was seen is reckoned with.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from models.language import message
from reports.workbooks.names import column_letter
from reports.workbooks.styles import SONG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language

_A4 = 9
_ACROSS = (842.0, 595.0)
_SIDES, _ENDS = 0.4, (0.6, 0.65)
_INCH = 72.0
_CHARACTER = 7.0  # points of one character of a column's width, at most
_BESIDE = 3.75
_SAFE = 0.95  # of a page: programs round the heights of rows
_LEAST_SCALE = 0.2
_LEAST_READABLE = 0.5


def set_up_page(
    sheet: Worksheet,
    *,
    language: Language,
    repeat: str = "",
    mark: str = "",
    landscape: bool = True,
    fit: bool = True,
) -> None:
    """Make a sheet ready to print: A4, centred, page x of y.

    Args:
        sheet: The sheet.
        language: Of the footer.
        repeat: The rows to repeat on each page (`3:3`).
        mark: What to print small at the left of each footer.
        landscape: Across or upright.
        fit: Shrink it to the width of a page; else it has a scale and breaks of its own.
    """
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    if fit:
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    above, below = _ENDS
    sheet.page_margins = PageMargins(
        left=_SIDES, right=_SIDES, top=above, bottom=below, header=0.3, footer=0.35
    )
    sheet.oddFooter.center.text = message("Page &P of &N").text(language)
    sheet.oddFooter.center.font = f"{SONG},Regular"
    sheet.oddFooter.center.size = 9
    if mark:
        sheet.oddFooter.left.text = mark.replace("&", "&&")
        sheet.oddFooter.left.font = f"{SONG},Regular"
        sheet.oddFooter.left.size = 7
    if repeat:
        sheet.print_title_rows = repeat


def spread_columns(sheet: Worksheet, widths: Sequence[float], *, repeated: int) -> None:
    """Print a wide sheet on as few pages beside each other as can be read.

    Args:
        sheet: Set up already.
        widths: Of the columns to print.
        repeated: So many of them stand at the left of every page.
    """
    points = [_points(width) for width in widths]
    front = sum(points[:repeated])
    room = max(_page_width() / _LEAST_READABLE - front, *points)
    sheet.page_setup.fitToWidth = max(1, math.ceil(sum(points[repeated:]) / room))
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.print_title_cols = f"A:{column_letter(repeated - 1)}"


def break_rows(
    sheet: Worksheet,
    widths: Sequence[float],
    groups: Sequence[Sequence[tuple[float, bool]]],
) -> None:
    """Print a sheet in the width of a page, with breaks between its groups of rows.

    Args:
        sheet: Set up without `fit`.
        widths: Of its visible columns.
        groups: For each row its height, and whether it stays with the row before it.
    """
    scale = max(_LEAST_SCALE, min(1.0, _page_width() / sum(map(_points, widths))))
    sheet.page_setup.scale = int(100 * scale)
    for row in row_breaks(groups, _SAFE * _page_height() / scale):
        sheet.row_breaks.append(Break(id=row))


def row_breaks(groups: Sequence[Sequence[tuple[float, bool]]], page: float) -> Iterator[int]:
    """The rows after which a page ends: a group that fits a page is not torn."""
    used, above = 0.0, 0
    for group in groups:
        whole = sum(height for height, _ in group)
        if used and used + whole > page:
            yield above
            used = 0.0
        begin = 0
        for index in range(len(group)):
            used += group[index][0]
            if used > page and index > begin:
                free = range(index, begin, -1)
                cut = next((place for place in free if not group[place][1]), index)
                yield above + cut
                begin, used = cut, sum(height for height, _ in group[cut : index + 1])
        above += len(group)


def _points(width: float) -> float:
    return width * _CHARACTER + _BESIDE


def _page_width() -> float:
    return _ACROSS[0] - 2 * _SIDES * _INCH


def _page_height() -> float:
    return _ACROSS[1] - sum(_ENDS) * _INCH
