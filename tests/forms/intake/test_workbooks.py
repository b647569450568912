# SPDX-License-Identifier: Apache-2.0
"""What the cells of a workbook hold comes out as it is there, whoever wrote it."""

from __future__ import annotations

import datetime as dt
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from forms.intake.book import CellError, Merge, address
from forms.intake.files.faults import DamagedFileError, TooLargeError, UnsafePackageError
from forms.intake.files.number_formats import Meaning, meaning, meant
from forms.intake.files.opening import open_book
from tests.forms.intake.files import package, relations, said, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.book import Sheet

DATES = (
    '<numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="200"/><xf numFmtId="46"/>'
    '<xf numFmtId="9"/></cellXfs>'
)


def sheet_of(path: Path) -> Sheet:
    return open_book(path).sheets[0]


def row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


def test_numbers_keep_what_the_file_holds(tmp_path: Path) -> None:
    numbers = ["7", "-3", "0.1", "1E3", "8595602512225", "915401007419288939", "1E999", "1E300"]
    cells = [f'<c r="{address(1, n)}"><v>{text}</v></c>' for n, text in enumerate(numbers, 1)]
    assert sheet_of(workbook(tmp_path / "a.xlsx", row(*cells))).cells == [
        [7, -3, 0.1, 1000, 8595602512225, 915401007419288960, CellError("#NUM!"), 1e300]
    ]
    [values] = sheet_of(tmp_path / "a.xlsx").cells
    assert [type(value) for value in values[:6]] == [int, int, float, int, int, int]


def test_texts_stay_texts(tmp_path: Path) -> None:
    texts = ["00123", "915401007419288939", "1E5", "TRUE", "#号码", "a&amp;b", "a_x000D_\nb"]
    cells = [f'<c r="{address(1, n)}" t="s"><v>{n - 1}</v></c>' for n in range(1, 8)]
    assert sheet_of(workbook(tmp_path / "a.xlsx", row(*cells), texts=texts)).cells == [
        ["00123", "915401007419288939", "1E5", "TRUE", "#号码", "a&b", "a\nb"]
    ]


def test_dates_also_those_that_only_chinese_excel_has(tmp_path: Path) -> None:
    cells = [
        '<c r="A1" s="1"><v>45731</v></c>',
        '<c r="B1" s="2"><v>45731.5</v></c>',
        '<c r="C1" s="3"><v>45731</v></c>',
        '<c r="D1" s="4"><v>1.5</v></c>',
        '<c r="E1" s="1"><v>0.25</v></c>',
        '<c r="F1" s="5"><v>0.3</v></c>',
        '<c r="G1" t="d"><v>2026-03-15</v></c>',
        '<c r="H1" s="99"><v>45731</v></c>',
    ]
    expected = [
        dt.date(2025, 3, 15),
        dt.datetime(2025, 3, 15, 12),  # noqa: DTZ001 - a cell knows no time zone
        dt.date(2025, 3, 15),
        dt.timedelta(days=1.5),
        dt.time(6),
        0.3,
        dt.date(2026, 3, 15),
        45731,
    ]
    assert sheet_of(workbook(tmp_path / "a.xlsx", row(*cells), styles=DATES)).cells == [expected]
    old = workbook(
        tmp_path / "b.xlsx",
        row(cells[0]),
        styles=DATES,
        settings='<workbookPr date1904="1"/>',
    )
    assert sheet_of(old).cells == [[dt.date(2029, 3, 16)]]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("General", Meaning.NUMBER),
        ("G/通用格式", Meaning.NUMBER),
        ('0.00"元/m"', Meaning.NUMBER),
        ("[Red]#,##0;yyyy", Meaning.NUMBER),
        ("0.00_d", Meaning.NUMBER),
        ('yyyy"年"m"月"d"日";@', Meaning.DATE),
        ("[$-804]aaaa", Meaning.DATE),
        ("上午/下午h:mm", Meaning.DATE),
        ("[h]:mm:ss", Meaning.DURATION),
        ("[Blue][mm]:ss", Meaning.DURATION),
    ],
)
def test_a_format_says_what_a_number_is(code: str, what: Meaning) -> None:
    assert meaning(200, code) is what


def test_days_before_march_1900_are_those_that_excel_shows() -> None:
    assert meant(1, Meaning.DATE, since_1904=False) == dt.date(1900, 1, 1)
    assert meant(59, Meaning.DATE, since_1904=False) == dt.date(1900, 2, 28)
    assert meant(61, Meaning.DATE, since_1904=False) == dt.date(1900, 3, 1)
    assert meant(-1.0, Meaning.DATE, since_1904=False) == -1
    assert meant(1e9, Meaning.DATE, since_1904=False) == 10**9


