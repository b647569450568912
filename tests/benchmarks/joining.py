# SPDX-License-Identifier: Apache-2.0
"""Attachments joined in place against pikepdf's plain appending of the same pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from models.language import Language
from models.programme.answers import File
from models.storage.files import sha256_of
from reports.joining import lay_in
from reports.packet import PARTS, write_packet
from reports.typesetting.places import Place
from tests.benchmarks.figures import Figure, at_least_times, at_most_times
from tests.benchmarks.memory import peak_mb
from tests.benchmarks.running import Run, line, seconds
from tests.reports.packet import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINES = 40
_MEGABYTE = 1 << 20


@line("joining")
def joining(run: Run) -> Iterator[Figure]:
    """Pages a second: laid in and saved, and as part of a packet, against appended and saved."""
    count = run.of(400) // 2
    given = [_attachment(run, f"words-{number}", count, 0) for number in range(2)]
    out = run.folder / "joined.pdf"
    _packet(given, out)
    pages = 2 * count
    floor_took = seconds(_append, given, run.folder / "appended.pdf")
    took = seconds(_lay_in, given, out, run.folder)
    yield Figure("pages laid in", pages / took, "pages/s", pages / floor_took,
                 at_least_times(0.1), pages, "upright, fitted, stripped; floor: appended")  # fmt: skip
    took = seconds(_packet, given, out)
    yield Figure("pages joined", pages / took, "pages/s", pages / floor_took, None, pages,
                 "with headings, header, footer, contents of a packet; floor: appended")  # fmt: skip


@line("joining memory")
def memory(run: Run) -> Iterator[Figure]:
    """The most memory that a packet takes whose attachments are large."""
    out = run.folder / "joined-memory.pdf"
    small, large = (_scans(run, size) for size in (run.of(4), run.of(60)))
    used = [peak_mb(_packet, given, out) for given in (small, large)]
    yield Figure("memory of joining", used[1], "MB", used[0], at_most_times(1.5), len(large) * 4,
                 f"MB of attachments; floor: the same with {len(small) * 4} MB")  # fmt: skip


def _scans(run: Run, count: int) -> list[str]:
    """So many attachments of 4 MB each."""
    return [_attachment(run, f"scan-{number}", 4, _MEGABYTE) for number in range(count)]


def _attachment(run: Run, name: str, pages: int, weight: int) -> str:
    """A PDF with so many pages of text, each with a picture of so many bytes."""
    path = run.folder / f"{name}-{pages}.pdf"
    if path.exists():
        return str(path)
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(pages):
        rows = (f"50 {760 - 18 * row} Td (row {row} of page {number}) Tj" for row in range(_LINES))
        text = "\n".join(f"BT /F1 12 Tf {row} ET" for row in rows).encode()
        resources = Dictionary(Font=Dictionary(F1=font))
        if weight:
            text += b" q 500 0 0 700 50 40 cm /P Do Q"
            resources.XObject = Dictionary(P=_picture(pdf, run, weight))
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=resources,
            Contents=pdf.make_stream(text),
        )
        pdf.pages.append(pikepdf.Page(page))
    pdf.save(path)
    return str(path)


def _picture(pdf: pikepdf.Pdf, run: Run, weight: int) -> pikepdf.Object:
    return pdf.make_stream(
        run.rng.randbytes(weight),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1024,
        Height=weight // 1024,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


def _lay_in(given: Sequence[str], out: Path, folder: Path) -> None:
    """Lay all pages in the places of a document that is empty otherwise."""
    files, places = _files(given), list[Place]()
    with pikepdf.new() as pdf:
        for file in files:
            with pikepdf.open(file.path) as source:
                count = len(source.pages)
            for index in range(count):
                pdf.add_blank_page(page_size=(595, 842))
                page = len(pdf.pages)
                places.append(Place(file.uid, index, page, 80, 90, 442, 442 * 842 / 595))
        lay_in(pdf, places, {file.uid: file for file in files}, scratch=folder)
        pdf.save(out, deterministic_id=True)


def _packet(given: Sequence[str], out: Path) -> None:
    files = _files(given)
    dossier = dossiers.dossier(answers={"files": files})
    parts = [part for part in PARTS if part.id == "joined"]
    result = write_packet(dossier, out, language=Language.ZH, parts=parts, replace=True)
    assert result.pages >= len(given)


def _files(given: Sequence[str]) -> tuple[File, ...]:
    return tuple(_file(f"f{number}", Path(path)) for number, path in enumerate(given))


def _file(uid: str, path: Path) -> File:
    size = path.stat().st_size
    kind = "application/pdf"
    return File(uid, "photos", path.name, sha256_of(path), size, kind, path=str(path))


def _append(given: Sequence[str], out: Path) -> None:
    with pikepdf.new() as pdf:
        for path in given:
            with pikepdf.open(path) as source:
                pdf.pages.extend(source.pages)
        pdf.save(out, deterministic_id=True)
