# SPDX-License-Identifier: Apache-2.0
"""A sheet of data: the hidden ids, sections, headings with their notes, examples, and typed cells.

Nothing is written below the filled rows: a cell that nobody wrote takes the look of its column, so a
sheet is ready for a hundred thousand rows and small all the same. The filter stands at the examples,
the last row above the data, so that sorting moves no heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.comments import Comment

from models.programme.headings import heading
from models.programme.layout import NUMBER, ROLES, Role, column_mark
from reports.intake.examples import example
from reports.intake.looks import (
    EXAMPLE,
    FIELD_ID,
    FREE,
    SECTION,
    cell_look,
    column_width,
    comment_size,
    heading_look,
    heading_text,
    height_of,
    is_wrapped,
)
from reports.intake.remarks import remark
from reports.intake.validation import LAST_ROW, validation
from reports.workbooks import (
    Row,
    column_letter,
    dress,
    range_of,
    set_up_page,
    sheet_reference,
    spread_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from models.programme.layout import SheetLayout
    from reports.intake.frame import IntakeFrame
    from reports.intake.lists import Lists
    from reports.workbooks import Styles, Value

IDS_ROW, SECTION_ROW, HEADING_ROW, EXAMPLE_ROW = 1, 2, 3, 4
FIRST_ROW = 5
"""Of the data."""

_LAST_COLUMN = 16_384
_ROW_HEIGHT = 24.0
_TALLEST = 54.0
"""Three lines: a longer text is read in its cell, so that many rows are seen at once."""
_ROLES_WIDTH = 9.0
_HEADER = 100
"""Characters of the title above each page; Excel takes 255 with all marks."""
_AUTHOR = "Xiandao"


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A sheet of data that is being made.

    Attributes:
        headings: The heading of each column, and `widths` its width.
        numbered: The column of application numbers is seen: some are filled.
    """

    sheet: Worksheet
    layout: SheetLayout
    frame: IntakeFrame
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    numbered: bool


def data_sheet(
    sheet: Worksheet, layout: SheetLayout, frame: IntakeFrame, *, numbered: bool
) -> DataSheet:
    """A sheet with the headings of its columns."""
    headings = tuple(heading(column, frame.language) for column in layout.columns)
    widths = tuple(
        column_width(column, text, frame.language)
        for column, text in zip(layout.columns, headings, strict=True)
    )
    return DataSheet(sheet, layout, frame, headings, widths, numbered)


def set_up(made: DataSheet, lists: Lists, *, rows: int) -> None:
    """Everything of the sheet but its rows."""
    _columns(made)
    _validations(made, lists)
    _comments(made)
    sheet, columns = made.sheet, made.layout.columns
    last = column_letter(len(columns))
    titled = 1 + next((n for n, x in enumerate(columns, start=1) if x.id == "title"), 1)
    frozen = min(titled, _MOST_FROZEN)
    sheet.freeze_panes = f"{column_letter(frozen)}{FIRST_ROW}"
    sheet.auto_filter.ref = f"B{EXAMPLE_ROW}:{last}{max(FIRST_ROW, FIRST_ROW + rows - 1)}"
    set_up_page(sheet, language=made.frame.language, repeat=f"{SECTION_ROW}:{HEADING_ROW}")
    spread_columns(sheet, (0.0, *made.widths), repeated=frozen)
    sheet.oddHeader.center.text = made.frame.call.title[:_HEADER].replace("&", "&&")
    sheet.sheet_format.defaultRowHeight = _ROW_HEIGHT
    sheet.sheet_format.customHeight = True
    _protect(sheet)


_MOST_FROZEN = 4


