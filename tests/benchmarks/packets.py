# SPDX-License-Identifier: Apache-2.0
"""Packets against plain reportlab with the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pypdfium2

from models.language import Language
from models.views import dossiers, register
from models.workspace import Workspace
from reports.packet import write_packets
from tests.benchmarks.figures import Figure, at_least_times, at_most_times
from tests.benchmarks.memory import peak_mb
from tests.benchmarks.running import Run, line, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SHORT = 24
"""A line of so few characters was, more likely than not, a cell of a table."""


@line("packets")
def packets(run: Run) -> Iterator[Figure]:
    """Pages a second."""
    folder = run.register(run.of(300), calls=1)
    out = run.folder / "packets"
    out.mkdir(exist_ok=True)
    count = run.of(40)
    _print(folder, out, 2)
    took = seconds(_print, folder, out, count)
    texts = [_text(path) for path in sorted(out.glob("*.pdf"))]
    pages = sum(len(text) for text in texts)
    plain_pages = 0

    def plain() -> None:
        nonlocal plain_pages
        plain_pages = sum(_set_plainly(text, run.folder / "plain.pdf") for text in texts)

    floor_took = seconds(plain)
    note = f"{pages} pages in {took:.1f} s, plainly {plain_pages} in {floor_took:.1f} s"
    yield Figure("packets", pages / took, "pages/s", plain_pages / floor_took,
                 at_least_times(0.8), len(texts), note)  # fmt: skip


@line("packets memory")
def memory(run: Run) -> Iterator[Figure]:
    """The most memory that printing takes, at two sizes."""
    folder = run.register(run.of(300), calls=1)
    out = run.folder / "packets-memory"
    out.mkdir(exist_ok=True)
    small, large = run.of(10), run.of(100)
    used = [peak_mb(_print, folder, out, count) for count in (small, large)]
    yield Figure("memory of packets", used[1], "MB", used[0], at_most_times(1.5), large,
                 f"floor: the same with {small}")  # fmt: skip


def _print(folder: Path, out: Path, count: int) -> None:
    with Workspace.open(folder) as workspace:
        reader = workspace.reader
        uids = register.uids(reader, register.Query(), limit=count)
        found = dossiers.dossiers(reader, uids)
        result = write_packets(found, out, language=Language.ZH, total=len(uids), replace=True)
        assert not result.failures, result.failures[:1]


def _text(path: Path) -> list[list[str]]:
    """The lines of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded().splitlines() for page in document]


def _set_plainly(pages: list[list[str]], path: Path) -> int:
    """Set the same text with reportlab's own paragraphs and tables; the number of pages comes back."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import SimpleDocTemplate

    from reports.typesetting.fonts import SERIF, face

    face(SERIF)
    style = ParagraphStyle("plain", fontName=SERIF, fontSize=12, leading=20, wordWrap="CJK")
    document = SimpleDocTemplate(str(path))
    document.build([item for lines in pages for item in _flowables(lines, style)])
    return int(document.page)


def _flowables(lines: list[str], style: Any) -> Iterator[Any]:
    from reportlab.lib.colors import black
    from reportlab.platypus import Paragraph, Table

    text, cells = "", []
    for found in lines:
        if len(found) > _SHORT:
            text += found
        else:
            cells.append(Paragraph(escape(found), style))
    if text:
        yield Paragraph(escape(text), style)
    if cells:
        rows = [cells[start : start + 2] for start in range(0, len(cells), 2)]
        rows[-1] += [""] * (2 - len(rows[-1]))
        yield Table(rows, colWidths=[150, 300], style=[("GRID", (0, 0), (-1, -1), 0.5, black)])
