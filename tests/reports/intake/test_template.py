# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from models.language import Language
from models.programme.answers import Row
from models.programme.layout import LABELS, LINK, NUMBER
from models.programme.recognising import is_apart, is_cut, read_meta, recognise
from models.programme.schema import FieldType, Filler, FormField
from models.programme.values import understand
from models.programme.vocabulary import shipped_vocabularies
from models.progress import CancelledError
from models.rules.regions import regions
from models.storage.files import FileExistsAlreadyError
from reports.intake import IntakeFrame, IntakeRow, write_intake_workbook
from tests.reports.intake.conftest import EVERY, SHIPPED, cells_of, every, records, shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

HOSTILE = ["=1+1", "+86 10", "-", "@SUM(A1)", "'引号", "\t制表", "007", "1E5", "12,3", "2026-03-15",
           "一\n二", "<b>&amp;", "_x0041_", "𠮷田", "TRUE", "例：某某", "xd|apart", "  前后 "]  # fmt: skip


def written(path: Path, frame: IntakeFrame, rows: Any = (), **more: Any) -> Path:
    return write_intake_workbook(frame, path / "intake.xlsx", rows=rows, replace=True, **more).path


def column_letter(sheet: Worksheet, name: str) -> str:
    for cell in sheet[1]:
        if str(cell.value).split("|")[3:4] == [name]:
            return str(cell.column_letter)
    raise AssertionError(name)


def rule(book: Workbook, sheet: str, name: str) -> DataValidation:
    letter = column_letter(book[sheet], name)
    return next(
        item
        for item in book[sheet].data_validations.dataValidation
        if str(item.sqref).startswith(f"{letter}5:")
    )


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Language], Path]:
    """The blank workbook of a programme, written once."""

    @cache
    def make(name: str, language: Language) -> Path:
        return written(tmp_path_factory.mktemp(name), shipped(name, language))

    return make


@pytest.mark.parametrize("name", SHIPPED)
def test_the_blank_of_every_programme_is_known_again_and_holds_no_row(
    blank: Callable[[str, Language], Path], name: str, language: Language
) -> None:
    frame = shipped(name, language)
    sheets = cells_of(blank(name, language))
    data = {title: own for title, cells in sheets.items() if (own := recognise(cells))}
    assert [own.table for own in data.values()] == ["", *frame.programme.tables]
    assert {own.version for own in data.values()} == {frame.programme.version}
    for title, cells in sheets.items():
        if title in data:
            assert len(cells) == data[title].first_row - 1
        else:
            assert is_apart(cells)
    asked = {
        key
        for key, item in frame.programme.fields.items()
        if item.filled_by is Filler.APPLICANT and item.type is not FieldType.TABLE
    }
    columns = next(iter(data.values())).columns.values()
    assert {item.partition("@")[0] for item in columns if item[0] != "@"} == asked
    meta = next(found for cells in sheets.values() if (found := read_meta(cells)))
    assert (meta.programme, meta.version) == (frame.programme.id, frame.programme.version)
    assert (meta.call, meta.language) == (frame.call.id, language.value)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_list_that_a_cell_offers_can_be_found_and_is_not_empty(
    blank: Callable[[str, Language], Path], name: str
) -> None:
    book = load_workbook(blank(name, Language.EN))
    names = book.defined_names
    for sheet in book.worksheets:
        for item in sheet.data_validations.dataValidation:
            assert len(item.error or "") <= 225
            assert len(item.prompt or "") <= 255
            assert len(item.errorTitle or "") <= 32
            if item.type != "list":
                continue
            assert len(item.formula1) <= 255
            if item.formula1.startswith("OFFSET("):
                used = {word for word in item.formula1.replace("(", ",").split(",")
                        if word.startswith("xd_")}  # fmt: skip
                assert {word.strip(")") for word in used} <= set(names)
                continue
            if item.formula1 == "xd_serials":
                assert names["xd_serials"].attr_text.startswith("OFFSET(")
                continue
            ((title, area),) = names[item.formula1].destinations
            values = [cell.value for row in book[title][area.replace("$", "")] for cell in row]
            assert all(values)
            assert len(values) == len(set(values))


