# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from models.language import message
from reports.workbooks.styles import SONG

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language

_A4 = 9


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
        fit: Shrink it to the width of a page; else it goes on to the right.
    """
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    if fit:
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    else:
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.print_title_cols = "A:A"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.6, bottom=0.65, header=0.3, footer=0.35
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
