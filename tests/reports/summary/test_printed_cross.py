# SPDX-License-Identifier: Apache-2.0
"""The wide tables on paper: numbers, words and groups stay whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from reportlab.platypus.flowables import PageBreak

from models.language import Language
from reports.summary.blocks import SUBTOTAL, Block, Line, joined
from reports.summary.crosstab import Entry
from reports.summary.flowing import LongGrid
from reports.summary.printed_cross import _Page, fitting_parts, without_empty_columns
from reports.summary.small import SIZES
from reports.typesetting.fitting import Need, broken_mail, fitted_widths, heading_pieces
from reports.typesetting.grid import Grid, Row
from reports.typesetting.setter import Setter
from reports.typesetting.styles import CELL

WIDTH, PAGE = 760.0, 400.0


def block(stages: int, amount: str, *, empty: int = 0, groups: int = 2, products: int = 2) -> Block:
    """A table of amounts: groups of a subtotal and its products, then the two last lines."""
    columns = (*(Entry(f"s{n}", f"阶段{n}") for n in range(stages)), Entry("", "合计"))
    number = Decimal(amount)
    numbers = (*(number if n >= empty else Decimal(0) for n in range(stages)), number)
    lines = []
    for group in range(groups):
        keys = (f"d{group}", SUBTOTAL)
        lines.append(Line(keys, (f"方向{group}", "小计"), numbers, "", bold=True))
        lines += [
            Line((f"d{group}", f"p{item}"), ("", f"产品{item}"), numbers, "")
            for item in range(products)
        ]
    lines.append(Line(("", ""), ("合计", ""), numbers, "", bold=True))
    lines.append(Line(("", ""), ("名单直接统计", ""), numbers, ""))
    return Block("金额", ("方向", "产品"), columns, tuple(lines), money=True)


@pytest.fixture
def setter() -> Setter:
    return Setter(Language.ZH, WIDTH)


@pytest.mark.parametrize("amount", ["1.00", "1912.83", "12345678.90", "123456789012.34"])
@pytest.mark.parametrize("stages", [3, 17, 24])
def test_no_number_of_a_cross_table_is_broken(setter: Setter, amount: str, stages: int) -> None:
    small, parts = fitting_parts(block(stages, amount), WIDTH)
    shown = [column.label for part in parts for column in part.columns]
    assert shown == [*(f"阶段{n}" for n in range(stages)), "合计"]
    for part in parts:
        grid = _Page(part, small, setter).grid(PAGE)
        assert grid.wrap(WIDTH)[0] <= WIDTH + 0.1
        for row in grid._rows:
            for cell, width in list(grid._cells(row))[2:]:
                assert cell is not None
                assert cell.natural_width <= width - 2 * small.side


def test_a_table_is_cut_by_its_columns_only_where_the_smallest_type_does_not_do() -> None:
    assert fitting_parts(block(6, "1912.83"), WIDTH)[0] == SIZES[0]
    small, parts = fitting_parts(block(17, "191283.30"), WIDTH)
    assert (small in SIZES[1:], len(parts)) == (True, 1)
    assert len(fitting_parts(block(17, "1234567890.12"), WIDTH)[1]) > 1


def test_stages_in_which_nothing_is_are_left_out_and_named() -> None:
    shown, names = without_empty_columns(block(4, "5", empty=2))
    assert names == ("阶段0", "阶段1")
    assert [column.label for column in shown.columns] == ["阶段2", "阶段3", "合计"]
    assert {len(line.numbers) for line in shown.lines} == {3}


def parts_on_pages(grid: Grid, first: float) -> list[int]:
    """How many rows stand on each page, the first of which has only so much room."""
    found, room = [], first
    while grid.wrap(WIDTH)[1] > room:
        parts = grid.split(WIDTH, room)
        if parts:
            found.append(len(parts[0]._rows))
            grid = parts[-1]
        elif room == PAGE:
            pytest.fail("the table makes no way")
        room = PAGE
    return [*found, len(grid._rows)]


def grid_of(setter: Setter, groups: int, products: int) -> Grid:
    made = block(3, "5", groups=groups, products=products)
    return _Page(made, SIZES[0], setter).grid(PAGE)


@pytest.mark.parametrize("first", [40.0, 100.0, 200.0, 230.0])
def test_a_table_that_fits_a_page_is_not_torn(setter: Setter, first: float) -> None:
    grid = grid_of(setter, 4, 3)
    assert first < grid.wrap(WIDTH)[1] <= PAGE
    assert parts_on_pages(grid, first) == [18]


@pytest.mark.parametrize("first", [float(height) for height in range(20, 400, 15)])
@pytest.mark.parametrize(("groups", "products"), [(9, 3), (24, 1), (14, 2), (1, 40)])
def test_no_page_has_fewer_than_three_rows_or_ends_after_a_subtotal(
    setter: Setter, first: float, groups: int, products: int
) -> None:
    grid = grid_of(setter, groups, products)
    lines = block(3, "5", groups=groups, products=products).lines
    counts = parts_on_pages(grid, first)
    assert sum(counts) == len(lines)
    assert min(counts) >= 3
    ends = {sum(counts[:n]) for n in range(1, len(counts))}
    assert not any(joined(lines)[end] for end in ends)


def test_the_signatures_never_stand_alone_on_a_page(setter: Setter) -> None:
    rows = [Row((setter.block(str(n), CELL),)) for n in range(8)]
    signed = setter.block("填表人：", CELL, before=16)
    grid = LongGrid((WIDTH,), [], side=2, source=iter(rows), tail=[signed])
    high = grid.wrap(WIDTH, PAGE)[1]
    upper, between, lower = grid.split(WIDTH, high - 1)
    assert isinstance(between, PageBreak)
    assert (len(upper._rows), len(lower._rows), lower.tail) == (5, 3, [signed])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("标志性产品类别", ["标志性", "产品", "类别"]),
        ("法定代表人", ["法定", "代表人"]),
        ("场地面积（平方米）", ["场地", "面积", "（平方米）"]),
        ("Area (m²)", ["Area", " ", "(m²)"]),
        ("Amount (10 000 yuan)", ["Amount", " ", "(10 000 yuan)"]),
    ],
)
def test_a_heading_breaks_between_words_and_never_in_a_unit(text: str, pieces: list[str]) -> None:
    assert heading_pieces(text) == pieces


def test_an_address_breaks_only_after_its_signs() -> None:
    measured: Any = len
    assert broken_mail("ming-ming15@mail.example.cn", 12, measured) == (
        "ming-ming15@\nmail.\nexample.cn"
    )
    assert broken_mail("a@b.cn", 12, measured) == "a@b.cn"


def test_a_long_text_gets_the_room_of_empty_columns() -> None:
    lines, widths = fitted_widths(700, [Need(20, 0), Need(30, 900), Need(20, 0)], 6) or (0, [])
    assert lines == 2
    assert sum(widths) == pytest.approx(700)
    assert widths[1] > 600
    assert fitted_widths(60, [Need(40, 0), Need(30, 90)], 6) is None
