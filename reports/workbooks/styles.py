# SPDX-License-Identifier: Apache-2.0
"""How cells look, and the numbers under which openpyxl's style sheet knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

if TYPE_CHECKING:
    from openpyxl.styles.styleable import StyleableObject
    from openpyxl.worksheet.worksheet import Worksheet

SONG, HEI, FANG_SONG = "宋体", "黑体", "仿宋"
"""The fonts that offices expect; a reader without them takes its own."""

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy\\-mm\\-dd"


class Style(NamedTuple):
    """The number of a style, and of the same one for texts that look like input (quotePrefix)."""

    plain: int
    quoted: int


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks.

    Attributes:
        size: In points.
        ink, fill: Colours as six hex digits; empty for the ordinary ones.
        line: Of the border.
        format: The number format.
        locked: Cannot be changed where the sheet is protected.
    """

    font: str = SONG
    size: float = 11
    bold: bool = False
    italic: bool = False
    ink: str = ""
    fill: str = ""
    align: str = "left"
    upright: str = "center"
    indent: int = 0
    wrap: bool = False
    border: bool = True
    line: str = "808080"
    format: str = "General"
    locked: bool = True


class Styles:
    """The styles of one workbook: each look becomes a style once."""

    def __init__(self, sheet: Worksheet) -> None:
        """Take any sheet of the workbook; it gets no cells."""
        self._sheet = sheet
        self._known: dict[Look, Style] = {}

    def __call__(self, look: Look) -> Style:
        """The style of a look."""
        found = self._known.get(look)
        if found is None:
            found = Style(self._style(look, quoted=False), self._style(look, quoted=True))
            self._known[look] = found
        return found

    def _style(self, look: Look, *, quoted: bool) -> int:
        cell = Cell(self._sheet, row=1, column=1)
        dress(cell, look)
        cell.quotePrefix = quoted
        return int(cell.style_id)


def dress(target: StyleableObject, look: Look) -> None:
    """Give a look to a cell of openpyxl, or to a column for its cells that nobody writes."""
    target.font = Font(
        name=look.font,
        size=look.size,
        bold=look.bold,
        italic=look.italic or None,
        color=look.ink or None,
        family=3,
    )
    target.alignment = Alignment(
        horizontal=look.align,
        vertical=look.upright,
        wrap_text=look.wrap or None,
        indent=look.indent,
    )
    target.number_format = look.format
    if look.fill:
        target.fill = PatternFill("solid", fgColor=look.fill)
    if look.border:
        side = Side(style="thin", color=look.line)
        target.border = Border(left=side, right=side, top=side, bottom=side)
    if not look.locked:
        target.protection = Protection(locked=False)
