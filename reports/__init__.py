# SPDX-License-Identifier: Apache-2.0
"""The way out: it writes and never queries; what it prints is what it was handed.

`packet/` is the review packet, `summary/` the summary as workbook and PDF. Both stand on
`typesetting/` (pages, fonts, Chinese lines) and `workbooks/` (bulk rows and formulas with their
values); `headings` and `notices` word for both what stands over columns and which notices a call
has. `samples` makes the small files of the sample office. May import `models` and `resources`;
reportlab and the writing side of openpyxl are here and nowhere else. The language of a report is an
argument. A flaw: `typesetting` breaks lines itself, since reportlab's own paragraphs let punctuation
begin a line and know one font a run.
"""
