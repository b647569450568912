# SPDX-License-Identifier: Apache-2.0
"""What can be printed: every character that names, formulas and GBK use is in one of the fonts."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from resources import entry, names, open_binary, read_text

NOTO = ("NotoSerifSC-Regular", "NotoSansSC-Regular", "NotoSansSC-Bold")
MORE = ("MoreSerif-Regular", "MoreSans-Regular", "MoreSans-Bold")
FONTS = (*NOTO, *MORE, "RareHan-Regular")
NAMES = Path(__file__).parents[3] / "shared" / "data" / "names"
MEBIBYTE = 1024 * 1024

needs_names = pytest.mark.skipif(not NAMES.is_dir(), reason="../shared/data/names is absent")


@cache
def face(name: str) -> TTFontFile:
    with open_binary("fonts", f"{name}.ttf") as file:
        return TTFontFile(file)


@cache
def printable() -> frozenset[int]:
    return frozenset().union(*(face(name).charToGlyph for name in FONTS))


def has_no_glyph_of_its_own(code: int) -> bool:
    """Private use, zero width, variation selectors, ideographic description: flagged, not set."""
    ranges = (
        (0xE000, 0xF8FF),
        (0x200B, 0x200F),
        (0x2FF0, 0x2FFF),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xE0100, 0xE01EF),
    )
    return any(low <= code <= high for low, high in ranges)


def lost(text: str) -> list[str]:
    return [
        f"{character} U+{ord(character):04X}"
        for character in text
        if ord(character) not in printable() and not has_no_glyph_of_its_own(ord(character))
    ]


def gbk() -> str:
    """The two-byte characters of GBK."""
    return "".join(chr(code) for code in range(0x80, 0x10000) if chr(code).encode("gbk", "ignore"))


def test_the_fonts_are_there_and_no_other() -> None:
    assert names("fonts", ".ttf") == sorted(FONTS)


@pytest.mark.parametrize("name", FONTS)
def test_a_font_has_outlines_that_reportlab_can_embed(name: str) -> None:
    tables = face(name).table
    assert "glyf" in tables
    assert "CFF " not in tables


@pytest.mark.parametrize("name", FONTS)
def test_a_font_bears_the_name_of_its_file(name: str) -> None:
    assert face(name).name == name.encode()


@pytest.mark.parametrize("name", NOTO)
def test_a_noto_font_has_what_forms_are_made_of(name: str) -> None:
    own = face(name).charToGlyph
    text = "未来产业 ABCabc0123456789，。、；：？！“”‘’（）《》〔〕【】—…·•・※□■○●√×→①⑩％‰㎡℃￥¥ⅠⅣ"
    assert [character for character in text if ord(character) not in own] == []


@pytest.mark.parametrize(("name", "most"), [("RareHan-Regular", 3), *((name, 1) for name in MORE)])
def test_a_fallback_stays_small(name: str, most: int) -> None:
    with open_binary("fonts", f"{name}.ttf") as file:
        assert len(file.read()) < most * MEBIBYTE


@pytest.mark.parametrize("name", [*MORE, "RareHan-Regular"])
def test_a_fallback_bears_none_of_the_reserved_names(name: str) -> None:
    font = face(name)
    shown = b" ".join((font.name, font.fullName, font.uniqueFontID, font.familyName))
    assert name[:4].encode() in shown
    assert not re.search(rb"Hana|\xe8\x8a\xb1\xe5\x9c\x92|Source|Noto", shown)


@pytest.mark.parametrize(("noto", "more"), [*zip(NOTO, MORE, strict=True)])
def test_small_figures_and_letters_are_there_in_each_weight(noto: str, more: str) -> None:
    both = {**face(noto).charToGlyph, **face(more).charToGlyph}
    text = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₓₙ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱŠšČčŁłŞşŻżĞğİıŐőẞệ‱⅓⅔⅛ℎ℗℠ϕϵϑ₽Їїά"
    assert [character for character in text if not both.get(ord(character))] == []


@pytest.mark.parametrize(("noto", "more"), [*zip(NOTO, MORE, strict=True)])
def test_small_figures_are_as_wide_as_those_of_the_font(noto: str, more: str) -> None:
    own, other = face(noto).charWidths, face(more).charWidths
    assert other[ord("⁵")] == pytest.approx(own[ord("²")], rel=0.03)
    assert other[ord("š")] == pytest.approx(own[ord("s")], rel=0.04)


@pytest.mark.parametrize("character", list("⌀⩽⩾✔✘➢➤►✅❌⇌∛⟨𝑥𝛼"))
def test_a_sign_of_applications_is_printed(character: str) -> None:
    assert lost(character) == []


@pytest.mark.parametrize(
    "text", ["OFL-NotoSC.txt", "OFL-More.txt", "LICENSE-RareHan.txt", "README.md"]
)
def test_each_licence_goes_with_its_font(text: str) -> None:
    assert entry("fonts", text).is_file()
    assert "icen" in read_text("fonts", text)


@pytest.mark.parametrize("character", list("𠮷𰻝𬱖㛃䶮㐂朤犇堃喆昇鿿≒☐☑☒"))
def test_a_rare_character_is_printed_and_not_a_box(character: str) -> None:
    assert lost(character) == []


def test_the_whole_of_gbk_can_be_printed() -> None:
    assert len(gbk()) == 21_791
    assert lost(gbk()) == []


@pytest.mark.parametrize(("low", "high"), [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x2B740, 0x2B81D)])
def test_the_basic_block_and_extensions_a_and_d_are_whole(low: int, high: int) -> None:
    assert lost("".join(map(chr, range(low, high + 1)))) == []


def test_a_character_that_no_font_has_is_found_out() -> None:
    assert lost("王\U00020000") == ["\U00020000 U+20000"]


@needs_names
def test_every_third_level_standard_character_can_be_printed() -> None:
    text = (NAMES / "level-3.txt").read_text(encoding="utf-8")
    characters = "".join(text.split())
    assert len(characters) == 1605
    assert lost(characters) == []


@needs_names
def test_every_rare_name_can_be_printed() -> None:
    with (NAMES / "rare-names-a.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 20
    assert lost("".join(row["name"] for row in rows)) == []


@needs_names
def test_every_region_can_be_printed() -> None:
    assert lost("".join(read_text("vocabularies", "regions.csv").split())) == []
