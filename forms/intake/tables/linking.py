# SPDX-License-Identifier: Apache-2.0
"""How the rows of another sheet name the application that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.tables.grid import is_blank, shown
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.intake.book import Sheet
    from forms.intake.tables.table import Table

_SURE = 0.8


def link_text(value: object) -> str:
    """A value by which rows of two sheets are joined, in one form for numbers and texts."""
    return comparable(shown(value)) if isinstance(value, str | int | float) else ""


def common_column(
    child: Table, child_sheet: Sheet, main: Table, main_sheet: Sheet
) -> tuple[int, int] | None:
    """The columns of both sheets by which rows can be joined: of one heading, unique in the main one.

    Returns:
        The column of the child and that of the main table, or None.
    """
    by_text = {comparable(heading.text): heading.column for heading in main.headings}
    best: tuple[float, int, int] | None = None
    for heading in child.headings:
        column = by_text.get(comparable(heading.text))
        if column is None:
            continue
        wanted = list(_values(main, main_sheet, column))
        known = set(wanted)
        if len(known) < len(main.rows) or len(known) < len(wanted):
            continue
        values = list(_values(child, child_sheet, heading.column))
        share = sum(value in known for value in values) / max(1, len(values))
        if share >= _SURE and (best is None or share > best[0]):
            best = (share, heading.column, column)
    return (best[1], best[2]) if best else None


def _values(table: Table, sheet: Sheet, column: int) -> Iterator[str]:
    for row in table.rows:
        cells = sheet.cells[row - 1]
        if column <= len(cells) and not is_blank(cells[column - 1]):
            yield link_text(cells[column - 1])
