# SPDX-License-Identifier: Apache-2.0
"""Forms of others, filled without touching the rest: the ministry's workbook, an office's Word form.

A form is a package of parts. `package` reads it and writes it again with every part that nobody
changed as it was; a library that reads a workbook and saves it would drop what it does not know.
`workbook` fills a workbook by a map (`models.filling`) in steps: `fitting` sees whether the map fits,
`plan` works out every value and every doubt, `row_moves` puts rows in and `following` lets all that
speaks of them follow, `kept_values` forgets what formulas kept. At the end `compare` reads both files
anew and lists every difference; one that the map did not ask for, and the file is not kept.
"""

from __future__ import annotations

from reports.filling.compare import Difference, Kind
from reports.filling.doubts import Doubt
from reports.filling.facts import Facts, Filled, FormResult
from reports.filling.filling import check_form, fill_form
from reports.filling.fitting import fitting_part
from reports.filling.word_parts import word_lines, word_names, word_tables

__all__ = [
    "Difference",
    "Doubt",
    "Facts",
    "Filled",
    "FormResult",
    "Kind",
    "check_form",
    "fill_form",
    "fitting_part",
    "word_lines",
    "word_names",
    "word_tables",
]
