# SPDX-License-Identifier: Apache-2.0
"""The summary of a call (推荐汇总表) as workbook and as PDF.

Start at `workbook` and `pdf`. Both take an iterator of `SummaryRow`, in the order that the summary
shall have, and read it once: `digest` keeps what it needs on disk and counts as it goes, so that
memory stays flat and each total is known before anything is written. `columns` says what stands in
which column, `listing` what an office prints and seals, `dimensions` by what applications can be
counted, `crosstab` adds up by two or three of them, `overview` is what charts show, `differences`
what the last report said otherwise, `briefing` is the one page for the director. It imports the core,
`workbooks` and `typesetting`, and knows neither database nor screen.
"""

from __future__ import annotations

from reports.summary.frame import Before, Frame, QuotaState, SummaryResult, SummaryRow
from reports.summary.workbook import write_summary_workbook

__all__ = ["Before", "Frame", "QuotaState", "SummaryResult", "SummaryRow", "write_summary_workbook"]
