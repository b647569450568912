# SPDX-License-Identifier: Apache-2.0
"""The log of what went out, a line a file, for whoever answers for secrecy (N18): a workbook or CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.language import message, plural
from models.programme.recognising import CUT_MARK
from models.storage.files import written_out
from reports.summary.looks import height_of
from reports.workbooks import (
    Look,
    Row,
    Styles,
    column_letter,
    new_book,
    set_up_page,
    write_workbook,
)
from reports.workbooks.styles import HEI

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from models.language import Language, Message


@dataclass(frozen=True, slots=True)
class LogRow:
    """A file that went out.

    Attributes:
        id: The number of its issue in the ledger.
        place: Which file of the issue it is, from 1; `rebuild --file` takes it.
        at, said: When it was made, and when the recipient was said, in local time.
        about: The number of its application, or the call.
    """

    id: int
    place: int
    at: str
    what: str
    about: str
    code: str
    size: int
    sha256: str
    recipient: str
    note: str
    said: str
    operator: str
    account: str
    machine: str
    head: str


@dataclass(frozen=True, slots=True)
class LogFrame:
    """What the log says of itself: whose it is, of which day, and which part of the list it holds."""

    office: str
    day: date
    language: Language
    part: str = ""


_HEADS: tuple[tuple[str, Message, float], ...] = (
    ("id", message("No."), 6),
    ("place", message("File"), 5),
    ("at", message("Time"), 12),
    ("what", message("What"), 12),
    ("about", message("About"), 28),
    ("code", message("Version code"), 12),
    ("size", message("Bytes"), 12),
    ("recipient", message("Recipient"), 19),
    ("note", message("Note"), 15),
    ("said", message("Recipient said on"), 12),
    ("operator", message("Operator"), 10),
    ("account", message("System account"), 10),
    ("machine", message("Machine"), 11),
    ("head", message("History"), 13),
    ("sha256", message("SHA-256"), 36),
)
_HEADING = Look(font=HEI, bold=True, wrap=True, align="center", fill="F2F2F2")
_TITLE = Look(font=HEI, size=16, border=False)
_NOTE = Look(border=False, ink="595959")
_CELL = Look(size=10, wrap=True, upright="top")
_NUMBER = replace(_CELL, align="right", format="#,##0")
_LINE = 12.5
_TWO_LINES = 2 * _LINE
"""Of a time or a hash, in points."""
_NUMBERS = frozenset({"id", "place", "size"})


def write_issue_log(
    rows: Sequence[LogRow], path: Path, frame: LogFrame, *, replace_file: bool = False
) -> Path:
    """Write the log; the end of the name says whether it is a workbook or CSV.

    Raises:
        FileExistsAlreadyError: The file is there already.
        CannotWriteError: The system refuses.
    """
    if path.suffix.lower() == ".csv":
        with (
            written_out(path, replace=replace_file) as aside,
            aside.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            writer = csv.writer(file)
            writer.writerow(head.text(frame.language) for _, head, _ in _HEADS)
            writer.writerows([getattr(row, name) for name, _, _ in _HEADS] for row in rows)
        return path
    title = message("Log of what went out").text(frame.language)
    book = new_book(title, author=frame.office, made=frame.day)
    sheet = book.create_sheet(title)
    for place, (_, _, width) in enumerate(_HEADS):
        sheet.column_dimensions[column_letter(place)].width = width
    last = column_letter(len(_HEADS) - 1)
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = f"A3:{last}{len(rows) + 3}"
    set_up_page(sheet, language=frame.language, repeat="3:3", mark=frame.office)
    mark = CUT_MARK.text(frame.language)
    made = _rows(rows, title, frame, Styles(sheet))
    write_workbook(book, {title: made}, path, cut_mark=mark, replace=replace_file)
    return path


def _rows(rows: Sequence[LogRow], title: str, frame: LogFrame, styles: Styles) -> Iterator[Row]:
    yield Row([title], [styles(_TITLE)], 30)
    said = plural("{n} file", "{n} files", n=len(rows)).text(frame.language)
    about = " · ".join(filter(None, (frame.office, frame.day.isoformat(), frame.part, said)))
    yield Row([about], [styles(_NOTE)], 18)
    heading = styles(_HEADING)
    yield Row([head.text(frame.language) for _, head, _ in _HEADS], [heading] * len(_HEADS), 36)
    looks = [styles(_NUMBER if name in _NUMBERS else _CELL) for name, _, _ in _HEADS]
    widths = [width for _, _, width in _HEADS]
    for row in rows:
        values = [getattr(row, name) for name, _, _ in _HEADS]
        texts = [str(value) for value in values]
        height = height_of(zip(texts, widths, strict=True), least=_TWO_LINES, line=_LINE)
        yield Row(values, looks, height)
