# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from models.errors import Severity
from models.language import Label, Language
from models.programme.layout import NUMBER, NUMBER_LABEL
from models.programme.recognising import is_apart, is_problem_list
from models.progress import CancelledError
from models.storage.files import FileExistsAlreadyError
from reports.intake import FoundProblem, IntakeRow, write_error_workbook, write_intake_workbook
from tests.offices import DATA
from tests.reports.intake.conftest import cells_of, every, records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reports.intake import Returned


@dataclass(frozen=True)
class Read:
    name: str
    cells: Sequence[Sequence[Any]]
    hidden: bool = False


def fault(
    row: int,
    column: int,
    text: str = "不对",
    severity: Severity = Severity.ERROR,
    sheet: str = "表",
) -> FoundProblem:
    fix = Label("改正", "Correct it")
    return FoundProblem(
        sheet, row, column, severity, Label(text, text), fix, Label("代码", "Code"), "=x"
    )


def returned(
    source: Path, problems: Sequence[FoundProblem], out: Path, sheets: Any = None, **more: Any
) -> Returned:
    read = sheets or [Read(name, cells) for name, cells in cells_of(source).items()]
    return write_error_workbook(
        source,
        problems,
        out,
        sheets=read,
        today=date(2026, 3, 2),
        language=Language.ZH,
        replace=True,
        **more,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A county's own workbook: a merged title, formats, a formula, a note, a validation."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    sheet["A1"] = "某县汇总表"
    sheet.merge_cells("A1:C1")
    sheet.append(["名称", "代码", "金额"])
    sheet.append(["甲公司", "91420", 12.5])
    sheet.append(["乙公司", None, "=C3*2"])
    sheet["A5"] = "=1+1"
    sheet["A5"].data_type = "s"
    sheet["A3"].font = Font(bold=True, color="FF0000")
    sheet["B3"].comment = Comment("县里的批注", "李明")
    sheet["A4"].fill = PatternFill("solid", fgColor="00FF00")
    sheet.column_dimensions["A"].width = 33
    rule = DataValidation(type="list", formula1='"是,否"')
    rule.add("D3:D9")
    sheet.add_data_validation(rule)
    path = tmp_path / "某县.xlsx"
    book.save(path)
    return path


def test_the_senders_own_file_goes_back_with_its_problems_coloured_and_noted(
    source: Path, tmp_path: Path
) -> None:
    problems = [fault(3, 2, "代码只有5位"), fault(3, 2, "另一处", Severity.WARNING),
                fault(4, 0, "缺少代码", Severity.WARNING), fault(1, 3, "标题")]  # fmt: skip
    made = returned(source, problems, tmp_path / "out.xlsx")
    assert (made.kept, made.cells, made.noted) == (True, 3, 3)
    book = load_workbook(made.path)
    assert book.sheetnames == ["问题清单", "表"]
    assert book.active is not None
    assert book.active.title == "问题清单"
    sheet = book["表"]
    assert sheet["B3"].fill.fgColor.rgb == "00FFC7CE"
    assert sheet["A4"].fill.fgColor.rgb == "00FFEB9C"
    assert sheet["A1"].fill.fgColor.rgb == "00FFC7CE"
    note = sheet["B3"].comment.text
    assert note.startswith("县里的批注\n")
    assert "错误：代码只有5位\n→ 改正\n警告：另一处" in note
    assert sheet["A3"].font.bold
    assert sheet.column_dimensions["A"].width == 33
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet.data_validations.dataValidation[0].formula1 == '"是,否"'
    assert sheet["C4"].value == "=C3*2"
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")


def test_the_list_in_front_leads_to_each_cell_and_is_not_taken_for_data(
    source: Path, tmp_path: Path
) -> None:
    problems = [fault(4, 0, "后"), fault(3, 2, "先"), fault(0, 0, "全表", Severity.NOTE)]
    made = returned(source, problems, tmp_path / "out.xlsx")
    cells = cells_of(made.path)["问题清单"]
    assert is_problem_list(cells)
    assert is_apart(cells)
    lines = [row for row in cells if isinstance(row[0], float)]
    assert [(row[1], row[2], row[3], row[6]) for row in lines] == [
        ("提示", "表", None, "全表"), ("错误", "表", "B3", "先"), ("错误", "表", "第4行", "后"),
    ]  # fmt: skip
    assert lines[1][4:6] == ["代码", "=x"]
    sheet = load_workbook(made.path)["问题清单"]
    links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {"'表'!B3", "'表'!4:4"}
    values = [cell for row in sheet for cell in row if cell.value == "=x"]
    assert {cell.data_type for cell in values} == {"s"}


def test_corrected_and_sent_again_old_colours_and_notes_are_gone(
    source: Path, tmp_path: Path
) -> None:
    first = returned(source, [fault(3, 2), fault(4, 1)], tmp_path / "first.xlsx")
    second = returned(first.path, [fault(4, 1)], tmp_path / "second.xlsx")
    book = load_workbook(second.path)
    assert book.sheetnames == ["问题清单", "表"]
    assert book["表"]["B3"].fill.fill_type is None
    assert book["表"]["B3"].comment.text == "县里的批注"
    assert book["表"]["A4"].comment.text.count("不对") == 1


def test_a_stray_cell_far_away_and_signs_that_no_file_may_hold_stop_nothing(
    tmp_path: Path,
) -> None:
    book = Workbook()
    book.active.title = "表"
    book.active.append(["名称"])
    book.active.append(["甲"])
    book.active.cell(1_048_576, 16_384).value = "x"
    path = tmp_path / "stray.xlsx"
    book.save(path)
    back = tmp_path / "back.xlsx"
    returned(path, [fault(2, 1, "\x01\ufffe坏")], back, [Read("表", [["名称"], ["甲"]])])
    assert "坏" in load_workbook(back)["表"]["A2"].comment.text


def test_rows_that_were_recorded_bear_their_number_in_a_last_column(
    source: Path, tmp_path: Path
) -> None:
    numbers = {("表", 3): "202601001", ("表", 4): "202601002"}
    made = returned(source, [], tmp_path / "out.xlsx", recorded=numbers, headers={"表": 2})
    cells = cells_of(made.path)["表"]
    assert [row[3] for row in cells[1:4]] == [NUMBER_LABEL.zh, "202601001", "202601002"]
    assert load_workbook(made.path)["表"]["D3"].number_format == "@"
    again = returned(made.path, [], tmp_path / "b.xlsx", recorded=numbers, headers={"表": 2})
    assert len(cells_of(again.path)["表"][1]) == 4


def test_our_own_workbook_comes_back_with_numbers_in_their_own_column(tmp_path: Path) -> None:
    frame = every()
    rows = [IntakeRow("", {"title": "甲"}), IntakeRow("", {"title": "乙"})]
    path = write_intake_workbook(frame, tmp_path / "in.xlsx", rows=rows).path
    recorded = {("申报信息", 5): "202601001"}
    problems = [fault(6, 4, sheet="申报信息")]
    made = returned(path, problems, tmp_path / "out.xlsx", recorded=recorded)
    known, _ = records(cells_of(made.path)["申报信息"])
    assert [row[NUMBER] for row in known] == ["202601001", None]
    book = load_workbook(made.path)
    assert not book["申报信息"].column_dimensions["C"].hidden
    assert len(book["申报信息"].data_validations.dataValidation) > 20
    assert book["xd_lists"].sheet_state == "hidden"
    without = load_workbook(path)
    without["申报信息"].delete_cols(3)
    without.save(tmp_path / "cut.xlsx")
    made = returned(tmp_path / "cut.xlsx", [], tmp_path / "cut-out.xlsx", recorded=recorded)
    known, _ = records(cells_of(made.path)["申报信息"])
    assert [row[NUMBER] for row in known] == ["202601001", None]


def test_a_file_that_is_no_xlsx_goes_back_as_a_new_one_with_the_same_values(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("x", encoding="utf-8")
    day = datetime(2026, 3, 15)  # noqa: DTZ001 - workbooks know no zones
    cells: list[list[Any]] = [
        ["名称", "代码"],
        ["=1+1", "007"],
        [True, 12.5],
        [date(2026, 3, 1), day],
        [],
        ["尾"],
    ]
    sheets = [Read("清单?", cells)]
    problems = [fault(2, 2, sheet="清单?"), fault(5, 0, "空行", sheet="清单?")]
    recorded = {("清单?", 2): "1"}
    made = returned(
        path, problems, tmp_path / "out.xlsx", sheets, recorded=recorded, headers={"清单?": 1}
    )
    assert not made.kept
    book = load_workbook(made.path)
    sheet = book["清单_"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B2"].value, sheet["A3"].value, sheet["B3"].value) == ("007", "TRUE", 12.5)
    assert (sheet["C1"].value, sheet["C2"].value) == (NUMBER_LABEL.zh, "1")
    assert (sheet["B4"].value.date(), sheet["A6"].value) == (date(2026, 3, 15), "尾")
    assert sheet["B2"].fill.fgColor.rgb == "00FFC7CE"
    assert "改正" in sheet["B2"].comment.text
    assert sheet["A5"].comment is not None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" + b"x" * 600])
def test_what_openpyxl_cannot_take_goes_back_all_the_same(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    made = returned(path, [fault(1, 1)], tmp_path / "out.xlsx", [Read("表", [["甲"]])])
    assert not made.kept
    assert cells_of(made.path)["表"] == [["甲"]]


def test_a_workbook_that_shows_openpyxl_other_cells_is_made_anew(
    source: Path, tmp_path: Path
) -> None:
    made = returned(
        source, [fault(9, 9)], tmp_path / "out.xlsx", [Read("表", [[]] * 8 + [[""] * 8 + ["x"]])]
    )
    assert not made.kept
    assert cells_of(made.path)["表"][8][8] == "x"


@pytest.mark.parametrize("place", [b"</sheetData>", b"<sheetData>"])
def test_a_range_merged_over_the_whole_sheet_does_not_hold_it_up(
    source: Path, tmp_path: Path, place: bytes
) -> None:
    merged = b'<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'
    name, path = "xl/worksheets/sheet1.xml", tmp_path / "合并.xlsx"
    with ZipFile(source) as old, ZipFile(path, "w") as package:
        for part in old.namelist():
            data = old.read(part)
            package.writestr(part, data.replace(place, place + merged) if part == name else data)
    begin = time.process_time()
    made = returned(
        path, [fault(3, 1)], tmp_path / "out.xlsx", [Read("表", cells_of(source)["表"])]
    )
    assert time.process_time() - begin < 5
    assert not made.kept
    assert cells_of(made.path)["表"][2][0] == "甲公司"


def test_a_file_that_ends_in_the_middle_of_a_part_goes_back_all_the_same(
    source: Path, tmp_path: Path
) -> None:
    path = tmp_path / "断.xlsx"
    core = "docProps/core.xml"
    with ZipFile(source) as old, ZipFile(path, "w") as package:
        for part in [*(name for name in old.namelist() if name != core), core]:
            package.writestr(part, old.read(part))
    data = bytearray(path.read_bytes())
    sizes = data.rindex(core.encode()) - 46 + 20
    data[sizes : sizes + 8] = (1 << 20).to_bytes(4, "little") * 2
    path.write_bytes(data)
    made = returned(
        path, [fault(3, 1)], tmp_path / "out.xlsx", [Read("表", cells_of(source)["表"])]
    )
    assert not made.kept


def test_macros_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    path = DATA / "workbooks-odd" / "SimpleMacro.xlsm"
    if not path.exists():
        pytest.skip("the shared data are not here")
    name = next(iter(cells_of(path)))
    made = returned(path, [fault(1, 1, sheet=name)], tmp_path / "out.xlsx")
    assert not [part for part in ZipFile(made.path).namelist() if "vba" in part.lower()]
    assert any("宏" in str(row[0]) for row in cells_of(made.path)["问题清单"])


class _Stops:
    def step(self, *_: object) -> None:
        raise CancelledError


def test_nothing_is_replaced_unasked_and_nothing_left_behind(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    with pytest.raises(CancelledError):
        returned(source, [fault(3, 2)], out, progress=_Stops())
    assert not out.exists()
    out.write_text("mine")
    with pytest.raises(FileExistsAlreadyError):
        write_error_workbook(
            source, [], out, sheets=[], today=date(2026, 3, 2), language=Language.EN
        )
    assert out.read_text() == "mine"


@pytest.mark.parametrize("folder", ["workbooks-real", "workbooks-odd"])
def test_every_awkward_workbook_that_can_be_read_goes_back(folder: str, tmp_path: Path) -> None:
    """Half of them to keep it quick: the names that sort at even places."""
    if not (DATA / folder).is_dir():
        pytest.skip("the shared data are not here")
    for path in sorted((DATA / folder).glob("*.xls*"))[::2]:
        if path.stat().st_size > 300_000:
            continue
        try:
            sheets = [Read(name, cells) for name, cells in cells_of(path).items()]
        except Exception:  # noqa: BLE001 - what nobody can read never comes as far as this
            continue
        filled = [(x, n) for x in sheets for n, row in enumerate(x.cells, 1) if any(row)]
        problems = [fault(n, 0, sheet=sheet.name) for sheet, n in filled[:3]]
        made = returned(path, problems, tmp_path / "out.xlsx", sheets)
        assert is_problem_list(next(iter(cells_of(made.path).values()))), path.name


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(source: Path, tmp_path: Path) -> None:
    made = returned(source, [fault(3, 2), fault(4, 1)], tmp_path / "out.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(made.path)], check=True, capture_output=True, timeout=120)
    assert cells_of(tmp_path / "out.ods")["表"][2][:3] == ["甲公司", "91420", 12.5]
