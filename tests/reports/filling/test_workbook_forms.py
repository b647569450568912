# SPDX-License-Identifier: Apache-2.0
"""The ministry's own workbook, filled: what was asked for is there, and nothing else differs."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from models.errors import UserError
from reports.filling import Kind
from reports.filling.faults import (
    CannotFollowError,
    FormDoubtsError,
    MapDoesNotFitError,
    NotAFormError,
)
from tests.offices import data
from tests.reports.filling.forms import (
    CODE,
    OTHER,
    SHEET,
    changed,
    fill,
    filled,
    listed,
    make_form,
    mapping,
    parts,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reports.filling import FormResult


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    for rows in (1, 3, 12):
        make_form(folder / f"{rows}.xlsx", rows=rows)
    return folder


@pytest.fixture(scope="module", params=[1, 3, 12])
def result(request: pytest.FixtureRequest, forms: Path) -> tuple[int, FormResult]:
    """Seven applications in forms that have one, three and twelve empty rows."""
    rows: int = request.param
    out = forms / f"filled-{rows}.xlsx"
    return rows, fill(forms / f"{rows}.xlsx", mapping(rows, surplus="remove"), listed(7), out)


def test_each_application_has_a_row_in_the_look_of_the_form(
    result: tuple[int, FormResult],
) -> None:
    sheet = load_workbook(result[1].path)[SHEET]
    rows = [[cell.value for cell in row[:8]] for row in sheet.iter_rows(5, 11)]
    assert rows == [
        [index, f"单位{index}", CODE, "普通", 600.5, None, None, f"=E{index + 4}*2"]
        for index in range(1, 8)
    ]
    for row in range(5, 12):
        assert sheet.cell(row, 2).border.left.style == "thin"
        assert sheet.row_dimensions[row].height == 24
        assert f"F{row}:G{row}" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["A2"].value == "推荐单位（盖章）：示例市工业和信息化局"
    assert sheet["H2"].value == datetime(2026, 3, 2)  # noqa: DTZ001 - a workbook knows no zones


def test_all_below_the_table_moves_and_stays_right(result: tuple[int, FormResult]) -> None:
    book = load_workbook(result[1].path)
    sheet, other = book[SHEET], book[OTHER]
    assert sheet["A12"].value == "合计"
    assert sheet["E12"].value == "=SUM(E5:E11)"
    assert sheet["E13"].value == "=E12/COUNTA(B5:B11)"
    assert "A12:D12" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["A15"].comment.text == "请填写姓名"
    assert sheet["B4"].comment.text == "全称"
    assert sheet["E15"].hyperlink.target == "https://example.org/"
    assert other["A1"].value == f"='{SHEET}'!E12"
    assert other["A2"].value == f"=COUNTIF('{SHEET}'!D5:D11,\"普通\")"
    assert book.defined_names["总额"].attr_text == f"'{SHEET}'!$E$12"
    assert book.defined_names["数据"].attr_text == f"'{SHEET}'!$A$5:$H$11"
    assert sheet.print_area == f"'{SHEET}'!$A$1:$H$15"
    assert sheet.auto_filter.ref == "A4:H11"
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "D5:D11"
    (look,) = sheet.conditional_formatting
    assert str(look.sqref) == "A5:H11"
    assert look.rules[0].formula == ["$E5>$E$12"]
    assert sheet.protection.sheet


def test_pictures_and_charts_move_along(result: tuple[int, FormResult]) -> None:
    found = parts(result[1].path)
    drawing = found["xl/drawings/drawing1.xml"].decode()
    assert set(re.findall(r"<(?:xdr:)?row>(\d+)<", drawing)) == {"16"}
    chart = found["xl/charts/chart1.xml"].decode()
    assert f"'{SHEET}'!$E$5:$E$11" in chart


def test_nothing_differs_but_what_the_map_asked_for(
    result: tuple[int, FormResult], forms: Path
) -> None:
    rows, made = result
    assert {item.kind for item in made.differences} <= {Kind.VALUE, Kind.ROW, Kind.MOVED,
                                                       Kind.CALCULATION}  # fmt: skip
    before, after = parts(forms / f"{rows}.xlsx"), parts(made.path)
    assert before.keys() == after.keys()
    same = {name for name in before if before[name] == after[name]}
    assert {"xl/styles.xml", "xl/media/image1.png",
            "xl/worksheets/sheet3.xml", "xl/theme/theme1.xml"} <= same  # fmt: skip


def test_the_same_form_is_filled_to_the_same_bytes(forms: Path, tmp_path: Path) -> None:
    made = [
        fill(forms / "3.xlsx", mapping(3), listed(4), tmp_path / f"{n}.xlsx").path for n in (1, 2)
    ]
    assert made[0].read_bytes() == made[1].read_bytes()


def test_rows_that_stay_empty_may_stay(forms: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    fill(forms / "12.xlsx", mapping(12), listed(2), out)
    sheet = load_workbook(out)[SHEET]
    assert sheet["A6"].value == 2
    assert sheet["A7"].value is None
    assert sheet["E17"].value == "=SUM(E5:E16)"


def test_no_application_leaves_a_form_that_still_adds_up(forms: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    fill(forms / "12.xlsx", mapping(12, surplus="remove"), [], out)
    sheet = load_workbook(out)[SHEET]
    assert sheet["E6"].value == "=SUM(E5:E5)"


def test_a_text_is_never_a_formula_and_a_code_never_a_number(forms: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    odd = filled(1, applicant='=HYPERLINK("x")', note=" a\x01b_x0041_ \n<&>")
    fill(forms / "1.xlsx", mapping(1), [odd], out)
    sheet = load_workbook(out)[SHEET]
    assert sheet["B5"].value == '=HYPERLINK("x")'
    assert sheet["B5"].data_type == "s"
    assert sheet["C5"].value == CODE
    text = parts(out)["xl/worksheets/sheet1.xml"].decode()
    assert " a_x0001_b_x005F_x0041_ \n&lt;&amp;&gt;" in text


@pytest.mark.parametrize(
    ("unit", "number"), [("元", 6005000), ("千元", 6005), ("亿元", 0.06005), ("万元", 600.5)]
)
def test_money_comes_in_the_unit_of_the_form(
    forms: Path, tmp_path: Path, unit: str, number: float
) -> None:
    out = tmp_path / "out.xlsx"
    columns = {"E": {"source": "amount_wan", "unit": unit}, "A": "income@2024", "B": "region@1"}
    cells = {"G2": {"source": "金额", "sum": True, "unit": unit}, "B2": "count"}
    sheet = {"name": SHEET, "cells": cells, "table": [{"first": 5, "columns": columns}]}
    fill(forms / "1.xlsx", {"sheet": [sheet]}, listed(2), out)
    found = load_workbook(out)[SHEET]
    assert found["E6"].value == number
    assert found["G2"].value == pytest.approx(2 * number)
    assert (found["A5"].value, found["B5"].value, found["B2"].value) == (1.5, "上海市", 2)


def test_rows_of_a_repeating_table_name_their_application(forms: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    columns = {"A": "index", "B": "name", "C": "application.applicant", "F": "{name}：{area_m2}"}
    table = {"first": 5, "of": "企业", "columns": columns}
    fill(forms / "1.xlsx", {"sheet": [{"name": SHEET, "table": [table]}]}, listed(2), out)
    sheet = load_workbook(out)[SHEET]
    found = [[sheet.cell(row, column).value for column in (1, 2, 3, 6)] for row in range(5, 9)]
    assert found[0] == [1, "甲1", "单位1", "甲1：10"]
    assert found[3] == [4, "乙", "单位2", "乙："]


def test_values_that_the_form_does_not_take_are_said_before_anything_is_written(
    forms: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    wrong = [filled(1), filled(2, variant="odd", amount_wan="约五百万", note="字" * 40_000)]
    with pytest.raises(FormDoubtsError) as caught:
        fill(forms / "1.xlsx", mapping(1), wrong, out)
    assert not out.exists()
    places = {(item.cell, item.number) for item in caught.value.doubts}
    assert places == {("D6", "202600002"), ("E6", "202600002"), ("F6", "202600002")}
    result = fill(forms / "1.xlsx", mapping(1), wrong, out, accept=True)
    assert len(result.doubts) == 3
    sheet = load_workbook(out)[SHEET]
    assert sheet["E6"].value == "约五百万"
    assert len(sheet["F6"].value) == 32_767


def test_words_of_the_form_replace_ours(forms: Path, tmp_path: Path) -> None:
    data = mapping(1)
    columns = {"D": {"source": "variant", "values": {"普通": "卓越"}}}
    data["sheet"][0]["table"][0]["columns"] = columns
    out = tmp_path / "out.xlsx"
    fill(forms / "1.xlsx", data, listed(1), out)
    assert load_workbook(out)[SHEET]["D5"].value == "卓越"


def test_a_long_text_makes_its_row_higher_unless_the_map_says_no(
    forms: Path, tmp_path: Path
) -> None:
    long = [filled(1), filled(2, note="很长的说明" * 30)]
    heights = {}
    for name in ("grow", "keep"):
        out = tmp_path / f"{name}.xlsx"
        fill(forms / "1.xlsx", mapping(1, heights=name), long, out)
        sheet = load_workbook(out)[SHEET]
        heights[name] = [sheet.row_dimensions[row].height for row in (5, 6)]
    assert heights["keep"] == [24, 24]
    assert heights["grow"][0] == 24
    assert heights["grow"][1] > 100


def test_a_map_that_does_not_fit_is_refused_with_every_fault(forms: Path, tmp_path: Path) -> None:
    data = mapping(3)
    data["sheet"][0]["cells"] = {"B1": "office", "E8": "count", "ZZZZ1": "office"}
    with pytest.raises(UserError, match="ZZZZ1"):
        fill(forms / "3.xlsx", data, [], tmp_path / "out.xlsx")
    del data["sheet"][0]["cells"]["ZZZZ1"]
    data["sheet"].append({"name": "统计表", "cells": {"A1": "office"}})
    with pytest.raises(MapDoesNotFitError) as caught:
        fill(forms / "3.xlsx", data, [], tmp_path / "out.xlsx")
    said = " ".join(str(item) for item in caught.value.faults)
    assert "A1:H1" in said
    assert "E8" in said
    assert OTHER in said


def test_kept_values_of_formulas_never_lie(forms: Path, tmp_path: Path) -> None:
    """Of formulas that read what was filled none keeps its old value; others do."""

    def calculated(name: str, data: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return data
        return re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>7</v>", data)

    form = changed(forms / "3.xlsx", tmp_path / "form.xlsx", calculated)
    out = tmp_path / "out.xlsx"
    fill(form, mapping(3), listed(4), out)
    kept = load_workbook(out, data_only=True)
    assert kept[SHEET]["E9"].value is None
    assert kept[OTHER]["A1"].value is None
    assert kept["不相干"]["A1"].value == 7
    assert b'fullCalcOnLoad="1"' in parts(out)["xl/workbook.xml"]


def test_shared_formulas_and_rules_of_newer_excel_follow(forms: Path, tmp_path: Path) -> None:
    rule = (
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.'
        'microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="expression"><xm:f>$E$8&gt;0</xm:f></x14:cfRule>'
        "<xm:sqref>E5:E7</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
        "</extLst></worksheet>"
    )
    shared = {b"<f>E5*2</f>": b'<f t="shared" ref="H5:H7" si="0">E5*2</f>',
              b"<f>E6*2</f>": b'<f t="shared" si="0"/>', b"<f>E7*2</f>": b'<f t="shared" si="0"/>',
              b"</worksheet>": rule.encode()}  # fmt: skip

    def change(name: str, data: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            for old, new in shared.items():
                assert old in data
                data = data.replace(old, new)
        return data

    form = changed(forms / "3.xlsx", tmp_path / "form.xlsx", change)
    out = tmp_path / "out.xlsx"
    fill(form, mapping(3), listed(5), out)
    text = parts(out)["xl/worksheets/sheet1.xml"].decode()
    assert [f"<f>E{row}*2</f>" in text for row in range(5, 10)] == [True] * 5
    assert "<xm:f>$E$10&gt;0</xm:f>" in text
    assert "<xm:sqref>E5:E9</xm:sqref>" in text


def test_what_no_move_keeps_right_is_refused(forms: Path, tmp_path: Path) -> None:
    def array(_name: str, data: bytes) -> bytes:
        return data.replace(b"<f>E6*2</f>", b'<f t="array" ref="H6:H9">E6*2</f>')

    form = changed(forms / "3.xlsx", tmp_path / "array.xlsx", array)
    with pytest.raises(CannotFollowError, match="H6:H9"):
        fill(form, mapping(3), listed(5), tmp_path / "out.xlsx")

    def reading(_name: str, data: bytes) -> bytes:
        return data.replace(b"<f>E17/COUNTA(B5:B16)</f>", b"<f>E16</f>")

    form = changed(forms / "12.xlsx", tmp_path / "reading.xlsx", reading)
    with pytest.raises(CannotFollowError, match="E16"):
        fill(form, mapping(12, surplus="remove"), listed(5), tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    "name",
    ["58616.xlsx", "encryptAES.xlsx", "BadWorkbook.xlsx", "duplicate-filename.xlsx",
     "crash-274d6342e4842d61be0fb48eaadad6208ae767ae.xlsx", "poc-xmlbomb.xlsx"],
)  # fmt: skip
def test_what_is_no_form_is_said_in_words(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotAFormError, match=name):
        fill(data("workbooks-odd") / name, mapping(1), [], tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    ("name", "sheet", "first"),
    [
        ("workbooks-real/大创财务报表-空表.xlsx", "Sheet1", 6),
        ("workbooks-real/中期检查汇总表-100项.xlsx", "HuiZongChaXun 1 ", 3),
        ("workbooks-real/360giving-headers-only.xlsx", "grants", 2),
        ("workbooks-odd/TestStrictOpenXml.xlsx", "", 3),
        ("workbooks-odd/59746_NoRowNums.xlsx", "Features", 5),
        ("workbooks-odd/ExcelWithAttachments.xlsm", "", 2),
        ("workbooks-odd/pivots.xlsx", "", 3),
        ("workbooks-odd/sheetProtection_allLocked.xlsx", "", 2),
    ],
)
def test_real_workbooks_take_rows_and_lose_nothing(
    name: str, sheet: str, first: int, tmp_path: Path
) -> None:
    from reports.filling.workbook_parts import read_workbook

    form = data(name)
    known = sheet or next(iter(read_workbook(form).sheets))
    table = {"first": first, "columns": {"Z": "applicant", "AA": "amount_wan"}}
    out = tmp_path / f"out{form.suffix}"
    result = fill(form, {"sheet": [{"name": known, "table": [table]}]}, listed(3), out)
    before, after = parts(form), parts(out)
    assert not [item for item in result.differences if item.kind is Kind.OTHER]
    assert {part for part in before if "calcchain" not in part.casefold()} == after.keys()
