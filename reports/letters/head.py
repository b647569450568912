# SPDX-License-Identifier: Apache-2.0
"""What stands over the text: emblem, the red name of the office, document number, red rule, title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from reports.letters.layout import HEAD_BELOW_TOP, LINE, RED, RULE_BELOW_NUMBER, WIDTH
from reports.typesetting.emblem import Emblem
from reports.typesetting.fitting import broken_heading
from reports.typesetting.styles import Align

if TYPE_CHECKING:
    from reports.letters.layout import Styles
    from reports.letters.letter import Letter
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter
    from reports.typesetting.styles import TextStyle

_RULE = 1.2
_LEAST = 22.0


class Head(Flowable):  # type: ignore[misc] # reportlab has no types
    """The head of the first page, down to the title and whom the letter is addressed to."""

    def __init__(self, letter: Letter, styles: Styles, setter: Setter) -> None:
        super().__init__()
        name = letter.office.heads
        style = styles.name
        while setter.width_of(name, style) > WIDTH and style.size > _LEAST:
            less = style.size - 1
            style = replace(
                style, size=less, leading=less * 4 / 3, weight=style.weight * less / style.size
            )
        centred = replace(styles.body, align=Align.CENTRE, indent=0)
        self._emblem = Emblem(letter.office)
        self._name = setter.block(name, style).clipped(WIDTH, 2)
        self._number = setter.block(letter.number, centred) if letter.number else None
        self._title = balanced_title(letter.title, styles.title, setter)

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Down to the line below the title."""
        title = self._title.wrap(width)[1]
        return width, self._above_title() + title + LINE

    def draw(self) -> None:
        """Draw from the top down."""
        canvas, (_, height) = self.canv, self.wrap(WIDTH)
        y = height - max(HEAD_BELOW_TOP - self._emblem.height, 0)
        self._emblem.draw(canvas, WIDTH / 2, y - self._emblem.height)
        y = self._down(self._name, y - self._emblem.height)
        y -= 2 * LINE if self._number else LINE
        if self._number:
            y = self._down(self._number, y)
        y -= RULE_BELOW_NUMBER
        canvas.saveState()
        canvas.setStrokeColor(RED)
        canvas.setLineWidth(_RULE)
        canvas.line(0, y, WIDTH, y)
        canvas.restoreState()
        self._down(self._title, y - 2 * LINE)

    def _above_title(self) -> float:
        head = max(HEAD_BELOW_TOP, self._emblem.height) + self._name.wrap(WIDTH)[1]
        return head + (3 * LINE if self._number else LINE) + RULE_BELOW_NUMBER + 2 * LINE

    def _down(self, block: Any, top: float) -> float:
        height = block.wrap(WIDTH)[1]
        block.drawOn(self.canv, 0, top - height)
        return float(top - height)


def balanced_title(title: str, style: TextStyle, setter: Setter) -> Prose:
    """A title whose lines end between words and are of about the same length (7.3.1)."""
    lines = _lines(title, style, setter, setter.width)
    room = setter.width
    while room > setter.width / 2 and len(_lines(title, style, setter, room - style.size)) == len(
        lines
    ):
        room -= style.size
    return setter.block("\n".join(_lines(title, style, setter, room)), style)


def _lines(title: str, style: TextStyle, setter: Setter, room: float) -> list[str]:
    if setter.width_of(title, style) <= room:
        return [title]
    return broken_heading(title, room, lambda part: setter.width_of(part, style)).split("\n")
