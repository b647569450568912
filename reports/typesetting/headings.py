# SPDX-License-Identifier: Apache-2.0
"""Headings that stay with what they head, and the contents made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from reports.typesetting.fonts import BOLD, SERIF, draw_spans, fitted, width_of
from reports.typesetting.styles import ACCENT, INK, QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.typesetting.late import Late
    from reports.typesetting.prose import Prose


@dataclass(slots=True)
class Entry:
    """A heading as contents and bookmarks know it; it learns its page when it is drawn.

    Attributes:
        level: 0 for chapters.
        key: Names the place in the document.
    """

    title: str
    level: int
    key: str
    page: int = field(default=0)


class Heading(Flowable):  # type: ignore[misc] # reportlab has no types
    """A heading: its text, its bookmark, and a short rule under a chapter's."""

    def __init__(self, entry: Entry | None, prose: Prose, *, before: float, gap: float) -> None:
        super().__init__()
        self.spaceBefore = before
        self._entry = entry
        self._prose = prose
        self._gap = gap

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """The text and the gap below it."""
        self._width = width
        return width, self._prose.wrap(width)[1] + self._gap

    def draw(self) -> None:
        """Draw the text and note the page."""
        canvas = self.canv
        height = self._prose.wrap(self._width)[1] + self._gap
        self._prose.drawOn(canvas, 0, self._gap)
        if self._entry is None:
            return
        if self._entry.level == 0:
            canvas.saveState()
            canvas.setStrokeColor(ACCENT)
            canvas.setLineWidth(1.6)
            canvas.line(0, self._gap - 3, 24, self._gap - 3)
            canvas.restoreState()
        self._entry.page = canvas.getPageNumber()
        canvas.bookmarkHorizontal(self._entry.key, 0, height)
        canvas.addOutlineEntry(self._entry.title, self._entry.key, self._entry.level)


class Headed(Flowable):  # type: ignore[misc] # reportlab has no types
    """A heading and what it heads: no page break between it and the first lines below."""

    def __init__(self, heading: Heading, body: Any) -> None:
        super().__init__()
        self.spaceBefore = heading.spaceBefore
        self.spaceAfter = body.getSpaceAfter()
        self._heading = heading
        self._body = body

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Both, one below the other."""
        self._width = width
        above = self._heading.wrap(width)[1]
        self._below = self._body.wrap(width, height - above)[1]
        return width, above + self._below

    def split(self, width: float, height: float) -> list[Any]:
        """The heading with the part of its body that fits, and the rest."""
        above = self._heading.wrap(width)[1]
        parts = self._body.split(width, height - above)
        return [Headed(self._heading, parts[0]), *parts[1:]] if parts else []

    def draw(self) -> None:
        """Draw both."""
        self._heading.drawOn(self.canv, 0, self._below)
        self._body.drawOn(self.canv, 0, 0)


def headed(heading: Heading, body: Sequence[Any]) -> list[Any]:
    """A heading that holds on to the first of what follows it."""
    return [Headed(heading, body[0]), *body[1:]] if body else [heading]


class ContentsLine(Flowable):  # type: ignore[misc] # reportlab has no types
    """A line of the contents: title, dots, page number, and a link to the place."""

    def __init__(self, entry: Entry, late: Late, lost: set[str]) -> None:
        super().__init__()
        self._entry = entry
        self._late = late
        self._lost = lost
        self._chapter = entry.level == 0
        self.spaceBefore = 7 if self._chapter else 0

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """One line."""
        self._width = width
        return width, 19 if self._chapter else 16

    def draw(self) -> None:
        """Draw the line; the number comes when it is known."""
        canvas, width = self.canv, self._width
        font, size = (BOLD, 10.5) if self._chapter else (SERIF, 9.5)
        x = 18.0 * self._entry.level
        room = width - x - _NUMBER_ROOM - _LEAST_DOTS
        title = fitted(self._entry.title, font, size, room, self._lost)
        canvas.setFillColor(INK)
        draw_spans(canvas, title, size, x, 5)
        begin, end = x + width_of(title, size) + 6, width - _NUMBER_ROOM
        canvas.saveState()
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.9)
        canvas.setLineCap(1)
        canvas.setDash([0, 4], -end % 4)
        canvas.line(end, 7, begin, 7)
        canvas.restoreState()
        self._late.place(canvas, f"page-{self._entry.key}", width, 5, SERIF, size, right=True)
        canvas.linkRect("", self._entry.key, (0, 0, width, 18), relative=1)


_NUMBER_ROOM = 26.0
_LEAST_DOTS = 24.0
