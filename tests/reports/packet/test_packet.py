# SPDX-License-Identifier: Apache-2.0
"""A packet read back with another library: what a panel would see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
import pytest

from models.language import Language
from models.storage.files import FileExistsAlreadyError
from reports.packet import PARTS, write_packet
from reports.typesetting.qr import qr_modules
from tests.reports.packet import dossiers
from tests.reports.packet.reading import flat, outline, page_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.dossier import Dossier

MAKERS = pytest.mark.parametrize("make", [dossiers.dossier, dossiers.typical, dossiers.absurd])
LANGUAGES = pytest.mark.parametrize("language", list(Language))
PAGE_OF = {
    Language.ZH: re.compile(r"第(\d+)页共(\d+)页"),
    Language.EN: re.compile(r"Page(\d+)of(\d+)pages"),
}


@LANGUAGES
@MAKERS
def test_every_page_says_which_of_how_many_it_is(
    make: Callable[[], Dossier], language: Language, tmp_path: Path
) -> None:
    result = write_packet(make(), tmp_path / "p.pdf", language=language)
    texts = page_texts(result.path)
    assert len(texts) == result.pages
    for number, text in enumerate(texts, 1):
        assert PAGE_OF[language].findall(flat(text)) == [(str(number), str(result.pages))]


@LANGUAGES
def test_every_page_names_version_history_number_and_title(
    language: Language, tmp_path: Path
) -> None:
    made = dossiers.typical()
    write_packet(made, tmp_path / "p.pdf", language=language)
    for text in page_texts(tmp_path / "p.pdf"):
        for word in (made.version_code, made.head.short, made.number, made.title):
            assert word in text


@LANGUAGES
@MAKERS
def test_the_contents_name_the_page_of_every_heading(
    make: Callable[[], Dossier], language: Language, tmp_path: Path
) -> None:
    path = write_packet(make(), tmp_path / "p.pdf", language=language).path
    contents = flat(page_texts(path)[1])
    entries = outline(path)
    assert len(entries) > 7
    for title, _, page in entries:
        assert (
            f"{flat(title)}{page}" in contents.replace(".", "")
            or f"{flat(title)}{page}" in contents
        )
        assert flat(title) in flat(page_texts(path)[page - 1])


def test_bookmarks_are_nested(tmp_path: Path) -> None:
    path = write_packet(dossiers.typical(), tmp_path / "p.pdf", language=Language.EN).path
    levels = {title: level for title, level, _ in outline(path)}
    assert levels["3. Figures"] == 0
    assert levels["Tenants"] == levels["Years and plan"] == 1


@LANGUAGES
def test_title_author_subject_and_language_are_set(language: Language, tmp_path: Path) -> None:
    made = dossiers.typical()
    path = write_packet(made, tmp_path / "p.pdf", language=language).path
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == f"{made.number} {made.title}"
        assert str(pdf.docinfo.Author) == made.office.name
        assert made.call.title in str(pdf.docinfo.Subject)
        assert str(pdf.docinfo.CreationDate).startswith("D:20260305")
        assert str(pdf.Root.Lang) == ("zh-CN" if language is Language.ZH else "en")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 - a pdf object


def test_every_font_is_embedded_and_a_subset(tmp_path: Path) -> None:
    path = write_packet(dossiers.typical(), tmp_path / "p.pdf", language=Language.ZH).path
    assert path.stat().st_size < 900_000
    with pikepdf.open(path) as pdf:
        fonts = [
            font
            for page in pdf.pages
            for font in page.Resources.Font.values()
            if str(font.Subtype) == "/TrueType"
        ]
        assert fonts
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_the_same_dossier_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_packet(dossiers.typical(), tmp_path / name, language=Language.ZH)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_absurd_texts_are_printed_and_what_is_lost_is_reported(tmp_path: Path) -> None:
    result = write_packet(dossiers.absurd(), tmp_path / "p.pdf", language=Language.EN)
    text = flat("".join(page_texts(result.path)))
    for part in ("吉祥𠮷𰻝<b>&amp;", "[U+1F600]", "[U+FFFD]", "[U+0007]", "葛", "[U+3402F]"):
        assert part in text
    assert {"U+1F600", "U+FFFD", "U+0007", "U+3402F", "U+05E9"} <= set(result.lost)
    assert "U+20BB7" not in result.lost
    assert text.count("元") == 2000
    assert text.count("X" * 40) >= 5000 // 80


def test_a_megabyte_of_text_is_set(tmp_path: Path) -> None:
    made = dossiers.dossier({"summary": "很长的建设方案。" * 42_000})
    result = write_packet(made, tmp_path / "p.pdf", language=Language.ZH)
    assert result.pages > 200


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_text("mine")
    with pytest.raises(FileExistsAlreadyError):
        write_packet(dossiers.dossier(), path, language=Language.ZH)
    assert path.read_text() == "mine"
    write_packet(dossiers.dossier(), path, language=Language.ZH, replace=True)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_packet_may_have_some_parts_only(tmp_path: Path) -> None:
    parts = [part for part in PARTS if part.id in {"cover", "tags"}]
    result = write_packet(dossiers.typical(), tmp_path / "p.pdf", language=Language.EN, parts=parts)
    assert result.pages == 2
    assert "1. Tags" in page_texts(result.path)[1]


def test_the_qr_code_is_square_and_framed_by_its_three_marks() -> None:
    modules = qr_modules("2026001 7F3A-9C21")
    assert all(len(row) == len(modules) for row in modules)
    for row, column in ((0, 0), (0, -7), (-7, 0)):
        assert modules[row][column if column >= 0 else len(modules) + column]
