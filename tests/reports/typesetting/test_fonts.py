# SPDX-License-Identifier: Apache-2.0
"""Fonts by glyph: nothing is lost, nothing becomes markup."""

from __future__ import annotations

import pytest

from reports.typesetting.fonts import (
    BOLD,
    RARE,
    SANS,
    SERIF,
    coverage,
    fitted,
    runs,
    spans,
    width_of,
)


def test_an_ordinary_text_stays_one_span_in_its_font() -> None:
    lost: set[str] = set()
    assert spans("未来产业孵化器，Area 12 m²", SERIF, lost) == [
        (SERIF, "未来产业孵化器，Area 12 m²")
    ]
    assert not lost


@pytest.mark.parametrize(
    ("char", "font"), [("𠮷", RARE), ("☑", RARE), ("☐", RARE), ("𰻝", SANS), ("马", SERIF)]
)
def test_a_rare_character_comes_from_the_first_font_that_has_it(char: str, font: str) -> None:
    assert (font, char) in spans(f"{char}", SERIF, set())


@pytest.mark.parametrize("font", [SERIF, SANS, BOLD, RARE])
def test_any_font_can_be_asked_for_the_same_text(font: str) -> None:
    lost: set[str] = set()
    assert "".join(text for _, text in spans("A马𠮷𰻝", font, lost)) == "A马𠮷𰻝"
    assert not lost


def test_what_no_font_has_is_printed_as_its_code_point_and_reported() -> None:
    lost: set[str] = set()
    assert runs("a\U0003402f😀\ufffd", SERIF, lost) == "a[U+3402F][U+1F600][U+FFFD]"
    assert lost == {"\U0003402f", "😀", "\ufffd"}


def test_control_characters_are_shown_and_invisible_ones_dropped() -> None:
    lost: set[str] = set()
    assert runs("a\x07b\u200bc\u202ed葛\U000e0100\ufe0f\u00ade", SERIF, lost) == "a[U+0007]bcd葛e"
    assert lost == {"\x07"}


def test_markup_in_a_text_stays_text() -> None:
    assert runs("<b>&\n𠮷", SERIF) == f'&lt;b&gt;&amp;<br/><font name="{RARE}">𠮷</font>'


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
