# SPDX-License-Identifier: Apache-2.0
"""The ministry sends its own workbook: a clerk maps it once and fills it for every report."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from models.orders import order_from_json, order_to_json
from models.storage.backup import BackupReason, back_up
from models.storage.restore import restore
from models.workspace import Workspace
from tests.journeys.commands import Terminal
from tests.offices import CALL, FIRST, faults, make_office

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
