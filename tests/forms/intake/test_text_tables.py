# SPDX-License-Identifier: Apache-2.0
"""Text tables in every encoding and habit come out as they were meant, and doubts are told by row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.intake.book import BookKind
from forms.intake.files.faults import TooLargeError
from forms.intake.files.opening import open_book
from tests.forms.intake.files import said

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.book import Book

HEADER = ["编号", "单位名称", "负责人"]
FIRST = [["001", "甲科技有限公司", "张三"], ["002", "乙·艾哈迈德公司", "李四"]]
SECOND = [["003", "丙集团", "王五"], ["004", "丁研究院", "赵六"]]


def lines(*rows: list[str], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def opened(folder: Path, data: bytes | str, name: str = "名单.csv") -> Book:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_book(file)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_any_encoding_of_an_office_is_found_out(tmp_path: Path, encoding: str) -> None:
    book = opened(tmp_path, lines(HEADER, *FIRST).encode(encoding))
    assert book.kind is BookKind.TEXT
    assert (book.sheets[0].name, book.sheets[0].cells) == ("名单", [HEADER, *FIRST])
    assert said(book) == []


def test_big5_is_taken_for_big5_only_where_it_is_sure(tmp_path: Path) -> None:
    text = lines(["編號", "單位"], *[["001", "國立臺灣大學資訊工程學系"]] * 5)
    book = opened(tmp_path, text.encode("big5"))
    assert book.sheets[0].cells[1][1] == "國立臺灣大學資訊工程學系"
    assert "Big5" in said(book)[0]


def test_four_bytes_of_gb18030_are_read(tmp_path: Path) -> None:
    book = opened(tmp_path, lines(["姓名"], ["𠮷野㐂"]).encode("gb18030"))
    assert book.sheets[0].cells[1] == ["𠮷野㐂"]


def test_two_encodings_in_one_file_are_told_by_their_rows(tmp_path: Path) -> None:
    data = lines(HEADER, *FIRST).encode() + lines(*SECOND).encode("gbk")
    book = opened(tmp_path, data)
    assert book.sheets[0].cells == [HEADER, *FIRST, *SECOND]
    assert "rows 1–3 are in UTF-8, rows 4–5 in GB18030" in said(book)[0]


def test_a_row_of_gbk_that_looks_like_utf_8_is_not_taken_for_it(tmp_path: Path) -> None:
    data = lines(HEADER, *FIRST, ["003", "模", "-"]).encode("gbk")
    book = opened(tmp_path, data)
    assert book.sheets[0].cells[3] == ["003", "模", "-"]
    assert said(book) == []


def test_a_second_header_in_another_order_brings_its_rows_in_order(tmp_path: Path) -> None:
    swapped = [[row[2], row[0], row[1]] for row in (HEADER, *SECOND)]
    data = lines(HEADER, *FIRST).encode() + lines(*swapped).encode("gbk")
    book = opened(tmp_path, data)
    assert book.sheets[0].cells == [HEADER, *FIRST, [], *SECOND]
    notes = said(book)
    assert "rows 4–6 in GB18030" in notes[0]
    assert "Row 4 is a second header" in notes[1]
    assert "Rows 5–6" in notes[1]


def test_columns_that_only_the_second_header_has_are_added(tmp_path: Path) -> None:
    book = opened(
        tmp_path, lines(HEADER, *FIRST, ["负责人", "编号", "电话"], ["王五", "003", "139"])
    )
    assert book.sheets[0].cells == [
        [*HEADER, "电话"],
        *FIRST,
        [],
        ["003", None, "王五", "139"],
    ]
    assert "added on the right: 电话" in said(book)[1]


def test_a_header_that_comes_again_is_left_out(tmp_path: Path) -> None:
    book = opened(tmp_path, lines(HEADER, *FIRST, HEADER, *SECOND))
    assert book.sheets[0].cells == [HEADER, *FIRST, [], *SECOND]
    assert said(book) == ["Row 4 repeats the header; it is left out."]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    book = opened(tmp_path, "项目名单\r\n" + lines(HEADER, *FIRST, delimiter=delimiter))
    assert book.sheets[0].cells == [["项目名单"], HEADER, *FIRST]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\n1,5;2\t3\n2,5;2\t4\n", [["a", "b"], ["1,5;2", "3"], ["2,5;2", "4"]]),
        ("a;b\n1,5;2,5\n3,5;4,5\n", [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]),
        ("a,b\n甲;乙;丙,1\n丁;戊;己,2\n", [["a", "b"], ["甲;乙;丙", "1"], ["丁;戊;己", "2"]]),
        ("sep=;\na;b\n", [[], ["a", "b"]]),
        ("名单\n甲\n乙\n", [["名单"], ["甲"], ["乙"]]),
    ],
)
def test_marks_within_texts_are_not_the_delimiter(
    tmp_path: Path, text: str, cells: list[list[str]]
) -> None:
    assert opened(tmp_path, text).sheets[0].cells == cells


def test_quotation_marks_line_breaks_and_what_keeps_excel_from_counting(tmp_path: Path) -> None:
    text = 'a,b,c\r\n"1,2","3\r\n""4""",="00123"\n5" 管,"=""91540100741928893X""",\r\n'
    assert opened(tmp_path, text).sheets[0].cells == [
        ["a", "b", "c"],
        ["1,2", '3\n"4"', "00123"],
        ['5" 管', "91540100741928893X"],
    ]


def test_a_quotation_mark_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    rows = [[f"{n}", "x"] for n in range(3000)]
    book = opened(tmp_path, lines(["a", "b"], ['"未闭合', "x"], *rows))
    assert book.sheets[0].cells == [["a", "b"], ['"未闭合', "x"], *rows]
    assert "In row 2 a quotation mark" in said(book)[0]


def test_every_cell_stays_text(tmp_path: Path) -> None:
    row = ["00123", "915401007419288939", "9.1E+17", "TRUE", "2026-3-15", " x ", "1.0"]
    assert opened(tmp_path, lines(row)).sheets[0].cells == [row]


def test_ragged_rows_and_delimiters_at_the_end(tmp_path: Path) -> None:
    text = "a,b,c\n" + "1,2,3,,,\n" * 12 + "1\n\n1,2,3,4\n,,,\n\n"
    book = opened(tmp_path, text)
    cells = book.sheets[0].cells
    assert cells[1:] == [["1", "2", "3"]] * 12 + [["1"], [], ["1", "2", "3", "4"]]
    assert "Row 16 has more cells" in said(book)[0]


def test_what_cannot_be_read_is_told_by_row(tmp_path: Path) -> None:
    data = lines(HEADER, *FIRST).encode() + b"003,\xff\xfe,x\r\n" + b"004,a\x00b,c\r\n"
    book = opened(tmp_path, data)
    assert book.sheets[0].cells[4] == ["004", "ab", "c"]
    assert "zero bytes" in said(book)[0]
    assert "Row 4 holds characters" in said(book)[1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_each_system_ends_them(tmp_path: Path, end: str) -> None:
    text = end.join(["编号,名称", "1,甲", "2,乙"])
    for encoding in ("utf-8", "gbk", "utf-16"):
        cells = opened(tmp_path, text.encode(encoding)).sheets[0].cells
        assert cells == [["编号", "名称"], ["1", "甲"], ["2", "乙"]]


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match="one of its lines"):
        opened(tmp_path, "a," * (3 << 20))


TEXT = st.text(st.characters(codec="gb18030", exclude_categories=("Cc", "Cs", "Co")), max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_with_quotation_marks_is_read_back(
    tmp_path: Path, table: list[list[str]], encoding: str
) -> None:
    table = [["甲列", "乙列", "丙列"], *table]
    made = io.StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL).writerows(table)
    found = opened(tmp_path, made.getvalue().encode(encoding)).sheets[0].cells
    padded = [[*row, *[None] * (3 - len(row))] for row in found]
    wanted = [[_plain(text) for text in row] for row in table]
    while wanted and not any(wanted[-1]):
        wanted.pop()
    assert padded == wanted


def _plain(text: str) -> str | None:
    return (text[2:-1] if text.startswith('="') and text.endswith('"') else text) or None
