# SPDX-License-Identifier: Apache-2.0
"""A block of paragraphs: each line is broken once, and the block splits between any two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from reports.typesetting.lines import break_lines
from reports.typesetting.paragraphs import measured
from reports.typesetting.pen import Pen
from reports.typesetting.styles import Align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.typesetting.paragraphs import Paragraph

_BEHIND_POINT = re.compile(r"(?<=\d)(?:\.\d+)?\D*$")
_WORD = re.compile("[^\\s\u2e80-\uffff]+")
_BEGINNING = 400
_MOST_STRETCH = 0.12  # of the size, between two characters of a justified line


@dataclass(frozen=True, slots=True)
class _Line:
    paragraph: Paragraph
    start: int
    end: int
    room: float

    @property
    def first(self) -> bool:
        return self.start == 0

    @property
    def last(self) -> bool:
        return self.end == len(self.paragraph.text)

    @property
    def height(self) -> float:
        return self.paragraph.style.leading


class Prose(Flowable):  # type: ignore[misc] # reportlab has no types
    """Paragraphs below each other; splits between lines, never leaving one line alone."""

    def __init__(
        self,
        items: Sequence[Paragraph],
        *,
        before: float = 0,
        after: float = 0,
        right: float = 0,
    ) -> None:
        super().__init__()
        self.spaceBefore = before
        self.spaceAfter = after
        self._items = items
        self._right = right
        self._lines: list[_Line] | None = None
        self._wrapped = -1.0
        self._height = 0.0

    @property
    def natural_width(self) -> float:
        """How wide its longest paragraph would be in one line."""
        return max((item.sums[-1] for item in self._items), default=0.0) + self._right

    @property
    def behind_point(self) -> float | None:
        """How wide the decimal point and what follows it are; None where there is no number."""
        text = self._items[0].text if len(self._items) == 1 else ""
        found = _BEHIND_POINT.search(text)
        return self._items[0].width(found.start(), len(text)) if found else None

    def kept_from_right(self, room: float) -> Prose:
        """The same with room kept free on its right."""
        return Prose(self._items, before=self.spaceBefore, after=self.spaceAfter, right=room)

    @property
    def longest_word(self) -> float:
        """How wide its longest Western word is; only its beginning is looked at."""
        return max(
            (
                item.width(word.start(), word.end())
                for item in self._items
                for word in _WORD.finditer(item.text, 0, _BEGINNING)
            ),
            default=0.0,
        )

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Break the lines for a width and say how high they are."""
        if self._lines is None or abs(self._wrapped - width) > _SAME:
            room = width - self._right
            self._lines = [line for item in self._items for line in _broken(item, room)]
            self._wrapped = width
            self._height = sum(map(_advance, self._lines))
        return width, self._height

    def split(self, width: float, height: float) -> list[Any]:
        """The lines that fit, and the others; nothing where too few would fit."""
        self.wrap(width)
        lines = self._lines or []
        fit, used = 0, 0.0
        while fit < len(lines) and used + lines[fit].height <= height + _SAME:
            used += _advance(lines[fit])
            fit += 1
        if fit == len(lines):
            return [self]
        fit = _good_break(lines, fit)
        if not fit:
            return []
        return [
            self._part(lines[:fit], self.spaceBefore, 0),
            self._part(lines[fit:], 0, self.spaceAfter),
        ]

    def clipped(self, width: float, most: int) -> Prose:
        """At most so many lines of it; the last ends with … where more follow."""
        self.wrap(width)
        lines = self._lines or []
        if len(lines) <= most:
            return self
        cut = lines[most - 1]
        end = cut.end
        source = cut.paragraph
        dots = measured([(source.style.font, "…")], source.style)
        while end > cut.start and source.width(cut.start, end) > cut.room - dots.sums[1]:
            end -= 1
        kept = [*source.parts(cut.start, end), (source.style.font, "…")]
        last = measured(kept, source.style)
        line = _Line(last, 0, len(last.text), cut.room)
        return self._part([*lines[: most - 1], line], self.spaceBefore, self.spaceAfter)

    def draw(self) -> None:
        """Draw the lines where the page puts them."""
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the lines above a point, without moving the origin there."""
        if not self._lines:
            return
        pen = Pen(canvas)
        y += self._height
        for line in self._lines:
            style = line.paragraph.style
            pen.move(x + _offset(line), y - style.leading / 2 - style.size * _BASELINE)
            pen.look(style.colour, style.weight, _stretch(line) + style.tracking)
            pen.write(line.paragraph.parts(line.start, _visible_end(line)), style.size)
            y -= _advance(line)
        pen.done()

    def _part(self, lines: list[_Line], before: float, after: float) -> Prose:
        part = Prose(self._items, before=before, after=after, right=self._right)
        part._lines = lines
        part._wrapped = self._wrapped
        part._height = sum(map(_advance, lines))
        return part


_SAME = 0.01
_TOGETHER = 2
_BASELINE = 0.36  # half the height of a Chinese character above its baseline, of the size


def _good_break(lines: Sequence[_Line], fit: int) -> int:
    """Where a page ends so that no line of a longer paragraph stands alone; 0 for nowhere.

    A paragraph of one line may stand anywhere, but not above a block that has moved on.
    """
    for place in range(fit, 0, -1):
        above, below = lines[place - 1], lines[place]
        orphan = above.first and not above.last
        widow = below.last and not below.first
        if not (orphan or widow) or (place >= _TOGETHER and place + _TOGETHER < fit):
            return place if place >= min(_TOGETHER, len(lines)) else 0
    return 0


def _advance(line: _Line) -> float:
    return line.height + (line.paragraph.style.after if line.last else 0)


def _broken(item: Paragraph, width: float) -> Iterator[_Line]:
    indent = item.style.indent * item.style.size
    room = max(width - item.style.inset, item.style.size)
    for start, end in break_lines(item.text, item.sums, room - indent, room, item.gaps):
        yield _Line(item, start, end, room if start else room - indent)


def _visible_end(line: _Line) -> int:
    end = line.end
    while end > line.start and line.paragraph.text[end - 1] == " ":
        end -= 1
    return end


def _spare(line: _Line) -> float:
    width = line.paragraph.width(line.start, _visible_end(line))
    return line.room - width


def _offset(line: _Line) -> float:
    style = line.paragraph.style
    left = style.inset + (style.indent * style.size if line.first else 0)
    if style.align is Align.RIGHT:
        return left + _spare(line)
    return left + _spare(line) / 2 if style.align is Align.CENTRE else left


def _stretch(line: _Line) -> float:
    """What a justified line lacks between two characters; none where it would look torn."""
    style = line.paragraph.style
    gaps = _visible_end(line) - line.start - 1
    if style.align is not Align.JUSTIFIED or line.last or gaps < 1:
        return 0.0
    stretch = _spare(line) / gaps
    return stretch if abs(stretch) <= style.size * _MOST_STRETCH else 0.0
