# SPDX-License-Identifier: Apache-2.0
"""Old, binary and open workbooks are read as the ordinary ones are."""

from __future__ import annotations

import datetime as dt
import struct
from typing import TYPE_CHECKING

import pytest

from forms.intake.book import BookKind, CellError, Merge
from forms.intake.files.biff import packed_number
from forms.intake.files.faults import DamagedFileError, TooLargeError
from forms.intake.files.opening import open_book
from tests.forms.intake.files import (
    binary_record,
    old_workbook,
    open_document,
    package,
    record,
    relations,
    said,
    wide,
)

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.book import Sheet


UNCALCULATED = (
    "The formula in E4 was never calculated; the cell is taken as empty. Open the file in Excel"
    " or WPS, save it there, and import it again."
)


def text97(text: str) -> bytes:
    """A text of Excel 97, two bytes a character."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def place(row: int, column: int, style: int = 0) -> bytes:
    return struct.pack("<HHH", row, column, style)


def rk(value: int) -> bytes:
    return struct.pack("<I", (value << 2 | 2) & 0xFFFFFFFF)


def sheet_of(path: Path) -> Sheet:
    return open_book(path).sheets[0]


@pytest.mark.parametrize(
    ("packed", "value"),
    [
        (0x3FF00000, 1.0),
        (0x3FF00001, 0.01),
        (0x004B5646, 1234321.0),
        (0x004B5647, 12343.21),
        (0xFFFFFFFE, -1.0),
    ],
)
def test_packed_numbers(packed: int, value: float) -> None:
    """The examples of [MS-XLS] 2.5.217 in the documentation of OpenOffice, and a negative one."""
    assert packed_number(packed) == value


def test_an_old_workbook(tmp_path: Path) -> None:
    texts = struct.pack("<II", 2, 2) + text97("甲公司\r\n") + text97("915401007419288939")
    before = (
        record(0x22, b"\0\0")
        + record(0xE0, struct.pack("<HH", 0, 0) + bytes(16))
        + record(0xE0, struct.pack("<HH", 0, 31) + bytes(16))
        + record(0xFC, texts)
    )
    number = struct.pack("<d", 45731)
    file = old_workbook(
        tmp_path / "a.xls",
        record(0x208, struct.pack("<HHHHIHH", 1, 0, 3, 0, 0, 0x20, 0)),
        record(0x7D, struct.pack("<HHHHH", 2, 2, 0, 0, 1)),
        record(0xFD, place(0, 0) + struct.pack("<I", 0)),
        record(0xFD, place(0, 1) + struct.pack("<I", 1)),
        record(0x203, place(1, 0, 1) + number),
        record(0x27E, place(1, 1) + rk(-7)),
        record(0xBD, struct.pack("<HH", 1, 2) + (b"\0\0" + rk(1)) + (b"\0\0" + rk(2)) + b"\3\0"),
        record(0x205, place(2, 0) + b"\x01\x00"),
        record(0x205, place(2, 1) + b"\x2a\x01"),
        record(0x06, place(3, 0) + struct.pack("<d", 5) + bytes(8)),
        record(0x06, place(3, 1) + b"\0" * 6 + b"\xff\xff" + bytes(8)),
        record(0x207, text97("算出")),
        record(0x06, place(3, 2) + b"\x02\0\x07\0\0\0\xff\xff" + bytes(8)),
        record(0x204, place(4, 0) + text97("标签")),
        record(0x809, struct.pack("<HH", 0x600, 0x20) + bytes(12)),
        record(0x203, place(9, 9) + number),
        record(0x0A),
        record(0xE5, struct.pack("<HHHHH", 1, 4, 5, 0, 1)),
        before=before,
    )
    book = open_book(file)
    assert book.kind is BookKind.XLS
    assert [list(row) for row in book.sheets[0].cells] == [
        ["甲公司\n", "915401007419288939"],
        [dt.date(2025, 3, 15), -7, 1, 2],
        [True, CellError("#N/A")],
        [5, "算出", CellError("#DIV/0!")],
        ["标签", "标签"],
        ["标签", "标签"],
    ]
    assert book.sheets[0].merges == (Merge(5, 1, 6, 2),)
    assert said(book) == ["Hidden in the sheet, but included: row 2, column C."]


def test_texts_that_are_cut_between_records(tmp_path: Path) -> None:
    """In a continuation each text says anew whether its characters have one byte or two."""
    whole = struct.pack("<II", 2, 2) + text97("甲乙丙丁") + text97("abc")
    cut = len(struct.pack("<II", 2, 2)) + 3 + 4
    before = record(0xFC, whole[:cut]) + record(0x3C, b"\x01" + whole[cut:])
    cells = [record(0xFD, place(0, n) + struct.pack("<I", n)) for n in range(2)]
    assert sheet_of(old_workbook(tmp_path / "a.xls", *cells, before=before)).cells == [
        ["甲乙丙丁", "abc"]
    ]


def test_an_old_workbook_with_nonsense_is_damaged(tmp_path: Path) -> None:
    for bad in (
        record(0xFD, place(0, 0) + struct.pack("<I", 9)),
        record(0xFD, b"\0"),
        record(0x203, place(0, 60000) + bytes(8)),
    ):
        with pytest.raises(DamagedFileError):
            open_book(old_workbook(tmp_path / "a.xls", bad))


def binary(path: Path, *records: bytes, texts: tuple[str, ...] = ()) -> Path:
    book = binary_record(153, b"\x01\0\0\0" + bytes(8))
    book += binary_record(156, struct.pack("<II", 1, 1) + wide("s") + wide("表"))
    shared = b"".join(binary_record(19, b"\0" + wide(text)) for text in texts)
    styles = binary_record(44, struct.pack("<H", 200) + wide("yyyy年m月d日"))
    styles += binary_record(626) + binary_record(47, struct.pack("<HH", 0, 14)) + binary_record(627)
    styles += binary_record(617) + binary_record(47, struct.pack("<HH", 0, 0))
    styles += binary_record(47, struct.pack("<HH", 0, 200)) + binary_record(618)
    return package(
        path,
        {
            "_rels/.rels": relations(("b", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations(
                ("s", "worksheet", "worksheets/sheet1.bin"),
                ("t", "sharedStrings", "sharedStrings.bin"),
                ("f", "styles", "styles.bin"),
            ),
            "xl/worksheets/sheet1.bin": b"".join(records),
            "xl/sharedStrings.bin": shared,
            "xl/styles.bin": styles,
            "xl/vbaProject.bin": b"",
        },
    )


def cell(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def test_a_binary_workbook(tmp_path: Path) -> None:
    file = binary(
        tmp_path / "a.xlsb",
        binary_record(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1)),
        binary_record(0, struct.pack("<IIHBB", 0, 0, 0, 0, 0) + b"\0"),
        binary_record(7, cell(0) + struct.pack("<I", 1)),
        binary_record(2, cell(1) + rk(-7)),
        binary_record(5, cell(2, 1) + struct.pack("<d", 44269)),
        binary_record(0, struct.pack("<IIHBB", 2, 0, 0, 0, 0x10) + b"\0"),
        binary_record(4, cell(0) + b"\1"),
        binary_record(11, cell(1) + b"\x2a" + bytes(8)),
        binary_record(8, cell(2) + wide("算出") + bytes(8)),
        binary_record(6, cell(3) + wide("直接")),
        binary_record(1, cell(9)),
        binary_record(176, struct.pack("<IIII", 0, 1, 0, 0)),
        texts=("零", "甲公司"),
    )
    book = open_book(file)
    assert book.kind is BookKind.XLSB
    sheet = book.sheets[0]
    assert (sheet.name, sheet.hidden) == ("表", True)
    assert [list(row) for row in sheet.cells] == [
        ["甲公司", -7, dt.date(2025, 3, 15)],
        ["甲公司"],
        [True, CellError("#N/A"), "算出", "直接"],
    ]
    assert said(book) == [
        "It contains macros; they are ignored, never run.",
        "Hidden in the sheet, but included: row 3, column B.",
    ]


def test_a_binary_workbook_with_nonsense_is_damaged(tmp_path: Path) -> None:
    for bad in (
        binary_record(7, cell(0) + struct.pack("<I", 9)),
        binary_record(6, cell(0) + struct.pack("<I", 99999)),
        binary_record(5, cell(16384) + bytes(8)),
        b"\x05\xff",
        b"\x05\xff\xff\xff\x7f",
    ):
        with pytest.raises(DamagedFileError):
            open_book(binary(tmp_path / "a.xlsb", bad))


def test_an_open_document(tmp_path: Path) -> None:
    table = (
        "<table:table-column/>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "<table:table-row>"
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2">'
        "<text:p>甲<text:s text:c='2'/>乙</text:p><text:p>丙</text:p>"
        "<office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>"
        "<table:covered-table-cell/>"
        '<table:table-cell office:value-type="float" office:value="3"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-03-15"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2" table:visibility="filter">'
        '<table:table-cell office:value-type="percentage" office:value="0.3"/>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="boolean"'
        ' office:boolean-value="true"/>'
        "</table:table-row>"
        "<table:table-row>"
        '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT30H00M00S"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-03-15T10:00:00"/>'
        '<table:table-cell office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1+1"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048572">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    hidden = (
        '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>'
    )
    book = open_book(open_document(tmp_path / "a.ods", table, styles=hidden))
    assert book.kind is BookKind.ODS
    sheet = book.sheets[0]
    assert sheet.hidden
    assert [list(row) for row in sheet.cells] == [
        ["甲  乙\n丙", "甲  乙\n丙", 3, dt.date(2026, 3, 15)],
        [0.3, True, True],
        [0.3, True, True],
        [
            dt.time(10, 30),
            dt.timedelta(hours=30),
            dt.datetime(2026, 3, 15, 10),  # noqa: DTZ001 - a cell knows no time zone
            CellError("#N/A"),
        ],
    ]
    assert sheet.merges == (Merge(1, 1, 1, 2),)
    assert said(book) == [
        "Hidden in the sheet, but included: rows 2–3, columns B–C.",
        UNCALCULATED,
    ]


def test_an_open_document_that_repeats_without_end_is_refused(tmp_path: Path) -> None:
    table = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    with pytest.raises(TooLargeError):
        open_book(open_document(tmp_path / "a.ods", table))


def test_what_an_open_document_saw_in_another_one_is_no_sheet(tmp_path: Path) -> None:
    table = (
        "</table:table><table:table table:name=\"'file:///x.ods'#S\"><table:table-source/>"
        '<table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    book = open_book(open_document(tmp_path / "a.ods", table))
    assert [sheet.name for sheet in book.sheets] == ["S"]
    assert "other workbooks" in said(book)[0]
