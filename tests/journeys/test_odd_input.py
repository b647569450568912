# SPDX-License-Identifier: Apache-2.0
"""What a hurried clerk or a careless script types: kept exactly, or refused in words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["zh", "en"])
def terminal(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, request.param)


@pytest.fixture
def desk(terminal: Terminal, folder: Path) -> tuple[Path, str]:
    """The small office, and the number of one of its applications."""
    number: str = terminal.json("list", folder)[0]["number"]
    return folder, number


def exact(said: str) -> Any:
    return json.loads(said, parse_float=Decimal)


def test_a_script_reads_amounts_with_all_of_their_digits(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = desk
    file = tmp_path / "large.json"
    file.write_text(
        '{"title": "大额", "amount_wan": 9223372036854.775807, "area_m2": 0.10}', "utf-8"
    )
    number = terminal.json("add", folder, "mini-2026-1", file)["number"]
    (line,) = [one for one in exact(terminal.run("list", folder, "--json").out)
               if one["number"] == number]  # fmt: skip
    assert line["amount_wan"] == Decimal("9223372036854.775807")
    shown = exact(terminal.run("show", folder, number, "--json").out)
    assert shown["amount_wan"] == Decimal("9223372036854.775807")
    assert shown["answers"]["area_m2"] == "0.1"


def test_a_numeral_that_is_not_understood_stays_a_problem(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    for typed in ("1_000", "١٢٣"):
        assert terminal.run("set", *desk, f"amount_wan={typed}", f"area_m2={typed}").code == 1
        shown = terminal.json("show", *desk)
        assert shown["answers"]["amount_wan"] == shown["answers"]["area_m2"] == typed
        assert {"amount_wan", "area_m2"} <= {one["field"] for one in shown["problems"]}


def test_an_unsound_vocabulary_is_refused_with_all_of_its_mistakes(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "own.toml"
    term = '[[term]]\nid = "a"\nlabel = { zh = "甲", en = "A" }\n'
    head = 'id = "sub"\nversion = "1"\nlabel = { zh = "细分", en = "Sub" }\n'
    file.write_text(f'{head}{term}parent = "b"\n{term}', "utf-8")
    said = terminal.run("vocabulary", "add", folder, file)
    assert said.code == 2
    assert ["term.a.parent" in line for line in said.err.splitlines()] == [False, False, True]
    assert len(terminal.json("vocabulary", "list", folder)) == 4
