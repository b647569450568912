# SPDX-License-Identifier: Apache-2.0
"""The columns of a table get the room that they need; heads break between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from models.language import Language
from reports.typesetting.grid import Row
from reports.typesetting.setter import Setter
from reports.typesetting.styles import CELL, CELL_NUMBER
from reports.typesetting.tables import Column, fitted_grid, table_grid

if TYPE_CHECKING:
    from pathlib import Path

    from reports.typesetting.grid import Grid
    from reports.typesetting.tables import Made, Shrink

WIDTH = 442.0
COMPANY = "示例市深海深地勘探装备研究院有限公司"
CODE = "91420111MA1932518N"


@pytest.fixture
def setter() -> Setter:
    return Setter(Language.ZH, WIDTH)


def made(setter: Setter, *texts: str) -> Made:
    def rows(shrink: Shrink) -> list[Row]:
        cells = tuple(
            setter.block(text, shrink(CELL_NUMBER if text[0].isdigit() else CELL)) for text in texts
        )
        return [Row(cells)] * 30

    return rows


def lines(grid: Grid) -> list[int]:
    """How many lines each cell of the first row takes."""
    found = []
    for cell, width in grid._cells(grid._rows[0]):
        assert cell is not None
        cell.wrap(width - 2 * grid._side)
        found.append(len(cell._lines or []))
    return found


def heads(grid: Grid) -> list[list[str]]:
    """The lines of each title."""
    assert grid._head is not None
    found = []
    for cell, width in grid._cells(grid._head):
        assert cell is not None
        cell.wrap(width - 2 * grid._side)
        found.append([line.paragraph.text[line.start : line.end] for line in cell._lines or []])
    return found


def test_a_company_name_gets_the_room_that_others_have(setter: Setter) -> None:
    titles = ("使用面积（平方米）", "从业人员数（人）", "上年营业收入（万元）", "上年研发投入（万元）",
              "有效知识产权数（项）")  # fmt: skip
    columns = [
        Column("序号", whole=True),
        Column("企业名称"),
        Column("统一社会信用代码", whole=True),
        Column("入驻时间", whole=True),
        Column("所属领域"),
        *(Column(title, number=True) for title in titles),
    ]
    texts = ("1", COMPANY, CODE, "2021年9月", "深海深地", "130.53", "55", "1,273.73", "89.25", "2")
    grid = fitted_grid(columns, made(setter, *texts), setter)
    name, *others = (lines(grid)[index] for index in (1, 0, 2, 3, 5, 6, 7, 8, 9))
    assert name <= 2
    assert set(others) == {1}


def test_no_title_is_broken_within_a_word_or_its_unit(setter: Setter) -> None:
    columns = [
        Column("企业名称"),
        Column("使用面积（平方米）", number=True),
        Column("投资金额（万元）", number=True),
        Column("说明"),
    ]
    grid = fitted_grid(columns, made(setter, COMPANY, "1.5", "2.5", "很长的说明，" * 30), setter)
    parts = [line for title in heads(grid) for line in title]
    assert "（平方米）" in "".join(part for part in parts if "平方" in part)
    assert all(part in "使用面积（平方米）投资金额（万元）企业名称说明" for part in parts)
    assert not [part for part in parts if part[-1] in "（平方投资"]


def test_one_absurd_cell_does_not_take_the_room_of_the_others(setter: Setter) -> None:
    columns = [Column("企业名称"), Column("代码", whole=True), Column("说明")]

    def rows(shrink: Shrink) -> list[Row]:
        made = [(COMPANY, CODE, "无")] * 29 + [(COMPANY, CODE, "一" * 5000)]
        return [Row(tuple(setter.block(text, shrink(CELL)) for text in texts)) for texts in made]

    grid = fitted_grid(columns, rows, setter)
    assert lines(grid) == [1, 1, 1]
    assert sum(grid._columns) == pytest.approx(WIDTH)


def test_a_column_with_few_texts_is_as_wide_as_these_need(setter: Setter) -> None:
    clause = 3 * "工信厅科函〔2025〕349号：公示运营主体名称、孵化场地地址及面积"

    def rows(shrink: Shrink) -> list[Row]:
        texts = [
            ("错误", "场地地址", COMPANY * 2, clause if n % 15 == 0 else "—") for n in range(30)
        ]
        return [Row(tuple(setter.block(text, shrink(CELL)) for text in four)) for four in texts]

    columns = [Column("类别"), Column("对象"), Column("问题"), Column("依据")]
    grid = fitted_grid(columns, rows, setter)
    assert max(lines(grid)) <= 12


def test_a_name_before_a_cell_that_spans_the_rest_gets_its_room(setter: Setter) -> None:
    def rows(shrink: Shrink) -> list[Row]:
        cells = (setter.block(COMPANY, shrink(CELL)), setter.block("缺少", shrink(CELL)))
        return [Row(cells, spans=(1, 2))] * 3

    grid = fitted_grid([Column("附件"), Column("类型", whole=True), Column("页数")], rows, setter)
    assert lines(grid) == [1, 1]


def test_numbers_stand_by_their_decimal_points(setter: Setter, tmp_path: Path) -> None:
    texts = ["5", "12.5", "1,234.567", "—", "80%"]
    rows = [Row((setter.block(text, CELL_NUMBER),)) for text in texts]
    grid = table_grid([Column("金额", number=True)], rows, setter)
    canvas = Canvas(str(tmp_path / "numbers.pdf"))
    grid.wrap(WIDTH)
    grid.drawOn(canvas, 50, 400)
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "numbers.pdf") as document:
        page = document[0].get_textpage()
        found = page.get_text_range()
        assert found.split() == ["金额", *texts]
        last = {
            text: page.get_charbox(
                found.index(f"\n{text}") + len(text.split(".")[0].rstrip("%")), loose=True
            )[2]
            for text in texts
        }
    dash = last.pop("—")
    assert max(last.values()) - min(last.values()) < 0.6
    assert dash > max(last.values()) + 10
