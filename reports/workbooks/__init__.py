# SPDX-License-Identifier: Apache-2.0
"""The engine of all workbooks that go out: openpyxl makes the package, we stream the rows.

openpyxl cannot write the computed value of a formula, so a preview would show empty totals; and its
cells cost too much by the ten thousand. So it makes styles, columns, merges and print set-up
(`styles`, `printing`), and `writing` replaces the rows of each sheet by a stream of our own
(`rows`, `cells`): any iterator, memory flat, the same bytes for the same input. Text is always
text: nothing that somebody typed becomes a formula, and nothing is altered to prevent it. It knows
openpyxl and the core, no programme. A flaw: zip refuses a sheet with more than 2 GiB of XML.
"""

from __future__ import annotations

from reports.workbooks.cells import Cut, Formula, Value
from reports.workbooks.faults import TooManyRowsError, check_rows
from reports.workbooks.names import column_letter, range_of, sheet_reference, sheet_title
from reports.workbooks.printing import break_rows, set_up_page, spread_columns
from reports.workbooks.rows import Row
from reports.workbooks.styles import Look, Style, Styles, dress
from reports.workbooks.writing import Written, new_book, write_workbook

__all__ = [
    "Cut",
    "Formula",
    "Look",
    "Row",
    "Style",
    "Styles",
    "TooManyRowsError",
    "Value",
    "Written",
    "break_rows",
    "check_rows",
    "column_letter",
    "dress",
    "new_book",
    "range_of",
    "set_up_page",
    "sheet_reference",
    "sheet_title",
    "spread_columns",
    "write_workbook",
]
