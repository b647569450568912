# SPDX-License-Identifier: Apache-2.0
"""A clerk puts things right: rows, files, ticks, names, duties; by the words that clerks use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Prepare


@pytest.fixture(params=["zh", "en"])
def terminal(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, request.param)


@pytest.fixture
def desk(terminal: Terminal, prepare: Prepare, tmp_path: Path) -> tuple[Path, str]:
    """An office with one application, and its number."""

    def make(place: Path) -> str:
        folder = place / "区 台账"
        assert terminal.run("new", folder, "--office", "示例局", "--region", "东营").code == 0
        call = ("call", "add", folder, "--programme", "incubator", "--title", "孵化器",
                "--opens", "2026年1月1日")  # fmt: skip
        assert terminal.run(*call).code == 0
        file = place / "one.json"
        entry = {
            "title": "甲",
            "applicant": "乙公司",
            "direction": "能源",
            "tenants": [{"name": "一"}, {"name": "二"}],
        }
        file.write_text(json.dumps(entry, ensure_ascii=False), encoding="gb18030")
        said = terminal.run("add", folder, "incubator-2026-1", file, "--json")
        return str(said.data["number"])

    return tmp_path / "区 台账", prepare(make, terminal.language)


def test_a_file_in_the_encoding_of_chinese_windows_is_read(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    assert terminal.json("show", *desk)["applicant"] == "乙公司"


def test_a_row_is_taken_away_and_one_beyond_the_end_is_refused(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    """IN-6."""
    assert terminal.run("set", *desk, "tenants[1]=").code == 0
    assert [row["name"] for row in terminal.json("show", *desk)["tables"]["tenants"]] == ["二"]
    assert terminal.run("set", *desk, "tenants[99].name=三").code == 2
    assert len(terminal.json("show", *desk)["tables"]["tenants"]) == 1
    assert terminal.run("undo", desk[0]).code == 0
    assert len(terminal.json("show", *desk)["tables"]["tenants"]) == 2


def test_a_step_is_taken_back_and_done_again_by_its_number(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    assert terminal.run("set", *desk, "title=改名").code == 0
    step = terminal.json("history", desk[0])[-1]["sequence"]
    assert str(step) in terminal.run("history", *desk).out
    assert terminal.run("set", *desk, "area_m2=9000").code == 0
    assert terminal.run("undo", desk[0], "--step", step).code == 0
    assert terminal.json("show", *desk)["title"] == "甲"
    assert terminal.run("undo", desk[0], "--step", step).code == 1
    assert terminal.run("redo", desk[0], "--step", step).code == 0
    assert terminal.json("show", *desk)["title"] == "改名"
    assert terminal.run("undo", desk[0], "--step", 999).code == 2


def test_a_field_is_named_by_its_label_and_a_number_may_carry_its_unit(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    assert (
        terminal.run("set", *desk, "孵化资金总额=1,300.5万元", "area_m2=10,500.00平方米").code == 0
    )
    shown = terminal.json("show", *desk)
    assert shown["amount_wan"] == 1300.5
    assert shown["answers"]["area_m2"] == "10500"


def test_many_ticks_are_one_step(terminal: Terminal, desk: tuple[Path, str]) -> None:
    """VA-9."""
    lines = [item["id"] for item in terminal.json("show", *desk)["checklist"]]
    assert terminal.run("set", *desk, *(f"checklist.{line}=不适用" for line in lines)).code == 0
    assert {item["outcome"] for item in terminal.json("show", *desk)["checklist"]} == {"na"}
    assert terminal.run("undo", desk[0]).code == 0
    assert "na" not in {item["outcome"] for item in terminal.json("show", *desk)["checklist"]}


def test_an_attachment_is_taken_off_again(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    file = tmp_path / "执照.txt"
    file.write_text("营业执照", encoding="utf-8")
    terminal.run("attach", *desk, "licence", file)
    assert terminal.run("detach", *desk, "没有.txt").code == 2
    assert terminal.run("detach", *desk, "执照.txt").code == 0
    assert terminal.json("show", *desk)["attachments"] == []


def test_the_notice_of_a_call_and_the_licence_of_an_applicant_have_places_of_their_own(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    folder, number = desk
    terminal.run("set", folder, number, "credit_code=91350100M000100Y43")
    file = tmp_path / "通知.txt"
    file.write_text("通知", encoding="utf-8")
    assert terminal.run("attach", folder, "incubator-2026-1", "申报通知", file).code == 0
    assert terminal.run("attach", folder, "incubator-2026-1", "licence", file).code == 2
    assert terminal.run("attach", folder, "91350100M000100Y43", "unit_licence", file).code == 0
    [call] = terminal.json("call", "list", folder)
    assert [item["name"] for item in call["files"]] == ["通知.txt"]
    applicant = terminal.json("applicant", "show", folder, "91350100M000100Y43")
    assert [item["slot"] for item in applicant["files"]] == ["unit_licence"]
    assert terminal.json("show", folder, number)["attachments"] == []
    assert terminal.run("check", folder).code == 0


def test_a_file_goes_to_whoever_is_named_and_the_slots_offered_are_theirs(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = desk
    file = tmp_path / "证.txt"
    file.write_text("证", encoding="utf-8")
    by_title = terminal.run("attach", folder, "孵化器", "nothing", file)
    assert by_title.code == 2
    assert "stamped_letter" in by_title.err
    assert "unit_licence" not in by_title.err
    assert ("正式行文" in by_title.err) == (terminal.language == "zh")
    by_name = terminal.run("attach", folder, "乙公司", "nothing", file)
    assert "unit_licence" in by_name.err
    assert "meeting_minutes" not in by_name.err
    assert terminal.run("attach", folder, "乙公司", "unit_licence", file).code == 0
    assert terminal.run("attach", folder, "丙公司", "unit_licence", file).code == 2
    assert terminal.run("detach", folder, "乙公司", "证.txt").code == 0
    assert terminal.json("applicant", "show", folder, "乙公司")["files"] == []


def test_the_same_file_twice_is_said_and_not_recorded(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    file = tmp_path / "执照.txt"
    file.write_text("营业执照", encoding="utf-8")
    assert terminal.run("attach", *desk, "licence", file).code == 0
    before = terminal.json("history", *desk)
    again = terminal.run("attach", *desk, "licence", file)
    assert again.code == 1
    assert "执照.txt" in again.err
    assert terminal.json("history", *desk) == before


def test_a_required_file_that_nobody_can_open_is_as_good_as_missing(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path
) -> None:
    def errors() -> set[str]:
        return {
            item["rule"]
            for item in terminal.json("show", *desk)["problems"]
            if item["severity"] == "error"
        }

    bad, good = tmp_path / "执照.pdf", tmp_path / "执照.txt"
    bad.write_bytes(b"%PDF-1.7 cut short")
    good.write_text("营业执照", encoding="utf-8")
    assert "slot/licence" in errors()
    assert terminal.run("attach", *desk, "licence", bad).code == 1
    assert "slot/licence" in errors()
    terminal.run("attach", *desk, "licence", good)
    assert "slot/licence" not in errors()


def test_what_is_not_in_the_trash_cannot_be_taken_out_of_it(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    assert terminal.run("trash", *desk, "--restore").code == 1
    assert terminal.run("trash", *desk).code == 0
    assert terminal.run("trash", *desk).code == 1
    assert terminal.run("trash", *desk, "--restore").code == 0
    again = terminal.run("trash", *desk, "--restore")
    assert again.code == 1
    assert desk[1] in again.err


def test_emptying_the_trash_says_that_it_ends_undo_and_undo_says_it_again(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    folder, _ = desk
    terminal.run("trash", *desk)
    asked = terminal.run("trash", folder, "--empty")
    assert asked.code == 1
    word = "撤销" if terminal.language == "zh" else "undone"
    assert word in asked.err
    assert word in terminal.run("trash", folder, "--empty", "--yes").out
    refused = terminal.run("undo", folder)
    assert refused.code == 1
    assert ("彻底删除" if terminal.language == "zh" else "Erase 1 application") in refused.err
    assert terminal.run("trash", folder, "--empty", "--yes").code == 0


def test_what_is_in_the_trash_is_left_alone(terminal: Terminal, desk: tuple[Path, str]) -> None:
    assert terminal.run("trash", *desk).code == 0
    assert terminal.run("set", *desk, "title=x").code == 1
    assert terminal.run("trash", *desk, "--restore").code == 0
    assert terminal.run("set", *desk, "title=x").code == 0


def test_an_operator_who_only_reads_changes_nothing_and_a_pin_is_asked_for(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    folder, number = desk
    assert (
        terminal.run("operator", "add", folder, "王五", "--duty", "只读", "--new-pin", "77").code
        == 0
    )
    wrong = terminal.run("set", folder, number, "title=x", "--operator", "王五")
    assert wrong.code == 2
    refused = terminal.run("set", folder, number, "title=x", "--operator", "王五", "--pin", "77")
    assert refused.code == 1
    assert terminal.json("show", folder, number)["title"] == "甲"
    first = terminal.json("operator", "list", folder)[0]["name"]
    assert terminal.run("operator", "edit", folder, first, "--duty", "录入").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("new", "x", "--office", " "),
        ("call", "add", "{folder}", "--programme", "incubator", "--title", ""),
        ("call", "add", "{folder}", "--programme", "incubator", "--title", "x", "--quota", "a=b"),
        (
            "call",
            "add",
            "{folder}",
            "--programme",
            "incubator",
            "--title",
            "x",
            "--quota",
            "none=3",
        ),
        ("add", "{folder}", "incubator-2026-1", "{file}", "--received", "2999-01-01"),
        ("packet", "{folder}", "{number}", "{number}x", "--out", "x.pdf"),
        ("list", "{folder}", "--region", "没有这个地方"),
    ],
)
def test_empty_and_impossible_words_are_refused_in_one_line(
    terminal: Terminal, desk: tuple[Path, str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    folder, number = desk
    before = terminal.json("history", folder)
    filled = [
        word.format(folder=folder, number=number, file=tmp_path / "one.json") for word in words
    ]
    said = terminal.run(*filled)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert terminal.json("history", folder) == before


def test_everything_about_an_application_stands_in_its_text(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    out = terminal.run("show", *desk).out
    for wanted in ("甲", "乙公司", "一", "二", desk[1]):
        assert wanted in out
    assert all(item["id"] in out for item in terminal.json("show", *desk)["checklist"])


def test_a_programme_shows_what_each_field_takes(terminal: Terminal) -> None:
    shown = terminal.json("programme", "show", "incubator")
    fields = {field["id"]: field for section in shown["sections"] for field in section["fields"]}
    assert fields["title"]["required"] is True
    assert fields["variant"]["choices"].keys() == {"standard", "excellent"}
    out = terminal.run("programme", "show", "incubator").out
    assert "tenants[1].name" in out
    assert "checklist." in out


def test_a_warning_in_a_row_is_named_and_accepted_by_the_number_of_the_row(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    cells = ("tenants[1].name=甲", "tenants[1].credit_code=91350100M000100Y43",
             "tenants[2].name=乙", "tenants[2].credit_code=91350100M000100Y44")  # fmt: skip
    terminal.run("set", *desk, *cells)
    place = "tenants[2].credit_code"
    assert f"[{place}]" in terminal.run("show", *desk).out
    assert terminal.run("accept", *desk, place, "--reason", "已核对原件").code == 0
    assert "已核对原件" in terminal.run("history", *desk).out


def test_an_amount_that_no_workbook_can_keep_is_a_problem(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    terminal.run("set", *desk, "amount_wan=99999999999999999999")
    before, told, _ = " ".join(terminal.run("show", *desk).out.split()).partition("[amount_wan]")
    assert told
    assert "13" in before[-80:]
    terminal.run("set", *desk, "amount_wan=1234567.89")
    assert "[amount_wan]" not in terminal.run("show", *desk).out


def test_a_short_name_means_a_division_that_stands_before_one_that_once_did(
    terminal: Terminal, tmp_path: Path
) -> None:
    made = terminal.json("new", tmp_path / "滨海", "--office", "县局", "--region", "滨海")
    assert made["region"] == "320922"


def test_a_year_of_a_series_is_set_beside_the_others_and_null_takes_it_away(
    terminal: Terminal, desk: tuple[Path, str]
) -> None:
    terminal.run("set", *desk, 'income_wan={"2024": 900, "2025": 1100}')
    assert terminal.run("set", *desk, 'income_wan={"2025": 1020}').code == 0
    assert terminal.json("show", *desk)["answers"]["income_wan"] == {"2024": "900", "2025": "1020"}
    terminal.run("set", *desk, 'income_wan={"2024": null}')
    assert terminal.json("show", *desk)["answers"]["income_wan"] == {"2025": "1020"}