def test_errors_booleans_and_formulas(tmp_path: Path) -> None:
    cells = [
        '<c r="A1" t="e"><v>#N/A</v></c>',
        '<c r="B1" t="e"><f>X()</f><v>#SPILL!</v></c>',
        '<c r="C1" t="b"><v>1</v></c>',
        '<c r="D1"><f>A1*2</f><v>4</v></c>',
        '<c r="E1"><f>A1*2</f></c>',
        '<c r="F1"><f t="shared" si="0"/><v></v></c>',
        '<c r="G1" t="str"><f>""</f><v></v></c>',
        '<c r="H1" t="str"><f>"a"</f><v>a</v></c>',
    ]
    book = open_book(workbook(tmp_path / "a.xlsx", row(*cells)))
    assert book.sheets[0].cells == [
        [CellError("#N/A"), CellError("#SPILL!"), True, 4, None, None, None, "a"]
    ]
    assert "2 formulas were never calculated (E1, F1)" in said(book)[0]


def test_a_text_that_looks_like_markup_stays_a_text(tmp_path: Path) -> None:
    texts = ['x t="e" hidden="1" y', '&lt;c r="Z9"/&gt; a:c', "]]&gt; &lt;!-- a"]
    cells = [
        f'<c r="{address(1, n)}" t="inlineStr"><is><t>{text}</t></is></c>'
        for n, text in enumerate(texts, 1)
    ]
    assert sheet_of(workbook(tmp_path / "a.xlsx", row(*cells))).cells == [
        ['x t="e" hidden="1" y', '<c r="Z9"/> a:c', "]]> <!-- a"]
    ]


