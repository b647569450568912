# SPDX-License-Identifier: Apache-2.0
"""The pages of a letter: the type area of the standard, and page numbers at the outer edge.

A lying page has its number where upright ones have it, its text a quarter turned; on the screen it is
turned back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from models.language import Language
from reports.letters.layout import BOTTOM, HEIGHT, LEFT, PAGE_NUMBER_BELOW, SIZE_4, WIDTH
from reports.typesetting.fonts import SERIF, draw_spans, face, spans, width_of

if TYPE_CHECKING:
    from pathlib import Path

    from reports.letters.letter import Letter
    from reports.typesetting.setter import Setter

UPRIGHT, LYING = "upright", "lying"
"""The pages there are."""

_DASH_HEIGHT = 0.36
"""Of a dash above the base line, of the size."""


def write_pages(path: Path, letter: Letter, setter: Setter, story: list[Any]) -> int:
    """Set a story and write it; the same story gives the same bytes. How many pages come back."""
    face(SERIF)
    rl_config.useA85 = 0
    pages = _Pages(letter)
    frame = Frame(LEFT, BOTTOM, WIDTH, HEIGHT, 0, 0, 0, 0)
    lying_frame = Frame(0, 0, HEIGHT, WIDTH, 0, 0, 0, 0)
    lying = PageTemplate(LYING, [lying_frame], pages.decorate_lying, pagesize=landscape(A4))
    lying.rotation = 90  # which swaps the sides of the page
    document = BaseDocTemplate(
        str(path),
        pagesize=A4,
        title=" ".join(letter.title.split()),
        author=letter.office.writes_as,
        subject=letter.number,
        creator="Xiandao",
        lang="zh-CN" if setter.language is Language.ZH else "en",
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=SERIF,
        pageTemplates=[
            PageTemplate(UPRIGHT, [frame], onPage=pages.decorate),
            lying,
        ],
    )
    document.build(story)
    return pages.count


class _Pages:
    def __init__(self, letter: Letter) -> None:
        self.count = 0
        self._stamp = f"D:{letter.made:%Y%m%d}000000+00'00'"

    def decorate(self, canvas: Any, _document: Any) -> None:
        """Draw the page number: odd ones to the right, even ones to the left, a character inwards."""
        self.count = canvas.getPageNumber()
        if self.count == 1:
            canvas.setDateFormatter(lambda *_: self._stamp)
        text = spans(f"— {self.count} —", SERIF, set())
        x = LEFT + SIZE_4
        if self.count % 2:
            x = LEFT + WIDTH - SIZE_4 - width_of(text, SIZE_4)
        canvas.saveState()
        canvas.setFillColorRGB(0, 0, 0)
        draw_spans(canvas, text, SIZE_4, x, BOTTOM - PAGE_NUMBER_BELOW - _DASH_HEIGHT * SIZE_4)
        canvas.restoreState()

    def decorate_lying(self, canvas: Any, document: Any) -> None:
        """Draw the page number, then turn what follows: its top is on the left of the page."""
        self.decorate(canvas, document)
        canvas.translate(LEFT + WIDTH, BOTTOM)
        canvas.rotate(90)
