# SPDX-License-Identifier: Apache-2.0
"""The first sheet: what is asked, by when, and how the workbook is filled in and sent back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openpyxl.worksheet.hyperlink import Hyperlink

from models.language import message
from models.programme.display import date_text
from models.programme.layout import APART
from reports.intake.looks import (
    CHAPTER,
    FACT,
    FIELD_ID,
    LINKED,
    NAME,
    OPTIONAL,
    PLAIN,
    REQUIRED,
    SUBTITLE,
    TITLE,
    height_of,
)
from reports.notices import notices_text
from reports.workbooks import Row, Style, set_up_page, sheet_reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Message, Translatable
    from reports.intake.frame import IntakeFrame
    from reports.workbooks import Look, Styles

_WIDTHS = (26.0, 76.0)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet of the workbook in the list of sheets: its title, and what stands in it."""

    title: str
    about: Translatable


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: one text over both columns, or a name and a text."""

    texts: tuple[str, ...]
    looks: tuple[Look, ...]
    least: float = 20.0
    link: str = ""


def instruction_rows(
    sheet: Worksheet, sheets: Sequence[SheetLine], frame: IntakeFrame, styles: Styles
) -> Iterator[Row]:
    """Set the sheet up, and give its rows."""
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet, language=frame.language, landscape=False)
    sheet.protection.sheet = True
    lines = tuple(_lines(sheets, frame))
    for number, line in enumerate(lines, start=2):
        if len(line.texts) == 1:
            sheet.merge_cells(f"A{number}:B{number}")
        if line.link:
            place = f"{sheet_reference(line.link)}A1"
            cell = sheet.cell(number, 1)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=line.link)
    return _rows(lines, styles)


def _rows(lines: Sequence[_Line], styles: Styles) -> Iterator[Row]:
    yield Row([APART, None], [styles(FIELD_ID)] * 2, hidden=True)
    for line in lines:
        looks: list[Style] = [styles(look) for look in line.looks]
        if len(line.texts) == 1:
            height = height_of([(line.texts[0], sum(_WIDTHS))], least=line.least, line=15)
            yield Row([line.texts[0], None], [looks[0]] * 2, height)
        else:
            texts = zip(line.texts, _WIDTHS, strict=True)
            yield Row(line.texts, looks, height_of(texts, least=line.least, line=15))


def _lines(sheets: Sequence[SheetLine], frame: IntakeFrame) -> Iterator[_Line]:
    yield _Line((frame.call.title,), (TITLE,), 40)
    yield _Line((frame.say(message("Workbook of applications")),), (SUBTITLE,), 24)
    for name, text in _facts(frame):
        yield _Line((frame.say(name), text), (NAME, FACT))
    yield _chapter(message("How to fill it in"), frame)
    for number, step in enumerate(_steps(), start=1):
        yield _Line((f"{number}. {frame.say(step)}",), (PLAIN,))
    yield _chapter(message("Colours of the headings"), frame)
    star = message("Required; its heading begins with a star (*).")
    yield _coloured(REQUIRED, message("Required"), star, frame)
    free = message("Fill it in where it applies; the note on the heading says when it is required.")
    yield _coloured(OPTIONAL, message("As it applies"), free, frame)
    yield _chapter(message("Sheets"), frame)
    for sheet in sheets:
        yield _Line((sheet.title, frame.say(sheet.about)), (LINKED, FACT), link=sheet.title)


def _chapter(text: Message, frame: IntakeFrame) -> _Line:
    return _Line((frame.say(text),), (CHAPTER,), 32)


def _coloured(fill: str, name: Message, text: Message, frame: IntakeFrame) -> _Line:
    return _Line((frame.say(name), frame.say(text)), (replace(NAME, fill=fill), FACT))


def _facts(frame: IntakeFrame) -> Iterator[tuple[Message, str]]:
    call, office, language = frame.call, frame.office, frame.language
    yield message("Programme"), frame.say(frame.programme.label)
    notice = notices_text(call, language)
    if notice:
        yield message("Notice"), notice
    if call.closes is not None:
        yield message("Closing date"), date_text(call.closes, language)
    yield message("Send it back to"), office.writes_as
    contact = call.contact or " ".join(part for part in (office.contact, office.phone) if part)
    if contact:
        yield message("Contact"), contact
    yield message("Made on"), date_text(frame.today, language)
    yield message("Version of the form"), f"{frame.programme.id} {frame.programme.version}"


def _steps() -> Iterator[Message]:
    yield message(
        "One row of the sheet “Application data” is one application. A single applicant fills in one row;"
        " a park or a county that collects many fills in as many rows as it needs."
    )
    yield message(
        "Number the applications 1, 2, 3 … in the column “Serial”. On the other sheets, each row says"
        " by that number to which application it belongs."
    )
    yield message(
        "Go through the columns from left to right. A cell with an arrow offers a list; some lists"
        " depend on the cell to the left of them. The note on each heading says what is meant."
    )
    yield message(
        "The row of examples shows how cells are filled in. It is not read; leave it as it is."
    )
    yield message(
        "Rows may be inserted, deleted, copied, sorted and filtered. To paste from elsewhere, choose"
        " “values only”, so that formats and checks of the cells stay."
    )
    yield message(
        "Codes and telephones are text and keep all their digits. Numbers are written without units,"
        " in the unit that the heading names; dates as 2026-03-15, months as 2026-03."
    )
    yield message(
        "What is not known yet stays empty. Do not write “none” or “/” where a number belongs."
    )
    yield message(
        "Headings are locked, without a password, so that they stay as they are. Do not change row 1"
        " and column A, which are hidden: by them the program knows what each column is."
    )
    yield message(
        "Save the workbook as .xlsx and send it back as a file. If you are asked for corrections, put"
        " them into the workbook that was returned to you: its application numbers make sure that"
        " nothing is recorded twice."
    )
