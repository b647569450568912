# SPDX-License-Identifier: Apache-2.0
"""What is done aside for pointing: an empty form is read and a map suggested; a map is held against it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gui.preview.reading import cell_text
from models.filling.mapping import FillMap, Scope
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.intake.book import Book, Merge
    from forms.intake.book import Sheet as BookSheet
    from models.language import Message
    from models.progress import Progress
    from models.reader import Reader

WORDS = ""
"""The name of the sheet that lists the names in braces of a Word form."""
_DOCUMENTS = frozenset({".docx", ".docm"})
_ROWS, _COLUMNS = 400, 100
_MORE_ROWS, _MORE_COLUMNS = 8, 2
"""So much is shown beyond what holds anything: empty cells are what is pointed at."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of an empty form, or a table of a Word form, as much of it as a screen shows.

    Attributes:
        name: As the map calls it.
        title: As people call it.
        cells: Texts, row by row, all rows as long.
        rows: How many the form has; in a workbook empty ones are shown beyond.
        merges: First row, first column, last row, last column, from 1.
    """

    name: str
    title: str
    cells: tuple[tuple[str, ...], ...]
    rows: int
    merges: tuple[tuple[int, int, int, int], ...] = ()

    def text(self, row: int, column: int) -> str:
        """What stands in a cell of the empty form; rows and columns from 1."""
        return self.cells[row - 1][column - 1]

    def begins(self, row: int, column: int) -> tuple[int, int]:
        """The first of the merged cells in which a cell lies, or the cell itself."""
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def free_rows(self, row: int) -> int:
        """How many rows from one on are for records: they hold nothing, or numbers only."""
        count = 0
        for cells in islice(self.cells, row - 1, self.rows):
            if any(text and not text.isdigit() for text in cells):
                break
            count += 1
        return max(1, count)


@dataclass(frozen=True, slots=True)
class FormLook:
    """An empty form that was read.

    Attributes:
        map: What is suggested; empty where nothing was asked for.
        doubts: What a person should look at in it.
    """

    sheets: tuple[FormSheet, ...]
    map: FillMap
    doubts: tuple[str, ...] = ()


def look_at_form(
    _progress: Progress, *, folder: Path, template: Path, name: str, call: str, suggests: bool
) -> FormLook:
    """Read an empty form, and suggest what goes where.

    Args:
        folder: The workspace.
        name: The name of the file, which shows what it is.
        call: The id of the one whose fields may be named.

    Raises:
        UserError: The file cannot be read, or is none that can be filled.
    """
    from gui.outgoing.form_orders import programme_of
    from gui.outgoing.form_suggesting import suggest_map
    from models.workspace import Workspace
    from reports.filling import check_form

    check_form(template, FillMap(Scope.CALL), name=name)
    is_word = Path(name).suffix.lower() in _DOCUMENTS
    sheets = tuple(_of_document(template) if is_word else _of_workbook(template))
    if not suggests:
        return FormLook(sheets, FillMap(Scope.CALL))
    with Workspace.open(folder) as workspace:
        found = suggest_map(template, *programme_of(workspace.reader, call))
    blank = (
        message("{cell} “{heading}”: nothing is known to go there", cell=cell, heading=heading)
        for cell, heading in found.blank.items()
    )
    return FormLook(sheets, found.map, tuple(map(str, (*found.doubts, *blank))))


def fit_faults(
    _reader: Reader, *, template: Path, name: str, fill_map: FillMap
) -> tuple[Message, ...]:
    """Why a map does not fit an empty form, for a thread that words it; nothing where it does."""
    from reports.filling import check_form
    from reports.filling.faults import MapDoesNotFitError

    try:
        check_form(template, fill_map, name=name)
    except MapDoesNotFitError as error:
        return error.faults
    return ()


def _of_workbook(template: Path) -> Iterator[FormSheet]:
    from forms.intake.files.opening import open_book

    book: Book = open_book(template)
    for sheet in book.sheets:
        if not sheet.hidden:
            texts = _texts(sheet)
            used = max((n for n, row in enumerate(texts, start=1) if any(row)), default=0)
            merges = tuple(map(_merge, sheet.merges))
            yield FormSheet(sheet.name, sheet.name, _padded(texts), used, merges)


def _texts(sheet: BookSheet) -> list[list[str]]:
    """Texts of the cells; of merged cells the first one holds it."""
    covered = {
        (row, column)
        for merge in sheet.merges
        for row in range(merge.first_row, min(merge.last_row, _ROWS) + 1)
        for column in range(merge.first_column, min(merge.last_column, _COLUMNS) + 1)
        if (row, column) != (merge.first_row, merge.first_column)
    }
    return [
        [
            "" if value is None or (y, x) in covered else cell_text(value)
            for x, value in enumerate(row[:_COLUMNS], start=1)
        ]
        for y, row in enumerate(sheet.cells[:_ROWS], start=1)
    ]


def _of_document(template: Path) -> Iterator[FormSheet]:
    from reports.filling import word_names, word_tables

    names = word_names(template)
    if names:
        yield FormSheet(WORDS, str(message("Names in braces")), tuple((name,) for name in names),
                        len(names))  # fmt: skip
    for number, rows in enumerate(word_tables(template), start=1):
        title = str(message("Table {n}", n=number))
        width = max(map(len, rows), default=0)
        cells = tuple((*row, *[""] * (width - len(row))) for row in rows)
        yield FormSheet(str(number), title, cells, len(cells))


def _merge(merge: Merge) -> tuple[int, int, int, int]:
    return merge.first_row, merge.first_column, merge.last_row, merge.last_column


def _padded(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """All rows as long, with empty cells beyond."""
    width = min(_COLUMNS, max(map(len, rows), default=0) + _MORE_COLUMNS)
    more = min(_ROWS - len(rows), _MORE_ROWS)
    return tuple((*row, *[""] * (width - len(row))) for row in [*rows, *[[] for _ in range(more)]])
