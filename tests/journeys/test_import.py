# SPDX-License-Identifier: Apache-2.0
"""A county's list comes in: looked at, sent back with its faults, corrected, and taken in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.journeys.conftest import Prepare

CALL = "incubator-2026-1"
COLUMNS = ("序号", "孵化器名称", "申报单位（全称）", "统一社会信用代码", "所在县区", "所属方向",
           "场地面积（亩）", "孵化资金（千元）", "开始实际运营时间", "联系电话", "备注")  # fmt: skip
GOOD = (1, "海淀量子信息孵化器", "示例量子科技有限公司", "91350100M000100Y43", "北京市海淀区", "未来信息",
        None, 12005, "2021.3", 13800001234.0, "")  # fmt: skip
DAMAGED = (2, "深海装备孵化器", "深海孵化有限公司", 915401007419288939, "青岛市市南区", "未来空间",
           None, "5,000", "2019年7月", "0532-88886666", "")  # fmt: skip
UNKNOWN = (3, "氢能孵化器", "氢能孵化有限公司", "9154010073554712XF", "济南市历下区", "未来交通",
           None, 8000, "2020-05", "13900001111", "")  # fmt: skip


IN_BOTH = pytest.mark.parametrize("terminal", ["zh", "en"], indirect=True)
"""What is said by words is tried in both languages; what is done is the same in either."""


@pytest.fixture
def terminal(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, getattr(request, "param", "zh"))


@pytest.fixture
def office(terminal: Terminal, prepare: Prepare, tmp_path: Path) -> Path:
    prepare(lambda place: new_office(terminal, place), terminal.language)
    return tmp_path / "office"


@pytest.fixture
def blank(terminal: Terminal, prepare: Prepare, tmp_path: Path, office: Path) -> Path:
    """The blank workbook of the call."""

    def make(place: Path) -> None:
        file = place / "blank.xlsx"
        assert terminal.run("template", office, CALL, "--out", file).code == 0

    prepare(make, terminal.language)
    return tmp_path / "blank.xlsx"


@pytest.fixture
def filled(terminal: Terminal, prepare: Prepare, tmp_path: Path) -> Path:
    """The filled workbook of an application with a division, a direction, a series and a table."""

    def make(place: Path) -> None:
        office = new_office(terminal, place)
        terminal.run("import", office, CALL, county_list(place, GOOD), "--partial")
        (number,) = (row["number"] for row in terminal.json("list", office))
        row = '{"name": "在孵一号", "credit_code": "91350100M000100Y43"}'
        series = 'income_wan={"2023": 10, "2024": 20}'
        said = terminal.run("set", office, number, f"tenants=[{row}]", series)
        assert said.code == 0, said.err
        file = place / "filled.xlsx"
        assert terminal.run("template", office, CALL, "--filled", "--out", file).code == 0

    prepare(make, terminal.language)
    return tmp_path / "filled.xlsx"


def new_office(terminal: Terminal, place: Path) -> Path:
    folder = place / "office"
    new = ("new", folder, "--office", "示例市工信局", "--region", "370200")
    assert terminal.run(*new).code == 0
    call = ("call", "add", folder, "--programme", "incubator", "--title", "2026年未来产业孵化器")
    assert terminal.run(*call).code == 0
    return folder


def county_list(folder: Path, *rows: tuple[Any, ...], name: str = "区县汇总.xlsx") -> Path:
    """A list as counties send it: a merged title, a line of the sender, a total below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "汇总表"
    sheet.append(["××市2026年未来产业孵化器推荐汇总表"])
    sheet.merge_cells("A1:K1")
    sheet.append(["推荐单位（盖章）：", None, None, None, "填报日期：2026年3月1日"])
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append(row)
    sheet.append(["合计", None, None, None, None, None, None, 25005])
    sheet.append(["填表人：张三", None, None, "审核人：李四"])
    file = folder / name
    book.save(file)
    return file


def by_title(data: Any) -> Mapping[str, Any]:
    return {row["title"]: row for row in data["rows"]}