def test_a_label_a_limit_and_a_choice_of_the_definition_change_the_workbook(tmp_path: Path) -> None:
    changed = (
        EVERY.replace('zh = "面积", en = "Area" }, unit', 'zh = "用地", en = "Land" }, unit', 1)
        .replace("max = 100", "max = 60")
        .replace('zh = "卓越", en = "Top"', 'zh = "领航", en = "Lead"')
        .replace("max_length = 20", "max_length = 33")
    )
    book = load_workbook(written(tmp_path, every(changed)))
    sheet = book["申报信息"]
    assert sheet[column_letter(sheet, "area_m2") + "3"].value == "用地\n（平方米）"
    assert rule(book, "申报信息", "share").formula2 == "60"
    title = rule(book, "申报信息", "title")
    assert (title.type, title.operator, title.formula1) == ("textLength", "lessThanOrEqual", "33")
    assert title.errorStyle == "warning"
    listed = book.defined_names[rule(book, "申报信息", "variant").formula1]
    ((place, area),) = listed.destinations
    assert [row[0].value for row in book[place][area.replace("$", "")]] == ["普通", "领航"]


def test_cells_are_typed_open_and_headings_locked_with_a_note(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, every(language=Language.EN)))
    sheet = book["Application data"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for name in ("insertRows", "deleteRows", "sort", "autoFilter", "formatColumns"):
        assert not getattr(sheet.protection, name)
    for row in sheet["B1:Z4"]:
        assert all(cell.protection.locked for cell in row)
    for name in ("title", "credit_code", "phone", "area_m2", "founded"):
        column = sheet.column_dimensions[column_letter(sheet, name)]
        assert not column.protection.locked
        assert (column.number_format == "@") == (name not in {"area_m2", "founded"})
    head = sheet[column_letter(sheet, "area_m2") + "3"]
    assert "Article 3" in head.comment.text
    assert "decimal places" in head.comment.text
    assert sheet[column_letter(sheet, "title") + "3"].value == "*Title"
    code = rule(book, "Application data", "credit_code")
    assert (code.type, code.formula1, code.errorStyle) == ("textLength", "18", "warning")


def test_what_the_office_fills_is_only_in_the_workbook_of_the_office(tmp_path: Path) -> None:
    row = IntakeRow("202601001", {"title": "甲", "rank": 3}, labels=("重点", "加急"))
    for_all = records(cells_of(written(tmp_path, every(), [row]))["申报信息"])[0][0]
    assert "rank" not in for_all
    assert LABELS not in for_all
    own = written(tmp_path, every(), [row], fillers=frozenset(Filler))
    for_us = records(cells_of(own)["申报信息"])[0][0]
    assert (for_us["rank"], for_us[LABELS]) == (3, "重点、加急")
    assert (for_us[LINK], for_us[NUMBER]) == (1, "202601001")


def test_text_stays_text_whatever_it_looks_like(tmp_path: Path) -> None:
    rows = [
        IntakeRow(f"20260{n}", {"title": text, "phone": text}) for n, text in enumerate(HOSTILE)
    ]
    path = written(tmp_path, every(), rows)
    assert [row["title"] for row in records(cells_of(path)["申报信息"])[0]] == HOSTILE
    sheet = load_workbook(path)["申报信息"]
    letter = column_letter(sheet, "title")
    assert {sheet[f"{letter}{n}"].data_type for n in range(5, 5 + len(HOSTILE))} == {"s"}


_DIGITS = st.decimals(-(10**17), 10**17, places=3).map(str)
_TYPED: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.INTEGER: st.integers(-(10**19), 10**19),
    FieldType.DECIMAL: _DIGITS,
    FieldType.MONEY: _DIGITS,
    FieldType.PERCENT: _DIGITS,
    FieldType.DATE: st.dates().map(str),
    FieldType.MONTH: st.dates().map(lambda day: day.isoformat()[:7]),
    FieldType.SERIES: st.dictionaries(
        st.integers(2015, 2030).map(str), st.decimals(0, 10**9, places=2).map(str), min_size=1
    ),
    FieldType.BOOLEAN: st.booleans(),
    FieldType.REGION: st.sampled_from(regions().codes()),
}
_TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(HOSTILE)


