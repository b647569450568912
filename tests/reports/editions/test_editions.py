# SPDX-License-Identifier: Apache-2.0
"""The editions of a packet, read back with other libraries: for reading, for print, for keeping."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from pikepdf.pdfa import validate_written

from models.language import Language
from models.orders import Edition
from reports.editions import NotArchivableError
from reports.packet import write_packet
from reports.typesetting.document import Margins
from tests.reports.editions.pdfa import faults
from tests.reports.packet import dossiers
from tests.reports.packet.reading import flat, outline, page_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from models.dossier import Dossier

RARE = "由𠮷田健、𬱖先生与𰻝𰻝面馆，“≒0.5㎡·α”；䶮、㙍、龘。"
EDITIONS = pytest.mark.parametrize("edition", list(Edition))
MARGINS = Margins()


def packet() -> Dossier:
    return dossiers.typical(number="2026001", rows=60)


def rare() -> Dossier:
    return dossiers.dossier({"title": f"{RARE}先导区", "summary": (RARE + dossiers.PLAN) * 9})


def odd() -> Dossier:
    return dossiers.dossier({"title": "坏\x07字\ufffe符 <b>&amp;", "summary": dossiers.ABSURD_TEXT})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Edition, Path]:
    """A typical packet in every edition."""
    folder = tmp_path_factory.mktemp("editions")
    return {edition: write(packet(), folder / f"{edition}.pdf", edition) for edition in Edition}


def write(dossier: Dossier, path: Path, edition: Edition) -> Path:
    return write_packet(dossier, path, language=Language.ZH, edition=edition).path


def bodies(path: Path) -> Iterator[str]:
    """The text of each page between header and footer, from edge to edge."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            width, height = page.get_size()
            text = page.get_textpage()
            yield text.get_text_bounded(0, MARGINS.bottom, width, height - MARGINS.top)


def lefts(path: Path, word: str) -> list[tuple[int, float]]:
    """On which pages a word stands, and how far from the left edge; {page} is the page's number."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, 1):
            text = page.get_textpage()
            match = text.search(word.format(page=number)).get_next()
            if match is not None:
                found.append((number, text.get_charbox(match[0])[0]))
    return found


@EDITIONS
def test_every_edition_is_a_sound_pdf_with_all_fonts_inside(
    edition: Edition, made: Mapping[Edition, Path]
) -> None:
    with pikepdf.open(made[edition]) as pdf:
        assert not pdf.check_pdf_syntax()
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)
                 and item.get("/Type") == "/Font"]  # fmt: skip
        assert len(fonts) > 3
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


@EDITIONS
def test_the_contents_of_every_edition_name_the_page_of_every_heading(
    edition: Edition, made: Mapping[Edition, Path]
) -> None:
    texts = page_texts(made[edition])
    contents = flat(next(text for text in texts if "目录" in text)).replace(".", "")
    entries = outline(made[edition])
    assert len(entries) > 7
    for title, _, page in entries:
        assert f"{flat(title)}{page}".replace(".", "") in contents
        assert flat(title) in flat(texts[page - 1])


@EDITIONS
def test_what_went_in_comes_out_of_every_edition_character_for_character(
    edition: Edition, tmp_path: Path
) -> None:
    dossier = rare()
    text = flat("".join(bodies(write(dossier, tmp_path / "p.pdf", edition))))
    for value in dossier.answers.stored.values():
        if isinstance(value, str) and not value.isascii():
            assert flat(value) in text or value == dossiers.direction()
    assert "𬱖" in text


@EDITIONS
def test_every_page_but_a_blank_one_bears_number_version_and_code(
    edition: Edition, made: Mapping[Edition, Path]
) -> None:
    dossier = packet()
    for text, page in zip(
        page_texts(made[edition]), pikepdf.open(made[edition]).pages, strict=True
    ):
        drawn = bool(page.Contents.read_bytes().strip()) and bool(text.strip())
        assert drawn or edition is Edition.PRINT
        if drawn:
            assert dossier.number in text
            assert dossier.version_code in text
            assert any("qr" in str(name) for name in page.Resources.XObject)


def test_in_print_every_part_begins_on_a_right_page_and_the_cover_stands_alone(
    made: Mapping[Edition, Path],
) -> None:
    texts = page_texts(made[Edition.PRINT])
    assert not texts[1].strip()
    assert all(texts[::2])
    parts = (
        "目录",
        "申报概况",
        "基本信息",
        "标签与分类",
        "资格审查清单",
        "审查问题",
        "附件",
        "阶段记录",
    )
    begins = [next(n for n, text in enumerate(bodies(made[Edition.PRINT]), 1)
                   if flat(text).startswith(part) or flat(text)[2:].startswith(part))
              for part in parts]  # fmt: skip
    assert all(begin % 2 for begin in begins)
    assert f"共{len(texts)}页" in flat(texts[0])


def test_in_print_the_inner_margin_is_the_wider_and_page_numbers_stand_outside(
    made: Mapping[Edition, Path],
) -> None:
    width = 595.27
    for number, left in lefts(made[Edition.PRINT], "第 {page}"):
        assert (left > width / 2) if number % 2 else (left < width / 2)
    for number, left in lefts(made[Edition.PRINT], packet().version_code):
        assert (left < width / 2) if number % 2 else (left > width / 2)
    rows = {number % 2: left for number, left in lefts(made[Edition.PRINT], "序号")}
    assert rows[1] - rows[0] == pytest.approx(MARGINS.left - MARGINS.right, abs=0.1)
    with pikepdf.open(made[Edition.PRINT]) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_the_reading_edition_is_the_smallest(made: Mapping[Edition, Path]) -> None:
    sizes = {edition: path.stat().st_size for edition, path in made.items()}
    assert sizes[Edition.READING] == min(sizes.values())
    with pikepdf.open(made[Edition.READING]) as pdf:
        assert pdf.trailer.get("/Type") == "/XRef"


@pytest.mark.parametrize("make", [packet, rare, odd])
def test_the_archive_edition_is_pdfa_3b(make: Callable[[], Dossier], tmp_path: Path) -> None:
    path = write(make(), tmp_path / "p.pdf", Edition.ARCHIVE)
    assert faults(path) == []
    report = validate_written(path, "3b")
    assert report.passed, report.summary()


def test_the_other_editions_do_not_claim_to_be_archives(made: Mapping[Edition, Path]) -> None:
    for edition in (Edition.READING, Edition.PRINT):
        assert "6.6.2.1: no metadata" in faults(made[edition])


def test_a_packet_that_is_no_pdfa_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.editions.finishing.mark_as_archive", lambda _: None)
    with pytest.raises(NotArchivableError, match="DeviceRGB"):
        write(packet(), tmp_path / "p.pdf", Edition.ARCHIVE)
    assert not list(tmp_path.iterdir())


_ELSEWHERE = """
import sys
from pathlib import Path
from models.orders import Edition
from tests.reports.editions.test_editions import packet, write
for edition in Edition:
    write(packet(), Path(sys.argv[1]) / f"{edition}.pdf", edition)
"""


def test_the_same_data_give_the_same_bytes_in_another_place_and_order(
    made: Mapping[Edition, Path], tmp_path: Path
) -> None:
    """In a process with another time zone, locale and order of hashes."""
    there = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"}
    root = Path(__file__).resolve().parents[3]
    subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, str(tmp_path)],
        env=os.environ | there | {"PYTHONPATH": str(root)},
        cwd=root,
        check=True,
        timeout=60,
    )
    for edition, path in made.items():
        other = tmp_path / path.name
        assert digest(path) == digest(other), edition


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
