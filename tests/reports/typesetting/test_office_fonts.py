# SPDX-License-Identifier: Apache-2.0
"""Fonts of the office's machine: found by name, passed over with a word, named in the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from models.language import Language
from reports.typesetting.fonts import SERIF, draw_spans, spans
from reports.typesetting.office_fonts import (
    BUNDLED,
    FontGoneError,
    choice_of,
    faces_of,
    font_folders,
    office_fonts,
)
from tests.reports.typesetting.font_making import write_font

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("fonts")
    write_font(found / "simfang.ttf", "FangSong", "仿宋")
    write_font(found / "deep" / "kai.TTC", "KaiTi", "楷体", collection=True)
    write_font(found / "FZXBSJW.TTF", "FZXiaoBiaoSong-B05S", "方正小标宋简体", allowed=2)
    write_font(found / "zhongsong.ttf", "STZhongsong", "华文中宋")
    write_font(found / "hei.otf", "SimHei", "黑体", outlines=False)
    (found / "broken.ttf").write_bytes(b"\x00\x01\x00\x00\xff\xff")
    return found


def test_fonts_are_found_by_their_names_wherever_they_lie(folder: Path) -> None:
    found = {font.role: font.name for font in office_fonts([folder])}
    assert found == {"title": "华文中宋", "body": "仿宋", "first": "", "second": "楷体"}


def test_fonts_that_cannot_stand_in_a_file_are_passed_over_with_a_word(folder: Path) -> None:
    passed = {font.role: font.passed for font in office_fonts([folder])}
    assert [name for name, _ in passed["title"]] == ["方正小标宋简体", "FZXiaoBiaoSong-B05S"]
    assert "forbids" in passed["title"][0][1].text(Language.EN)
    assert "PostScript" in passed["first"][0][1].text(Language.EN)


def test_a_machine_without_them_sets_papers_in_the_bundled_fonts(tmp_path: Path) -> None:
    assert choice_of(office_fonts([tmp_path])) == ()
    assert faces_of(()) == BUNDLED
    assert font_folders()


def test_what_the_order_names_is_set_again_or_missed(folder: Path, tmp_path: Path) -> None:
    choice = choice_of(office_fonts([folder]))
    assert [role for role, _, _ in choice] == ["title", "body", "second"]
    assert faces_of(choice, [folder]).body.startswith("仿宋@")
    with pytest.raises(FontGoneError, match="仿宋"):
        faces_of(choice, [tmp_path])


def test_another_version_of_a_font_is_not_the_same(folder: Path, tmp_path: Path) -> None:
    choice = choice_of(office_fonts([folder]))
    write_font(tmp_path / "simfang.ttf", "FangSong", "仿宋", allowed=0)
    with pytest.raises(FontGoneError):
        faces_of([item for item in choice if item[0] == "body"], [tmp_path])


def test_an_office_font_sets_chinese_and_a_bundled_one_the_rest(
    folder: Path, tmp_path: Path
) -> None:
    body = faces_of(choice_of(office_fonts([folder])), [folder]).body
    text = "𠮷2026年AI，¥" + "仓"  # 仓 and 年 are not in this font
    fonts = {part: font for font, part in spans(text, body, set())}
    assert body in next(font for part, font in fonts.items() if part.startswith("𠮷"))
    assert {font.removesuffix("+") for part, font in fonts.items() if "202" in part} == {SERIF}
    path = tmp_path / "set.pdf"
    canvas = Canvas(str(path))
    draw_spans(canvas, spans(text, body, set()), 12, 50, 700)
    canvas.save()
    with pypdfium2.PdfDocument(path) as document:
        assert document[0].get_textpage().get_text_range() == text
    with pikepdf.open(path) as pdf:
        assert sum("/FontDescriptor" in item for item in pdf.pages[0].Resources.Font.values()) >= 3
