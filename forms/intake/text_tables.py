# SPDX-License-Identifier: Apache-2.0
"""Text tables: comma, tab and semicolon separated."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from models.progress import Progress


def read_text_table(path: Path, progress: Progress) -> Book:
    """Read a text table; every cell is text."""
    data = path.read_bytes()
    progress.step(0, 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(text))]
    return Book(path, BookKind.TEXT, (Sheet(path.stem, rows),))
