# SPDX-License-Identifier: Apache-2.0
"""Workbooks, read by calamine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind, CellError, Merge, Sheet
from forms.intake.faults import DamagedFileError, NoSheetsError, PasswordProtectedError

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.book import CellValue
    from models.progress import Progress

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def read_workbook(path: Path, progress: Progress) -> Book:
    """Read every sheet."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise PasswordProtectedError(path) from error
    except CalamineError as error:
        raise DamagedFileError(path) from error
    if not book.sheets_metadata:
        raise NoSheetsError(path)
    sheets = []
    for number, about in enumerate(book.sheets_metadata):
        progress.step(number, len(book.sheets_metadata))
        found = book.get_sheet_by_name(about.name)
        top, left = found.start or (0, 0)
        rows: list[list[CellValue]] = [[] for _ in range(top)]
        blank: list[CellValue] = [None] * left
        rows += [[*blank, *map(_value, row)] for row in found.to_python()]
        merges = tuple(
            Merge(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in found.merged_cell_ranges or ()
        )
        for merge in merges:
            _fill(rows, merge)
        hidden = not str(about.visible).endswith(".Visible")
        sheets.append(Sheet(about.name, rows, hidden, merges))
    return Book(path, BookKind.XLSX, tuple(sheets))


def _value(value: CellValue) -> CellValue:
    if isinstance(value, str):
        return CellError(value) if value in _ERRORS else value or None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _fill(rows: list[list[CellValue]], merge: Merge) -> None:
    if merge.first_row > len(rows) or merge.first_column > len(rows[merge.first_row - 1]):
        return
    value = rows[merge.first_row - 1][merge.first_column - 1]
    for row in rows[merge.first_row - 1 : merge.last_row]:
        width = merge.last_column - merge.first_column + 1
        row[merge.first_column - 1 : merge.last_column] = [value] * width
