# SPDX-License-Identifier: Apache-2.0
"""The values of a workbook for its preview; read in a job, which knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.programme.display import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ROWS = 300
_COLUMNS = 80


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first rows of a sheet.

    Attributes:
        right: Which cells are numbers.
        rows: How many it has.
    """

    title: str
    cells: tuple[tuple[str, ...], ...]
    right: frozenset[tuple[int, int]]
    rows: int


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook that are not hidden."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_path(path)
    shown = (item.name for item in book.sheets_metadata if item.visible == SheetVisibleEnum.Visible)
    return tuple(  # from A1 on, or cells would be called by the addresses of others
        _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in shown
    )


def _sheet(title: str, rows: Sequence[Sequence[Any]]) -> Sheet:
    some = [row[:_COLUMNS] for row in rows[:_ROWS]]
    numbers = frozenset(
        (y, x)
        for y, row in enumerate(some)
        for x, value in enumerate(row)
        if isinstance(value, float | int) and not isinstance(value, bool)
    )
    return Sheet(title, tuple(tuple(map(cell_text, row)) for row in some), numbers, len(rows))


def cell_text(value: Any) -> str:
    """A value as the grid shows it."""
    if isinstance(value, float):
        return number_text(int(value)) if value.is_integer() else f"{value:,.10g}"
    return value.isoformat() if isinstance(value, date) else str(value)
