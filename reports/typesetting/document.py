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

from models.language import Language, message
from reports.typesetting.fonts import SANS, draw_spans, face, fitted, spans, width_of
from reports.typesetting.qr import define_qr
from reports.typesetting.sides import SidedDocument
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
_BESIDE_QR = 12
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
        code: Names exactly this state; printed and in the QR code. Neither is there where it is empty.
        head: The head of the history, short.
        cover: The first page has no header.
        two_sided: Printed on both sides: the margins of even pages are those of odd ones in a mirror.
    """

    number: str
    title: str
    subject: str
    author: str
    code: str
    head: str
    day: date
    cover: bool = True
    two_sided: bool = False
    pagesize: tuple[float, float] = A4
    margins: Margins = Margins()

    @property
    def text_width(self) -> float:
        """How wide the text is."""
        return self.pagesize[0] - self.margins.left - self.margins.right

    @property
    def boxes(self) -> list[tuple[float, float, float, float]]:
        """Left, bottom, width and height of the text on a right page, and on a left one."""
        edges = [self.margins.left, self.margins.right] if self.two_sided else [self.margins.left]
        size = self.margins.bottom, self.text_width, self.text_height
        return [(edge, *size) for edge in edges]

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
    document = SidedDocument(
        str(path),
        identity.boxes,
        pages.decorate,
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
    )
    maker = partial(_Canvas, begin=pages.begin, settle=pages.settle)
    document.build([*document.sides(), *story], canvasmaker=maker)
    return pages.count


class _Canvas(Canvas):  # type: ignore[misc] # reportlab has no types
    """A canvas that is begun before anything is drawn and settled before it is saved."""

    def __init__(
        self,
        *args: Any,
        begin: Callable[[Any], None],
        settle: Callable[[Any], None],
        **keywords: Any,
    ) -> None:
        super().__init__(*args, **keywords)
        self._settle = settle
        begin(self)

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
        self._height = identity.pagesize[1]
        self._margins = identity.margins
        self._place(1)
        self._foot = identity.margins.bottom - _FOOTER
        self._code = setter.text(
            message("Version {code} · History {head}", code=identity.code, head=identity.head)
        )

    def begin(self, canvas: Any) -> None:
        """Say when the document was made, and define what is drawn again and again."""
        day = self._identity.day
        stamp = f"D:{day:%Y%m%d}000000+00'00'"
        canvas.setDateFormatter(lambda *_: stamp)
        canvas.showOutline()
        if self._identity.code:
            text = f"{self._identity.number} {self._identity.code}"
            define_qr(canvas, _CODE, text.strip(), _QR)

    def decorate(self, canvas: Any) -> None:
        """Draw what stands on every page that is not blank."""
        self.count = canvas.getPageNumber()
        self._place(self.count)
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

    def _place(self, page: int) -> None:
        """Find the edges of the text on a page; a left page is a right one in a mirror."""
        self._mirrored = self._identity.two_sided and page % 2 == 0
        width, margins = self._identity.pagesize[0], self._margins
        self._left, self._right = margins.left, width - margins.right
        if self._mirrored:
            self._left, self._right = margins.right, width - margins.left

    def _draw_header(self, canvas: Any) -> None:
        y = self._height - self._margins.top + _HEADER
        room = self._right - self._left
        size, lost = _SMALL + 1, self._setter.lost
        number = spans(self._identity.number, SANS, lost)
        title = fitted(self._identity.title, SANS, size, room - width_of(number, size) - 24, lost)
        left, right = (title, number) if self._mirrored else (number, title)
        canvas.setFillColor(QUIET)
        draw_spans(canvas, left, size, self._left, y)
        draw_spans(canvas, right, size, self._right - width_of(right, size), y)
        self._draw_rule(canvas, y - 6)

    def _draw_footer(self, canvas: Any) -> None:
        """Draw page number and QR code at the outer edge, the version at the inner one."""
        left, right = self._left, self._right
        base, size = self._foot + 3, _SMALL + 1
        room = right - left - _QR - _BESIDE_QR - 110
        code = fitted(self._code, SANS, _SMALL - 1, room, self._setter.lost)
        page = self._setter.text(message("Page {page}", page=self.count))
        label = spans(f"{page} ", SANS, self._setter.lost)
        wide = width_of(label, size)
        beside = _QR + _BESIDE_QR if self._identity.code else 0
        if self._mirrored:
            code_x = right - width_of(code, _SMALL - 1)
            label_x, code_form_x = left + beside, left
        else:
            code_x, code_form_x = left, right - _QR
            label_x = right - beside - self._reserved(size) - wide
        canvas.setFillColor(QUIET)
        if self._identity.code:
            draw_spans(canvas, code, _SMALL - 1, code_x, base)
        canvas.setFillColor(INK)
        draw_spans(canvas, label, size, label_x, base)
        self._setter.late.place(canvas, _TOTAL, label_x + wide, base, SANS, size, right=False)
        if self._identity.code:
            canvas.saveState()
            canvas.translate(code_form_x, self._foot - 4)
            canvas.doForm(_CODE)
            canvas.restoreState()

    def _reserved(self, size: float) -> float:
        text = self._setter.text(message("of {total} pages", total=88))
        return width_of(spans(text, SANS, set()), size)

    def _draw_rule(self, canvas: Any, y: float) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(self._left, y, self._right, y)
