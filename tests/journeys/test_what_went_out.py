# SPDX-License-Identifier: Apache-2.0
"""What went out, by commands: printed, listed, sent, made again after changes, logged."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from tests.journeys.commands import Terminal
from tests.offices import CALL, FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, "en")


def test_a_packet_is_printed_sent_listed_and_made_again(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    said = terminal.run("packet", folder, FIRST, "--out", paper, "--to", "Expert group")
    assert "Noted as no. 1 of what went out." in said.out
    sheet = terminal.json("summary", folder, CALL, "--out", tmp_path / "a.xlsx")
    assert sheet["noted"] == 2
    assert terminal.run("reports", "send", folder, 2, "--to", "部科技司").code == 0
    terminal.run("set", folder, FIRST, "title=Changed")
    listed = terminal.run("reports", "list", folder).out
    assert "Expert group" in listed
    assert "部科技司" in listed
    (line,) = terminal.json("reports", "list", folder, "--to", "expert")
    assert (line["id"], line["about"], line["files"]) == (1, FIRST, 1)
    again = tmp_path / "again.pdf"
    said = terminal.run("reports", "rebuild", folder, 1, "--out", again)
    assert (said.code, again.read_bytes()) == (0, paper.read_bytes())
    assert "byte for byte" in said.out
    assert terminal.json("reports", "list", folder, "--since", "2999-01-01") == []
    assert terminal.run("reports", "list", folder, "--out", tmp_path / "log.csv").code == 0
    assert terminal.run("check", folder).code == 0


def test_what_cannot_be_done_is_said_with_what_to_do(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    said = terminal.run("reports", "rebuild", folder, 7, "--out", tmp_path / "a.pdf")
    assert (said.code, said.err.strip()) == (2, "Nothing went out of this office yet.")
    said = terminal.run("reports", "send", folder, 7, "--to", "x")
    assert said.code == 2
    said = terminal.run("summary", folder, CALL, "--out", tmp_path / "a.xlsx", "--as-last")
    assert (said.code, "no last time" in said.err) == (2, True)
    assert terminal.run("summary", folder, CALL, "--out", tmp_path / "a.xlsx").code == 0
    said = terminal.run("summary", folder, CALL, "--out", tmp_path / "b.xlsx", "--as-last")
    assert said.code == 0
    assert terminal.run("packet", folder, FIRST, SECOND, "--out", tmp_path / "many").code == 0
    said = terminal.run("reports", "rebuild", folder, 3, "--file", 5, "--out", tmp_path / "x")
    assert "No. 3 has 2 files; there is no file 5." in said.err


def test_a_printed_page_is_held_against_the_register(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    assert terminal.run("packet", folder, FIRST, "--out", paper).code == 0
    code = terminal.json("show", folder, FIRST)["version_code"]
    said = terminal.run("version", folder, f"{FIRST} {code.lower()}")
    assert (said.code, "is the same as now" in said.out) == (0, True)
    before = terminal.json("show", folder, SECOND)["version_code"]
    terminal.run("set", folder, FIRST, "staff=30")
    terminal.run("set", folder, SECOND, "staff=31")
    said = terminal.run("version", folder, code, "--packet", tmp_path / "again.pdf")
    assert said.code == 1
    assert [line.split() for line in said.out.splitlines()[1:3]] == [
        ["Field", "Printed", "Now"], ["Staff", "12", "30"]]  # fmt: skip
    assert "It went out under no. 1." in said.out
    assert (tmp_path / "again.pdf").read_bytes() == paper.read_bytes()
    never = tmp_path / "never.pdf"
    said = terminal.run("version", folder, f"{SECOND} {before}", "--packet", never)
    assert said.code == 1
    assert before in pdf_text(never)
    assert terminal.run("reports", "rebuild", folder, 2, "--out", tmp_path / "x.pdf").code == 0
    said = terminal.run("version", folder, "nothing")
    assert (said.code, "holds no version code" in said.err) == (2, True)


def pdf_text(path: Path) -> str:
    with closing(PdfDocument(path)) as document:
        return str(document[1].get_textpage().get_text_range())
