# SPDX-License-Identifier: Apache-2.0
"""The list of problems in front of an error workbook: where, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.hyperlink import Hyperlink

from models.errors import Severity
from models.language import Label, message, plural
from models.programme.layout import PROBLEM_LIST
from reports.intake.faults import ORDER
from reports.intake.looks import (
    CHAPTER,
    FIELD_ID,
    LISTED,
    LISTED_HEADING,
    PLAIN,
    PROBLEM_FILLS,
    height_of,
)
from reports.workbooks import Row, column_letter, set_up_page, sheet_reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language, Message, Translatable
    from reports.intake.faults import FoundProblem
    from reports.workbooks import Styles

_WIDTHS = (7.0, 9.0, 18.0, 14.0, 24.0, 28.0, 52.0, 46.0)
_HEADINGS = (
    message("No."),
    message("Severity"),
    message("Sheet"),
    message("Cell"),
    message("Field"),
    message("What the cell holds"),
    message("What is wrong"),
    message("What to do"),
)
_WORDS: Mapping[Severity, Message] = {
    Severity.ERROR: message("Error"),
    Severity.WARNING: message("Warning"),
    Severity.NOTE: message("Remark"),
}
_CELL_COLUMN = 4
_LONGEST_VALUE = 300
_MOST_LINKS = 20_000
"""Excel opens no sheet with more than 65 530 of them, and each takes memory."""


def severity_name(severity: Severity, language: Language) -> str:
    """What a severity is called."""
    return _WORDS[severity].text(language)


def problem_rows(
    sheet: Worksheet,
    problems: Sequence[FoundProblem],
    notes: Sequence[Message],
    titles: Mapping[str, str],
    language: Language,
    styles: Styles,
) -> Iterator[Row]:
    """Set the sheet up, and give its rows.

    Args:
        sheet: Empty.
        problems: In any order.
        notes: What the reader must know besides, a line each.
        titles: The titles of sheets by the names that the problems give them.
        language: Of everything.
        styles: Of the workbook.
    """
    ordered = sorted(problems, key=_in_order(titles))
    for place, width in enumerate(_WIDTHS):
        sheet.column_dimensions[column_letter(place)].width = width
    first = len(notes) + 4
    last = column_letter(len(_WIDTHS) - 1)
    sheet.freeze_panes = f"A{first}"
    sheet.auto_filter.ref = f"A{first - 1}:{last}{max(first, first + len(ordered) - 1)}"
    set_up_page(sheet, language=language, repeat=f"{first - 1}:{first - 1}")
    for row, problem in enumerate(ordered[:_MOST_LINKS], start=first):
        if problem.row and problem.sheet in titles:
            target = f"{sheet_reference(titles[problem.sheet])}{_address(problem)}"
            cell = sheet.cell(row, _CELL_COLUMN)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
    return _rows(ordered, notes, titles, language, styles)


def _in_order(titles: Mapping[str, str]) -> Any:
    places = {name: place for place, name in enumerate(titles)}

    def key(problem: FoundProblem) -> tuple[int, int, int, int]:
        sheet = places.get(problem.sheet, len(places))
        return sheet, problem.row, problem.column, ORDER.index(problem.severity)

    return key


def _rows(
    ordered: Sequence[FoundProblem],
    notes: Sequence[Message],
    titles: Mapping[str, str],
    language: Language,
    styles: Styles,
) -> Iterator[Row]:
    width = len(_WIDTHS)
    yield Row([PROBLEM_LIST], [styles(FIELD_ID)], hidden=True)
    title = plural("{n} problem was found", "{n} problems were found", n=len(ordered))
    yield Row([title.text(language)], [styles(CHAPTER)], 30)
    note = styles(replace(PLAIN, wrap=False))
    for text in notes:
        yield Row([text.text(language)], [note], 18)
    headings = [text.text(language) for text in _HEADINGS]
    yield Row(headings, [styles(LISTED_HEADING)] * width, 24)
    plain, linked = styles(LISTED), styles(replace(LISTED, ink="0563C1"))
    shades = {
        severity: styles(replace(LISTED, fill=fill, align="center"))
        for severity, fill in PROBLEM_FILLS.items()
    }
    for number, problem in enumerate(ordered, start=1):
        place = (problem.place or _called(problem)).text(language)
        values = (
            number,
            severity_name(problem.severity, language),
            titles.get(problem.sheet, problem.sheet),
            place,
            problem.field.text(language),
            problem.value[:_LONGEST_VALUE],
            problem.text.text(language),
            problem.fix.text(language),
        )
        looks = [plain, shades[problem.severity], plain, linked, *[plain] * 4]
        texts = zip(map(str, values), _WIDTHS, strict=True)
        yield Row(values, looks, height_of(texts, least=18, line=13))


def _called(problem: FoundProblem) -> Translatable:
    if problem.row and not problem.column:
        return message("row {n}", n=problem.row)
    return Label(_address(problem), _address(problem))


def _address(problem: FoundProblem) -> str:
    """The address of a cell, of a row as a whole (`7:7`), empty for a sheet."""
    if not problem.row:
        return ""
    if not problem.column:
        return f"{problem.row}:{problem.row}"
    return f"{column_letter(problem.column - 1)}{problem.row}"
