# SPDX-License-Identifier: Apache-2.0
"""How the sheets of a summary look: fonts, formats, widths, heights."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from models.programme.schema import FieldType
from reports.typesetting.fitting import broken_heading
from reports.workbooks.styles import DATE_FORMAT, FANG_SONG, HEI, TEXT_FORMAT, Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.summary.columns import Column

TITLE = Look(size=18, bold=True, align="center", border=False)
LINE_LEFT = Look(font=FANG_SONG, size=12, border=False)
LINE_RIGHT = replace(LINE_LEFT, align="right")
HEADER = Look(font=HEI, size=12, align="center", wrap=True, fill="F2F2F2")
FIELD_ID = Look(size=8, ink="808080", border=False)
HEADING_SCALE = 1.2
"""Headings are that much larger than the cells below."""
KEY = replace(FIELD_ID, align="fill")
"""Of a hidden key: filling keeps it in its cell, where a program would let it run over."""
BODY = Look(font=FANG_SONG, size=11)
GROUP = Look(font=HEI, size=11, fill="F2F2F2")
DATA = Look(size=10)
LINK = replace(BODY, ink="1F4E79", wrap=True)
HEADING = Look(font=HEI, size=12, border=False)
NOTE = Look(size=9, ink="595959", border=False, wrap=True, upright="top")

_CENTRED = frozenset({FieldType.CHOICE, FieldType.DATE, FieldType.MONTH, FieldType.PERSON,
                      FieldType.BOOLEAN, FieldType.PHONE, FieldType.CREDIT_CODE})  # fmt: skip
_AS_TEXT = frozenset({FieldType.CREDIT_CODE, FieldType.PHONE})

_WIDTHS = {
    FieldType.TEXT: 24, FieldType.LONG_TEXT: 36, FieldType.INTEGER: 10, FieldType.DECIMAL: 12,
    FieldType.MONEY: 14, FieldType.PERCENT: 10, FieldType.DATE: 13, FieldType.MONTH: 13,
    FieldType.SERIES: 30, FieldType.BOOLEAN: 9, FieldType.CHOICE: 14, FieldType.CHOICES: 20,
    FieldType.TERM: 16, FieldType.TERMS: 22, FieldType.CREDIT_CODE: 22, FieldType.REGION: 24,
    FieldType.PERSON: 11, FieldType.PHONE: 15, FieldType.EMAIL: 24, FieldType.ADDRESS: 30,
    FieldType.TABLE: 30,
}  # fmt: skip


def look_of(column: Column, base: Look, *, wrap: bool = False) -> Look:
    """The look of a column's cells."""
    align, indent = base.align, 0
    if column.hidden:
        return KEY
    if column.id == "index" or column.type in _CENTRED:
        align = "center"
    elif column.numeric:
        align, indent = "right", 1
    return replace(base, align=align, indent=indent, format=_format(column), wrap=wrap)


def wanted_width(column: Column) -> float:
    """How wide a column would like to be, in characters."""
    return float(column.width or _WIDTHS.get(column.type, 20))


def heading_text(text: str, width: float) -> str:
    """A heading with line ends between its words, so that no unit is torn."""
    return broken_heading(text, width - 1.0, lambda part: units(part) * HEADING_SCALE)


def units(text: str) -> float:
    """How wide a text is, in widths of a digit."""
    return sum(map(_UNITS.__getitem__, text))


class _Units(dict[str, float]):
    """The width of each character, looked up once."""

    def __missing__(self, char: str) -> float:
        width = 2.1 if unicodedata.east_asian_width(char) in "WFA" else 1.15
        self[char] = width
        return width


_UNITS = _Units()


def height_of(cells: Iterable[tuple[str, float]], *, least: float, line: float) -> float:
    """How high a row must be so that each text, wrapped to its width, is seen whole."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(409.0, max(least, lines * line + 8))


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(units(part) / max(1.0, width - 0.8))) for part in text.split("\n"))


def _format(column: Column) -> str:
    if column.type is FieldType.DATE:
        return DATE_FORMAT
    if column.type in _AS_TEXT:
        return TEXT_FORMAT
    return number_format(column.places) if column.numeric else "General"


def number_format(places: int | None) -> str:
    """The format of numbers with so many places; more of them show where more were typed."""
    if places is None:
        return "General"
    if places == 0:
        return "#,##0"
    return f"#,##0.{'0' * places}{'#' * max(0, 6 - places)}"
