# SPDX-License-Identifier: Apache-2.0
"""The ministry sends its own workbook: a clerk maps it once and fills it for every report."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from models.orders import order_from_json, order_to_json
from models.storage.backup import BackupReason, back_up
from models.storage.restore import restore
from models.workspace import Workspace
from tests.journeys.commands import Terminal
from tests.offices import CALL, FIRST, faults, make_office
from tests.reports.filling.forms import make_form

if TYPE_CHECKING:
    from pathlib import Path

MAP = """
[[sheet]]
name = "汇总"
[sheet.cells]
A1 = "{call}（{office}）"
[[sheet.table]]
first = 3
[sheet.table.columns]
A = "index"
B = "applicant"
C = { source = "amount_wan", unit = "元" }
"""
ONE = """
scope = "application"
[[sheet]]
name = "汇总"
[sheet.cells]
A1 = "title"
[[sheet.table]]
of = "tenants"
first = 3
[sheet.table.columns]
B = "name"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    make_office(folder / "office")
    book = Workbook()
    sheet = book.active
    sheet.title = "汇总"
    sheet.append(["标题"])
    sheet.append(["序号", "单位", "金额（元）"])
    sheet.append([])
    sheet.append(["合计", None, "=SUM(C3:C3)"])
    book.save(folder / "form.xlsx")
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    (folder / "one.toml").write_text(ONE, encoding="utf-8")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, "en")


def test_a_form_and_its_map_fill_the_summary_of_a_call(folder: Path, terminal: Terminal) -> None:
    office = folder / "office"
    files = ("--template", folder / "form.xlsx", "--map", folder / "map.toml")
    said = terminal.run("summary", office, CALL, *files, "--out", folder / "out.xlsx")
    assert said.code == 0, said.err
    assert "nothing else differs" in said.out
    sheet = load_workbook(folder / "out.xlsx")["汇总"]
    assert sheet["A1"].value == "2026年小专项（示例市工业和信息化局）"
    assert [sheet.cell(row, 3).value for row in (3, 4, 5)] == [6005000, None, 800000]
    assert sheet["C6"].value == "=SUM(C3:C5)"
    (form,) = terminal.json("form", "list", office)
    assert form["key"] == "form"
    terminal.run("summary", office, CALL, *files, "--out", folder / "again.xlsx")
    assert len(terminal.json("form", "list", office)) == 1
    kept = terminal.run("summary", office, CALL, "--form", "form", "--out", folder / "kept.xlsx")
    assert kept.code == 0
    assert (folder / "kept.xlsx").read_bytes() == (folder / "out.xlsx").read_bytes()


def test_a_map_is_suggested_from_the_headings_of_the_form(folder: Path, terminal: Terminal) -> None:
    office, found = folder / "office", folder / "suggested.toml"
    form = make_form(folder / "ministry.xlsx", rows=4)
    said = terminal.run("form", "suggest", office, form, "--call", CALL, "--out", found)
    assert said.code == 0, said.err
    assert "F4" not in found.read_text(encoding="utf-8")
    assert "H4" in said.err  # the form calculates this column
    out = folder / "out.xlsx"
    files = ("--template", form, "--map", found, "--out", out)
    said = terminal.run("summary", office, CALL, *files)
    assert said.code == 0, said.err
    sheet = load_workbook(out)["推荐汇总表"]
    assert sheet["A2"].value == "推荐单位（盖章）：示例市工业和信息化局"
    row = [sheet.cell(5, column).value for column in range(1, 9)]
    assert row == [1, "示例量子科技有限公司", "91350100M000100Y43", "普通", 600.5, "由𠮷田健牵头",
                   None, "=E5*2"]  # fmt: skip


def test_a_form_of_one_application_lists_the_rows_of_its_table(
    folder: Path, terminal: Terminal
) -> None:
    office = folder / "office"
    terminal.json("form", "add", office, folder / "form.xlsx", "--map", folder / "one.toml",
                  "--call", CALL, "--key", "one", "--title", "企业表")  # fmt: skip
    said = terminal.run("form", "fill", office, "one", FIRST, "--out", folder / "one.xlsx")
    assert said.code == 0, said.err
    sheet = load_workbook(folder / "one.xlsx")["汇总"]
    assert sheet["A1"].value == "重庆类脑智能孵化器"
    assert [sheet["B3"].value, sheet["B4"].value] == ["甲一公司", "甲二公司"]
    wrong = terminal.run("form", "fill", office, "one", FIRST, "--out", folder / "one.pdf")
    assert wrong.code == 2
    assert ".xlsx" in wrong.err
    assert terminal.run("form", "fill", office, "on", FIRST, "--out", folder / "x.xlsx").code == 2


def test_a_form_is_shown_removed_and_brought_back(folder: Path, terminal: Terminal) -> None:
    office = folder / "office"
    add = ("form", "add", office, folder / "form.xlsx", "--map", folder / "map.toml",
           "--call", CALL, "--key", "f")  # fmt: skip
    terminal.json(*add)
    assert terminal.run(*add).code == 1
    assert terminal.run(*add, "--force").code == 0
    shown = terminal.run("form", "show", office, "f", "--out", folder / "empty.xlsx")
    assert 'C = { source = "amount_wan", unit = "元" }' in shown.out
    assert (folder / "empty.xlsx").read_bytes() == (folder / "form.xlsx").read_bytes()
    assert terminal.run("form", "remove", office, "f").code == 0
    assert terminal.json("form", "list", office) == []
    assert terminal.run("undo", office).code == 0
    assert len(terminal.json("form", "list", office)) == 1


