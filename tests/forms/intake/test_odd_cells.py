# SPDX-License-Identifier: Apache-2.0
"""Cells that say less than they seem to: formulas without a value, amounts merged over several rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest
from openpyxl import Workbook

from forms.intake.files.opening import open_book
from models.errors import Severity
from tests.forms.intake.books import book, incoming, programme, said, sheet

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.book import CellValue
    from forms.intake.cells.incoming import IncomingRow

    Row: TypeAlias = tuple[CellValue, ...]

PROGRAMME = programme()
HEAD: Row = ("孵化器名称", "运营主体名称", "孵化资金总额（万元）", "联系人")


def of(row: IncomingRow, field: str) -> list[tuple[Severity, str]]:
    return [
        (item.problem.severity, str(item.problem.message))
        for item in row.problems
        if item.problem.field == field
    ]


def test_a_formula_that_no_program_calculated_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    written = Workbook()
    page = written.active
    assert page is not None
    page.append(HEAD)
    page.append(("甲平台", "甲公司", "=100*12", "张三"))
    page.append(("乙平台", "乙公司", 800, "=A3"))
    page.append(("丙平台", "丙公司", None, "王五"))
    written.save(tmp_path / "a.xlsx")
    first, second, third = incoming(open_book(tmp_path / "a.xlsx"), PROGRAMME)
    assert of(first, "amount_wan") == [
        (Severity.ERROR, "“Incubation fund” holds a formula that has never been calculated.")
    ]
    [problem] = [item for item in first.problems if item.problem.field == "amount_wan"]
    assert (problem.place.row, problem.place.column) == (2, 3)
    assert "Excel or WPS" in str(problem.problem.fix)
    assert [problem.problem.severity for problem in second.problems] == [Severity.ERROR]
    assert third.problems == ()


@pytest.mark.parametrize("rows", [2, 3])
def test_an_amount_merged_over_several_records_is_questioned_in_each(rows: int) -> None:
    cells: list[Row] = [HEAD, *((f"{n}号平台", f"{n}号公司", 900, "张三") for n in range(1, 4))]
    found = incoming(book(sheet(cells, merges=[(2, 3, 1 + rows, 3)])), PROGRAMME)
    assert [row.values["amount_wan"] for row in found] == [900, 900, 900]
    asked = [of(row, "amount_wan") for row in found]
    assert all(
        severity is Severity.WARNING and f"rows 2–{1 + rows}" in text
        for [(severity, text)] in asked[:rows]
    )
    assert not any(asked[rows:])


def test_a_name_merged_over_several_records_is_that_of_each() -> None:
    cells: list[Row] = [HEAD, *((f"{n}号平台", f"{n}号公司", 900 + n, "张三") for n in range(1, 4))]
    found = incoming(book(sheet(cells, merges=[(2, 4, 4, 4)])), PROGRAMME)
    assert [row.values["contact"] for row in found] == ["张三"] * 3
    assert not any(said(row) for row in found)


def test_an_amount_of_one_record_over_several_rows_is_its_own() -> None:
    cells: list[Row] = [HEAD, ("甲平台", "甲公司", 900, "张三"), ("甲平台", "甲公司", 900, "李四"),
             ("乙平台", "乙公司", 700, "王五")]  # fmt: skip
    merges = [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)]
    found = incoming(book(sheet(cells, merges=merges)), PROGRAMME)
    assert [row.values["amount_wan"] for row in found] == [900, 700]
    assert not any(said(row) for row in found)
