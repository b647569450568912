# SPDX-License-Identifier: Apache-2.0
"""The measures of GB/T 9704—2012 (party and government documents), and the styles by them.

5.1 A4; 5.2.1 top 37 mm, binding edge 28 mm, type area 156 × 225 mm; 5.2.2 size 3 (16 pt) throughout; 5.2.3
22 lines a page, 28 characters a line; 7.2 head; 7.3 title in size 2 (22 pt), levels 一、 in 黑体, （一） in
楷体, 1. and （1） in 仿宋; 7.5 page number in size 4 (14 pt) 7 mm below the type area.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4

from models.language import Language
from reports.typesetting.styles import MM, Align, TextStyle

if TYPE_CHECKING:
    from reports.typesetting.office_fonts import Faces

LEFT, TOP = 28 * MM, 37 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
BOTTOM = A4[1] - TOP - HEIGHT
LINES, CHARACTERS = 22, 28
LINE = HEIGHT / LINES
"""From line to line."""
CHARACTER = WIDTH / CHARACTERS
"""From character to character."""
RED = HexColor("#d7000f")
SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0

HEAD_BELOW_TOP = 35 * MM
"""From the upper edge of the type area to the name of the office (7.2.4)."""
RULE_BELOW_NUMBER = 4 * MM
PAGE_NUMBER_BELOW = 7 * MM


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a letter in the fonts that this machine has."""

    title: TextStyle
    body: TextStyle
    first: TextStyle
    second: TextStyle
    name: TextStyle
    small: TextStyle

    @property
    def flush(self) -> TextStyle:
        """Of lines that begin at the edge: whom a letter is addressed to, the word annex."""
        return replace(self.body, indent=0, align=Align.LEFT)


def styles_of(faces: Faces, language: Language) -> Styles:
    """The styles in some fonts; the grid of characters is for Chinese."""
    chinese = language is Language.ZH
    body = TextStyle(
        faces.body,
        SIZE_3,
        LINE,
        Align.JUSTIFIED if chinese else Align.LEFT,
        black,
        indent=2 * CHARACTER / SIZE_3,
        tracking=CHARACTER - SIZE_3 if chinese else 0,
    )
    return Styles(
        title=TextStyle(
            faces.title, SIZE_2, LINE * 1.2, Align.CENTRE, black, weight=faces.title_weight(SIZE_2)
        ),
        body=body,
        first=replace(body, font=faces.first),
        second=replace(body, font=faces.second),
        name=TextStyle(faces.title, 36, 48, Align.CENTRE, RED, weight=faces.title_weight(36)),
        small=TextStyle(faces.body, SIZE_4, 24, Align.LEFT, black),
    )
