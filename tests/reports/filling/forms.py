# SPDX-License-Identifier: Apache-2.0
"""An empty form as a ministry writes it: pictures, notes, charts, rules, names, a protected sheet."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from models.dossier import CallFacts, OfficeFacts
from models.filling.reading import read_fill_map
from models.language import Language
from models.programme.answers import Answers, Row
from models.programme.loading import read_programme
from models.programme.vocabulary import shipped_vocabularies
from models.progress import NoProgress
from reports.filling import Facts, Filled, FormResult, fill_form
from tests.offices import MINI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SHEET = "推荐汇总表"
OTHER = "统计"
PROGRAMME = read_programme(MINI.read_text(encoding="utf-8"), file="mini.toml")
VOCABULARIES = shipped_vocabularies()
FACTS = Facts(
    PROGRAMME,
    CallFacts("c", "2026年小专项", "mini", opens=date(2026, 1, 1)),
    OfficeFacts("示例市工业和信息化局", "上海市", "李四", "021-1"),
    VOCABULARIES,
    date(2026, 3, 2),
    Language.ZH,
)
CODE = "110000000000000018"


def filled(index: int, **answers: Any) -> Filled:
    """An application."""
    known = {
        "title": f"项目{index}",
        "applicant": f"单位{index}",
        "credit_code": CODE,
        "region": "310101",
        "variant": "plain",
        "amount_wan": "600.50",
        "staff": 3,
        "income": {"2024": "1.5"},
    }
    rows = (Row("a", {"name": f"甲{index}", "area_m2": "10"}), Row("b", {"name": "乙"}))
    return Filled(
        f"2026{index:05}",
        "recommended",
        Answers(PROGRAMME, {**known, **answers}, rows={"tenants": rows}),
        date(2026, 3, index),
    )


def listed(count: int) -> list[Filled]:
    return [filled(index) for index in range(1, count + 1)]


def make_form(path: Path, *, rows: int) -> Path:
    """The form with so many empty rows below its heading in row 4; what follows them moves."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.merge_cells("A1:H1")
    sheet["A1"] = "2026年推荐汇总表"
    sheet["A1"].font = Font(name="宋体", size=18, bold=True)
    sheet["A2"] = "推荐单位（盖章）："
    sheet["H2"].number_format = 'yyyy"年"m"月"d"日"'
    thin = Border(*[Side("thin")] * 4)
    heads = ("序号", "申报单位", "代码", "类别", "金额（万元）", "说明", None, "核定")
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(4, column, head)
        cell.border, cell.fill = thin, PatternFill("solid", "D9E1F2")
    sheet.merge_cells("F4:G4")
    last = 4 + rows
    for row in range(5, last + 1):
        for column in range(1, 9):
            sheet.cell(row, column).border = thin
            sheet.cell(row, column).alignment = Alignment(wrap_text=column == 6)
        sheet.merge_cells(start_row=row, end_row=row, start_column=6, end_column=7)
        sheet.cell(row, 5).number_format = "#,##0.00"
        sheet.cell(row, 8, f"=E{row}*2")
        sheet.row_dimensions[row].height = 24
    total, foot = last + 1, last + 4
    sheet.merge_cells(start_row=total, end_row=total, start_column=1, end_column=4)
    sheet.cell(total, 1, "合计")
    sheet.cell(total, 5, f"=SUM(E5:E{last})")
    sheet.cell(total + 1, 5, f"=E{total}/COUNTA(B5:B{last})")
    sheet.cell(foot, 1, "填表人：").comment = Comment("请填写姓名", "审核")
    sheet.cell(foot, 5, "说明").hyperlink = "https://example.org/"
    sheet.cell(4, 2).comment = Comment("全称", "审核")
    rule = DataValidation(type="list", formula1='"卓越,普通"')
    rule.add(f"D5:D{last}")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add(
        f"A5:H{last}", FormulaRule(formula=[f"$E5>$E${total}"], font=Font(bold=True))
    )
    sheet.print_area, sheet.print_title_rows = f"A1:H{foot}", "4:4"
    sheet.freeze_panes, sheet.auto_filter.ref = "A5", f"A4:H{last}"
    sheet.protection.sheet, sheet.protection.password = True, "x"
    image = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(image, "PNG")
    sheet.add_image(Image(image), f"B{foot + 2}")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=5, max_row=last))
    sheet.add_chart(chart, f"D{foot + 2}")
    other = book.create_sheet(OTHER)
    other["A1"] = f"='{SHEET}'!E{total}"
    other["A2"] = f"=COUNTIF('{SHEET}'!D5:D{last},\"普通\")"
    book.create_sheet("不相干")["A1"] = "=1+1"
    book.defined_names["总额"] = DefinedName("总额", attr_text=f"'{SHEET}'!$E${total}")
    book.defined_names["数据"] = DefinedName("数据", attr_text=f"'{SHEET}'!$A$5:$H${last}")
    book.save(path)
    return path


COLUMNS = {"A": "index", "B": "applicant", "C": "credit_code", "D": "variant",
           "E": "amount_wan", "F": "note"}  # fmt: skip


def mapping(rows: int, **more: Any) -> dict[str, Any]:
    """The map of that form."""
    table = {"first": 5, "rows": rows, "columns": COLUMNS, **more}
    cells = {"A2": "推荐单位（盖章）：{office}", "H2": "date"}
    return {"scope": "call", "sheet": [{"name": SHEET, "cells": cells, "table": [table]}]}


def fill(
    template: Path,
    data: Mapping[str, Any],
    applications: list[Filled],
    out: Path,
    *,
    accept: bool = False,
) -> FormResult:
    found = read_fill_map(data, PROGRAMME, VOCABULARIES, name="map")
    return fill_form(
        template,
        found,
        FACTS,
        applications,
        out,
        progress=NoProgress(),
        name=template.name,
        accept=accept,
    )


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same package with some parts changed."""
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts(source).items():
            package.writestr(name, change(name, data))
    return target
