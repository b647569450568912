# SPDX-License-Identifier: Apache-2.0
"""Room kept free on a page for a sheet from elsewhere, which is laid in when the document is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from reports.typesetting.over import draw_words
from reports.typesetting.styles import MM, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.typesetting.over import Words
    from reports.typesetting.prose import Prose

_ENOUGH = 170 * MM  # so much height is always taken, whatever the sheet would like
_LEAST_SHARE = 0.85  # of the height that a sheet would like
_SMALLEST = 80 * MM  # a sheet whose longer side is shorter is enlarged to it
_CAPTION_GAP = 3.0
_FRAME = 0.4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet is to be laid: on which page of the document, and where on it.

    Attributes:
        key: Names the file that the sheet is of.
        index: Which sheet of it, from 0.
        page: Which page of the document, from 1.
    """

    key: str
    index: int
    page: int
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark of a file from elsewhere.

    Attributes:
        level: 0 for the outermost of that file.
        index: To which of its sheets it leads, from 0.
    """

    title: str
    level: int
    index: int


def scale_of(size: tuple[float, float], room: tuple[float, float]) -> float:
    """How a sheet is scaled: never cut, as large as it is, only what is tiny is enlarged."""
    width, height = size
    fit = min(room[0] / width, room[1] / height)
    return min(fit, max(1.0, _SMALLEST / max(width, height)))


class SheetRoom(Flowable):  # type: ignore[misc] # reportlab has no types
    """The rest of a page, kept free for one sheet: a caption, and below it a fine frame.

    Args:
        key: Names the file.
        index: Which sheet of it, from 0.
        size: Width and height of the sheet as it is read, upright.
        caption: Stands above it.
        places: Where the place is noted once it is known.
        words: Set over the sheet, each with what sets it.
        marks: Bookmarks to be nested below the last heading.
        level: Of that heading.
    """

    def __init__(
        self,
        key: str,
        index: int,
        *,
        size: tuple[float, float],
        caption: Prose,
        places: list[Place],
        words: Sequence[tuple[Words, Prose]] = (),
        marks: Sequence[Mark] = (),
        level: int = 0,
    ) -> None:
        super().__init__()
        self._key = key
        self._index = index
        self._size = size
        self._caption = caption
        self._places = places
        self._words = words
        self._marks = marks
        self._level = level

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """All that is left of the page; more than that where it would be too little."""
        self._room = width, height
        free = height - self._above(width)
        wanted = self._size[1] * scale_of(self._size, (width, float("inf")))
        enough = free >= min(_ENOUGH, wanted * _LEAST_SHARE)
        return width, height if enough else height + 1

    def draw(self) -> None:
        """Draw caption and frame, and note the place."""
        canvas = self.canv
        width, height = self._room
        above = self._above(width)
        caption = self._caption.clipped(width, 1)
        used = caption.wrap(width)[1]
        caption.draw_at(canvas, 0, height - used)
        scale = scale_of(self._size, (width, height - above))
        wide, high = self._size[0] * scale, self._size[1] * scale
        x, y = (width - wide) / 2, height - above - high
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(_FRAME)
        canvas.rect(x, y, wide, high)
        canvas.restoreState()
        for words, prose in self._words:
            draw_words(canvas, words, prose, (x, y), self._size, scale)
        left, bottom = canvas.absolutePosition(x, y)
        page = canvas.getPageNumber()
        self._places.append(Place(self._key, self._index, page, left, bottom, wide, high))
        self._draw_marks(canvas)

    def _above(self, width: float) -> float:
        return float(self._caption.clipped(width, 1).wrap(width)[1]) + _CAPTION_GAP

    def _draw_marks(self, canvas: Any) -> None:
        canvas.bookmarkPage(self._name(self._index))
        for mark in self._marks:
            level = self._level + 1 + mark.level
            canvas.addOutlineEntry(mark.title, self._name(mark.index), level, closed=True)

    def _name(self, index: int) -> str:
        return f"{self._key}-{index + 1}"
