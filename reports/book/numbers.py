# SPDX-License-Identifier: Apache-2.0
"""The numbers of the pages of a book: below everything else, between dashes (GB/T 9704—2012, 7.5).

The digits are drawn once, as forms; a page calls them. So the book has one font for its numbers, and
whoever takes the text out of a page gets the number with it.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Pdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from reports.book.writer import Overlay
from reports.typesetting.fonts import SERIF, face, widths
from reports.typesetting.styles import MM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_SIZE = 9.0
_Y = 6 * MM
_SIGNS = {**{digit: f"Bk{digit}" for digit in "0123456789"}, "—": "BkDash"}


class Numbers:
    """The digits, as forms of a document that is open while the book is written."""

    def __init__(self) -> None:
        file = BytesIO()
        face(SERIF)
        canvas = Canvas(file, pagesize=A4, invariant=1)
        for sign, name in _SIGNS.items():
            canvas.beginForm(name, -_SIZE, -_SIZE, 2 * _SIZE, 2 * _SIZE)
            canvas.setFont(SERIF, _SIZE)
            canvas.drawString(0, 0, sign)
            canvas.endForm()
            canvas.doForm(name)
        canvas.save()
        file.seek(0)
        self._pdf = Pdf.open(file)
        forms = self._pdf.pages[0].obj.Resources.XObject
        found = {name: next(form for key, form in forms.items() if key.endswith(f".{name}"))
                 for name in _SIGNS.values()}  # fmt: skip
        self.overlay = Overlay(found, _drawing)

    def opened(self) -> AbstractContextManager[Pdf]:
        """The document, to be closed when the book is written."""
        return self._pdf


def _drawing(page: int) -> bytes:
    signs = f"—{page}—"
    advances = [widths(SERIF)[sign] * _SIZE / 1000 for sign in signs]
    return " ".join(_placed(signs, advances)).encode()


def _placed(signs: str, advances: list[float]) -> Iterator[str]:
    x = (A4[0] - sum(advances)) / 2
    for sign, advance in zip(signs, advances, strict=True):
        yield f"q 1 0 0 1 {x:.2f} {_Y:.2f} cm /{_SIGNS[sign]} Do Q"
        x += advance
