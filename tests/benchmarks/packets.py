# SPDX-License-Identifier: Apache-2.0
"""Packets against plain reportlab with the same flowables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pypdfium2
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import ActionFlowable

from models.language import Language
from models.orders import Edition
from models.views import dossiers, register
from models.workspace import Workspace
from reports.packet import PARTS, write_packets
from reports.packet.assembling import _story
from reports.typesetting.document import Margins
from reports.typesetting.fonts import SANS
from reports.typesetting.setter import Setter
from tests.benchmarks.figures import Figure, at_least_times, at_most_times
from tests.benchmarks.memory import peak_mb
from tests.benchmarks.running import Run, line, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from models.dossier import Dossier

_LEAST = {Edition.READING: 0.8, Edition.PRINT: 0.8, Edition.ARCHIVE: 0.2}
"""So many times the plain pages a second; an archive is read again and checked."""
_PADDING = 6
"""What a plain template leaves free within its margins."""


@line("packets")
def packets(run: Run) -> Iterator[Figure]:
    """Pages a second in each edition, against the same flowables through a plain SimpleDocTemplate."""
    folder = run.register(run.of(300), calls=1)
    found = _dossiers(folder, run.of(40))
    out = run.folder / "packets"
    _write(found[:2], out / "first", Edition.ARCHIVE)
    plain_pages = 0

    def plain() -> None:
        nonlocal plain_pages
        plain_pages = sum(_set_plainly(dossier, run.folder / "plain.pdf") for dossier in found)

    floor_took = seconds(plain)
    for edition, least in _LEAST.items():
        took = seconds(_write, found, out / edition, edition)
        paths = sorted((out / edition).glob("*.pdf"))
        pages = sum(map(_pages_with_text, paths))
        size = sum(path.stat().st_size for path in paths) / len(paths) / 1024
        note = (f"{pages} pages in {took:.1f} s, {size:.0f} KB each;"
                f" plainly {plain_pages} in {floor_took:.1f} s")  # fmt: skip
        yield Figure(f"packets for {edition}", pages / took, "pages/s", plain_pages / floor_took,
                     at_least_times(least), len(paths), note)  # fmt: skip


@line("packets on all cores")
def shared(run: Run) -> Iterator[Figure]:
    """Packets a second of many, against the same in one process."""
    folder = run.register(run.of(300), calls=1)
    found = _dossiers(folder, run.of(300))
    out = run.folder / "packets-shared"
    together = seconds(_write, found, out / "together", Edition.READING, total=len(found))
    alone = seconds(_write, found, out / "alone", Edition.READING)
    note = f"{together:.1f} s together, {alone:.1f} s alone"
    yield Figure("packets on all cores", len(found) / together, "packets/s", len(found) / alone,
                 at_least_times(1.6), len(found), note)  # fmt: skip


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
        _write(dossiers.dossiers(reader, uids), out, Edition.READING)


def _dossiers(folder: Path, count: int) -> list[Dossier]:
    with Workspace.open(folder) as workspace:
        reader = workspace.reader
        uids = register.uids(reader, register.Query(), limit=count)
        return list(dossiers.dossiers(reader, uids))


def _write(found: Iterable[Dossier], out: Path, edition: Edition, *, total: int = 1) -> None:
    """Write packets; in this process where they are said to be few."""
    result = write_packets(
        found, out, language=Language.ZH, edition=edition, total=total, replace=True
    )
    assert not result.failures, result.failures[:1]


def _pages_with_text(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return sum(page.get_textpage().count_chars() > 0 for page in document)


def _set_plainly(dossier: Dossier, path: Path) -> int:
    """Set the flowables of a packet with nothing around them; the number of pages comes back."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    margins = Margins()
    width = A4[0] - margins.left - margins.right
    setter = Setter(Language.ZH, width)
    document = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=margins.left - _PADDING,
        rightMargin=margins.right - _PADDING,
        topMargin=margins.top - _PADDING,
        bottomMargin=margins.bottom - _PADDING,
        pageCompression=1,
        initialFontName=SANS,
    )
    story, _ = _story(dossier, setter, PARTS)
    document.build(
        [item for item in story if not isinstance(item, ActionFlowable)],
        canvasmaker=partial(_PlainCanvas, setter=setter),
    )
    return int(document.page)


class _PlainCanvas(Canvas):  # type: ignore[misc] # reportlab has no types
    """Writes what the contents need, and nothing else."""

    def __init__(self, *args: Any, setter: Setter, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self._setter = setter

    def save(self) -> None:
        """Settle the contents."""
        self._setter.late.settle(self, lambda _: "1")
        super().save()
