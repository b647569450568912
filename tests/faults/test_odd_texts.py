# SPDX-License-Identifier: Apache-2.0
"""Bytes that are no text, and lengths that nobody types, in the arguments of every command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.tables import Application, Office
from models.unknown import UnknownCallError, UnknownNumberError
from models.verbs.applications import edit_application
from models.verbs.office import edit_office
from models.views.applicants import applicants
from models.views.find import application_row, call_row
from models.views.register import Query, page
from tests.offices import CALL, FIRST, MINI, add, faults, row

if TYPE_CHECKING:
    from models.workspace import Workspace
    from tests.faults.commands import Commands

ODD = "\udcff\udcfeX"
"""What Python makes of the bytes FF FE 58 in an argument."""

WITH_AN_ODD_TEXT = [
    ("operator add", ODD),
    ("operator edit", ODD, "--duty", "check"),
    ("call add", "--programme", MINI, "--title", ODD, "--contact", ODD, "--notice", ODD),
    ("call add", "--programme", ODD, "--title", "x"),
    ("call amend", CALL, "--notice", ODD),
    ("call amend", ODD, "--notice", "x"),
    ("vocabulary term", "directions", "new", "--zh", ODD),
    ("vocabulary term", "directions", ODD, "--zh", "新词"),
    ("vocabulary term", ODD, "new", "--zh", "新词"),
    ("applicant list", ODD),
    ("applicant show", ODD),
    ("applicant rename", "示例量子科技有限公司", ODD),
    ("office", "--name", ODD, "--contact", ODD, "--phone", ODD),
    ("office", "--backup-place", ODD),
    ("set", FIRST, f"title={ODD}", f"tenants[1].name={ODD}", f"labels={ODD}", "--reason", ODD),
    ("set", FIRST, f"{ODD}=1"),
    ("set", FIRST, f"tenants[1].{ODD}=1"),
    ("set", FIRST, "checklist.legal=yes", "--reason", ODD),
    ("set", FIRST, f"checklist.{ODD}=yes"),
    ("tag", FIRST, "--label", ODD),
    ("tag", FIRST, "--direction", ODD),
    ("verify", FIRST, "area_m2=5", "--source", ODD),
    ("accept", FIRST, ODD, "--reason", ODD),
    ("attach", FIRST, ODD, MINI),
    ("attach", ODD, "licence", MINI),
    ("detach", FIRST, ODD),
    ("advance", FIRST, "--to", "submitted", "--reason", ODD),
    ("advance", FIRST, "--to", ODD),
    ("revert", FIRST, "--reason", ODD),
    ("list", ODD, "--label", ODD),
    ("list", "--stage", ODD),
    ("list", "--sort", ODD),
    ("show", ODD),
    ("history", ODD),
    ("trash", FIRST, "--reason", ODD),
    ("trash", ODD),
    ("summary", ODD, "--out", "x.xlsx"),
    ("add", ODD, MINI),
    ("undo", "--operator", ODD),
    ("undo", "--pin", ODD),
    ("operator add", "戊", "--new-pin", ODD),
    ("check", "--head", ODD),
]


@pytest.mark.parametrize(
    "arguments", WITH_AN_ODD_TEXT, ids=lambda words: " ".join(map(ascii, words))
)
def test_an_argument_of_odd_bytes_is_kept_readable_or_refused(
    xiandao: Commands, arguments: tuple[str, ...]
) -> None:
    said = xiandao(*arguments, json_=False)
    assert "damaged" not in said.err
    for look in (("list",), ("history",), ("show", FIRST), ("call list",), ("operator list",)):
        assert xiandao(*look).code == 0
    assert xiandao("check").code == 0


def test_odd_file_names_still_open(xiandao: Commands, tmp_path: Path) -> None:
    try:
        (tmp_path / ODD).mkdir()
    except (OSError, UnicodeEncodeError):
        pytest.skip("this disk takes no such names")
    place = tmp_path / ODD
    file = place / f"{ODD}.json"
    file.write_text(json.dumps({"title": "奇名"}), "utf-8")
    assert xiandao("add", CALL, file).code == 0
    assert xiandao("attach", FIRST, "licence", file).code in {0, 1}
    assert xiandao("packet", FIRST, "--out", place / f"{ODD}.pdf").code == 0
    assert xiandao("summary", CALL, "--out", place / f"{ODD}.xlsx").code == 0
    assert xiandao("backup", "--out", place / f"{ODD}.zip").code == 0
    assert xiandao("check").code == 0
    elsewhere = type(xiandao)(xiandao._capsys, place / "office")
    assert elsewhere("new", "--office", "奇名局").code == 0
    assert elsewhere("backup").code == 0
    assert elsewhere("list").code == 0


def test_verbs_and_views_take_odd_texts_too(office: Workspace) -> None:
    with pytest.raises(UnknownNumberError):
        application_row(office.reader, ODD)
    with pytest.raises(UnknownCallError):
        call_row(office.reader, ODD)
    assert applicants(office.reader, ODD) == []
    assert page(office.reader, Query(text="\ud800", label=ODD)) == []
    edit_office(office, values={"backup_place": ODD, "workdays": {ODD: [ODD]}})
    place = office.reader.first(select(Office.backup_place, Office.workdays))
    assert place is not None
    assert Path(place.backup_place).name == "\ufffd\ufffdX"
    assert place.workdays == {"\ufffd\ufffdX": ["\ufffd\ufffdX"]}
    edit_office(office, values={"backup_place": None, "workdays": None})
    (number,) = add(office, {"title": "\ud842\udfb7田", "note": ODD})
    assert row(office, number).title == "𠮷田"
    edit_application(office, number=number, values={"title": ODD}, saw={"title": "𠮷田"})
    assert office.reader.rows(select(Application.uid).where(Application.title == ODD))
    assert faults(office) == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("set", FIRST, f"tenants[{'1' * 4500}].name=x"), "no field"),
        (("check", "--head", "²:ab"), "no head"),
        (("check", "--head", f"{'1' * 5000}:ab"), "no head"),
        (("check", "--head", "1:xyz"), "no head"),
        (("call add", "--programme", MINI, "--title", "x", "--quota", "places=" + "9" * 5000),
         "whole number"),
        (("call amend", CALL, "--notice", "x", "--quota", "places=-3"), "whole number"),
    ],
    ids=str,
)  # fmt: skip
def test_a_number_of_absurd_length_is_refused_in_words(
    xiandao: Commands, arguments: tuple[str, ...], said: str
) -> None:
    found = xiandao(*arguments)
    assert found.code == 2
    assert said in found.err
    assert len(found.err) < 400


@pytest.mark.parametrize("name", ["/".join(["a" * 190] * 10), "b" * 300], ids=["path", "name"])
@pytest.mark.parametrize("command", ["new", "list", "check"])
def test_a_folder_too_deep_for_a_database_is_refused_in_words(
    xiandao: Commands, tmp_path: Path, name: str, command: str
) -> None:
    far = type(xiandao)(xiandao._capsys, tmp_path / name)
    said = far(command, *(("--office", "x") if command == "new" else ()))
    assert (said.code, "too long" in said.err) == (2, True)
    assert list(tmp_path.glob("a*")) == []
