# SPDX-License-Identifier: Apache-2.0
"""Small attachments made for the tests, and packets that hold them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image

from forms.attachments import examine
from models.language import Language
from models.programme.answers import File
from reports.packet import PARTS, write_packet
from tests.reports.packet import dossiers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.dossier import Dossier
    from reports.packet import PacketResult

SHORT = tuple(part for part in PARTS if part.id in {"cover", "contents", "attachments", "joined"})
"""The parts that have to do with attachments."""

LETTER = (0, 0, 612, 792)
RED_CORNER = b"1 0 0 rg 0 0 100 50 re f "
"""A red block in the lower left corner of a page that begins at the origin."""


def attached(path: Path, slot: str = "photos", uid: str = "") -> File:
    """A file as the register has it after it was attached."""
    found = examine(path)
    data = path.read_bytes()
    return File(
        uid or path.name.replace(".", "-"),
        slot,
        path.name,
        sha256(data).hexdigest(),
        len(data),
        found.media_type,
        found.pages,
        found.fault,
        str(path),
    )


def holding(*files: File) -> Dossier:
    """A dossier with these attachments."""
    return dossiers.dossier(answers={"files": files})


def packet(
    folder: Path, *files: File, language: Language = Language.EN, name: str = "p.pdf"
) -> PacketResult:
    """The packet that holds these attachments."""
    path = folder / name
    return write_packet(holding(*files), path, language=language, parts=SHORT, replace=True)


def add_page(
    pdf: pikepdf.Pdf,
    text: str = "",
    *,
    drawn: bytes = b"",
    box: Sequence[float] = LETTER,
    **keys: Any,
) -> pikepdf.Object:
    """Add a page with a line of text in the middle and something drawn."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    middle = f"{(box[0] + box[2]) / 2 - 60} {(box[1] + box[3]) / 2}"
    content = drawn + f"0 g BT /F1 18 Tf {middle} Td ({text}) Tj ET".encode()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(box)),
        Resources=Dictionary(Font=Dictionary(F1=font)),
        Contents=pdf.make_stream(content),
    )
    for key, value in keys.items():
        page[f"/{key}"] = value
    pdf.pages.append(pikepdf.Page(page))
    return pdf.pages[-1].obj


def saved(pdf: pikepdf.Pdf, path: Path, **options: Any) -> Path:
    """Save a PDF."""
    pdf.save(path, **options)
    return path


def colour_at(path: Path, page: int, x: float, y: float) -> tuple[int, ...]:
    """The colour of a page, from 1, at a point from its lower left corner."""
    picture = _shown(path, page, path.stat().st_mtime_ns)
    found = picture.getpixel((round(x), round(picture.height - y)))
    assert isinstance(found, tuple)
    return found


@lru_cache(maxsize=4)
def _shown(path: Path, page: int, _written: int) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        picture = document[page - 1].render(scale=1).to_pil().convert("RGB")
        assert isinstance(picture, Image.Image)
        return picture
