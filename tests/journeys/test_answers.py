# SPDX-License-Identifier: Apache-2.0
"""What a clerk is answered to a slip: what is wrong, what may be given, in one language, nothing done."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Prepare

CALL = "incubator-2026-1"
HAN = re.compile(r"[\u3400-\u9fff（）、；。，：]")


@pytest.fixture(params=["zh", "en"])
def terminal(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, request.param)


@pytest.fixture
def desk(terminal: Terminal, prepare: Prepare, tmp_path: Path) -> tuple[Path, str]:
    """An office with one application, and its number."""

    def make(place: Path) -> str:
        folder = place / "office"
        terminal.run("new", folder, "--office", "示例局", "--region", "370502")
        terminal.run("call", "add", folder, "--programme", "incubator", "--title", "孵化器",
                     "--opens", "2026-01-01", "--contact", "李四 0546-1234567")  # fmt: skip
        file = place / "one.json"
        entry = {"title": "甲", "applicant": "乙公司", "region": "370502"}
        file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
        said = terminal.run("add", folder, CALL, file, "--json")
        return str(said.data["number"])

    return tmp_path / "office", prepare(make, terminal.language)


def test_a_verified_value_that_is_none_does_not_replace_a_good_one(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    assert terminal.run("verify", *desk, "amount_wan=990", "--source", "审计").code == 0
    assert terminal.run("verify", *desk, "amount_wan=abc", "--source", "审计").code == 1
    assert terminal.run("verify", *desk, "variant=nosuch", "--source", "审计").code == 1
    shown = terminal.json("show", *desk)
    assert {key: item["value"] for key, item in shown["verified"].items()} == {"amount_wan": "990"}


def test_a_missing_reason_and_a_missing_source_are_refused_alike(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    source = terminal.run("verify", *desk, "amount_wan=990")
    assert (source.code, "--source" in source.err) == (1, True)
    terminal.run("set", *desk, "credit_code=123")
    reason = terminal.run("accept", *desk, "credit_code")
    assert (reason.code, "--reason" in reason.err) == (1, True)
    assert "credit_code" not in reason.err
    assert terminal.run("revert", *desk).code == 1


def test_tagging_with_nothing_and_amending_nothing_say_what_to_give(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    folder, _ = desk
    before = terminal.json("history", folder)
    tagged = terminal.run("tag", *desk)
    assert (tagged.code, "--direction" in tagged.err) == (2, True)
    amended = terminal.run("call", "amend", folder, CALL, "--notice", "补充通知")
    assert (amended.code, "--closes" in amended.err) == (2, True)
    assert terminal.json("history", folder) == before


def test_an_answer_that_is_none_is_met_with_those_that_are(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    said = terminal.run("set", *desk, "checklist.area=maybe")
    assert said.code == 2
    assert all(word in said.err for word in ("yes", "no", "na"))
    assert "Did you mean" not in said.err
    assert "是否为" not in said.err


def test_an_unknown_field_is_named_and_nothing_is_said_of_recording(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    said = terminal.run("set", *desk, "nosuch=1")
    assert (said.code, "nosuch" in said.err) == (2, True)
    assert "recorded" not in said.err
    assert "登记" not in said.err
    cell = terminal.run("set", *desk, "income_wan[2025]=3")
    assert "  " not in cell.err
    assert "：" + " income" not in cell.err


@pytest.mark.parametrize("code", ["999999", "370599", "没有的地方", "东营"])
def test_a_division_that_is_none_is_answered_with_how_to_name_one(
    terminal: Terminal, tmp_path: Path, code: str
) -> None:
    said = terminal.run("new", tmp_path / "x", "--office", "示例局", "--region", code)
    if code == "东营":
        assert said.code == 0
        return
    assert (said.code, "GB/T 2260" in said.err) == (2, True)
    assert "—" not in said.err
    assert ("370502" in said.err) or code != "370599"


def test_what_is_offered_is_in_the_language_of_the_user(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    offered = (
        terminal.run("attach", *desk, "nothing-like-it", file).err,
        terminal.run("advance", *desk, "--to", "nothing-like-it").err,
        terminal.run("list", desk[0], "--stage", "nothing-like-it").err,
    )
    for said in offered:
        assert bool(HAN.search(said)) == (terminal.language == "zh"), said


def test_refusals_of_a_move_are_parted_by_what_no_item_holds(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    terminal.run("advance", *desk, "--to", "submitted")
    said = terminal.run("advance", *desk, "--to", "accepted")
    assert said.code == 1
    assert ("；" if terminal.language == "zh" else "; ") in said.err


def test_a_trial_of_a_move_gives_the_reasons_too(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    terminal.run("advance", *desk, "--to", "submitted")
    said = terminal.run("advance", *desk, "--to", "accepted", "--dry-run")
    assert said.code == 1
    assert ("营业执照" if terminal.language == "zh" else "Business licence") in said.err


def test_an_amendment_without_effect_says_so(terminal: Terminal, desk: tuple[Path, str]) -> None:
    words = ("call", "amend", desk[0], CALL, "--notice", "x", "--closes", "2030-01-01", "--dry-run")
    first = terminal.run(*words).out.splitlines()[0]
    assert not first.endswith((":", "："))


def test_a_call_that_is_closed_names_the_option_by_which_one_records_all_the_same(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    folder, _ = desk
    terminal.run("call", "amend", folder, CALL, "--notice", "x", "--closes", "2026-01-31")
    said = terminal.run("add", folder, CALL, folder.parent / "one.json")
    assert (said.code, "(--reason)" in said.err, "2026-01-31" in said.err) == (1, True, True)


def test_the_contact_of_a_call_is_shown(terminal: Terminal, desk: tuple[Path, str]) -> None:
    assert "李四 0546-1234567" in terminal.run("call", "list", desk[0]).out
    assert terminal.json("call", "list", desk[0])[0]["contact"] == "李四 0546-1234567"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id 'x'", ("1", "4")),
        ("format = 1\nid = \n", ("2", "6")),
        ("a = 1\na = 2\n", ("2", "6")),
        ('a = "x', None),
        ("a = [1, 2", None),
    ],
)
def test_a_slip_in_a_definition_is_told_by_its_place_in_words(
    terminal: Terminal, tmp_path: Path, text: str, place: tuple[str, str] | None
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    said = terminal.run("programme", "check", file)
    assert said.code == 2
    for part in place or ():
        assert part in said.err
    if terminal.language == "zh":
        words = re.sub(r"own\.toml|TOML|true|false", "", said.err)
        assert not re.search(r"[A-Za-z]{3,}", words), words


def test_a_condition_that_cannot_be_read_is_told_in_words(
    terminal: Terminal, tmp_path: Path
) -> None:
    from models.programme.loading import programme_text

    file = tmp_path / "own.toml"
    text = programme_text("incubator")
    assert 'required = "hardship_area"' in text
    file.write_text(text.replace('required = "hardship_area"', 'required = "a >> (b"'), "utf-8")
    said = terminal.run("programme", "check", file)
    assert said.code == 2
    assert "invalid syntax" not in said.err
    assert "never closed" not in said.err


def test_a_file_that_is_no_backup_is_told_in_words(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "备份.zip"
    file.write_bytes(b"not a zip")
    said = terminal.run("restore", file, tmp_path / "new")
    assert said.code == 2
    assert "File is not" not in said.err
    assert ("zip 文件" if terminal.language == "zh" else "zip archive") in said.err


def test_an_operator_who_is_not_there_is_said_even_when_only_reading(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    assert terminal.run("list", desk[0], "--operator", "没有此人").code == 2


def test_applicants_are_listed_with_the_name_of_their_division(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    assert "东营区" in terminal.run("applicant", "list", desk[0]).out
    [line] = terminal.json("applicant", "list", desk[0])
    assert line["region"] == "370502"


def test_columns_to_sort_by_are_offered_once(terminal: Terminal, desk: tuple[Path, str]) -> None:
    said = terminal.run("list", desk[0], "--sort", "zzzzzz")
    assert said.err.count("variant") == 1


def test_recording_counts_what_is_wrong(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    said = terminal.run("add", desk[0], CALL, tmp_path / "one.json")
    assert said.code == 0
    assert ("个问题" if terminal.language == "zh" else "problems") in said.out
    data = terminal.json("add", desk[0], CALL, tmp_path / "one.json")
    assert data["problems"] == len(terminal.json("show", desk[0], data["number"])["problems"])
