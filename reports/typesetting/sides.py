# SPDX-License-Identifier: Apache-2.0
"""The two sides of a sheet: margins that mirror, parts that begin on a right page, blank pages.

GB/T 9704—2012, 7.4 and 7.5: the binding edge is the left of odd pages and the right of even ones, and
page numbers stand at the outer edge. A page that is left blank so that a part begins on a right page
bears nothing, but counts.
"""

from __future__ import annotations

from typing import Any

from reportlab.platypus.doctemplate import ActionFlowable, BaseDocTemplate, PageTemplate
from reportlab.platypus.doctemplate import NextPageTemplate as _Next
from reportlab.platypus.frames import Frame

_RIGHT, _LEFT = "right", "left"


class SidedDocument(BaseDocTemplate):  # type: ignore[misc] # reportlab has no types
    """A document that knows whether it is printed on both sides.

    Args:
        path: Where it is written.
        boxes: Left, bottom, width and height of the text on a right page, and on a left one where
            the margins mirror.
        ended: Called with the canvas at the end of every page that is not blank.
        about: As of `BaseDocTemplate`.
    """

    def __init__(
        self,
        path: str,
        boxes: list[tuple[float, float, float, float]],
        ended: Any,
        **about: Any,
    ) -> None:
        self.two_sided = len(boxes) > 1
        self._ended = ended
        templates = [
            PageTemplate(side, [_frame(box)], onPageEnd=self._end_page)
            for side, box in zip((_RIGHT, _LEFT), boxes, strict=False)
        ]
        super().__init__(path, pageTemplates=templates, **about)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on the page so far."""
        return not self._curPageFlowableCount

    def sides(self) -> list[Any]:
        """What a story must begin with so that left and right pages follow one another."""
        return [_Next([_LEFT, _RIGHT])] if self.two_sided else []

    def _end_page(self, canvas: Any, _document: Any) -> None:
        if not self.is_blank:
            self._ended(canvas)


class _EndPage(ActionFlowable):  # type: ignore[misc] # reportlab has no types
    """Ends a page on which something stands; where it says so, only in a document with two sides."""

    def __init__(self, *, in_two_sided_only: bool) -> None:
        super().__init__()
        self._in_two_sided_only = in_two_sided_only

    def apply(self, doc: Any) -> None:
        """End it."""
        if not doc.is_blank and (doc.two_sided or not self._in_two_sided_only):
            doc.handle_pageBreak()


class _SkipLeft(ActionFlowable):  # type: ignore[misc] # reportlab has no types
    """Leaves a left page blank on which nothing stands, in a document with two sides."""

    def apply(self, doc: Any) -> None:
        """Leave it blank."""
        if doc.two_sided and doc.is_blank and doc.page % 2 == 0:
            doc.handle_pageBreak()


def right_page() -> list[Any]:
    """What follows begins on a right page, in a document with two sides; in others nothing changes."""
    return [_EndPage(in_two_sided_only=True), _SkipLeft()]


def fresh_page() -> list[Any]:
    """What follows begins on a page on which nothing stands yet."""
    return [_EndPage(in_two_sided_only=False)]


def _frame(box: tuple[float, float, float, float]) -> Frame:
    return Frame(*box, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
