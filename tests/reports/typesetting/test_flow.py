# SPDX-License-Identifier: Apache-2.0
"""Blocks and tables: they split anywhere and lose nothing."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.platypus.flowables import PageBreak

from models.language import Language
from reports.typesetting.grid import Grid, Row
from reports.typesetting.headings import headed
from reports.typesetting.prose import Prose
from reports.typesetting.setter import Setter, chinese_number
from reports.typesetting.styles import BODY, CELL, HEAD, VALUE
from reports.typesetting.together import Signed, Together

WIDTH, HEIGHT = 400.0, 600.0


@pytest.fixture
def setter() -> Setter:
    return Setter(Language.EN, WIDTH)


def pages(block: Any, height: float = HEIGHT) -> list[Any]:
    """A block as it falls on pages, each part not higher than a page."""
    found = []
    while block.wrap(WIDTH, height)[1] > height:
        parts = block.split(WIDTH, height)
        assert len(parts) > 1, "the block makes no way"
        found.append(parts[0])
        block = parts[-1]
    return [*found, block]


def test_a_megabyte_of_text_is_split_without_being_broken_again(setter: Setter) -> None:
    text = "一" * 350_000
    parts = pages(setter.block(text, BODY))
    assert len(parts) > 200
    assert all(part.wrap(WIDTH)[1] <= HEIGHT for part in parts)


def test_no_line_stands_alone_at_a_page_break(setter: Setter) -> None:
    block = setter.block("字" * 38 * 6, VALUE)
    lines = block.wrap(WIDTH)[1] / VALUE.leading
    assert block.split(WIDTH, VALUE.leading) == []
    upper, lower = block.split(WIDTH, (lines - 1) * VALUE.leading)
    assert upper.wrap(WIDTH)[1] == (lines - 2) * VALUE.leading
    assert lower.wrap(WIDTH)[1] == 2 * VALUE.leading


@pytest.mark.parametrize("room", range(2, 12))
def test_no_line_of_a_paragraph_is_parted_from_the_others(setter: Setter, room: int) -> None:
    line = int(WIDTH / VALUE.size)
    texts = "\n".join(["字" * (line * 3 + 5), "标题", "字" * (line * 2 + 5), "字" * (line * 4 + 5)])
    upper, lower = setter.block(texts, VALUE).split(WIDTH, room * VALUE.leading)
    last, first = upper._lines[-1], lower._lines[0]
    assert not (last.first and not last.last)
    assert not (first.last and not first.first)


def test_a_signature_is_never_parted_and_never_alone(setter: Setter) -> None:
    text = setter.block("字" * 38 * 5 + "。", VALUE)
    lines = text.wrap(WIDTH)[1] / VALUE.leading
    names = Together(
        [setter.block("Office", VALUE), setter.block("2026-03-05", VALUE)], page=HEIGHT
    )
    signed = Signed(text, names)
    assert signed.wrap(WIDTH)[1] == (lines + 2) * VALUE.leading
    for room in range(int(lines) - 1, int(lines) + 2):
        upper, lower = signed.split(WIDTH, room * VALUE.leading)
        assert upper.wrap(WIDTH)[1] == pytest.approx((lines - 2) * VALUE.leading)
        assert lower.wrap(WIDTH)[1] == pytest.approx(4 * VALUE.leading)
        assert lower.split(WIDTH, 3 * VALUE.leading) == []


def test_a_clipped_text_has_the_lines_asked_for(setter: Setter) -> None:
    block = setter.block("很长的标题" * 100, VALUE).clipped(WIDTH, 2)
    assert block.wrap(WIDTH)[1] == 2 * VALUE.leading


def table(setter: Setter, texts: list[str]) -> Grid:
    head = Row((setter.block("No.", HEAD), setter.block("Name", HEAD)), shaded=True)
    rows = [
        Row((setter.block(str(number), CELL), setter.block(text, CELL)))
        for number, text in enumerate(texts)
    ]
    return Grid((60, WIDTH - 60), rows, head=head)


def test_a_long_table_fits_its_pages(setter: Setter) -> None:
    assert len(pages(table(setter, ["行"] * 300))) > 8


def test_a_row_longer_than_a_page_is_split(setter: Setter) -> None:
    assert len(pages(table(setter, ["短", "长" * 20_000, "短"]))) > 5


def test_a_total_is_never_alone_on_a_page(setter: Setter) -> None:
    rows = [Row((setter.block(str(n), CELL),)) for n in range(10)]
    grid = Grid((WIDTH,), [*rows, Row((setter.block("Total", CELL),), closes=True)])
    height = grid.wrap(WIDTH)[1]
    upper, _, lower = grid.split(WIDTH, height - 1)
    assert lower.wrap(WIDTH)[1] == pytest.approx(3 * height / 11)
    assert upper.wrap(WIDTH)[1] == pytest.approx(8 * height / 11)


@pytest.mark.parametrize("body", ["prose", "table"])
def test_a_heading_never_stands_alone(setter: Setter, body: str) -> None:
    made = setter.block("字" * 900, BODY) if body == "prose" else table(setter, ["行"] * 50)
    (block,) = headed(setter.section_heading("Heading"), [made])
    height = setter.section_heading("Other").wrap(WIDTH)[1]
    assert block.split(WIDTH, height + 10) == []
    assert block.split(WIDTH, height + 100)[1:]


@pytest.mark.parametrize("missing", range(1, 60, 7))
def test_rows_that_moved_up_begin_a_page_not_the_room_that_they_left(
    setter: Setter, missing: int
) -> None:
    grid = table(setter, ["行"] * 20)
    height = grid.wrap(WIDTH)[1]
    upper, between, lower = grid.split(WIDTH, height - missing)
    assert isinstance(between, PageBreak)
    counts = [len(part._rows) for part in (upper, lower)]
    assert sum(counts) == 20
    assert min(counts) >= 3


def test_a_small_table_is_not_torn(setter: Setter) -> None:
    grid = table(setter, ["联系人", "职务", "手机", "邮箱"])
    height = grid.wrap(WIDTH)[1]
    assert [grid.split(WIDTH, height - less) for less in (1, 20, 40)] == [[], [], []]


def test_the_name_of_a_group_stays_with_what_it_names(setter: Setter) -> None:
    rows = [Row((setter.block(str(n), CELL),), opens=n % 2 == 0) for n in range(20)]
    grid = Grid((WIDTH,), rows)
    height = grid.wrap(WIDTH)[1]
    for less in range(1, 200, 11):
        assert len(grid.split(WIDTH, height - less)[0]._rows) % 2 == 0


def test_an_empty_text_is_a_dash(setter: Setter) -> None:
    block = setter.block("", VALUE)
    assert isinstance(block, Prose)
    assert block.natural_width > 0


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_chapters_are_counted_as_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text
