# SPDX-License-Identifier: Apache-2.0
"""Fonts by glyph: nothing is lost, nothing becomes markup."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfbase.ttfonts import TTFontFile
from reportlab.pdfgen.canvas import Canvas

from reports.typesetting.fonts import (
    BOLD,
    MORE_BOLD,
    MORE_SANS,
    MORE_SERIF,
    RARE,
    SANS,
    SERIF,
    coverage,
    draw_spans,
    fitted,
    spans,
    width_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def text_of(text: str, lost: set[str]) -> str:
    return "".join(part for _, part in spans(text, SERIF, lost))


def test_an_ordinary_text_stays_one_span_in_its_font() -> None:
    lost: set[str] = set()
    assert spans("未来产业孵化器，Area 12 m²", SERIF, lost) == [
        (SERIF, "未来产业孵化器，Area 12 m²")
    ]
    assert not lost


@pytest.mark.parametrize(
    ("char", "font"),
    [("𠮷", RARE), ("☑", RARE), ("☐", RARE), ("𰻝", SANS), ("马", SERIF), ("✔", MORE_SANS)],
)
def test_a_rare_character_comes_from_the_first_font_that_has_it(char: str, font: str) -> None:
    assert (font, char) in spans(f"{char}", SERIF, set())


@pytest.mark.parametrize(
    ("font", "more"), [(SERIF, MORE_SERIF), (SANS, MORE_SANS), (BOLD, MORE_BOLD)]
)
def test_small_figures_and_foreign_letters_have_the_weight_of_the_text(
    font: str, more: str
) -> None:
    assert spans("CO₂", font, set()) == [(font, "CO"), (more, "₂")]
    assert spans("Škoda 10⁻⁶", font, set()) == [(more, "Š"), (font, "koda 10"), (more, "⁻⁶")]


def test_a_formula_before_chinese_has_the_room_of_a_letter() -> None:
    assert spans("CO₂排放", SERIF, set()) == [
        (SERIF, "CO"),
        (f"{MORE_SERIF}+", "₂"),
        (SERIF, "排放"),
    ]


def test_what_formulas_and_lists_are_made_of_is_read_back_as_it_was(tmp_path: Path) -> None:
    lines = (
        "捕集CO₂与H₂O、每m³的10⁻⁶、SO₄²⁻、LiFePO₄电池，Škoda、Łódź",
        "✔ 完成 ✘ 未完成 ➢ 要点 ► 五‱ ⌀20 mm a⩽b⩾c ⅓ 𝐸=𝑚𝑐² ℎ ϕ ₂ ₃",
    )
    lost: set[str] = set()
    path = tmp_path / "formulas.pdf"
    canvas = Canvas(str(path))
    for index, font in enumerate((SERIF, SANS, BOLD)):
        for row, line in enumerate(lines):
            draw_spans(canvas, spans(line, font, lost), 10, 50, 700 - 80 * index - 30 * row)
    canvas.save()
    with pypdfium2.PdfDocument(path) as document:
        assert document[0].get_textpage().get_text_range().split("\r\n") == [*lines * 3]
    with pikepdf.open(path) as pdf:
        embedded = {str(item.BaseFont)[8:] for item in pdf.pages[0].Resources.Font.values()}
    assert {MORE_SERIF, MORE_SANS, MORE_BOLD} <= embedded
    assert not lost


def test_a_text_without_such_characters_brings_no_other_font(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    canvas = Canvas(str(path))
    draw_spans(canvas, spans("未来产业 Area 12 m²", SERIF, set()), 10, 50, 700)
    canvas.save()
    assert b"More" not in path.read_bytes()


@pytest.mark.parametrize("font", [SERIF, SANS, BOLD, RARE])
def test_any_font_can_be_asked_for_the_same_text(font: str) -> None:
    lost: set[str] = set()
    assert "".join(text for _, text in spans("A马𠮷𰻝", font, lost)) == "A马𠮷𰻝"
    assert not lost


def test_what_no_font_has_is_printed_as_its_code_point_and_reported() -> None:
    lost: set[str] = set()
    assert text_of("a\U0003402f😀\ufffd\uffff", lost) == "a[U+3402F][U+1F600][U+FFFD][U+FFFF]"
    assert lost == {"\U0003402f", "😀", "\ufffd", "\uffff"}


def test_control_characters_are_shown_and_invisible_ones_dropped() -> None:
    lost: set[str] = set()
    assert text_of("a\x07b\u200bc\u202ed葛\U000e0100\ufe0f\u00ade", lost) == "a[U+0007]bcd葛e"
    assert lost == {"\x07"}


@pytest.mark.parametrize("blank", ["\t", "\u00a0", "\u2003", "\u3000"])
def test_every_blank_stays_a_blank(blank: str) -> None:
    lost: set[str] = set()
    assert "".join(text for _, text in spans(f"a{blank}b", SERIF, lost)) in {"a b", f"a{blank}b"}
    assert not lost


def test_a_long_line_is_cut_with_an_ellipsis_and_fits() -> None:
    cut = fitted("标题" * 200, SANS, 8, 120, set())
    assert cut[-1][1].endswith("…")
    assert width_of(cut, 8) <= 120


def test_a_short_line_is_not_cut() -> None:
    assert fitted("标题", SANS, 8, 120, set()) == [(SANS, "标题")]


def test_coverage_holds_no_invisible_characters() -> None:
    assert not coverage(SERIF) & {"\u00ad", "\u200b", "\x07", "\n"}


def test_between_chinese_and_western_characters_stands_a_quarter_of_an_em() -> None:
    text = "深圳市2026年AI，35m²的PCT"
    gaps = 6  # 市2, 6年, 年A, ²的, 的P; I，and the marks have room of their own
    plain = sum(width_of(spans(char, SERIF, set()), 100) for char in text)
    assert width_of(spans(text, SERIF, set()), 100) - plain == pytest.approx(25 * (gaps - 1))


def test_the_room_between_scripts_is_no_blank_in_the_text_of_the_file(tmp_path: Path) -> None:
    text = "深圳市2026年在AI领域第12批占比20%以上，吉祥𠮷9号"
    path = tmp_path / "spaced.pdf"
    canvas = Canvas(str(path))
    for line, font in enumerate((SERIF, SANS, BOLD)):
        draw_spans(canvas, spans(text, font, set()), 12, 50, 700 - 40 * line)
    canvas.save()
    with pypdfium2.PdfDocument(path) as document:
        page = document[0].get_textpage()
        assert page.get_text_range().split() == [text] * 3
        left, right = page.get_charbox(2)[2], page.get_charbox(3)[0]  # 市 and 2, their ink
    assert right - left > 0.25 * 12
    with pikepdf.open(path) as pdf:
        fonts = [item for item in pdf.pages[0].Resources.Font.values() if "/Widths" in item]
        assert any("Spaced" in str(item.BaseFont) for item in fonts)
        for item in fonts:
            assert advances(item) == declared(item)


def declared(font: pikepdf.Object) -> list[int]:
    return [int(width) for width in font.Widths]


def advances(font: pikepdf.Object) -> list[int]:
    """The advance of each code by the embedded font itself, in thousandths."""
    data = bytes(font.FontDescriptor.FontFile2.read_bytes())
    embedded = TTFontFile(BytesIO(data), charInfo=0)
    count = embedded.get_ushort(embedded.get_table_pos("hhea")[0] + 34)
    hmtx, cmap = embedded.get_table_pos("hmtx")[0], embedded.get_table_pos("cmap")[0] + 12
    entries = embedded.get_ushort(cmap + 8)
    glyphs = [embedded.get_ushort(cmap + 10 + 2 * code) for code in range(entries)]
    found = [embedded.get_ushort(hmtx + 4 * min(glyph, count - 1)) for glyph in glyphs]
    return [round(width * 1000 / embedded.unitsPerEm) for width in found]
