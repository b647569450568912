# SPDX-License-Identifier: Apache-2.0
"""Workbooks that go out to come back: the blank intake workbook, and the error workbook.

Start at `template` and `errors`. Both follow `models.programme.layout`, so `forms.intake` knows its
own when it returns. Only features of `COMPATIBILITY.md` are used, which LibreOffice, Excel and WPS
share. It imports the core and `workbooks`, and knows neither database nor screen.
"""

from __future__ import annotations

from reports.intake.errors import write_error_workbook
from reports.intake.faults import FoundProblem, ReadSheet, Returned
from reports.intake.frame import IntakeFrame, IntakeRow
from reports.intake.template import write_intake_workbook

__all__ = [
    "FoundProblem",
    "IntakeFrame",
    "IntakeRow",
    "ReadSheet",
    "Returned",
    "write_error_workbook",
    "write_intake_workbook",
]
