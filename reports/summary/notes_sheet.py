# SPDX-License-Identifier: Apache-2.0
"""The sheet that says what this workbook is, so that its numbers can be traced (XL-5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import date_text
from reports.notices import notices_text
from reports.summary.looks import BODY, HEADING, NOTE, TITLE, height_of
from reports.workbooks import Formula, Row, set_up_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Message
    from reports.summary.columns import Checksum
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame
    from reports.workbooks import Styles, Value

_WIDTHS = (30.0, 82.0)


@dataclass(frozen=True, slots=True)
class Counted:
    """The two formulas that count, and the checksum of the detail sheet, which is written before."""

    rows: Formula
    listed: Formula
    checksum: Checksum


def notes_rows(
    sheet: Worksheet, counted: Counted, frame: Frame, digest: Digest, styles: Styles
) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.merge_cells("A1:B1")
    below = 3 + sum(1 for _ in facts(counted, frame))
    for number in range(below + 1, below + 1 + sum(1 for _ in _notes(digest))):
        sheet.merge_cells(f"A{number}:B{number}")
    set_up_page(sheet, language=frame.language, mark=frame.mark(), landscape=False)
    return _rows(counted, frame, digest, styles)


def _rows(counted: Counted, frame: Frame, digest: Digest, styles: Styles) -> Iterator[Row]:
    title = frame.say(message("About this workbook"))
    yield Row([title, None], [styles(TITLE)] * 2, 36)
    label = styles(replace(BODY, bold=True, wrap=True, upright="top", fill="F2F2F2"))
    value = styles(replace(BODY, wrap=True, upright="top"))
    for name, content in facts(counted, frame):
        shown = content if isinstance(content, str) else ""
        texts = zip((frame.say(name), shown), _WIDTHS, strict=True)
        height = height_of(texts, least=22, line=15)
        yield Row([frame.say(name), content], [label, value], height)
    yield Row([], [], 10)
    yield Row([frame.say(message("How to read it"))], [styles(HEADING)], 24)
    for text in _notes(digest):
        shown = frame.say(text)
        height = height_of([(shown, sum(_WIDTHS))], least=18, line=14)
        yield Row([shown, None], [styles(NOTE)] * 2, height)


def facts(counted: Counted, frame: Frame) -> Iterator[tuple[Message, Value]]:
    """What is known about this summary, by name."""
    call, office, programme = frame.call, frame.office, frame.programme
    yield message("Call"), f"{call.title} ({call.id})"
    yield message("Notice"), notices_text(call, frame.language) or "—"
    yield message("Programme"), f"{frame.say(programme.label)} ({programme.id})"
    yield message("Version of the definition"), programme.version
    yield message("Basis"), frame.say(programme.basis)
    yield message("Office"), office.writes_as
    contact = " ".join(part for part in (office.contact, office.phone) if part)
    yield message("Contact"), call.contact or contact or "—"
    yield message("Made on"), date_text(frame.today, frame.language)
    yield message("Filter"), frame.filters or frame.say(message("none: the whole call"))
    yield message("Stages in the summary"), _stages(frame)
    yield message("Applications in the detail sheet"), counted.rows
    yield message("Applications in the summary"), counted.listed
    yield message("Head of the history"), f"{frame.head.sequence}:{frame.head.hash}"
    yield message("Checksum of the detail sheet (SHA-256)"), counted.checksum.text()


def _stages(frame: Frame) -> str:
    wanted = frame.programme.summary.stages or tuple(frame.programme.stages)
    comma = "、" if frame.language.value == "zh" else ", "
    return comma.join(frame.stage_label(stage) for stage in wanted)


def _notes(digest: Digest) -> Iterator[Message]:
    yield message("Amounts are in 10k CNY. Codes, telephones and numbers of applications are text.")
    yield message("Row 1 of the detail sheet is hidden and holds the id of each field.")
    yield message(
        "Long texts stand in the last columns of the detail sheet; they are read on the screen and"
        " not printed."
    )
    yield message("What is not asked of an application stays empty, even if it was once filled in.")
    yield message(
        "The checksum is taken over the visible columns from row 3 on: cells joined by U+001F, each"
        " row ended by a line feed, numbers without needless zeros, dates as 2026-03-01."
    )
    if digest.verified:
        yield message(
            "Where the office verified a value, claim and finding stand side by side, and the"
            " heading says which one counts in the summary and the cross tables."
        )
