# SPDX-License-Identifier: Apache-2.0
"""A clerk hands applications to experts who must not learn whose they are, and to others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.commands import Terminal
from tests.reports.packet.reading import flat, page_texts

if TYPE_CHECKING:
    from pathlib import Path

APPLICANT = "重庆珩𰻝孵化器运营有限公司"
ENTRY: dict[str, Any] = {
    "title": "珩𰻝未来产业孵化器",
    "applicant": APPLICANT,
    "direction": "未来能源",
    "brief": f"{APPLICANT}建有公共平台，珩𰻝与某某大学共建中心，咨询13912345678。",
    "contact": "令狐曌煊",
    "contact_phone": "13912345678",
    "tenants": [{"name": "甲一有限公司", "field": "智能制造"}],
}


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, "en")


@pytest.fixture
def desk(terminal: Terminal, tmp_path: Path) -> tuple[Path, str]:
    """An office with one application that has two files in one slot."""
    folder = tmp_path / "office"
    terminal.run("new", folder, "--office", "示例局", "--region", "东营")
    terminal.run("call", "add", folder, "--programme", "incubator", "--title", "孵化器",
                 "--opens", "2026-01-01")  # fmt: skip
    file = tmp_path / "one.json"
    file.write_text(json.dumps(ENTRY, ensure_ascii=False), encoding="utf-8")
    number = str(terminal.json("add", folder, "incubator-2026-1", file)["number"])
    for name in ("珩𰻝一", "珩𰻝二"):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"平面图{name[-1]}", encoding="utf-8")
        terminal.run("attach", folder, number, "premises_proof", path)
    return folder, number


def test_a_blind_packet_is_made_and_the_clerk_is_told_what_to_look_at(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    out = tmp_path / "packets"
    assert terminal.run("clear", *desk, "--file", "珩𰻝一.txt").code == 0
    said = terminal.run("packet", *desk, "--out", out, "--profile", "expert")
    assert said.code == 1
    assert "某某大学" in said.err
    assert f"Brief, taken out: “{APPLICANT}”, “珩𰻝”, “13912345678”" in said.out
    (path,) = out.iterdir()
    assert path.name == f"{desk[1]}.pdf"
    texts = flat("".join(page_texts(path)))
    for hidden in ("珩𰻝", "13912345678", "曌煊", "甲一"):
        assert hidden not in texts
    assert "Premisesproof1.txt" in texts or "1.txt" in texts
    assert "Whatwasleftout" in texts
    assert "智能制造" in texts
    again = terminal.run("packet", *desk, "--out", out, "--profile", "expert", "--force",
                         "--withhold", "某某大学")  # fmt: skip
    assert again.code == 0, again.err
    assert "某某大学" not in flat("".join(page_texts(path)))


def test_a_clearance_is_shown_and_taken_back(terminal: Terminal, desk: tuple[Path, str]) -> None:
    assert terminal.json("clear", *desk, "--slot", "premises_proof")["changed"] == [
        "珩𰻝一.txt",
        "珩𰻝二.txt",
    ]
    assert "cleared for experts by" in terminal.run("show", *desk).out
    assert terminal.run("clear", *desk, "--withdraw").code == 0
    assert all(file["cleared"] is None for file in terminal.json("show", *desk)["attachments"])
    assert terminal.run("undo", desk[0]).code == 0
    assert all(file["cleared"] for file in terminal.json("show", *desk)["attachments"])


_WRONG = (
    (("packet", "--profile", "exprt"), "Did you mean “expert"),
    (("packet", "--parts", "cover,sectons"), "Did you mean “sections"),
    (("packet", "--profile", "expert", "--parts", "cover,stages"), "never have these parts"),
    (("clear", "--slot", "premise_proof"), "Did you mean “premises_proof"),
    (("clear", "--file", "珩𰻝三.txt"), "There is no attachment “珩𰻝三.txt”"),
    (("clear", "--slot", "licence"), "There is no attachment “licence”"),
)


def test_what_is_not_there_is_said_with_the_nearest(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    for (command, *options), said in _WRONG:
        more = ("--out", tmp_path / "x.pdf") if command == "packet" else ()
        found = terminal.run(command, *desk, *options, *more)
        assert found.code in {1, 2}
        assert said in found.err
        assert not (tmp_path / "x.pdf").exists()


def test_the_help_names_the_profiles_and_the_parts(terminal: Terminal) -> None:
    text = "".join(terminal.run("packet", "--help").out.split()).replace("、", ",")
    assert "applicant,expert,ministry,public" in text
    assert "cover,contents,overview,sections" in text
