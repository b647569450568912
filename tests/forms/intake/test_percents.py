# SPDX-License-Identifier: Apache-2.0
"""Cells that are shown as percent hold hundredths of what they show."""

from __future__ import annotations

import struct
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from forms.intake.cells.columns import facts_of
from forms.intake.files.number_formats import Meaning, meaning
from forms.intake.files.opening import open_book
from models.programme.schema import FieldType
from tests.forms.intake.books import incoming, programme, repaired, source
from tests.forms.intake.files import old_workbook, open_document, record, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.book import CellValue

CASES = programme("typical-case")
FIELD = next(field for field in CASES.fields.values() if field.type is FieldType.PERCENT)


def saved(path: Path, *cells: tuple[CellValue, str]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["案例名称", "申报单位", FIELD.label.zh])
    for place, (value, format_) in enumerate(cells, start=1):
        sheet.append([f"{place}号案例", f"{place}号公司", value])
        sheet.cell(place + 1, 3).number_format = format_
    book.save(path)
    return path


@pytest.mark.parametrize("format_", ["0%", "0.00%", "0.0%", "0.0 %"])
def test_a_percent_among_whole_percents_is_what_it_shows(tmp_path: Path, format_: str) -> None:
    book = open_book(saved(tmp_path / "a.xlsx", (35, "General"), (0.3, format_), (40, "0.00")))
    rows = incoming(book, CASES)
    assert [row.values[FIELD.id] for row in rows] == [35, Decimal(30), 40]
    assert any("30" in text for text in repaired(rows[1]))
    assert not repaired(rows[0])


def test_the_habit_of_a_column_decides_only_for_cells_without_the_format(tmp_path: Path) -> None:
    book = open_book(saved(tmp_path / "a.xlsx", (0.3, "0%"), (1, "General"), (0.4, "0%")))
    assert [row.values[FIELD.id] for row in incoming(book, CASES)] == [Decimal(30), 1, Decimal(40)]
    assert not facts_of(book, source(book, CASES), CASES).notes


def test_only_numbers_that_are_shown_as_percent_are_noted(tmp_path: Path) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    rows = (
        '<row r="1"><c r="A1" s="1"><v>0.3</v></c><c r="B1" s="0"><v>0.3</v></c>'
        '<c r="C1" s="1" t="s"><v>0</v></c><c r="D1" s="1"/></row>'
    )
    book = open_book(workbook(tmp_path / "a.xlsx", rows, styles=styles, texts=["三成"]))
    assert book.sheets[0].percents == {(1, 1)}


def test_an_open_document_says_which_numbers_are_percents(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}" office:value="0.3"/>'
    row = f"<table:table-row>{cell.format('percentage')}{cell.format('float')}</table:table-row>"
    assert open_book(open_document(tmp_path / "a.ods", row)).sheets[0].percents == {(1, 1)}


@pytest.mark.parametrize(
    ("number", "code", "what"),
    [
        (9, None, Meaning.PERCENT),
        (10, None, Meaning.PERCENT),
        (170, "0.0%", Meaning.PERCENT),
        (170, '0.0"%"', Meaning.NUMBER),
        (170, "0.00", Meaning.NUMBER),
    ],
)
def test_which_formats_are_percents(number: int, code: str | None, what: Meaning) -> None:
    assert meaning(number, code) is what


def test_an_old_workbook_says_which_numbers_are_percents(tmp_path: Path) -> None:
    formats = (record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 10))
    numbers = (
        record(0x203, struct.pack("<HHH", 0, column, format_) + struct.pack("<d", 0.3))
        for column, format_ in enumerate((0, 1))
    )
    book = open_book(old_workbook(tmp_path / "a.xls", *numbers, before=b"".join(formats)))
    assert book.sheets[0].percents == {(1, 2)}
