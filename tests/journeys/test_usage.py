# SPDX-License-Identifier: Apache-2.0
"""Slips at the command line, and the help, in the user's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gui.commands.app import build_app
from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = re.compile(r"[a-z]{3,}")


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, "zh")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frob"], "没有命令 frob。"),
        (["list"], "缺少 DIR。"),
        (["list", "office", "--zz"], "没有选项 --zz。"),
        (["list", "office", "--limit", "abc"], "--limit 须为整数。"),
        (["list", "office", "--limit=-3"], "--limit 须为不小于 0 的整数。"),
        (["list", "office", "text", "more"], "参数过多：more。"),
        (["call"], "请指明命令：add, amend, list。"),
    ],
)
def test_a_slip_is_said_in_one_line_with_the_way_to_the_help(
    terminal: Terminal, words: list[str], said: str
) -> None:
    answer = terminal.run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(said)
    assert answer.err.rstrip().endswith("--help")
    assert answer.err.count("\n") == 1


def test_the_help_has_no_english_but_names(terminal: Terminal) -> None:
    build_app()
    for command in ("list", "packet", "call amend", "demo", "set", ""):
        answer = terminal.run(*command.split(), "--help")
        assert answer.code == 0
        assert "用法：xiandao" in answer.out
        for english in ("Usage", "OPTIONS", "Options", "Arguments", "Show this", "required", "<"):
            assert english not in answer.out, (command, answer.out)


def test_more_samples_than_anyone_wants_are_refused_before_a_folder_is_made(
    terminal: Terminal, tmp_path: Path
) -> None:
    said = terminal.run("demo", tmp_path / "示例", "--applications", "9" * 25, "--no-window")
    assert said.code == 2
    assert "100,000" in said.err
    assert not (tmp_path / "示例").exists()
