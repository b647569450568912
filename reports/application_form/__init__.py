# SPDX-License-Identifier: Apache-2.0
"""The application form of one application in Word, for those who must edit it.

It is made from the programme: a chapter a section, a label beside each answer, boxes before choices, a
table for what repeats. Labels and values are those of the intake workbook, so that the import reads an
edited form back as the same answers.
"""

from __future__ import annotations

from reports.application_form.form import write_application_form

__all__ = ["write_application_form"]
