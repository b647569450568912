# SPDX-License-Identifier: Apache-2.0
"""A block of cells as spreadsheets put it on the clipboard: to rows of texts, and back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.programme.schema import FormField


def read_block(text: str) -> list[list[str]]:
    """The cells of a pasted block: rows by lines, columns by tabs, line breaks inside quotes kept."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not plain:
        return []
    # Quotes are Excel's only around a cell with a break, a tab or a quote; else they are text.
    rows = list(csv.reader(io.StringIO(plain), delimiter="\t", strict=False))
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Cells as a spreadsheet takes them from the clipboard."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def headings_in(block: Sequence[Sequence[str]], columns: Sequence[FormField]) -> list[str] | None:
    """The column ids of a block whose first row names columns; None where it holds values.

    Most of its cells must be names of columns, in either language; a column that has none stays "".
    """
    if not block:
        return None
    known = {name: item.id for item in columns for name in (item.label.zh, item.label.en, item.id)}
    found = [known.get(cell.partition("（")[0].partition(" (")[0].strip(), "") for cell in block[0]]
    named = [item for item in found if item]
    return found if len(named) * 2 > len(found) and len(named) > 1 else None