def test_a_formula_never_calculated_is_told(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append([1, "=A1+1"])
    book.save(tmp_path / "a.xlsx")
    assert "The formula in B1" in said(open_book(tmp_path / "a.xlsx"))[0]


WRITTEN = (
    "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>",
    (
        '<x:row><x:c s="0"><x:v>1</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row>'
        '<x:row r="3"><x:c><x:v>3</x:v></x:c></x:row>'
    ),
    (
        "<row r='1'><c s='0' r='A1'><v>1</v></c><c r = 'B1'><v>2</v></c></row>"
        '<row r="3"><c r="A3"><!-- --><v>3</v></c></row>'
    ),
    (
        '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
    ),
    (
        '<row r="1"><c r="b1"><v>2</v></c><c r="A1"><v>1</v></c></row><row/>'
        '<row r="3" hidden="0"><c r="A3"><v>3</v></c><c r="B3" s="0"/></row><row r="9"/>'
    ),
)


@pytest.mark.parametrize("rows", WRITTEN)
def test_addresses_are_found_however_they_are_written(tmp_path: Path, rows: str) -> None:
    assert sheet_of(workbook(tmp_path / "a.xlsx", rows)).cells == [[1, 2], [], [3]]


def test_names_of_parts_are_found_in_other_case_and_other_places(tmp_path: Path) -> None:
    parts = {
        "_rels/.rels": relations(("b", "officeDocument", "/Book/Workbook.xml")),
        "book/workbook.xml": '<x:workbook><x:sheet name="甲" r:id="s" state="hidden"/></x:workbook>',
        "book/_rels/Workbook.xml.rels": relations(("s", "worksheet", "./a%20b/../S.xml")),
        "BOOK\\s.xml": '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>",
        "[Content_Types].xml": '<Types><Override PartName="/book/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    }
    sheet = sheet_of(package(tmp_path / "a.xlsx", parts))
    assert (sheet.name, sheet.hidden, sheet.cells) == ("甲", True, [[1]])


def test_parts_in_utf_16_are_read(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row r="1">'
    content += '<c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData></worksheet>'
    more = {"xl/worksheets/sheet1.xml": content.encode("utf-16")}
    assert sheet_of(workbook(tmp_path / "a.xlsx", more=more)).cells == [["甲"]]


def test_merges_are_filled_and_listed(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>9</v></c></row>'
        '<row r="2"><c r="A2"><v>5</v></c><c r="D2"><v>9</v></c></row>'
    )
    merges = "<mergeCells>" + "".join(
        f'<mergeCell ref="{ref}"/>' for ref in ("A1:B3", "D5:E5", "A1", "B2:A1", "x", "D2:D1048576")
    )
    sheet = sheet_of(workbook(tmp_path / "a.xlsx", rows, after=merges + "</mergeCells>"))
    assert [list(row) for row in sheet.cells] == [[1, 1, None, 9], [1, 1, None, 9], [1, 1]]
    assert sheet.merges == (Merge(1, 1, 3, 2), Merge(5, 4, 5, 5), Merge(2, 4, 1048576, 4))


def test_fifty_thousand_merges_are_quick(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 50001))
    merges = "".join(f'<mergeCell ref="A{n}:C{n}"/>' for n in range(1, 50001))
    file = workbook(tmp_path / "a.xlsx", rows, after=f"<mergeCells>{merges}</mergeCells>")
    sheet = sheet_of(file)
    assert sheet.cells[49999] == [50000] * 3
    assert len(sheet.merges) == 50000


def test_merges_upon_merges_are_refused(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2000"><c r="Z2000"><v>1</v></c></row>'
    merges = "<mergeCells>" + '<mergeCell ref="A1:Z2000"/>' * 100 + "</mergeCells>"
    with pytest.raises(DamagedFileError, match="lie on one another"):
        open_book(workbook(tmp_path / "a.xlsx", rows, after=merges))


def test_hidden_rows_and_columns_are_told_where_there_is_something(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}" hidden="{int(n in {2, 4, 5, 6})}"><c r="A{n}"><v>1</v></c>'
        f'<c r="C{n}"><v>1</v></c></row>'
        for n in range(1, 9)
    )
    rows += '<row r="20" hidden="1"/>'
    columns = '<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
    book = open_book(workbook(tmp_path / "a.xlsx", rows, before=columns))
    assert said(book) == ["Hidden in the sheet, but included: rows 2, 4–6, column B."]


def test_a_stray_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += '<row r="300000"><c r="XFD300000"><v>2</v></c></row>'
    sheet = sheet_of(workbook(tmp_path / "a.xlsx", rows))
    assert len(sheet.cells) == 300000
    assert sheet.cells[299999][16383] == 2


def test_rows_of_formats_only_are_passed_over(tmp_path: Path) -> None:
    def rows() -> str:
        cells = "".join(f'<c r="{letter}{{n}}" s="1"/>' for letter in string.ascii_uppercase[:9])
        pattern = f'<row r="{{n}}" s="1" customFormat="1">{cells}</row>'
        first = '<row r="1"><c r="A1"><v>1</v></c></row>'
        return first + "".join(pattern.format(n=n) for n in range(2, 20001))

    assert sheet_of(workbook(tmp_path / "a.xlsx", rows())).cells == [[1]]


@pytest.mark.parametrize("where", ["A0", "XFE1", "A1048577", "ZZZ99999", "1A", "$"])
def test_cells_that_no_sheet_has_are_refused(tmp_path: Path, where: str) -> None:
    with pytest.raises(DamagedFileError):
        open_book(workbook(tmp_path / "a.xlsx", row(f'<c r="{where}"><v>1</v></c>')))


def test_a_text_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for texts in (["a"], [f"{n}" for n in range(200_001)]):
        file = workbook(tmp_path / "a.xlsx", row('<c r="A1" t="s"><v>300000</v></c>'), texts=texts)
        with pytest.raises(DamagedFileError):
            open_book(file)


def test_very_many_texts_go_where_they_belong(tmp_path: Path) -> None:
    texts = [f"第{n}号 &amp;" for n in range(200_001)]
    cells = ['<c r="A1" t="s"><v>200000</v></c>', '<c r="B1" t="s"><v>0</v></c>']
    assert sheet_of(workbook(tmp_path / "a.xlsx", row(*cells), texts=texts)).cells == [
        ["第200000号 &", "第0号 &"]
    ]


def test_a_workbook_that_swells_is_refused(tmp_path: Path) -> None:
    blanks = "<worksheet><sheetData>" + " " * (80 << 20) + "</sheetData></worksheet>"
    more = {"xl/worksheets/sheet1.xml": blanks}
    with pytest.raises(UnsafePackageError):
        open_book(workbook(tmp_path / "a.xlsx", more=more))


def test_entities_of_its_own_are_refused_where_they_are_read(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbb">]>'
    cell = row('<c r="A1"><v>&b;</v></c>')
    sheet = f"{bomb}<worksheet><sheetData>{cell}</sheetData></worksheet>"
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
        with pytest.raises(UnsafePackageError):
            open_book(workbook(tmp_path / "a.xlsx", more={part: sheet}))
    unread = workbook(tmp_path / "b.xlsx", more={"xl/xmlMaps.xml": bomb})
    assert open_book(unread).sheets[0].cells == []


def test_cells_without_end_are_refused_before_they_are_read(tmp_path: Path) -> None:
    wide = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>'
        for n in range(1, 3000)
    )
    with pytest.raises(TooLargeError, match="lie far apart"):
        open_book(workbook(tmp_path / "a.xlsx", wide))
    long = row('<c r="A1" t="s"><v>0</v></c>') * 40_000
    with pytest.raises(TooLargeError, match="too much memory"):
        open_book(workbook(tmp_path / "b.xlsx", long, texts=["长" * 32_000]))


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3)),
    st.dates(dt.date(1900, 3, 1)),
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff_"
        ),
        min_size=1,
        max_size=20,
    ).filter(lambda text: text.strip() == text and text[0] not in "=#"),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it(
    tmp_path: Path, table: list[list[object]]
) -> None:
    book = Workbook()
    assert book.active is not None
    for values in table:
        book.active.append(values)
    file = tmp_path / "a.xlsx"
    book.save(file)
    theirs = [
        [value.date() if isinstance(value, dt.datetime) else value for value in values]
        for values in load_workbook(file).active.iter_rows(values_only=True)
    ]
    ours = sheet_of(file).cells
    width = len(theirs[0]) if theirs else 0
    padded = [[*values, *[None] * (width - len(values))] for values in ours]
    padded += [[None] * width] * (len(theirs) - len(padded))
    assert padded == theirs
