# SPDX-License-Identifier: Apache-2.0
"""Every workbook of the shared data leads to what its line in the README asks for."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from forms.intake.book import BookKind, CellError
from forms.intake.files.faults import (
    DamagedFileError,
    NoSheetsError,
    NoTableError,
    PasswordProtectedError,
    UnsafePackageError,
)
from forms.intake.files.opening import open_book
from models.language import Language
from tests.forms.intake.files import said
from tests.offices import data

if TYPE_CHECKING:
    from models.errors import UserError

REFUSED: dict[str, type[UserError]] = {
    "protected_passtika.xlsx": PasswordProtectedError,
    "encryptAES.xlsx": PasswordProtectedError,
    "58616.xlsx": PasswordProtectedError,  # an .xls, locked with the password that Excel knows
    "poc-xmlbomb.xlsx": UnsafePackageError,
    "invalid-xml.xlsx": DamagedFileError,
    "crash-274d6342e4842d61be0fb48eaadad6208ae767ae.xlsx": DamagedFileError,
    "fuzz-XLSX2CSVFuzzer-5636439151607808.xlsx": DamagedFileError,
    "BadWorkbook.xlsx": NoSheetsError,
    "Simple.xlsb": DamagedFileError,  # written by a test version of Excel 2007
    "spreadsheetml-2003.xls": NoTableError,
}

SIZES: dict[str, dict[str, tuple[int, int]]] = {
    "56278.xlsx": {"Market Rates": (23, 2), "Fixed-Rate Advances": (32, 3)},
    "57893-many-merges.xlsx": {"Sheet1": (0, 0)},
    "59746_NoRowNums.xlsx": {"Features": (71, 11)},
    "61034.xlsx": {"Sheet1": (0, 0), "Sheet2": (0, 0)},
    "CalcChain.xlsx": {"Sheet1": (1, 2)},
    "ExcelWithAttachments.xlsm": {"Страница 1": (17, 5), "Page 1": (0, 0)},
    "Excel_file_with_trash_item.xlsx": {"Teams": (680, 8)},
    "MergeCell.xlsx": {"Sheet1": (12, 4)},
    "OverflowNumericCell.xlsx": {"Sheet1": (1, 1)},
    "SimpleMacro.xlsm": {"Sheet1": (1, 1)},
    "SimpleStrict.xlsx": {"Sheet1": (6, 3), "Sheet Number 2": (7, 6)},
    "TestDimensionC3.xlsx": {"Sheet1": (2, 3)},
    "TestIssue153.xlsx": {"Test": (3908, 18)},
    "TestIssueI3X2ZL_int_error.xlsx": {"Sheet1": (5, 2)},
    "TestStrictOpenXml.xlsx": {"Sheet1": (2, 3), "Sheet2": (2, 3), "Sheet3": (2, 3)},
    "any_sheets.xlsx": {"Visible": (5, 2), "Hidden": (0, 0), "VeryHidden": (0, 0)},
    "bogus-defined-name.xlsx": {"Sheet1": (1, 1)},
    "date_1904.xlsx": {"Sheet1": (3, 2)},
    "date_iso.xlsx": {"Sheet": (6, 1)},
    "deaths.xlsx": {"arts": (19, 6), "other": (19, 6)},
    "duplicate-filename.xlsx": {"v1": (0, 0)},
    "empty_sheet.xlsx": {"Sheet1": (0, 0)},
    "encoded_entities.xlsx": {"Sheet1": (1, 1)},
    "error_comment.xlsx": {"Sheet1": (1, 1)},
    "errors.xlsx": {"Feuil1": (7, 1)},
    "google-sheets.xlsx": {"Sheet1": (3, 3)},
    "has_x000D_.xlsx": {"Sheet1": (1, 1)},
    "header-row.xlsx": {"Sheet1": (10, 4)},
    "inlineStr_cdata.xlsx": {"Sheet1": (2, 2)},
    "link-external-workbook-a.xlsx": {"Sheet0": (1, 2)},
    "merge_cells.xls": {"Merge": (4, 4)},
    "merged_range.xlsx": {"Sheet1": (4, 8), "Sheet2": (4, 8)},
    "minimal_package.xlsx": {"Sheet1": (196, 36)},
    "old-t01.xls": {"产品数据": (3, 18)},
    "pivots.xlsx": {"PivotSheet1": (5, 6), "DataSheet": (11, 10)},
    "reordered_sheets.xlsx": {"Sheet4": (0, 0), "Sheet2": (1, 1), "Sheet3": (1, 1)},
    "right-to-left.xlsx": {"English": (4, 1), "عربى": (4, 1)},
    "rph.xlsx": {"Sheet1": (1, 1)},
    "sheetProtection_allLocked.xlsx": {"Foglio1": (0, 0)},
    "test-issue-877.xlsx": {"Ersatzteilliste": (42, 10), "Leiterprüfung": (480, 6)},
    "text_and_numbers.xlsx": {"Sheet1": (4, 3)},
    "type-me.xlsx": {"logical_coercion": (11, 2), "date_coercion": (8, 2)},
    "unicodeSheetName.xlsx": {"Sheet・1": (9, 1)},
    "whitespace_trim.xlsx": {"inlineStr": (3, 4), "SharedStrings": (3, 4)},
    "workbookProtection-workbook_password-2013.xlsx": {"Sheet1": (1, 1)},
    "write.xlsx": {"Sheet1": (4, 4)},
    "xlmmacro.xlsm": {"Sheet1": (0, 0)},
    "xxe_in_schema.xlsx": {"Sheet1": (10, 5)},
    "360giving-ALWF-475.xlsx": {"Sheet1": (476, 24)},
    "360giving-all-errors.xlsx": {"grants": (2, 10)},
    "360giving-dei.xlsx": {"dei": (10, 24), "Meta": (14, 2), "grants": (10, 17)},
    "360giving-headers-only.xlsx": {"grants": (1, 46)},
    "360giving-odd-ids.xlsx": {"Sheet1": (2, 18)},
    "360giving-template-manual.xlsx": {"source_data": (8, 17), "360_data": (6, 35)},
    "360giving-two-grants.xlsx": {"grants": (3, 24)},
    "NSFC-C0501-2019.xlsx": {"NSFC-RESULT": (86, 21)},
    "us-ffrdc-2026.xlsx": {"FFRDC": (45, 26)},
    "两个同构工作表.xlsx": {"1班导入数据": (17, 16), "2班导入数据": (17, 16)},
    "中文日期格式.xlsx": {"Sheet1": (28, 7)},
    "中期检查汇总表-100项.xlsx": {"HuiZongChaXun 1 ": (102, 9)},
    "公式列.xlsx": {"Sheet1": (11, 4), "Sheet2": (11, 3)},
    "创新训练项目信息表-934项.xlsx": {"按学院汇总统计": (937, 9)},
    "合并行.xlsx": {"Sheet1": (14, 3)},
    "大创财务报表-空表.xlsx": {"Sheet1": (7, 13), "Sheet2": (0, 0)},
    "导入存在重复.xlsx": {"导入数据": (17, 16)},
    "导入带描述头.xlsx": {"导入数据": (18, 16)},
    "描述头+空行.xlsx": {"导入数据": (11, 7)},
    "描述头-重复编号.xlsx": {"导入数据": (5, 16)},
    "数据错误.xlsx": {"Sheet1": (13, 15)},
    "班级-空行.xlsx": {"Sheet1": (4, 4), "Sheet2": (1, 3), "12": (4, 4)},
    "纵向合并70处.xlsx": {"工作表1": (57, 12)},
    "进度安排-无表头.xlsx": {"Sheet1": (7, 2)},
    "预算绩效项目信息-291项.xlsx": {"项目信息": (292, 9), "指标信息": (3025, 6)},
}

NOTES: dict[str, str] = {
    "SimpleMacro.xlsm": "contains macros",
    "xlmmacro.xlsm": "“Macro1” holds macros",
    "ExcelWithAttachments.xlsm": "embedded documents; they are not read",
    "errors.xlsx": "refers to other workbooks",
    "google-sheets.xlsx": "row 2, column B",
    "test-issue-877.xlsx": "column C",
}


def path_of(name: str) -> str:
    folder = data("workbooks-odd")
    return f"workbooks-odd/{name}" if (folder / name).exists() else f"workbooks-real/{name}"


def test_each_file_has_a_line_here() -> None:
    names = {
        file.name
        for folder in ("workbooks-odd", "workbooks-real")
        for file in data(folder).iterdir()
    }
    assert names == set(REFUSED) | set(SIZES)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_by_its_name_and_reason(name: str) -> None:
    with pytest.raises(REFUSED[name]) as refused:
        open_book(data(path_of(name)))
    for language in Language:
        assert name in refused.value.text(language)


@pytest.mark.parametrize("name", SIZES)
def test_what_can_be_read_is_read_whole(name: str) -> None:
    book = open_book(data(path_of(name)))
    sizes = {
        sheet.name: (len(sheet.cells), max(map(len, sheet.cells), default=0))
        for sheet in book.sheets
    }
    assert {sheet: sizes[sheet] for sheet in SIZES[name]} == SIZES[name]
    assert NOTES.get(name, "") in " ".join(said(book))


def cells(name: str, sheet: str | None = None) -> list[list[object]]:
    book = open_book(data(path_of(name)))
    found = book.sheet(sheet) if sheet else book.sheets[0]
    assert found is not None
    return [list(row) for row in found.cells]


def test_codes_of_21_digits_and_leading_zeros_come_out_as_they_went_in() -> None:
    codes = [row[0] for row in cells("预算绩效项目信息-291项.xlsx", "项目信息")[1:]]
    assert all(isinstance(code, str) and len(code) == 21 for code in codes)
    assert cells("OverflowNumericCell.xlsx") == [[8595602512225]]


def test_errors_are_errors_and_not_texts() -> None:
    codes = ("#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A")
    assert cells("errors.xlsx") == [[CellError(code)] for code in codes]


def test_dates_are_right_in_either_system_and_as_iso_texts() -> None:
    assert cells("date_1904.xlsx")[0][0] == date(2021, 1, 1)
    assert cells("date_iso.xlsx")[0][0] == date(2021, 1, 1)
    shown = cells("中文日期格式.xlsx")[1:]
    assert {row[0] for row in shown} == {datetime(2020, 1, 1, 1, 1, 1)}  # noqa: DTZ001 - as cells are


def test_a_value_fills_its_merge_also_downwards() -> None:
    rows = cells("合并行.xlsx")
    assert [row[1] for row in rows[1:4]] == ["张三"] * 3


def test_line_breaks_entities_and_readings() -> None:
    assert cells("has_x000D_.xlsx") == [["ABC\nDEF"]]
    assert cells("encoded_entities.xlsx") == [["&"]]
    assert cells("rph.xlsx") == [["課きく\u3000毛こ"]]


def test_an_xls_is_read_for_what_it_is() -> None:
    book = open_book(data("workbooks-odd/old-t01.xls"))
    assert book.kind is BookKind.XLS
    assert len(book.sheets[0].merges) == 1


def test_hidden_sheets_are_flagged() -> None:
    book = open_book(data("workbooks-odd/any_sheets.xlsx"))
    assert [sheet.hidden for sheet in book.sheets] == [False, True, True]