def test_a_map_that_does_not_fit_keeps_nothing(folder: Path, terminal: Terminal) -> None:
    office = folder / "office"
    bad = folder / "bad.toml"
    bad.write_text(MAP.replace('"applicant"', '"aplicant"'), encoding="utf-8")
    said = terminal.run("form", "add", office, folder / "form.xlsx", "--map", bad, "--call", CALL)
    assert said.code == 2
    assert "“applicant”" in said.err
    bad.write_text(MAP.replace("A1 =", "C4 ="), encoding="utf-8")
    said = terminal.run("form", "add", office, folder / "form.xlsx", "--map", bad, "--call", CALL)
    assert "C4" in said.err
    assert terminal.run("summary", office, CALL, "--map", bad, "--out", "x.xlsx").code == 2
    assert terminal.json("form", "list", office) == []


def test_empty_forms_go_into_backups_and_are_watched(folder: Path, terminal: Terminal) -> None:
    office = folder / "office"
    terminal.json("form", "add", office, folder / "form.xlsx", "--map", folder / "map.toml",
                  "--call", CALL)  # fmt: skip
    backup = back_up(office, BackupReason.MANUAL, out=folder / "backup.zip")
    assert backup is not None
    restore(backup, folder / "restored")
    said = terminal.run("summary", folder / "restored", CALL, "--form", "form",
                        "--out", folder / "out.xlsx")  # fmt: skip
    assert said.code == 0, said.err
    for path in (office / "attachments").glob("*/*"):
        path.write_bytes(b"")
    with Workspace.open(office) as opened:
        assert len(faults(opened)) == 1


def test_an_order_is_read_back_as_it_was(folder: Path) -> None:
    from gui.outgoing.form_orders import form_order, keep_form
    from models.language import Language

    with Workspace.open(folder / "office", write=True) as office:
        form = keep_form(
            office, template=folder / "form.xlsx", map_file=folder / "map.toml", call=CALL
        )
        order = form_order(office.reader, form, CALL, language=Language.ZH)
    assert order_from_json(order_to_json(order)) == order


def test_a_map_of_a_word_form_is_suggested_and_fills_it(folder: Path, terminal: Terminal) -> None:
    office, form, found = folder / "office", folder / "form.docx", folder / "word.toml"
    document = Document()
    facts = document.add_table(rows=2, cols=2)
    facts.cell(0, 0).text, facts.cell(1, 0).text = "名称", "类别"
    facts.cell(1, 1).text = "□普通 □卓越"
    rows = document.add_table(rows=2, cols=3)
    for column, text in enumerate(("序号", "名称", "面积")):
        rows.cell(0, column).text = text
    document.save(str(form))
    said = terminal.run("form", "suggest", office, form, "--call", CALL, "--out", found)
    assert said.code == 0, said.err
    add = ("form", "add", office, form, "--map", found, "--call", CALL, "--key", "w")
    assert terminal.run(*add).code == 0
    out = folder / "filled.docx"
    said = terminal.run("form", "fill", office, "w", FIRST, "--out", out)
    assert said.code == 0, said.err
    facts, rows = Document(str(out)).tables
    assert [row.cells[1].text for row in facts.rows] == ["重庆类脑智能孵化器", "☑普通 □卓越"]
    assert [[cell.text for cell in row.cells] for row in rows.rows[1:]] == [
        ["1", "甲一公司", "10"], ["2", "甲二公司", "20"],
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_application_form_in_word_comes_back_as_it_went_out(
    folder: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    terminal, office = Terminal(capsys, language), folder / "office"
    out = folder / "form.docx"
    said = terminal.run("application-form", office, FIRST, "--out", out)
    assert said.code == 0, said.err
    again = folder / "again.docx"
    terminal.run("application-form", office, FIRST, "--out", again)
    assert out.read_bytes() == again.read_bytes()
    read = terminal.json("import", office, CALL, out, "--dry-run")
    assert read["counts"]["same"] == 1, read
    document = Document(str(out))
    for cell in document.tables[1]._cells:
        if "深海" in cell.text or "重庆" in cell.text:
            cell.paragraphs[0].runs[0].text = "改过的名称"
    document.save(str(again))
    read = terminal.json("import", office, CALL, again, "--dry-run")
    assert read["counts"]["changed"] == 1, read
    (row,) = read["rows"]
    assert [item["field"] for item in row["differences"]] == ["title"]


def test_an_application_form_names_its_faces_and_is_a_word_file(
    folder: Path, terminal: Terminal
) -> None:
    office, out = folder / "office", folder / "form.docx"
    assert terminal.run("application-form", office, FIRST, "--out", folder / "x.pdf").code == 2
    terminal.run("application-form", office, FIRST, "--out", out)
    styles = Document(str(out)).styles
    faces = {
        name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Form Title", "Heading 1", "Form Value")
    }
    assert faces == {"Form Title": "方正小标宋简体", "Heading 1": "黑体", "Form Value": "宋体"}


def test_what_was_filled_is_made_again_though_form_and_register_changed(
    folder: Path, terminal: Terminal
) -> None:
    office, out = folder / "office", folder / "out.xlsx"
    files = ("--template", folder / "form.xlsx", "--map", folder / "map.toml")
    terminal.run("summary", office, CALL, *files, "--out", out, "--to", "省工信厅")
    terminal.run("application-form", office, FIRST, "--out", folder / "form.docx")
    assert terminal.run("set", office, FIRST, "applicant=另一公司").code == 0
    assert terminal.run("form", "remove", office, "form").code == 0
    for number, name in ((1, "out.xlsx"), (2, "form.docx")):
        again = folder / f"again-{name}"
        said = terminal.run("reports", "rebuild", office, number, "--out", again)
        assert said.code == 0, said.err
        assert again.read_bytes() == (folder / name).read_bytes()
