# SPDX-License-Identifier: Apache-2.0
"""The summary as a workbook: summary, detail, cross tables, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError
from reports.summary.blocks import blocks
from reports.summary.columns import checksum, detail_columns, summary_columns
from reports.summary.cross_sheet import cross_rows, ranges_of
from reports.summary.detail_sheet import FIRST_ROW, detail_rows
from reports.summary.digest import gather
from reports.summary.frame import Frame, SummaryResult
from reports.summary.notes_sheet import Counted, notes_rows
from reports.summary.spool import Spool
from reports.summary.table_sheet import HEADER_ROW, table_rows
from reports.workbooks import Formula, Styles, check_rows, new_book, sheet_reference, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl import Workbook

    from models.progress import Progress
    from reports.summary.digest import Digest
    from reports.summary.frame import SummaryRow
    from reports.workbooks import Row

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
        TooManyRowsError: No sheet can hold so many.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it; nothing is left behind.
    """
    told = progress or NoProgress()
    check_rows(frame.say(message("Detail")), count + max(FIRST_ROW, HEADER_ROW) + _FOOT_ROWS)
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    with Spool() as spool:
        digest = gather(rows, spool, frame, count=count, progress=told)
        book = new_book(
            frame.filled(frame.programme.summary.title), author=frame.office.name, made=frame.today
        )
        written = write_workbook(
            book,
            _sheets(book, frame, digest, told),
            path,
            cut_mark=frame.say(message("… [cut: a cell holds no more]")),
            replace=replace,
        )
    return SummaryResult(
        path, digest.rows, digest.listed, written.sha256, cuts=written.cuts, filters=frame.filters
    )


def _sheets(
    book: Workbook, frame: Frame, digest: Digest, progress: Progress
) -> dict[str, Iterable[Row]]:
    """Set up all sheets; their rows by title."""
    names = (
        message("Recommendation summary"),
        message("Detail"),
        message("Cross tables"),
        message("Explanations"),
    )
    table, detail, cross, notes = (book.create_sheet(frame.say(name)) for name in names)
    styles = Styles(table)
    shown, all_columns = summary_columns(frame, digest), detail_columns(frame, digest)
    ranges = ranges_of(detail.title, all_columns, digest)
    found = tuple(blocks(digest.cross, ranges, frame))
    counted = Counted(
        Formula(f"COUNTA({ranges.number})", digest.rows),
        _listed(table.title, digest),
        checksum(all_columns, digest),
    )
    return {
        table.title: table_rows(table, shown, frame, digest, styles),
        detail.title: detail_rows(detail, all_columns, frame, digest, styles, progress),
        cross.title: cross_rows(cross, found, frame, styles),
        notes.title: notes_rows(notes, counted, frame, digest, styles),
    }


def _listed(title: str, digest: Digest) -> Formula:
    """How many rows the summary has, counted over the sheet itself."""
    if not digest.listed:
        return Formula("0", 0)
    area = f"$A${HEADER_ROW + 1}:$A${HEADER_ROW + digest.listed}"
    return Formula(f"ROWS({sheet_reference(title)}{area})", digest.listed)