def rows_of(made: DataSheet, styles: Styles, data: Iterable[Sequence[Value]]) -> Iterator[Row]:
    """The rows of the sheet; `data` are the cells of each, column by column."""
    columns, frame = made.layout.columns, made.frame
    table = made.layout.id
    ids = [column_mark(frame.programme, table, name) for name in (ROLES, *(x.id for x in columns))]
    yield Row(ids, [styles(FIELD_ID)] * len(ids), hidden=True)
    mark = styles(FIELD_ID)
    section = [styles(SECTION)] * len(columns)
    yield Row([Role.SECTION.value, *_sections(made)], [mark, *section], 24)
    headings = [
        heading_text(text, width) for text, width in zip(made.headings, made.widths, strict=True)
    ]
    looks = [styles(heading_look(column)) for column in columns]
    height = height_of(zip(headings, made.widths, strict=True), least=34, line=16)
    yield Row([Role.HEADING.value, *headings], [mark, *looks], height)
    examples = [example(column, frame) or None for column in columns]
    height = height_of(
        ((text or "", width) for text, width in zip(examples, made.widths, strict=True)),
        least=20,
        line=14,
    )
    yield Row([Role.EXAMPLE.value, *examples], [mark, *[styles(EXAMPLE)] * len(columns)], height)
    cells = [styles(cell_look(column)) for column in columns]
    wrapped = [place for place, column in enumerate(columns) if is_wrapped(column)]
    for values in data:
        texts = ((str(values[place] or ""), made.widths[place]) for place in wrapped)
        height = min(_TALLEST, height_of(texts, least=_ROW_HEIGHT, line=15))
        yield Row([None, *values], [mark, *cells], height)


def serials_formula(made: DataSheet) -> str:
    """The serial numbers of the applications, as far as they are filled, as a formula."""
    area = sheet_reference(made.sheet.title) + range_of(1, FIRST_ROW, LAST_ROW)
    first = sheet_reference(made.sheet.title) + f"$B${FIRST_ROW}"
    return f"OFFSET({first},0,0,IFERROR(MATCH(9E+99,{area},1),1),1)"


def _columns(made: DataSheet) -> None:
    sheet = made.sheet
    roles = sheet.column_dimensions["A"]
    roles.width, roles.hidden = _ROLES_WIDTH, True
    dress(roles, cell_look(made.layout.columns[0]))
    for place, (column, width) in enumerate(
        zip(made.layout.columns, made.widths, strict=True), start=1
    ):
        dimension = sheet.column_dimensions[column_letter(place)]
        dimension.width = width
        dimension.hidden = column.id == NUMBER and not made.numbered
        dress(dimension, cell_look(column))
    rest = sheet.column_dimensions[column_letter(len(made.widths) + 1)]
    rest.min, rest.max = len(made.widths) + 2, _LAST_COLUMN
    dress(rest, FREE)


def _validations(made: DataSheet, lists: Lists) -> None:
    places = {column.id: n for n, column in enumerate(made.layout.columns, start=1)}
    for column in made.layout.columns:
        letter = column_letter(places[column.id])
        above = f"${column_letter(places[column.after])}{FIRST_ROW}" if column.after else ""
        rule = validation(
            column,
            lists.source(column, above),
            f"{letter}{FIRST_ROW}",
            made.frame.language,
            linked=made.layout.table is not None,
        )
        if rule is not None:
            rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
            made.sheet.add_data_validation(rule)


def _comments(made: DataSheet) -> None:
    for place, column in enumerate(made.layout.columns, start=2):
        text = remark(column, made.frame.language)
        if text:
            comment = Comment(text, _AUTHOR)
            comment.width, comment.height = comment_size(text)
            made.sheet.cell(HEADING_ROW, place).comment = comment


def _sections(made: DataSheet) -> list[Value]:
    """The name of each section over its first column; no cells are merged, so columns can be moved."""
    found: list[Value] = []
    before: object = None
    for column in made.layout.columns:
        named = column.section or made.layout.label
        found.append(None if named is before else made.frame.say(named))
        before = named
    return found


def _protect(sheet: Worksheet) -> None:
    """Lock what is not for filling in, without a password; rows may be added, sorted, filtered."""
    protection = sheet.protection
    protection.sheet = True
    for name in _ALLOWED:
        setattr(protection, name, False)


_ALLOWED = (
    "formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter",
)  # fmt: skip