def typed(item: FormField) -> st.SearchStrategy[Any]:
    known = _TYPED.get(item.type, _TEXT)
    vocabulary = shipped_vocabularies().get(item.vocabulary or "")
    ids = [term.id for term in vocabulary.terms] if vocabulary else []
    ids += [choice.id for choice in item.choices]
    if ids:
        several = item.type in {FieldType.TERMS, FieldType.CHOICES}
        known = st.lists(st.sampled_from(ids), unique=True) if several else st.sampled_from(ids)
    return st.none() | known | _TEXT


def stored(draw: st.DrawFn, items: list[FormField]) -> dict[str, Any]:
    found = {item.id: understand(item, draw(typed(item)), shipped_vocabularies()) for item in items}
    return {name: one.stored for name, one in found.items() if one.stored not in (None, "")}


@st.composite
def applications(draw: st.DrawFn) -> list[IntakeRow]:
    fields = every().programme.fields
    flat = [item for item in fields.values() if item.type is not FieldType.TABLE]
    return [
        IntakeRow(
            f"2026{n:05}",
            stored(draw, flat),
            {
                "tenants": tuple(
                    Row(f"{n}-{m}", stored(draw, list(fields["tenants"].columns)))
                    for m in range(draw(st.integers(0, 3)))
                )
            },
        )
        for n in range(draw(st.integers(1, 3)))
    ]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=applications(), language=st.sampled_from(Language))
def test_what_is_written_reads_back_as_it_is_recorded(
    tmp_path: Path, rows: list[IntakeRow], language: Language
) -> None:
    frame = every(language=language)
    fillers = frozenset(Filler)
    sheets = list(cells_of(written(tmp_path, frame, rows, fillers=fillers)).values())
    by_table = {own.table: cells for cells in sheets if (own := recognise(cells))}
    known, back = records(by_table[""])
    assert [row[NUMBER] for row in known] == [row.number for row in rows]
    fields = frame.programme.fields
    for row, values in zip(rows, back, strict=True):
        assert understood(fields, values) == row.stored
    lines, cells = records(by_table["tenants"])
    columns = {column.id: column for column in fields["tenants"].columns}
    expected = [(n, line) for n, row in enumerate(rows, 1) for line in row.rows["tenants"]]
    for (serial, line), link, values in zip(expected, lines, cells, strict=True):
        assert link[LINK] == serial
        assert understood(columns, values) == line.values


def understood(fields: Any, values: Any) -> dict[str, Any]:
    found = {
        name: understand(fields[name], plain(value), shipped_vocabularies()).stored
        for name, value in values.items()
    }
    return {name: value for name, value in found.items() if value is not None}


def plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.date()
    return value


def test_a_series_keeps_years_that_nobody_asked_for_and_what_is_no_series(tmp_path: Path) -> None:
    rows = [
        IntakeRow("1", {"income": {"2019": "7.5", "2025": "8"}}),
        IntakeRow("2", {"income": "逐年增长"}),
    ]
    known, back = records(cells_of(written(tmp_path, every(), rows))["申报信息"])
    assert [row["income@2019"] for row in known] == [7.5, None]
    assert [row["income"] for row in back] == [{"2019": 7.5, "2025": 8.0}, "逐年增长"]


