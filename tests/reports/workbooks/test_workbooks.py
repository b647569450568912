# SPDX-License-Identifier: Apache-2.0
"""The engine: what goes in comes out, as the type it was, in other people's readers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from models.storage.files import FileExistsAlreadyError
from reports.workbooks import (
    Formula,
    Look,
    Row,
    Styles,
    TooManyRowsError,
    Value,
    Written,
    check_rows,
    column_letter,
    new_book,
    range_of,
    sheet_reference,
    sheet_title,
    write_workbook,
)
from reports.workbooks.cells import LONGEST_TEXT
from reports.workbooks.faults import MOST_ROWS

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 4, 2)


def write(path: Path, values: list[list[Value]], *, replace: bool = False) -> Written:
    book = new_book("Title", author="Office", made=DAY)
    sheet = book.create_sheet("Sheet")
    style = Styles(sheet)(Look())
    rows = (Row(row, [style] * len(row)) for row in values)
    return write_workbook(book, {"Sheet": rows}, path, cut_mark="…[cut]", replace=replace)


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)["Sheet"]


INJECTIONS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-5", "@SUM(A1)", "'quoted", "\t=1", "＝1+1", "0012", "1/2",
    "a,b;c", '"', "<b>&amp;</b>", "]]>",
)  # fmt: skip


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_text_that_looks_like_a_formula_stays_that_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.xlsx"
    write(path, [[text]])
    cell = sheet_of(path)["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert CalamineWorkbook.from_path(path).get_sheet_by_name("Sheet").to_python() == [[text]]
    assert cell.quotePrefix is (text[0] not in 'a"<]')


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\x0bb", "a_x000B_b"),
        ("a\rb", "a_x000D_b"),
        ("literal _x000D_ stays", "literal _x005F_x000D_ stays"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("\uffff", "_xFFFF_"),
        ("_x00_", "_x00_"),
        (" two\nlines\t ", " two\nlines\t "),
    ],
)
def test_what_xml_cannot_hold_is_escaped_so_that_it_reads_back(
    tmp_path: Path, text: str, stored: str
) -> None:
    path = tmp_path / "x.xlsx"
    write(path, [[text]])
    assert sheet_of(path)["A1"].value == stored


@pytest.mark.parametrize("text", ["𠮷" * 20_000, "长" * 40_000])
def test_a_text_longer_than_a_cell_is_cut_visibly_and_reported(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.xlsx"
    (cut,) = write(path, [["fits"], [None, text]]).cuts
    assert (cut.sheet, cut.cell, cut.length) == ("Sheet", "B2", len(text))
    kept = sheet_of(path)["B2"].value
    assert kept.endswith("…[cut]")
    assert LONGEST_TEXT - 1 <= len(kept.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert text.startswith(kept.removesuffix("…[cut]"))


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert write(path, [["长" * LONGEST_TEXT]]).cuts == ()
    assert sheet_of(path)["A1"].value == "长" * LONGEST_TEXT


@pytest.mark.parametrize("number", ["0.10", "1234567890.12", "-3", "1E+3", "0", "0.000001"])
def test_a_decimal_is_written_digit_by_digit(tmp_path: Path, number: str) -> None:
    path = tmp_path / "x.xlsx"
    write(path, [[Decimal(number), 7]])
    assert [cell.value for cell in sheet_of(path)[1]] == [pytest.approx(float(number)), 7]
    xml = _part(path, "xl/worksheets/sheet1.xml")
    assert f"<v>{Decimal(number):f}</v>" in xml


@pytest.mark.parametrize("day", [date(1900, 3, 1), date(2026, 2, 28), date(9999, 12, 31)])
def test_a_date_is_a_date(tmp_path: Path, day: date) -> None:
    path = tmp_path / "x.xlsx"
    book = new_book("Title", author="Office", made=DAY)
    style = Styles(book.create_sheet("Sheet"))(Look(format="yyyy-mm-dd"))
    write_workbook(book, {"Sheet": [Row([day], [style])]}, path, cut_mark="…")
    assert sheet_of(path)["A1"].value.date() == day


def test_a_date_before_excel_counts_rightly_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write(path, [[date(1899, 12, 31)]])
    assert sheet_of(path)["A1"].value == "1899-12-31"


def test_a_formula_carries_its_value_for_readers_that_do_not_calculate(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write(path, [[1, 2, Formula("SUM(A1:B1)", 3), Formula('"<"&A1', "<1")]])
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [[1, 2, 3, "<1"]]
    assert [cell.value for cell in sheet_of(path)[1]][2:] == ["=SUM(A1:B1)", '="<"&A1']


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one = write(tmp_path / "1.xlsx", [["a", 1, DAY]])
    two = write(tmp_path / "2.xlsx", [["a", 1, DAY]])
    assert one.sha256 == two.sha256
    properties = openpyxl.load_workbook(one.path).properties
    assert properties.created.date() == properties.modified.date() == DAY


def test_a_file_that_is_there_is_kept_unless_replacing_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsAlreadyError):
        write(path, [["a"]])
    assert path.read_bytes() == b"mine"
    write(path, [["a"]], replace=True)
    assert sheet_of(path)["A1"].value == "a"


def test_rows_that_fail_leave_nothing_behind(tmp_path: Path) -> None:
    book = new_book("Title", author="Office", made=DAY)
    style = Styles(book.create_sheet("Sheet"))(Look())

    def rows() -> Any:
        yield Row(["a"], [style])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_workbook(book, {"Sheet": rows()}, tmp_path / "x.xlsx", cut_mark="…")
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    check_rows("Detail", MOST_ROWS)
    with pytest.raises(TooManyRowsError, match="1048577"):
        check_rows("Detail", MOST_ROWS + 1)


@pytest.mark.parametrize(
    ("wanted", "taken", "given"),
    [
        ("明细", (), "明细"),
        ("a/b:c*[d]?\\", (), "a_b_c__d___"),
        ("'x'", (), "x"),
        ("", (), "_"),
        ("History", (), "History (2)"),
        ("Sheet", ("sheet", "SHEET (2)"), "Sheet (3)"),
        ("长" * 40, (), "长" * 31),
        ("𠮷" * 40, (), "𠮷" * 15),
    ],
)
def test_any_title_becomes_a_sheet_name_that_excel_takes(
    wanted: str, taken: tuple[str, ...], given: str
) -> None:
    assert sheet_title(wanted, taken) == given


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_have_the_letters_of_excel(index: int, letters: str) -> None:
    assert column_letter(index) == letters


def test_formulas_name_sheets_and_ranges_safely() -> None:
    assert sheet_reference("it's") + range_of(2, 3, 9) == "'it''s'!$C$3:$C$9"


def _part(path: Path, name: str) -> str:
    with ZipFile(path) as archive:
        return archive.read(name).decode()
