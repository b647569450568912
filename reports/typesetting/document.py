# SPDX-License-Identifier: Apache-2.0
"""The pages of one document: A4, header, footer with page x of y, version code, head and QR.

Margins follow GB/T 9704—2012, 5.2 (top 37 mm, binding edge 28 mm) a little tighter, since a packet
is read on screen as well; its text keeps the same width of about 156 mm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from models.language import Language, message
from reports.typesetting.fonts import SANS, draw_spans, face, fitted, spans, width_of
from reports.typesetting.qr import define_qr
from reports.typesetting.styles import INK, MM, QUIET, RULE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from reports.typesetting.setter import Setter

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 26 * MM, 30 * MM, 28 * MM
TEXT_HEIGHT = A4[1] - TOP - BOTTOM
_HEADER = 10 * MM  # above the text
_FOOTER = 15 * MM  # below the text
_QR = 12 * MM
_SMALL = 7.5
_TOTAL = "total"
_CODE = "qr"


@dataclass(frozen=True, slots=True)
class Margins:
    """The room around the text of a page."""

    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM


@dataclass(frozen=True, slots=True)
class Identity:
    """What every page and the file itself say about a document.

    Attributes:
        code: Names exactly this state; printed and in the QR code.
        head: The head of the history, short.
        cover: The first page has no header.
    """

    number: str
    title: str
    subject: str
    author: str
    code: str
    head: str
    day: date
    cover: bool = True
    pagesize: tuple[float, float] = A4
    margins: Margins = Margins()

    @property
    def text_width(self) -> float:
        """How wide the text is."""
        return self.pagesize[0] - self.margins.left - self.margins.right

    @property
    def text_height(self) -> float:
        """How high the text is."""
        return self.pagesize[1] - self.margins.top - self.margins.bottom


def write_document(path: Path, identity: Identity, setter: Setter, story: list[Any]) -> int:
    """Set a story and write it; the same story gives the same bytes.

    Returns:
        How many pages it has.
    """
    face(SANS)
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and faster
    pages = _Pages(identity, setter)
    frame = Frame(
        identity.margins.left,
        identity.margins.bottom,
        identity.text_width,
        identity.text_height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = BaseDocTemplate(
        str(path),
        pagesize=identity.pagesize,
        title=f"{identity.number} {identity.title}".strip(),
        author=identity.author,
        subject=identity.subject,
        creator="Xiandao",
        lang="zh-CN" if setter.language is Language.ZH else "en",
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=SANS,
        pageTemplates=[PageTemplate("page", [frame], onPage=pages.decorate)],
    )
    document.build(story, canvasmaker=partial(_Canvas, settle=pages.settle))
    return pages.count


class _Canvas(Canvas):  # type: ignore[misc] # reportlab has no types
    """A canvas that is settled before it is saved."""

    def __init__(self, *args: Any, settle: Callable[[Any], None], **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self._settle = settle

    def save(self) -> None:
        """Define what was late, and write the file."""
        self._settle(self)
        super().save()


class _Pages:
    """Header and footer of the pages of one document."""

    def __init__(self, identity: Identity, setter: Setter) -> None:
        self.count = 0
        self._identity = identity
        self._setter = setter
        width, self._height = identity.pagesize
        self._margins = identity.margins
        self._left, self._right = identity.margins.left, width - identity.margins.right
        self._foot = identity.margins.bottom - _FOOTER
        self._code = setter.text(
            message("Version {code} · History {head}", code=identity.code, head=identity.head)
        )

    def decorate(self, canvas: Any, _document: Any) -> None:
        """Draw what stands on every page."""
        self.count = canvas.getPageNumber()
        if self.count == 1:
            self._begin(canvas)
        canvas.saveState()
        if self.count > 1 or not self._identity.cover:
            self._draw_header(canvas)
        self._draw_footer(canvas)
        canvas.restoreState()

    def settle(self, canvas: Any) -> None:
        """Write page total and page numbers of the contents."""
        pages = {f"page-{entry.key}": str(entry.page) for entry in self._setter.entries}
        total = self._setter.text(message("of {total} pages", total=self.count))
        self._setter.late.settle(canvas, lambda name: total if name == _TOTAL else pages[name])

    def _begin(self, canvas: Any) -> None:
        day = self._identity.day
        stamp = f"D:{day:%Y%m%d}000000+00'00'"
        canvas.setDateFormatter(lambda *_: stamp)
        canvas.showOutline()
        text = f"{self._identity.number} {self._identity.code}"
        define_qr(canvas, _CODE, text.strip(), _QR)

    def _draw_header(self, canvas: Any) -> None:
        y = self._height - self._margins.top + _HEADER
        room = self._right - self._left
        lost = self._setter.lost
        number = spans(self._identity.number, SANS, lost)
        used = width_of(number, _SMALL + 1)
        title = fitted(self._identity.title, SANS, _SMALL + 1, room - used - 24, lost)
        canvas.setFillColor(QUIET)
        draw_spans(canvas, number, _SMALL + 1, self._left, y)
        x = self._right - width_of(title, _SMALL + 1)
        draw_spans(canvas, title, _SMALL + 1, x, y)
        self._draw_rule(canvas, y - 6)

    def _draw_footer(self, canvas: Any) -> None:
        left, right = self._left, self._right
        base = self._foot + 3
        canvas.setFillColor(QUIET)
        room = right - left - _QR - 12 - 110
        code = fitted(self._code, SANS, _SMALL - 1, room, self._setter.lost)
        draw_spans(canvas, code, _SMALL - 1, left, base)
        canvas.setFillColor(INK)
        page = self._setter.text(message("Page {page}", page=self.count))
        size = _SMALL + 1
        label = spans(f"{page} ", SANS, self._setter.lost)
        x = right - _QR - 12 - self._reserved(size) - width_of(label, size)
        draw_spans(canvas, label, size, x, base)
        self._setter.late.place(
            canvas, _TOTAL, x + width_of(label, size), base, SANS, size, right=False
        )
        canvas.saveState()
        canvas.translate(right - _QR, self._foot - 4)
        canvas.doForm(_CODE)
        canvas.restoreState()

    def _reserved(self, size: float) -> float:
        text = self._setter.text(message("of {total} pages", total=88))
        return width_of(spans(text, SANS, set()), size)

    def _draw_rule(self, canvas: Any, y: float) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(self._left, y, self._right, y)
