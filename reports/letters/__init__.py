# SPDX-License-Identifier: Apache-2.0
"""Letters of the office (公函), set by GB/T 9704—2012.

`letter` says what a letter consists of; `layout` holds the measures of the standard, `body` sets text
with its levels of headings, `ending` signature, date, notes and copies, `annex` the lists that go
with it, `pages` draws page numbers. Start reading at `writing.write_letter`. What it prints is what it was
handed; it queries nothing.
"""

from __future__ import annotations

from reports.letters.letter import Annex, Letter, SummaryAnnex
from reports.letters.writing import LetterResult, write_letter

__all__ = ["Annex", "Letter", "LetterResult", "SummaryAnnex", "write_letter"]
