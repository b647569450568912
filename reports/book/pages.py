# SPDX-License-Identifier: Apache-2.0
"""The pages of a book that are no packet: cover, front text, contents, dividers, index, back text.

Their numbers are known when they are set: first they are set to be counted, then with the numbers that
follow from the count.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from pypinyin import lazy_pinyin
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable, Spacer

from models.language import Language, message, plural
from models.programme.display import date_text
from reports.book.writer import LINK
from reports.typesetting.fonts import BOLD, SANS, SERIF, draw_spans, face, fitted, spans, width_of
from reports.typesetting.setter import Setter
from reports.typesetting.sides import SidedDocument, fresh_page, right_page
from reports.typesetting.styles import BODY, INK, MM, QUIET, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reports.book.frame import BookFrame, BookItem

_LEFT, _RIGHT, _TOP, _BOTTOM = 28 * MM, 26 * MM, 37 * MM, 30 * MM
_WIDTH, _HEIGHT = A4[0] - _LEFT - _RIGHT, A4[1] - _TOP - _BOTTOM
_OFFICE = TextStyle(BOLD, 16, 26, Align.CENTRE)
_TITLE = TextStyle(BOLD, 28, 44, Align.CENTRE)
_KIND = TextStyle(SERIF, 20, 32, Align.CENTRE)
_SMALL = TextStyle(SANS, 10, 16, Align.CENTRE, QUIET)
_HEAD = TextStyle(BOLD, 17, 26, Align.CENTRE)
_GROUP = TextStyle(BOLD, 12, 20)
_DIVIDER = TextStyle(BOLD, 30, 46, Align.CENTRE)


class Pages:
    """Sets the pages of one book.

    Attributes:
        lost: Characters that no font has; they are printed as code points.
    """

    def __init__(self, frame: BookFrame) -> None:
        self.lost: set[str] = set()
        self._frame = frame

    def front(self, path: Path, items: Sequence[BookItem], numbers: Sequence[int]) -> int:
        """Cover, front text and contents; how many pages they are comes back.

        Args:
            numbers: The page of the book on which each item begins.
        """
        setter = self._setter()
        story = [*self._cover(setter, len(items)), *right_page()]
        if self._frame.front.strip():
            story += [*self._text(setter, self._frame.front), *right_page()]
        story += self._contents(setter, items, numbers)
        return self._write(path, setter, story)

    def divider(self, path: Path, group: str, count: int) -> int:
        """The page before the packets of a group."""
        setter = self._setter()
        said = plural("{n} application", "{n} applications", n=count)
        story = [
            Spacer(1, 0.32 * _HEIGHT),
            setter.block(group, _DIVIDER, after=16),
            setter.block(said, _SMALL),
        ]
        return self._write(path, setter, story)

    def back(self, path: Path, items: Sequence[BookItem], numbers: Sequence[int]) -> int:
        """Indexes by direction and applicant, and back text; 0 where there is none of them."""
        setter = self._setter()
        story: list[Any] = []
        if self._frame.directions:
            story += self._directions(setter, items, numbers)
        if self._frame.index:
            story += [*fresh_page(), *self._index(setter, items, numbers)]
        if self._frame.back.strip():
            story += [*fresh_page(), *self._text(setter, self._frame.back)]
        return self._write(path, setter, story) if story else 0

    def _setter(self) -> Setter:
        return Setter(self._frame.language, _WIDTH)

    def _cover(self, setter: Setter, count: int) -> list[Any]:
        frame = self._frame
        said = plural("{n} application", "{n} applications", n=count)
        return [
            setter.block(frame.office, _OFFICE),
            Spacer(1, 0.24 * _HEIGHT),
            setter.block(frame.title, _TITLE, after=14),
            setter.block(message("Book of review packets"), _KIND, after=10),
            setter.block(said, _SMALL),
            Spacer(1, 0.3 * _HEIGHT),
            *([setter.block(frame.notice, _SMALL, after=6)] if frame.notice else []),
            setter.block(date_text(frame.day, frame.language), _OFFICE, after=6),
            setter.block(message("History {head}", head=frame.head), _SMALL),
            setter.block(message("This system is for non-classified material only."), _SMALL),
            *fresh_page(),
        ]

    def _text(self, setter: Setter, text: str) -> list[Any]:
        return [setter.block(text, BODY), *fresh_page()]

    def _contents(
        self, setter: Setter, items: Sequence[BookItem], numbers: Sequence[int]
    ) -> list[Any]:
        story: list[Any] = [setter.block(message("Contents"), _HEAD, after=14)]
        group = ""
        for item, number in zip(items, numbers, strict=True):
            if item.group != group:
                group = item.group
                story.append(setter.block(group, _GROUP, before=10, after=2))
            told = f"{item.number}  {item.title}"
            story.append(_Line(told, item.applicant, (number,), self.lost))
        return story

    def _directions(
        self, setter: Setter, items: Sequence[BookItem], numbers: Sequence[int]
    ) -> list[Any]:
        story: list[Any] = [setter.block(message("Index of directions"), _HEAD, after=14)]
        for direction in self._frame.directions:
            story.append(setter.block(direction, _GROUP, before=10, after=2))
            story += (
                _Line(f"{item.number}  {item.title}", "", (number,), self.lost)
                for item, number in zip(items, numbers, strict=True)
                if item.direction == direction
            )
        return story

    def _index(
        self, setter: Setter, items: Sequence[BookItem], numbers: Sequence[int]
    ) -> list[Any]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for item, number in zip(items, numbers, strict=True):
            if item.applicant:
                found[item.applicant].append(number)
        names = sorted(found, key=_sort_key(self._frame.language))
        head = setter.block(message("Index of applicants"), _HEAD, after=14)
        return [head, *(_Line(name, "", tuple(found[name]), self.lost) for name in names)]

    def _write(self, path: Path, setter: Setter, story: list[Any]) -> int:
        face(SANS)
        frame = self._frame
        edges = [_LEFT, _RIGHT] if frame.two_sided else [_LEFT]
        document = SidedDocument(
            str(path),
            [(edge, _BOTTOM, _WIDTH, _HEIGHT) for edge in edges],
            lambda _canvas: None,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            initialFontName=SANS,
        )
        count = 0

        def counted(canvas: Any) -> None:
            nonlocal count
            count = canvas.getPageNumber() - 1

        maker = partial(_Counting, counted=counted)
        document.build([*document.sides(), *story], canvasmaker=maker)
        self.lost |= setter.lost
        return count


def _sort_key(language: Language) -> Callable[[str], Any]:
    if language is Language.ZH:
        return lambda name: (lazy_pinyin(name), name)
    return str.casefold


class _Counting(Canvas):  # type: ignore[misc] # reportlab has no types
    def __init__(self, *args: Any, counted: Callable[[Any], None], **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self._counted = counted

    def save(self) -> None:
        """Tell how many pages there are."""
        super().save()
        self._counted(self)


class _Line(Flowable):  # type: ignore[misc] # reportlab has no types
    """A line with the numbers of pages at its end, each a link; a second text below it."""

    def __init__(self, told: str, below: str, numbers: tuple[int, ...], lost: set[str]) -> None:
        super().__init__()
        self._told, self._below, self._numbers, self._lost = told, below, numbers, lost

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """One line, or two."""
        self._width = width
        return width, _LINE + (_BELOW if self._below else 0)

    def draw(self) -> None:
        """Draw the line from its end, since what is left of the room is for the text."""
        canvas, base = self.canv, 5 + (_BELOW if self._below else 0)
        canvas.setFillColor(INK)
        x = self._width
        for place, number in enumerate(reversed(self._numbers)):
            said = spans(f"{number}{'、' if place else ''}", SERIF, self._lost)
            x -= width_of(said, _SIZE)
            draw_spans(canvas, said, _SIZE, x, base)
            canvas.linkURL(f"{LINK}{number}", (x, base - 4, self._width, base + 12), relative=1)
        room = x - _GAP
        told = fitted(self._told, SERIF, _SIZE, room, self._lost)
        draw_spans(canvas, told, _SIZE, 0, base)
        begin = width_of(told, _SIZE) + 6
        self._draw_dots(begin, x - 6, base + 2)
        if self._numbers:
            link = f"{LINK}{self._numbers[0]}"
            canvas.linkURL(link, (0, 0, begin, base + 12), relative=1)
        if self._below:
            canvas.setFillColor(QUIET)
            below = fitted(self._below, SANS, _SIZE - 2, room, self._lost)
            draw_spans(canvas, below, _SIZE - 2, 0, 4)

    def _draw_dots(self, begin: float, end: float, y: float) -> None:
        if end - begin < _GAP:
            return
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.9)
        canvas.setLineCap(1)
        canvas.setDash([0, 4], -end % 4)
        canvas.line(end, y, begin, y)
        canvas.restoreState()


_SIZE = 10.0
_LINE, _BELOW, _GAP = 18.0, 12.0, 24.0
