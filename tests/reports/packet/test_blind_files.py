# SPDX-License-Identifier: Apache-2.0
"""What an attachment says about itself does not get into a blind packet; what its pages show does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from forms.attachments import text_of
from models.audiences.profile import audience
from models.audiences.seen import Seen, seen_by
from models.language import Language
from models.orders import Edition
from models.programme.answers import Cleared, File
from reports.packet import write_packet
from tests import hidden
from tests.reports.packet.reading import flat, outline, page_texts
from tests.reports.packet.test_audiences import everything, streams

WHO = "HENBIANG-AI.COM"


def pdf(folder: Path, name: str, *, invisible: str = "") -> Path:
    """A page whose bookmark, metadata and embedded file name the applicant, but not the page."""
    path = folder / name
    canvas = Canvas(str(path), invariant=1)
    canvas.setAuthor(f"{WHO} author")
    canvas.setTitle(f"{WHO} title")
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry(f"{WHO} chapter", "one")
    canvas.drawString(100, 700, "Plain page of figures")
    if invisible:
        text = canvas.beginText(100, 600)
        text.setTextRenderMode(3)
        text.textLine(invisible)
        canvas.drawText(text)
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as found:
        found.attachments[f"{WHO}.txt"] = WHO.encode()
        found.save(path)
    return path


def files(*paths: Path) -> tuple[File, ...]:
    kind = {".pdf": "application/pdf", ".docx": "application/vnd.openxmlformats-officedocument"}
    return tuple(
        File(f"f{place}", "plan", f"{WHO}{place}{path.suffix}", f"{place}" * 64,
             path.stat().st_size, kind[path.suffix], 1, path=str(path),
             cleared=Cleared("核验骢骢", "2026-03-01"))
        for place, path in enumerate(paths)
    )  # fmt: skip


def reads(file: File) -> str:
    return text_of(Path(file.path), file.media_type)


def blind(*paths: Path) -> Seen:
    one = hidden.dossier()
    given = replace(one, answers=replace(one.answers, files=files(*paths)))
    return seen_by(given, audience("expert"), Language.EN, reads=reads)


@pytest.fixture(scope="module", params=[Edition.READING, Edition.ARCHIVE])
def packet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blind")
    office = folder / "plan.docx"
    office.write_bytes(f"PK {WHO}".encode())
    seen = blind(pdf(folder, "plain.pdf"), office)
    out = folder / f"{request.param}.pdf"
    write_packet(seen.dossier, out, language=Language.EN, edition=request.param)
    return out


def test_a_cleared_file_is_there_with_its_pages(packet: Path) -> None:
    if (
        packet.stem == Edition.READING
    ):  # an archive shows a page whose fonts are not in it as a picture
        assert "Plainpageoffigures" in flat("".join(page_texts(packet)))
    assert any(title.startswith("Plan 1") for title, _, _ in outline(packet))


def test_neither_bookmarks_nor_metadata_nor_originals_come_with_it(packet: Path) -> None:
    assert "henbiang" not in everything(packet)
    for code in ("utf-8", "utf-16-be"):
        assert "HENBIANG".encode(code) not in streams(packet)
    with pikepdf.open(packet) as found:
        assert {Path(name).suffix for name in found.attachments} <= {".json"}


def test_what_cannot_be_joined_is_named_and_stays_in_the_office(packet: Path) -> None:
    texts = flat("".join(page_texts(packet)))
    assert "Plan2.docx" in texts
    assert "Notinthispacket" in texts


def test_a_file_in_whose_hidden_layer_a_name_stands_is_left_out(tmp_path: Path) -> None:
    seen = blind(pdf(tmp_path, "layer.pdf", invisible="www.Henbiang-AI.com"))
    assert seen.dossier.answers.files == ()
    assert seen.dossier.withheld is not None
    (left_out,) = seen.dossier.withheld.attachments
    assert left_out.reason.text(Language.EN) == "its own text says whose it is"
    assert f"{WHO}0.pdf" in {hit.words for hit in seen.taken}
