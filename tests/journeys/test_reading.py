# SPDX-License-Identifier: Apache-2.0
"""A clerk reads what is recorded: whole, with units, in one language, with what was found beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gui.commands.layout import hanging, wrapped
from gui.commands.output import width
from tests.forms.intake.pdf_documents import form_pdf, scan_pdf
from tests.journeys.commands import Terminal
from tests.offices import FIRST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Prepare

LONG = "本孵化器面向能源方向开展孵化服务。" * 12


@pytest.fixture(params=["zh", "en"])
def terminal(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, request.param)


@pytest.fixture
def desk(
    terminal: Terminal, prepare: Prepare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, str]:
    """An office with one application that has long texts, and its number."""
    monkeypatch.setenv("COLUMNS", "80")

    def make(place: Path) -> str:
        folder = place / "office"
        terminal.run("new", folder, "--office", "示例局", "--region", "370502")
        terminal.run("call", "add", folder, "--programme", "incubator", "--title", "孵化器",
                     "--opens", "2026-01-01", "--contact", "李四 0546-1234567")  # fmt: skip
        entry = {
            "title": "甲",
            "applicant": "乙公司",
            "region": "370502",
            "platforms": LONG,
            "amount_wan": 100000,
            "income_wan": {"2023": 1, "2024": "20.5", "2025": 3000},
            "tenants": [{"name": "一家名字长得一行放不下的企业" * 5}],
        }
        file = place / "one.json"
        file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
        said = terminal.run("add", folder, "incubator-2026-1", file, "--json")
        return str(said.data["number"])

    return tmp_path / "office", prepare(make, terminal.language)


def test_show_gives_long_texts_whole_and_no_wider_than_the_terminal(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    out = terminal.run("show", *desk).out
    assert LONG in "".join(line.strip() for line in out.splitlines())
    assert "…" not in out
    assert "一家名字长得一行放不下的企业" * 5 in "".join(out.replace(" ", "").splitlines())
    assert max(width(line) for line in out.splitlines() if "本孵化器" in line) <= 80


def test_show_gives_a_series_a_year_a_line(terminal: Terminal, desk: tuple[Path, str]) -> None:
    lines = terminal.run("show", *desk).out.splitlines()
    (first,) = [place for place, line in enumerate(lines) if "2023" in line and "1.00" in line]
    assert "20.50" in lines[first + 1]
    assert "3,000.00" in lines[first + 2]


def test_show_says_that_an_application_is_in_the_trash(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    word = "回收站" if terminal.language == "zh" else "trash"
    assert word not in terminal.run("show", *desk).out
    terminal.run("trash", *desk)
    assert word in terminal.run("show", *desk).out


def test_a_verified_value_stands_beside_the_claim_in_the_same_form(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    terminal.run("verify", *desk, "amount_wan=99000", "--source", "审计报告")
    out = " ".join(terminal.run("show", *desk).out.split())
    wanted = ("100,000.00万元", "99,000.00万元") if terminal.language == "zh" else (
        "100,000.00 (10k CNY)", "99,000.00 (10k CNY)")  # fmt: skip
    assert all(text in out for text in wanted)


def test_history_gives_a_long_text_whole(terminal: Terminal, desk: tuple[Path, str]) -> None:
    new = LONG.replace("能源", "材料")
    terminal.run("set", *desk, f"platforms={new}")
    out = terminal.run("history", *desk).out
    assert new in "".join(line.strip() for line in out.splitlines())


def test_programme_show_cuts_nothing(terminal: Terminal) -> None:
    assert "…" not in terminal.run("programme", "show", "incubator").out


def test_a_line_never_begins_with_a_full_stop_and_no_word_is_torn() -> None:
    assert wrapped("一" * 12 + "。" + "二", 24) == ["一" * 12 + "。", "二"]
    assert wrapped("the incubator needs room", 24) == ["the incubator needs room"]
    assert wrapped("the incubator needs some room", 24) == ["the incubator needs some", "room"]
    assert wrapped("甲\n乙", 40) == ["甲", "乙"]
    assert wrapped("x" * 30, 24) == ["x" * 24, "x" * 6]


def test_what_follows_a_head_stands_below_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert hanging("甲: ", "一" * 20, 2) == "  甲: " + "一" * 16 + "\n      " + "一" * 4
    assert hanging("x" * 30, "一", 2) == "  " + "x" * 30 + "\n      一"


def test_what_a_pdf_says_is_listed_and_nothing_written(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    terminal = Terminal(capsys, "en")
    path = form_pdf(tmp_path / "盖章.pdf", [["面积", "13,500"], ["名称", "重庆类脑智能孵化器"]])
    found = terminal.json("offers", folder, FIRST, path)
    assert [(item["field"], item["text"], item["same"]) for item in found["offers"]] == [
        ("title", "重庆类脑智能孵化器", True),
        ("area_m2", "13,500", False),
    ]
    scan = terminal.run("offers", folder, FIRST, scan_pdf(tmp_path / "扫描.pdf"))
    assert scan.code == 2
