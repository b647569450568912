# SPDX-License-Identifier: Apache-2.0
"""The summary as a workbook: front, lists, detail, tables, cross tables, charts, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language import message
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError
from reports.summary.blocks import blocks
from reports.summary.columns import Checksum, detail_columns
from reports.summary.cross_sheet import column_range, cross_rows, ranges_of
from reports.summary.detail_sheet import FIRST_ROW, detail_rows
from reports.summary.differences_sheet import difference_rows
from reports.summary.digest import gather
from reports.summary.frame import Frame, SummaryResult
from reports.summary.front_sheet import SheetNote, front_rows
from reports.summary.listing import comparison, publicity_list, summary_list
from reports.summary.notes_sheet import Counted, notes_rows
from reports.summary.overview_sheet import overview_rows
from reports.summary.rows_sheet import rows_of_table, table_columns
from reports.summary.spool import Spool
from reports.summary.table_sheet import HEADER_ROW, listed_formula, table_rows
from reports.workbooks import (
    Formula,
    Styles,
    check_rows,
    new_book,
    sheet_reference,
    sheet_title,
    write_workbook,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Translatable
    from models.progress import Progress
    from reports.summary.digest import Digest
    from reports.summary.frame import SummaryRow
    from reports.summary.listing import PrintedList
    from reports.workbooks import Row, Value

_FOOT_ROWS = 3


def write_summary_workbook(
    rows: Iterable[SummaryRow],
    path: Path,
    frame: Frame,
    *,
    count: int,
    replace: bool = False,
    progress: Progress | None = None,
) -> SummaryResult:
    """Write the summary of a call as a workbook.

    Args:
        rows: The applications in the order that the summary shall have; read once.
        path: Where to.
        frame: What it is the summary of, and in which language.
        count: How many applications there are.
        replace: Whether a file that is there may be replaced.
        progress: Is told every 200 applications, twice.

    Raises:
        FileExistsAlreadyError: The file is there already.
        UnknownNameError: A cross table or the grouping names what the programme does not have.
        TooManyRowsError: No sheet can hold so many.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it; nothing is left behind.
    """
    told = progress or NoProgress()
    check_rows(frame.say(message("Detail")), count + max(FIRST_ROW, HEADER_ROW) + _FOOT_ROWS)
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    with Spool(frame.programme.tables) as spool:
        digest = gather(rows, spool, frame, count=count, progress=told)
        book = new_book(
            frame.filled(frame.programme.summary.title),
            author=frame.office.writes_as,
            made=frame.today,
        )
        written = write_workbook(
            book,
            _Sheets(book, frame, digest, told).rows(),
            path,
            cut_mark=frame.say(message("… [cut: a cell holds no more]")),
            replace=replace,
        )
    return SummaryResult(
        path, digest.rows, digest.listed, written.sha256, cuts=written.cuts, filters=frame.filters
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A sheet, and what the contents say of it."""

    sheet: Worksheet
    note: SheetNote
    rows: Iterable[Row]


class _Sheets:
    """Sets up all sheets of one workbook."""

    def __init__(self, book: Workbook, frame: Frame, digest: Digest, progress: Progress) -> None:
        self._book = book
        self._frame = frame
        self._digest = digest
        self._progress = progress
        self._front = self._new(message("Front"))
        self._styles = Styles(self._front)
        self._columns = detail_columns(frame, digest)
        self._checksum = Checksum()

    def rows(self) -> dict[str, Iterable[Row]]:
        """The rows of every sheet by its title, in the order of the sheets."""
        frame, digest, styles = self._frame, self._digest, self._styles
        listing, table = (
            summary_list(frame, digest, detailed=True),
            self._new(message("Recommendation summary")),
        )
        counted = listed_formula(table.title, listing)
        made = [self._list(table, listing, counted, message("The list that is sealed and sent"))]
        public = publicity_list(frame, digest)
        if public is not None:
            made.append(self._public(public))
        detail = self._new(message("Detail"))
        ranges = ranges_of(detail.title, self._columns, digest)
        whole = Formula(f"COUNTA({ranges.number})", digest.rows)
        about = message("All applications with all answers; every number is counted from here")
        found = detail_rows(
            detail, self._columns, frame, digest, styles, self._checksum, self._progress
        )
        made.append(_Made(detail, SheetNote(detail.title, about, whole), found))
        made += (self._table(name) for name in frame.programme.tables)
        cross = self._new(message("Cross tables"))
        tables = tuple(blocks(digest.cross, ranges, frame))
        about = message("Numbers, amounts and means by two or three dimensions")
        crossed = cross_rows(cross, tables, frame, styles)
        made.append(_Made(cross, SheetNote(cross.title, about), crossed))
        charts = self._new(message("Charts and quotas"))
        places = {
            state.quota.id: column_range(detail.title, f"quota/{state.quota.id}", self._columns, digest)
            for state in frame.quotas
        }  # fmt: skip
        drawn = overview_rows(charts, ranges, places, frame, digest, styles)
        about = message(
            "Applications by direction, stage and more; quotas and what is taken of them"
        )
        made.append(_Made(charts, SheetNote(charts.title, about), drawn))
        if frame.before is not None and digest.compared is not None:
            said = frame.say(comparison(frame, digest, frame.before, digest.compared))
            made.append(self._differences(said))
        notes = self._new(message("Explanations"))
        known = Counted(whole, counted, self._checksum)
        explained = notes_rows(notes, known, frame, digest, styles)
        about = message("What this workbook is, and how its numbers can be checked")
        made.append(_Made(notes, SheetNote(notes.title, about), explained))
        contents = [item.note for item in made]
        front = front_rows(self._front, counted, contents, ranges, frame, digest, styles)
        return {self._front.title: front, **{item.sheet.title: item.rows for item in made}}

    def _differences(self, said: str) -> _Made:
        sheet, lines = (
            self._new(message("Differences from the last report")),
            self._digest.spool.differences,
        )
        check_rows(sheet.title, len(lines) + HEADER_ROW)
        rows = difference_rows(sheet, lines, said, self._frame, self._styles)
        about = message("What is different from the last report, value by value, with the reason")
        return _Made(sheet, SheetNote(sheet.title, about, len(lines)), rows)

    def _public(self, public: PrintedList) -> _Made:
        sheet = self._new(message("List for publicity"))
        about = message("Only what everybody may read, of those who are made public")
        return self._list(sheet, public, listed_formula(sheet.title, public), about)

    def _list(
        self, sheet: Worksheet, listing: PrintedList, counted: Value, about: Translatable
    ) -> _Made:
        rows = table_rows(sheet, listing, self._styles)
        return _Made(sheet, SheetNote(sheet.title, about, counted), rows)

    def _table(self, name: str) -> _Made:
        table, lines = self._frame.programme.tables[name], self._digest.spool.tables[name]
        sheet = self._new(table.label)
        check_rows(sheet.title, len(lines) + FIRST_ROW)
        columns = table_columns(table, self._frame)
        rows = rows_of_table(sheet, columns, lines, self._frame, self._styles, self._progress)
        last = FIRST_ROW + len(lines) - 1
        area = f"{sheet_reference(sheet.title)}$A${FIRST_ROW}:$A${last}"
        counted = Formula(f"ROWS({area})", len(lines)) if len(lines) else Formula("0", 0)
        about = message("The rows of all applications, each led by the application's number")
        return _Made(sheet, SheetNote(sheet.title, about, counted), rows)

    def _new(self, name: Translatable) -> Worksheet:
        title = sheet_title(self._frame.say(name), self._book.sheetnames)
        return self._book.create_sheet(title)
