# SPDX-License-Identifier: Apache-2.0
"""The error workbook: the sender's own file, its problems coloured and noted, a list of them in front.

A workbook that openpyxl can take is the sender's own, with formats, widths, merges and validations; of
anything else (.xls, .csv, a Word form, a workbook of extraordinary size) a new one is made with the
same values (`fresh`). Macros go into neither.
"""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from copy import copy
from dataclasses import dataclass
from io import FileIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from models.language import message
from models.programme.recognising import CUT_MARK, is_problem_list
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError
from reports.intake.faults import Returned, by_cell
from reports.intake.fresh import fresh_sheets
from reports.intake.marks import mark_cells, unmark_cells
from reports.intake.numbering import numbered
from reports.intake.problem_list import problem_rows
from reports.workbooks import Styles, column_letter, new_book, sheet_title, write_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language, Message
    from models.progress import Progress
    from reports.intake.faults import FoundProblem, Place, ReadSheet
    from reports.intake.numbering import Numbered
    from reports.workbooks import Written

_MOST_NOTES = 10_000
"""More notes make a workbook that nobody can scroll; the list has all problems."""

_LARGEST = 120 * 1024 * 1024
"""Bytes of XML of which openpyxl makes objects; they take several times as much memory."""

_MOST_MERGED = 200_000
"""Cells in merged ranges, of each of which openpyxl makes an object: one range may span a sheet."""

