# SPDX-License-Identifier: Apache-2.0
"""The archive edition with attachments: originals inside, a manifest, pictures of what may not be kept."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf.pdfa import validate_written
from PIL import Image

from models.language import Language
from models.orders import Edition
from reports.editions import MANIFEST
from reports.packet import PacketResult, write_packet
from tests.offices import data
from tests.reports.editions.pdfa import faults
from tests.reports.joining.making import (
    RED_CORNER,
    SHORT,
    add_page,
    attached,
    colour_at,
    holding,
    saved,
)
from tests.reports.packet import dossiers
from tests.reports.packet.reading import page_texts

if TYPE_CHECKING:
    from models.dossier import Dossier
    from models.programme.answers import File

RED = (255, 0, 0)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, File]:
    """A PDF without its fonts, one with them, a photo, and what cannot be printed."""
    folder = tmp_path_factory.mktemp("attached")
    unfit = pikepdf.new()
    add_page(unfit, "a font from elsewhere", drawn=RED_CORNER)
    unfit_path = saved(unfit, folder / "外部字体.pdf")
    fit_path = folder / "先导区方案.pdf"
    parts = [part for part in SHORT if part.id == "cover"]
    write_packet(dossiers.dossier(), fit_path, language=Language.ZH, parts=parts)
    photo = folder / "photo.jpg"
    Image.new("RGB", (60, 40), RED).save(photo, dpi=(96, 96))
    other = folder / "data.bin"
    other.write_bytes(b"\x00\xff\x00" * 99)
    named = {"unfit": unfit_path, "fit": fit_path, "photo": photo, "other": other}
    return {name: attached(path, uid=name) for name, path in named.items()}


@pytest.fixture(scope="module")
def archive(files: dict[str, File], tmp_path_factory: pytest.TempPathFactory) -> PacketResult:
    folder = tmp_path_factory.mktemp("archive")
    return archived(holding(*files.values()), folder / "a.pdf")


def archived(dossier: Dossier, path: Path) -> PacketResult:
    return write_packet(
        dossier, path, language=Language.EN, edition=Edition.ARCHIVE, parts=SHORT, replace=True
    )


def embedded(path: Path) -> dict[str, tuple[str, bytes]]:
    """What is embedded: relationship and bytes by name."""
    with pikepdf.open(path) as pdf:
        listed: Any = pdf.Root.AF
        return {str(item.UF): (str(item.AFRelationship), item.EF.F.read_bytes()) for item in listed}


def manifest(path: Path) -> Any:
    return json.loads(embedded(path)[MANIFEST][1])


def test_every_original_is_inside_byte_for_byte_and_says_why(
    archive: PacketResult, files: dict[str, File]
) -> None:
    found = embedded(archive.path)
    why = {"unfit": "/Source", "fit": "/Source", "photo": "/Source", "other": "/Supplement"}
    assert found.pop(MANIFEST)[0] == "/Data"
    assert found == {
        file.name: (why[name], Path(file.path).read_bytes()) for name, file in files.items()
    }


def test_it_is_pdfa_3b_whatever_was_attached(archive: PacketResult) -> None:
    assert faults(archive.path) == []
    report = validate_written(archive.path, "3b")
    assert report.passed, report.summary()


def test_the_manifest_names_each_part_and_file_with_its_page_and_checksum(
    archive: PacketResult, files: dict[str, File]
) -> None:
    said = manifest(archive.path)
    dossier = dossiers.dossier()
    texts = page_texts(archive.path)
    assert said["number"] == dossier.number
    assert said["version_code"] == dossier.version_code
    assert said["history_head"] == {"sequence": 128, "hash": dossier.head.hash}
    assert said["pages"] == archive.pages == len(texts)
    assert [part["id"] for part in said["parts"]] == [part.id for part in SHORT]
    for part in said["parts"]:
        for chapter in part["chapters"]:
            assert chapter["title"] in texts[chapter["page"] - 1]
    assert [file["name"] for file in said["files"]] == [file.name for file in files.values()]
    for file in said["files"]:
        content = embedded(archive.path)[file["name"]][1]
        assert file["sha256"] == sha256(content).hexdigest()
        assert file["size"] == len(content)
        assert file["name"] in texts[file["page"] - 1]
    shown = {file["name"]: file["shown"] for file in said["files"]}
    assert [*shown.values()] == ["pictures", "pages", "pages", "explained"]


def test_a_page_without_its_fonts_is_a_picture_that_looks_the_same_and_says_so(
    archive: PacketResult, files: dict[str, File], tmp_path: Path
) -> None:
    reading = write_packet(
        holding(files["unfit"]), tmp_path / "r.pdf", language=Language.EN, parts=SHORT
    )
    said = manifest(archive.path)["files"][0]
    [page] = said["pictured"]
    assert page == said["page"]
    text = page_texts(archive.path)[page - 1]
    assert "a font from elsewhere" not in text
    assert "Picture, with the original inside this PDF" in text
    assert "a font from elsewhere" in page_texts(reading.path)[page - 1]
    for path in (archive.path, reading.path):
        assert colour_at(path, page, 95, 200) == colour_at(reading.path, page, 95, 200)
    with pikepdf.open(archive.path) as pdf:
        [picture] = [item for name, item in pdf.pages[page - 1].Resources.XObject.items()
                     if name.startswith("/Joined")]  # fmt: skip
        assert picture.Subtype == "/Image"
        assert picture.Width > 900


def test_a_page_with_its_fonts_stays_text(archive: PacketResult) -> None:
    said = manifest(archive.path)["files"][1]
    assert said["pictured"] == []
    assert dossiers.dossier().applicant in page_texts(archive.path)[said["page"] - 1]


def test_a_file_that_is_gone_is_named_in_the_manifest(
    files: dict[str, File], tmp_path: Path
) -> None:
    gone = attached(Path(files["photo"].path), uid="gone")
    copy = tmp_path / "gone.jpg"
    copy.write_bytes(Path(gone.path).read_bytes())
    there = attached(copy, uid="gone")
    copy.unlink()
    path = archived(holding(there), tmp_path / "a.pdf").path
    [said] = manifest(path)["files"]
    assert not said["embedded"]
    assert said["sha256"] == there.sha256
    assert list(embedded(path)) == [MANIFEST]


def test_an_archive_of_pictures_and_originals_is_the_same_again(
    archive: PacketResult, files: dict[str, File], tmp_path: Path
) -> None:
    again = archived(holding(*files.values()), tmp_path / "again.pdf").path
    assert again.read_bytes() == archive.path.read_bytes()


def test_odd_pdfs_from_practice_are_kept_all_the_same(tmp_path: Path) -> None:
    folder = data("pdf")
    names = (
        "XiaoBiaoSong.pdf",
        "form-filled-by-acrobat.pdf",
        "multilang.pdf",
        "encrypted-file.pdf",
    )
    found = [attached(folder / name, uid=f"u{n}") for n, name in enumerate(names)]
    path = archived(holding(*found), tmp_path / "a.pdf").path
    assert faults(path) == []
    shown = [file["shown"] for file in manifest(path)["files"]]
    assert {"pages", "pictures", "explained"} == set(shown)
