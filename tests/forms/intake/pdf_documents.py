# SPDX-License-Identifier: Apache-2.0
"""PDFs as offices get them: forms with text, scans, and both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from reports.typesetting.fonts import SERIF, face

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FONT = SERIF
_STYLE = ParagraphStyle("cell", fontName=_FONT, fontSize=10, leading=15, wordWrap="CJK")


def _font() -> str:
    face(_FONT)  # under no other name: reportlab would take it for the program's own
    return _FONT


def form_pdf(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    lines: Sequence[str] = (),
    widths: Sequence[float] | None = None,
) -> Path:
    """Lines, and below them a table of labels and answers."""
    _font()
    story = [Paragraph(line, _STYLE) for line in lines]
    cells = [[Paragraph(text.replace("\n", "<br/>"), _STYLE) for text in row] for row in rows]
    table = [Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")], colWidths=widths)]
    SimpleDocTemplate(str(path), pagesize=A4).build([*story, *(table if rows else ())])
    return path


def scan_pdf(path: Path, *, text: str = "") -> Path:
    """A page that is a picture, behind one with a line of text where one is given."""
    canvas = Canvas(str(path), pagesize=A4)
    if text:
        canvas.setFont(_font(), 12)
        canvas.drawString(72, 700, text)
        canvas.showPage()
    picture = path.with_suffix(".png")
    Image.new("RGB", (80, 120), "white").save(picture)
    canvas.drawImage(str(picture), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return path
