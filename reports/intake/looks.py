# SPDX-License-Identifier: Apache-2.0
"""How the sheets of an intake workbook look: headings that say what is required, cells that are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.errors import Severity
from models.language import Language
from models.programme.schema import NUMERIC, FieldType, Filler
from reports.summary.looks import (
    FIELD_ID,
    HEADING_SCALE,
    heading_text,
    height_of,
    number_format,
    units,
)
from reports.workbooks.styles import DATE_FORMAT, FANG_SONG, HEI, TEXT_FORMAT, Look

if TYPE_CHECKING:
    from models.programme.layout import Column

__all__ = ["FIELD_ID", "heading_text", "height_of", "units"]

REQUIRED, OPTIONAL, OFFICE = "FCE4B6", "E7EDF5", "E2EFDA"
"""Fills of headings: required, optional, filled by the office."""

PROBLEM_FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTE: "DDEBF7"}
"""Fills of cells with problems."""

_LINE = "BFBFBF"

TITLE = Look(font=HEI, size=18, align="center", border=False)
SUBTITLE = Look(font=FANG_SONG, size=12, align="center", border=False, ink="595959")
CHAPTER = Look(font=HEI, size=12, border=False)
PLAIN = Look(size=11, border=False, wrap=True, upright="top")
NAME = Look(size=11, bold=True, wrap=True, fill="F2F2F2", line=_LINE)
FACT = Look(size=11, wrap=True, line=_LINE)
LINKED = replace(FACT, ink="0563C1")
SECTION = Look(font=HEI, size=12, ink="FFFFFF", fill="44546A", line="44546A")
HEADING = Look(font=HEI, size=11, align="center", wrap=True, line=_LINE)
EXAMPLE = Look(size=10, italic=True, ink="595959", fill="F7F7F7", wrap=True, line=_LINE)
LISTED = Look(size=10, wrap=True, upright="top", line=_LINE)
LISTED_HEADING = replace(HEADING, fill="E7EDF5")

FREE = Look(border=False, locked=False)
"""Of columns beside the table: unlocked, since a row with a locked cell cannot be deleted."""

_CELL = Look(size=11, locked=False, line=_LINE)
_CENTRED = frozenset({FieldType.CHOICE, FieldType.DATE, FieldType.MONTH, FieldType.PERSON,
                      FieldType.BOOLEAN, FieldType.PHONE, FieldType.CREDIT_CODE})  # fmt: skip
_MONTH_FORMAT = "yyyy\\-mm"

_WIDTHS = {
    FieldType.TEXT: 24, FieldType.LONG_TEXT: 42, FieldType.INTEGER: 10, FieldType.DECIMAL: 13,
    FieldType.MONEY: 14, FieldType.PERCENT: 10, FieldType.DATE: 13, FieldType.MONTH: 11,
    FieldType.BOOLEAN: 10, FieldType.CHOICE: 14, FieldType.CHOICES: 24, FieldType.TERM: 20,
    FieldType.TERMS: 28, FieldType.CREDIT_CODE: 23, FieldType.REGION: 22, FieldType.PERSON: 11,
    FieldType.PHONE: 16, FieldType.EMAIL: 26, FieldType.ADDRESS: 34, FieldType.SERIES: 20,
}  # fmt: skip
_SPECIAL_WIDTH = 17.0
_HEADING_LINES = 3
_BESIDE = 2.0


def heading_look(column: Column) -> Look:
    """The look of a heading: what must be filled is told by its colour, and by a star."""
    if column.field is not None and column.field.filled_by is not Filler.APPLICANT:
        return replace(HEADING, fill=OFFICE)
    return replace(HEADING, fill=REQUIRED if column.required else OPTIONAL)


def cell_look(column: Column) -> Look:
    """The look of the cells of a column, which also types them: codes and texts are text."""
    kind = column.type
    if column.field is None:
        return replace(_CELL, align="center", format="0" if kind in NUMERIC else TEXT_FORMAT)
    align = "center" if kind in _CENTRED else "right" if kind in NUMERIC else "left"
    upright = "top" if kind is FieldType.LONG_TEXT else "center"
    wrap = kind in _WRAPPED
    indent = 1 if align == "right" else 0
    return replace(
        _CELL, align=align, upright=upright, indent=indent, wrap=wrap, format=_format(column)
    )


def is_wrapped(column: Column) -> bool:
    """Whether a long text of the column goes on in a second line."""
    return column.field is not None and column.type in _WRAPPED


_WRAPPED = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.ADDRESS, FieldType.TERM,
                      FieldType.TERMS, FieldType.CHOICES, FieldType.REGION})  # fmt: skip


def _format(column: Column) -> str:
    field, kind = column.field, column.type
    if field is None or kind not in NUMERIC:
        return {FieldType.DATE: DATE_FORMAT, FieldType.MONTH: _MONTH_FORMAT}.get(kind, TEXT_FORMAT)
    pattern = number_format(field.places)
    return pattern if field.grouped else pattern.replace("#,##0", "0")


def column_width(column: Column, heading: str, language: Language) -> float:
    """How wide a column is, in characters: by its type, and so that its heading has a few lines."""
    wanted = float(_WIDTHS.get(column.type, _SPECIAL_WIDTH)) if column.field else _SPECIAL_WIDTH
    if column.id.startswith("@") and column.type in NUMERIC:
        wanted = 10.0
    longest = max(map(units, heading.split())) if language is Language.EN else 0.0
    least = HEADING_SCALE * max(longest, units(heading) / _HEADING_LINES) + _BESIDE
    return round(max(wanted, least), 1)


_COMMENT_WIDTH = 300
_COMMENT_LINE = 18
_COMMENT_CHARACTERS = 40.0
_TALLEST_COMMENT = 600


def comment_size(text: str) -> tuple[int, int]:
    """Width and height of a note in pixels, so that the whole of it is seen."""
    lines = sum(1 + int(units(line) // _COMMENT_CHARACTERS) for line in text.split("\n"))
    return _COMMENT_WIDTH, min(_TALLEST_COMMENT, 16 + _COMMENT_LINE * lines)