_MERGE = re.compile(
    rb"mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)

_CANNOT_TAKE = (
    ValueError, TypeError, LookupError, AttributeError, SyntaxError, OSError, RuntimeError, EOFError,
    AssertionError, ArithmeticError, BadZipFile, zlib.error, struct.error, InvalidFileException,
)  # fmt: skip
"""What openpyxl raises for a file that it does not understand; there is no one class for it."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What goes into one error workbook."""

    source: Path
    sheets: Sequence[ReadSheet]
    cells: Mapping[str, Mapping[Place, Sequence[FoundProblem]]]
    problems: Sequence[FoundProblem]
    numbers: Mapping[str, Numbered]
    language: Language
    progress: Progress


def write_error_workbook(
    source: Path,
    problems: Sequence[FoundProblem],
    out: Path,
    *,
    sheets: Sequence[ReadSheet],
    today: date,
    language: Language,
    recorded: Mapping[tuple[str, int], str] | None = None,
    headers: Mapping[str, int] | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Returned:
    """Write the workbook that goes back to the sender.

    Args:
        source: The file that came in.
        problems: What was found in it, in any order.
        out: Where to; an .xlsx, whatever the source is.
        sheets: The file as it was read, for a source that openpyxl cannot take.
        today: The day that it bears.
        language: Of the list, the notes and the heading of application numbers.
        recorded: The application numbers of rows that were recorded, by sheet and row: they stand in
            a column of their own, so that the corrected file is an update.
        headers: The last row of the header by sheet, for the heading of that column.
        replace: Whether a file that is there may be replaced.
        progress: Is told about each step.

    Raises:
        FileExistsAlreadyError: The file is there already.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it; nothing is left behind.
    """
    if out.exists() and not replace:
        raise FileExistsAlreadyError(out)
    data = [sheet for sheet in sheets if not is_problem_list(sheet.cells)]
    rows = {sheet.name: sheet.cells for sheet in data}
    cells = by_cell(problems, rows)
    job = _Job(
        source,
        data,
        cells,
        problems,
        _numbered(rows, recorded or {}, headers or {}, language),
        language,
        progress or NoProgress(),
    )
    book = _taken(job)
    if book is not None:
        try:
            written, noted = _write_kept(book, job, out, replace=replace)
        except _CANNOT_TAKE:
            book = None
    if book is None:
        written, noted = _write_fresh(job, out, today, replace=replace)
    count = sum(map(len, cells.values()))
    return Returned(written.path, written.sha256, book is not None, count, noted)


def _numbered(
    rows: Mapping[str, Sequence[Sequence[Any]]],
    recorded: Mapping[tuple[str, int], str],
    headers: Mapping[str, int],
    language: Language,
) -> dict[str, Numbered]:
    by_sheet: dict[str, dict[int, str]] = {}
    for (sheet, row), number in recorded.items():
        by_sheet.setdefault(sheet, {})[row] = number
    return {
        name: numbered(rows[name], numbers, headers.get(name, 0), language)
        for name, numbers in by_sheet.items()
        if name in rows
    }


def _taken(job: _Job) -> Workbook | None:
    """The sender's workbook; None where openpyxl cannot take it, or sees another one than we read."""
    try:
        if not is_zipfile(job.source) or _is_too_much(job.source):
            return None
        with warnings.catch_warnings(), _Watched(job.source, job.progress) as file:
            warnings.simplefilter("ignore")  # about extensions that it does not keep
            book = load_workbook(file)
    except _CANNOT_TAKE:
        return None
    return book if all(_agrees(book, sheet, job) for sheet in job.sheets) else None


class _Watched(FileIO):
    """A file that tells how far it has been read."""

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path)
        self._progress = progress
        self._total = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, and tell how far it is."""
        self._progress.step(self.tell() // 2, self._total, _READING)
        return super().read(-1 if size is None else size)


_READING = message("Reading the file")


def _is_too_much(path: Path) -> bool:
    """Whether openpyxl would make more objects of it than we can wait for."""
    with ZipFile(path) as archive:
        parts = [item for item in archive.infolist() if item.filename.startswith("xl/")]
        if sum(item.file_size for item in parts) > _LARGEST:
            return True
        merged = sum(_merged(archive.read(item)) for item in parts if "sheet" in item.filename)
    return merged > _MOST_MERGED


def _merged(part: bytes) -> int:
    """How many cells the merged ranges of a part have, wherever in it they stand."""
    found = 0
    for left, top, right, bottom in _MERGE.findall(part.replace(b"\0", b"")):
        columns = abs(_column(right) - _column(left)) + 1
        found += columns * (abs(int(bottom) - int(top)) + 1)
    return found


def _column(letters: bytes) -> int:
    return int(column_index_from_string(letters.decode()))


def _agrees(book: Workbook, sheet: ReadSheet, job: _Job) -> bool:
    """Whether what we read in a cell is there: some workbooks are different ones to each reader."""
    places = job.cells.get(sheet.name, {})
    if sheet.name not in {found.title for found in book.worksheets}:
        return not places and sheet.name not in job.numbers
    found = book[sheet.name]
    return not any(
        _value(sheet.cells, place) not in (None, "") and _is_empty(found, place) for place in places
    )


def _is_empty(sheet: Worksheet, place: Place) -> bool:
    cell = sheet.cell(*place)
    return not isinstance(cell, MergedCell) and cell.value is None


def _value(cells: Sequence[Sequence[Any]], place: Place) -> Any:
    row = cells[place[0] - 1] if place[0] <= len(cells) else ()
    return row[place[1] - 1] if place[1] <= len(row) else None


def _write_kept(book: Workbook, job: _Job, out: Path, *, replace: bool) -> tuple[Written, int]:
    """The sender's own file with our colours, notes, numbers, and the list in front."""
    noted = 0
    for sheet in [item for item in book.worksheets if _is_list(item)]:
        book.remove(sheet)
    for sheet in book.worksheets:
        job.progress.step(6, 10, message("Marking the problems"))
        unmark_cells(sheet)
        cells = job.cells.get(sheet.title, {})
        noted += mark_cells(sheet, cells, job.language, notes=_MOST_NOTES - noted)
        if sheet.title in job.numbers:
            _write_numbers(sheet, job.numbers[sheet.title])
        sheet.sheet_view.tabSelected = False
    titles = {sheet.name: sheet.name for sheet in job.sheets}
    title = sheet_title(_LIST.text(job.language), book.sheetnames)
    listed = book.create_sheet(title, 0)
    book.active = 0
    book.template = False
    rows = problem_rows(
        listed, job.problems, _notes(job, kept=True), titles, job.language, Styles(listed)
    )
    job.progress.step(7, 10, message("Writing the workbook"))
    mark = CUT_MARK.text(job.language)
    return write_workbook(book, {title: rows}, out, cut_mark=mark, replace=replace), noted


_LIST = message("Problem list")


def _is_list(sheet: Worksheet) -> bool:
    return is_problem_list([[sheet.cell(1, 1).value]])


def _write_numbers(sheet: Worksheet, found: Numbered) -> None:
    for place, text in found.texts.items():
        cell = sheet.cell(*place)
        if isinstance(cell, MergedCell):
            continue
        cell.value = text
        cell.number_format = "@"
    dimension = sheet.column_dimensions[column_letter(found.column - 1)]
    dimension.hidden = False
    if found.heading is not None:
        dimension.width = _NUMBER_WIDTH
        row, column = found.heading
        left = sheet.cell(row, column - 1) if column > 1 else None
        if left is not None and not isinstance(left, MergedCell):
            cell = sheet.cell(row, column)
            for name in ("font", "fill", "border", "alignment", "protection"):
                setattr(cell, name, copy(getattr(left, name)))


_NUMBER_WIDTH = 20.0


def _write_fresh(job: _Job, out: Path, today: date, *, replace: bool) -> tuple[Written, int]:
    """A new workbook with the same values at the same places."""
    job.progress.step(6, 10, message("Marking the problems"))
    book = new_book(job.source.name, author="", made=today)
    listed = book.create_sheet(_LIST.text(job.language))
    styles = Styles(listed)
    titles, rows, noted = fresh_sheets(
        book, job.sheets, job.cells, job.numbers, job.language, styles, notes=_MOST_NOTES
    )
    notes = _notes(job, kept=False)
    rows[listed.title] = problem_rows(listed, job.problems, notes, titles, job.language, styles)
    job.progress.step(7, 10, message("Writing the workbook"))
    mark = CUT_MARK.text(job.language)
    return write_workbook(book, rows, out, cut_mark=mark, replace=replace), noted


def _notes(job: _Job, *, kept: bool) -> list[Message]:
    """What the sender must know besides."""
    found = [
        message("File: {name}", name=job.source.name),
        message(
            "Problem cells are coloured: red must be corrected, yellow must be checked, blue is a"
            " remark. Correct them on the sheets behind, and send this workbook back; this list is"
            " not read."
        ),
    ]
    if job.numbers:
        found.append(
            message(
                "Rows that are recorded already bear their application number; leave it, so that"
                " nothing is recorded twice."
            )
        )
    if not kept:
        found.append(
            message(
                "This workbook was made anew with the values of the file; its formats are not kept."
            )
        )
    elif job.source.suffix.lower() in {".xlsm", ".xltm"}:
        found.append(message("The macros of the file were left out."))
    if sum(map(len, job.cells.values())) > _MOST_NOTES:
        found.append(
            message(
                "Only the first {n} problem cells have a note; the list has all.", n=_MOST_NOTES
            )
        )
    return found
