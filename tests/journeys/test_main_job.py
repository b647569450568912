# SPDX-License-Identifier: Apache-2.0
"""The main job from end to end: from an empty folder to packet and summary, in both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Prepare

CODE = "91350100M000100Y43"
ENTRY: dict[str, Any] = {
    "title": "重庆未来能源中试孵化器",
    "applicant": "示例孵化运营有限公司",
    "credit_code": CODE,
    "direction": "未来能源",
    "product": "人形机器人",
    "region": "370502",
    "amount_wan": "1,200.50",
    "contact": "𠮷田健",
    "contact_phone": "13800001234",
    "tenants": [{"name": "示例机器人有限公司"}, {"name": "=1+1"}],
    "labels": ["重点"],
}


@pytest.fixture(params=["zh", "en"])
def terminal(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, request.param)


@pytest.fixture
def office(terminal: Terminal, prepare: Prepare, tmp_path: Path) -> Path:
    """A workspace with one call and one application."""

    def make(place: Path) -> None:
        folder = place / "office"
        new = ("new", folder, "--office", "示例市工业和信息化局", "--region", "370500")
        assert terminal.run(*new).code == 0
        call = (
            "call",
            "add",
            folder,
            "--programme",
            "incubator",
            "--title",
            "2026年未来产业孵化器",
        )
        assert terminal.run(*call).code == 0
        file = place / "one.json"
        file.write_text(json.dumps(ENTRY, ensure_ascii=False), encoding="utf-8")
        assert terminal.run("add", folder, "incubator-2026-1", file).code == 0

    prepare(make, terminal.language)
    return tmp_path / "office"


def number_in(terminal: Terminal, office: Path) -> str:
    return str(terminal.json("list", office)[0]["number"])


def test_what_was_recorded_is_listed_and_shown_by_its_stable_ids(
    terminal: Terminal, office: Path
) -> None:
    [row] = terminal.json("list", office)
    assert row["title"] == ENTRY["title"]
    assert row["applicant"] == ENTRY["applicant"]
    assert row["credit_code"] == CODE
    assert (row["direction"], row["product"], row["stage"]) == ("energy", "humanoid-robot", "draft")
    assert row["amount_wan"] == 1200.5
    shown = terminal.json("show", office, row["number"])
    assert [cell["name"] for cell in shown["tables"]["tenants"]] == ["示例机器人有限公司", "=1+1"]
    assert shown["tags"] == {"labels": ["重点"]}


@pytest.mark.parametrize("text", ["未来能源", "孵化", "cqwlny", "wlny", CODE[:6], "𠮷田", "机器人"])
def test_it_is_found_by_words_by_initials_and_by_code(
    terminal: Terminal, office: Path, text: str
) -> None:
    assert len(terminal.json("list", office, text)) == 1


def test_what_does_not_occur_is_not_found(terminal: Terminal, office: Path) -> None:
    assert terminal.json("list", office, "量子纠缠") == []


def test_filters_take_names_ids_and_codes_alike(terminal: Terminal, office: Path) -> None:
    for direction in ("energy", "未来能源", "NY", "Future energy"):
        assert len(terminal.json("list", office, "--direction", direction)) == 1
    assert terminal.json("list", office, "--direction", "health") == []
    assert terminal.run("list", office, "--direction", "能原").code == 2


def test_an_incomplete_application_moves_on_but_is_not_accepted(
    terminal: Terminal, office: Path
) -> None:
    """IN-2."""
    number = number_in(terminal, office)
    assert terminal.run("advance", office, number, "--to", "submitted").code == 0
    refused = terminal.run("advance", office, number, "--to", "accepted")
    assert refused.code == 1
    assert "problems" in refused.err or "个问题" in refused.err
    assert terminal.json("show", office, number)["stage"] == "submitted"


def test_every_step_can_be_taken_back_by_its_name(terminal: Terminal, office: Path) -> None:
    """AU-4."""
    number = number_in(terminal, office)
    terminal.run("set", office, number, "title=改过的名称")
    terminal.run("tag", office, number, "--direction", "health")
    assert terminal.run("undo", office).code == 0
    assert terminal.json("show", office, number)["direction"] == "energy"
    assert terminal.run("undo", office).code == 0
    assert terminal.json("show", office, number)["title"] == ENTRY["title"]
    assert terminal.run("redo", office).code == 0
    assert terminal.json("show", office, number)["title"] == "改过的名称"
    assert terminal.run("check", office).code == 0


def test_the_packet_reads_back_with_every_character(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    """PK-1, and the print half of N5."""
    number = number_in(terminal, office)
    shown = terminal.json("show", office, number)
    file = tmp_path / "packet.pdf"
    assert terminal.run("packet", office, number, "--out", file).code == 0
    document = pypdfium2.PdfDocument(file)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    for wanted in (ENTRY["title"], ENTRY["applicant"], CODE, "𠮷田健", "=1+1", number):
        assert wanted in text.replace("\r", "").replace("\n", "") or wanted in text
    assert text.count(shown["version_code"]) >= len(document)
    again = terminal.run("packet", office, number, "--out", file)
    assert again.code == 2
    assert "--force" in again.err


def test_the_summary_reads_back_without_being_calculated(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    """XL-1, XL-4, N22: formulas carry their values, codes are text, amounts are numbers."""
    file = tmp_path / "summary.xlsx"
    assert terminal.run("summary", office, "incubator-2026-1", "--out", file).code == 0
    workbook = CalamineWorkbook.from_path(str(file))
    cells = {
        cell
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert CODE in cells
    assert 1200.5 in cells
    assert ENTRY["title"] in cells


def test_the_summary_as_pdf_has_the_same_applications(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "summary.pdf"
    assert terminal.run("summary", office, "incubator-2026-1", "--out", file).code == 0
    document = pypdfium2.PdfDocument(file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert CODE in text.replace("\r\n", "")


def test_a_backup_becomes_the_same_office_elsewhere(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    """BK-1."""
    number = number_in(terminal, office)
    scan = tmp_path / "执照.txt"
    scan.write_text("营业执照", encoding="utf-8")
    assert terminal.run("attach", office, number, "licence", scan).code == 0
    file = tmp_path / "backup.zip"
    assert terminal.run("backup", office, "--out", file).code == 0
    other = tmp_path / "other"
    assert terminal.run("restore", file, other).code == 0
    assert terminal.json("show", other, number) == {
        **terminal.json("show", office, number),
        "attachments": terminal.json("show", other, number)["attachments"],
    }
    assert terminal.run("check", other).code == 0
    assert terminal.run("restore", file, other).code == 2


def test_a_classified_file_is_stopped_before_it_is_copied(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    """N18."""
    number = number_in(terminal, office)
    file = tmp_path / "方案.txt"
    file.write_text("机密★10年\n……", encoding="utf-8")
    assert terminal.run("attach", office, number, "licence", file).code == 1
    assert list((office / "attachments").rglob("*")) == []


def test_wrong_words_get_one_clear_line(terminal: Terminal, tmp_path: Path) -> None:
    for words in (("list", tmp_path), ("show", tmp_path / "x", "1"), ("frobnicate",), ("list",)):
        said = terminal.run(*words)
        assert said.code == 2
        assert said.err.count("\n") == 1


def test_a_definition_with_mistakes_is_refused_with_all_of_them(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    text = (
        __import__("resources")
        .read_text("programmes", "incubator.toml")
        .replace('type = "money"', 'type = "mony"', 1)
        .replace('to = "accepted"', 'to = "acepted"', 1)
    )
    file.write_text(text, encoding="utf-8")
    said = terminal.run("programme", "check", file)
    assert said.code == 2
    assert "money" in said.err
    assert "accepted" in said.err
