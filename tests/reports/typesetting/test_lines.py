# SPDX-License-Identifier: Apache-2.0
"""Where lines end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.typesetting.lines import NEVER_FIRST, NEVER_LAST, break_lines


def broken(text: str, room: float, first: float | None = None) -> list[str]:
    sums = [float(n) for n in range(len(text) + 1)]
    lines = break_lines(text, sums, room if first is None else first, room)
    return [text[start:end] for start, end in lines]


@pytest.mark.parametrize("mark", ["，", "。", "；", "：", "？", "！", "）", "”", "》", "%", "、"])
def test_no_closing_mark_begins_a_line(mark: str) -> None:
    assert broken(f"未来产业{mark}孵化器", 4) == ["未来产", f"业{mark}孵化", "器"]


@pytest.mark.parametrize("mark", ["（", "“", "《", "("])
def test_no_opening_mark_ends_a_line(mark: str) -> None:
    assert broken(f"未来产{mark}业孵化", 4) == ["未来产", f"{mark}业孵化"]


@pytest.mark.parametrize(
    "word", ["incubator", "12,345.67", "a.b@c.cn", "91330100MA", "SO₄²⁻NH₄⁺", "C₂H₄₍ᵧ₎O"]
)
def test_a_word_a_number_and_an_address_stay_whole(word: str) -> None:
    assert broken(f"未来产业{word}", 11)[1] == word


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert broken("X" * 10, 4) == ["XXXX", "XXXX", "XX"]


def test_the_first_line_may_be_shorter() -> None:
    assert broken("一二三四五六七", 4, first=2) == ["一二", "三四五六", "七"]


def test_blanks_at_a_break_are_dropped() -> None:
    assert broken("ab cd ef", 5) == ["ab cd", "ef"]


@given(st.text("未来，。（”ab1 .,", max_size=80), st.integers(1, 12))
def test_nothing_is_lost_and_every_line_fits(text: str, room: int) -> None:
    lines = broken(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(1 <= len(line) <= room for line in lines)


def test_the_room_between_two_scripts_is_left_out_where_a_line_begins() -> None:
    text, gap = "汉字ab", 0.25
    sums = [0.0, 1.0, 2.0, 2.75, 3.25]  # a quarter before a, half a width a letter
    assert list(break_lines(text, sums, 2, 1, {2: gap})) == [(0, 2), (2, 4)]


def test_marks_are_either_first_or_last() -> None:
    assert not NEVER_FIRST & NEVER_LAST