def test_an_abolished_division_comes_back_by_its_code(tmp_path: Path) -> None:
    rows = [IntakeRow("1", {"region": "139001"}), IntakeRow("2", {"region": "420111"})]
    known, back = records(cells_of(written(tmp_path, every(), rows))["申报信息"])
    assert [row["region"] for row in back] == ["139001", "湖北省武汉市洪山区"]
    assert [row["region@2"] for row in known] == [None, "湖北省武汉市"]


def test_a_text_that_is_longer_than_a_cell_is_cut_and_known_as_such(tmp_path: Path) -> None:
    frame = every()
    rows = [IntakeRow("1", {"note": "长" * 40_000})]
    made = write_intake_workbook(frame, tmp_path / "a.xlsx", rows=rows)
    assert [cut.length for cut in made.cuts] == [40_000]
    note = records(cells_of(made.path)["申报信息"])[0][0]["note"]
    assert is_cut(note)
    assert not is_cut("长")


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("mine")
    with pytest.raises(FileExistsAlreadyError):
        write_intake_workbook(every(), path)
    assert path.read_text() == "mine"


class _Stops:
    def step(self, done: int, total: int, _text: object = None) -> None:
        assert (done, total) == (200, 250)
        raise CancelledError


def test_stopped_halfway_it_leaves_nothing_behind(tmp_path: Path) -> None:
    rows = [IntakeRow(str(n), {"title": "甲"}) for n in range(250)]
    with pytest.raises(CancelledError):
        write_intake_workbook(every(), tmp_path / "a.xlsx", rows=rows, progress=_Stops())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_what_was_typed_and_finds_the_lists(tmp_path: Path) -> None:
    rows = [IntakeRow("1", {"title": "=1+1", "credit_code": "915401007419288939", "founded": "2026-03-15",
                            "since": "2026-03", "region": "420111", "direction": "manufacturing.laser"}),
            IntakeRow("2", {"title": "乙", "region": "110101"})]  # fmt: skip
    path = written(tmp_path, every(), rows)
    book = load_workbook(path)
    sheet = book["申报信息"]
    offered = {
        name: rule(book, "申报信息", name).formula1.replace("5", str(line))
        for name, line in (("direction@2", 5), ("region@2", 5), ("region@3", 5), ("region", 5))
    }
    offered["nothing"] = rule(book, "申报信息", "direction@2").formula1.replace("5", "6")
    offered["serials"] = rule(book, "企业", LINK).formula1
    scratch = book.create_sheet("scratch")
    for n, (name, formula) in enumerate(offered.items(), start=1):
        own = formula
        for letter in {column_letter(sheet, x) for x in ("direction", "region", "region@2")}:
            own = own.replace(f"${letter}", f"申报信息!${letter}")
        scratch[f"A{n}"] = name
        scratch[f"B{n}"] = f"=ROWS({own})"
        scratch[f"C{n}"] = f"=INDEX({own},1)"
    book.save(tmp_path / "asked.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(path), str(tmp_path / "asked.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    lists = {row[0]: (row[1], row[2]) for row in cells_of(tmp_path / "asked.ods")["scratch"]}
    assert lists["direction@2"][0] > 5
    assert lists["direction@2"][1] == "智能制造"
    assert lists["region@2"] == (17, "湖北省武汉市")
    assert lists["region@3"] == (13, "湖北省武汉市江岸区")
    assert lists["region"] == (34, "北京市")
    assert lists["nothing"] == (1, 0)  # an empty cell
    assert lists["serials"] == (2, 1)
    _, back = records(cells_of(tmp_path / "intake.ods")["申报信息"])
    assert back[0]["title"] == "=1+1"
    assert back[0]["credit_code"] == "915401007419288939"
    assert [back[0]["founded"], back[0]["since"]] == [date(2026, 3, 15), date(2026, 3, 1)]
    assert back[0]["direction"] == "激光制造"
    assert back[1]["region"] == "北京市东城区"