@IN_BOTH
def test_a_dry_run_says_everything_and_changes_nothing(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = county_list(tmp_path, GOOD, DAMAGED, UNKNOWN)
    said = terminal.run("import", office, CALL, file, "--dry-run", "--json")
    assert said.code == 1
    rows = by_title(said.data)
    assert [row["row"] for row in said.data["rows"]] == [4, 5, 6]
    assert {title: row["status"] for title, row in rows.items()} == {
        "海淀量子信息孵化器": "new",
        "深海装备孵化器": "refused",
        "氢能孵化器": "refused",
    }
    damaged = [
        item for item in rows["深海装备孵化器"]["problems"] if item["field"] == "credit_code"
    ]
    assert damaged[0]["cell"] == "汇总表!D5"
    assert damaged[0]["severity"] == "error"
    assert "Excel" in damaged[0]["message"]
    unknown = rows["氢能孵化器"]["problems"][0]
    assert unknown["cell"] == "汇总表!F6"
    assert "未来交通" in unknown["message"]
    assert terminal.json("list", office) == []


def test_without_partial_one_bad_row_stops_all(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    said = terminal.run("import", office, CALL, county_list(tmp_path, GOOD, UNKNOWN))
    assert said.code == 1
    assert terminal.json("list", office) == []


def test_good_rows_come_in_with_units_dates_and_codes_understood_and_one_undo(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = county_list(tmp_path, GOOD, UNKNOWN)
    said = terminal.run("import", office, CALL, file, "--partial", "--json")
    assert said.code == 1
    (number,) = said.data["new"]
    shown = terminal.json("show", office, number)
    assert shown["amount_wan"] == 1200.5  # 12 005 千元
    assert shown["region"] == "110108"
    assert shown["answers"]["operating_since"] == "2021-03"
    assert shown["answers"]["contact_phone"] == "13800001234"
    assert terminal.run("undo", office).code == 0
    assert terminal.json("list", office) == []


def test_the_senders_file_is_never_written_over(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = county_list(tmp_path, GOOD, DAMAGED)
    before = file.read_bytes()
    said = terminal.run("import", office, CALL, file, "--dry-run", "--errors", file, "--force")
    assert said.code == 2
    assert file.name in said.err
    assert file.read_bytes() == before


@IN_BOTH
def test_the_list_goes_back_is_corrected_and_comes_in_as_an_update(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = county_list(tmp_path, GOOD, DAMAGED, UNKNOWN)
    back = tmp_path / "退回.xlsx"
    said = terminal.run("import", office, CALL, file, "--drafts", "--errors", back, "--json")
    assert len(said.data["new"]) == 3
    book = load_workbook(back)
    sheet = book["汇总表"]
    assert sheet["D5"].comment is not None
    assert sheet["D5"].fill.fgColor.rgb != sheet["D4"].fill.fgColor.rgb
    sheet["D5"].value = "915401007419288939"
    sheet["F6"].value = "未来能源"
    book.save(back)
    again = terminal.run("import", office, CALL, back, "--json")
    assert again.code == 0, again.err
    assert again.data["new"] == []
    assert sorted(again.data["changed"]) == sorted(said.data["new"][1:])
    rows = terminal.json("list", office)
    assert len(rows) == 3
    assert {row["credit_code"] for row in rows} >= {"915401007419288939"}
    once_more = terminal.run("import", office, CALL, back, "--json")
    assert once_more.data["changed"] == []
    assert once_more.data["counts"]["same"] == 3


def test_the_filled_workbook_of_the_call_changes_nothing_and_a_change_in_it_is_one(
    terminal: Terminal, filled: Path, tmp_path: Path
) -> None:
    office = tmp_path / "office"
    same = terminal.json("import", office, CALL, filled)
    assert same["counts"]["same"] == 1
    book = load_workbook(filled)
    sheet = next(sheet for sheet in book.worksheets if _cell_of(sheet, "海淀量子信息孵化器"))
    _cell_of(sheet, 1200.5).value = 1300
    book.save(filled)
    changed = terminal.json("import", office, CALL, filled)
    assert len(changed["changed"]) == 1
    (difference,) = changed["rows"][0]["differences"]
    assert (difference["field"], difference["before"], difference["after"]) == (
        "amount_wan",
        "1,200.50",
        "1,300.00",
    )


def test_a_list_of_another_office_gets_numbers_of_this_one(
    terminal: Terminal, filled: Path, tmp_path: Path
) -> None:
    city = tmp_path / "city"
    terminal.run("new", city, "--office", "上级市局", "--region", "370000")
    terminal.run("call", "add", city, "--programme", "incubator", "--title", "市级")
    taken = terminal.json("import", city, CALL, filled)
    assert len(taken["new"]) == 1
    assert any("示例市工信局" in note for note in taken["notes"])


def test_a_map_says_which_column_is_which_field(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    text = "甲列,乙列\n海淀量子信息孵化器,示例量子科技有限公司\n".encode("gb18030")
    file = tmp_path / "名单.csv"
    file.write_bytes(text)
    assert terminal.run("import", office, CALL, file, "--dry-run").code == 2
    known = tmp_path / "map.toml"
    known.write_text('[columns]\n"甲列" = "title"\n"乙列" = "applicant"\n', encoding="utf-8")
    taken = terminal.json("import", office, CALL, file, "--map", known)
    assert len(taken["new"]) == 1
    assert terminal.json("list", office)[0]["applicant"] == "示例量子科技有限公司"


def test_a_map_said_once_is_known_the_next_time(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = county_list(tmp_path, (1, "甲孵化器", "甲公司", "", "", "", "", "", "", "", "备注一"))
    known = tmp_path / "map.toml"
    known.write_text('[columns]\n"孵化器名称" = "title"\n"备注" = "brief"\n', encoding="utf-8")
    terminal.json("import", office, CALL, file, "--map", known, "--sender", "甲县")
    more = county_list(tmp_path, (1, "乙孵化器", "乙公司", "", "", "", "", "", "", "", "备注二"))
    (number,) = terminal.json("import", office, CALL, more)["new"]
    assert terminal.json("show", office, number)["answers"]["brief"] == "备注二"


@IN_BOTH
def test_rows_of_a_table_that_belong_to_nobody_stop_the_import(
    terminal: Terminal, filled: Path, tmp_path: Path
) -> None:
    office = tmp_path / "office"
    (number,) = (row["number"] for row in terminal.json("list", office))
    book = load_workbook(filled)
    sheet = next(sheet for sheet in book.worksheets if _cell_of(sheet, "在孵一号"))
    place = _cell_of(sheet, "在孵一号").row
    link = next(cell for cell in sheet[place] if str(cell.value) == "1")
    link.value = 99
    book.save(filled)
    said = terminal.run("import", office, CALL, filled)
    assert said.code == 1
    assert str(place) in said.err
    assert len(terminal.json("show", office, number)["tables"]["tenants"]) == 1


@pytest.mark.parametrize("name", ["没有.xlsx", "空.xlsx", "文字.xlsx"])
def test_what_is_no_table_is_refused_in_words(
    terminal: Terminal, office: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    if name == "空.xlsx":
        file.write_bytes(b"")
    if name == "文字.xlsx":
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    said = terminal.run("import", office, CALL, file)
    assert said.code == 2
    assert name in said.err


def _ids(sheet: Any) -> str:
    return " ".join(str(cell.value) for cell in sheet[1])


def _cell_of(sheet: Any, value: object) -> Any:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return next((cell for cell in cells if cell.value == value), None)


def test_an_example_row_that_somebody_wrote_over_is_theirs(
    terminal: Terminal, office: Path, blank: Path
) -> None:
    book = load_workbook(blank)
    main = next(sheet for sheet in book.worksheets if "||title|" in _ids(sheet))
    tenants = next(sheet for sheet in book.worksheets if "|tenants|name|" in _ids(sheet))
    for sheet, values in ((main, {"title": "甲孵化器"}), (tenants, {"name": "在孵一号"})):
        example = next(row for row in sheet.iter_rows() if row[0].value == "example")
        for cell in example[1:]:
            mark = str(sheet.cell(1, cell.column).value or "").split("|")
            if "@link" in mark:
                cell.value = 1
            elif len(mark) > 3 and mark[3] in values:
                cell.value = values[mark[3]]
    book.save(blank)
    (number,) = terminal.json("import", office, CALL, blank)["new"]
    shown = terminal.json("show", office, number)
    assert shown["title"] == "甲孵化器"
    assert [row["name"] for row in shown["tables"]["tenants"]] == ["在孵一号"]
    assert "例：" not in json.dumps(shown, ensure_ascii=False)


def test_headings_moved_below_the_hidden_row_are_a_contradiction_not_a_guess(
    terminal: Terminal, office: Path, blank: Path
) -> None:
    book = load_workbook(blank)
    sheet = next(sheet for sheet in book.worksheets if "||title|" in _ids(sheet))
    title, applicant = (_column(sheet, name) for name in ("title", "applicant"))
    sheet.cell(5, title).value, sheet.cell(5, applicant).value = "甲孵化器", "甲公司"
    for row in range(2, 6):
        one, other = sheet.cell(row, title), sheet.cell(row, applicant)
        one.value, other.value = other.value, one.value
    moved = str(sheet.cell(3, title).value).replace("\n", "")
    book.save(blank)
    said = terminal.run("import", office, CALL, blank, "--partial")
    assert said.code == 1
    assert moved.strip("*").replace(" ", "") in said.err.replace(" ", "")
    assert terminal.json("list", office) == []


def test_a_heading_that_was_only_renamed_keeps_its_column(
    terminal: Terminal, office: Path, blank: Path
) -> None:
    book = load_workbook(blank)
    sheet = next(sheet for sheet in book.worksheets if "||title|" in _ids(sheet))
    sheet.cell(3, _column(sheet, "title")).value = "我们叫它什么"
    sheet.cell(5, _column(sheet, "title")).value = "甲孵化器"
    book.save(blank)
    assert len(terminal.json("import", office, CALL, blank)["new"]) == 1


def test_a_row_without_a_title_is_refused_and_a_draft_of_it_is_found_again(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = county_list(tmp_path, (1, None, *GOOD[2:]))
    said = terminal.run("import", office, CALL, file, "--json")
    assert said.code == 1
    (problem,) = (item for item in said.data["rows"][0]["problems"] if item["field"] == "title")
    assert (problem["cell"], problem["severity"]) == ("汇总表!B4", "error")
    (number,) = terminal.run("import", office, CALL, file, "--drafts", "--json").data["new"]
    again = terminal.run("import", office, CALL, file, "--drafts", "--json")
    assert (again.data["new"], again.data["counts"]["same"]) == ([], 1)
    named = terminal.run("import", office, CALL, county_list(tmp_path, GOOD), "--json")
    (likeness,) = named.data["rows"][0]["likenesses"]
    assert likeness["number"] == number


@pytest.mark.parametrize("first_column", [True, False])
def test_a_filled_workbook_without_its_hidden_rows_is_known_by_its_headings(
    terminal: Terminal, filled: Path, tmp_path: Path, *, first_column: bool
) -> None:
    office = tmp_path / "office"
    before = terminal.json("show", office, terminal.json("list", office)[0]["number"])
    book = load_workbook(filled)
    for sheet in book.worksheets:
        if "xd|incubator|" in _ids(sheet):
            sheet.delete_rows(1)
            if not first_column:
                sheet.delete_cols(1)
    book.save(filled)
    same = terminal.json("import", office, CALL, filled)
    assert same["counts"]["same"] == 1, same["rows"]
    city = tmp_path / "city"
    terminal.run("new", city, "--office", "上级市局", "--region", "370000")
    terminal.run("call", "add", city, "--programme", "incubator", "--title", "市级")
    (number,) = terminal.json("import", city, CALL, filled)["new"]
    shown = terminal.json("show", city, number)
    assert shown["answers"] == before["answers"]
    assert [row["name"] for row in shown["tables"]["tenants"]] == ["在孵一号"]


def test_a_sheet_of_ours_of_which_too_little_is_left_is_refused_not_left_out(
    terminal: Terminal, filled: Path, tmp_path: Path
) -> None:
    book = load_workbook(filled)
    sheet = next(sheet for sheet in book.worksheets if "|tenants|name|" in _ids(sheet))
    sheet.delete_rows(1, 4)
    book.save(filled)
    said = terminal.run("import", tmp_path / "office", CALL, filled)
    assert said.code == 1
    assert sheet.title in said.err


def _column(sheet: Any, name: str) -> int:
    """The place of a column on a sheet of ours."""
    marks = [str(cell.value or "").split("|") for cell in sheet[1]]
    return next(place for place, mark in enumerate(marks, start=1) if mark[3:4] == [name])
