# SPDX-License-Identifier: Apache-2.0
"""How texts look: a few sizes on one rhythm, ink, two greys and one red."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from reportlab.lib.colors import HexColor

from reports.typesetting.fonts import BOLD, SANS, SERIF

INK = HexColor("#1a1a1a")
QUIET = HexColor("#5f6368")
RULE = HexColor("#c9ccd1")
SHADE = HexColor("#f3f4f6")
ACCENT = HexColor("#9b1c1c")

MM = 72 / 25.4


class Align(Enum):
    """How lines stand in their room."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2
    JUSTIFIED = 3


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; measures in points.

    Attributes:
        indent: Of the first line, in widths of a Chinese character.
        inset: Room kept free on the left of every line.
        after: Space below the paragraph where another follows in the same block.
        tracking: Room after each character, less than none where they stand closer.
        weight: How much heavier than drawn the strokes of the font are, in points.
    """

    font: str = SERIF
    size: float = 10.5
    leading: float = 18
    align: Align = Align.LEFT
    colour: HexColor = INK
    indent: float = 0
    inset: float = 0
    after: float = 0
    tracking: float = 0
    weight: float = 0


BODY = TextStyle(align=Align.JUSTIFIED, indent=2)
PLAIN = TextStyle()
NOTE = TextStyle(SANS, 8.5, 13, colour=QUIET)

CHAPTER = TextStyle(BOLD, 14, 20)
SECTION = TextStyle(BOLD, 11, 16)
RUBRIC = TextStyle(BOLD, 9.5, 15)

LABEL = TextStyle(SANS, 9, 14, colour=QUIET)
VALUE = TextStyle(SERIF, 9.5, 14)
VALUE_BOLD = TextStyle(BOLD, 9, 14)

HEAD = TextStyle(BOLD, 8.5, 12.5)
HEAD_NUMBER = TextStyle(BOLD, 8.5, 12.5, Align.RIGHT)
CELL = TextStyle(SERIF, 9, 13)
CELL_CENTRE = TextStyle(SERIF, 9, 13, Align.CENTRE)
CELL_NUMBER = TextStyle(SERIF, 9, 13, Align.RIGHT)
CELL_NOTE = TextStyle(SANS, 7.5, 11, colour=QUIET)
CELL_BOLD = TextStyle(BOLD, 8.5, 13)
CELL_BOLD_NUMBER = TextStyle(BOLD, 8.5, 13, Align.RIGHT)


def smaller(style: TextStyle, less: float) -> TextStyle:
    """The same style for tables with many columns, by so many points."""
    return replace(style, size=style.size - less, leading=style.leading - less - 0.5)
