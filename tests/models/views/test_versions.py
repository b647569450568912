# SPDX-License-Identifier: Apache-2.0
"""A printed page is typed or scanned: the same as now, or which fields are others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.language import Language
from models.rules.version_codes import readings, typed_code
from models.storage.ledger import note_issue
from models.verbs.applications import edit_application, trash_applications
from models.verbs.attachments import attach
from models.verbs.stages import advance
from models.verbs.steps import undo
from models.verbs.table_rows import add_rows, remove_rows
from models.verbs.trash import empty_trash
from models.views import versions
from models.views.dossiers import dossier, history_head
from models.views.find import application_row
from models.views.versions import NoSuchVersionError, NotACodeError, find_version
from tests.models.storage.issues import an_issue
from tests.offices import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace


def code_of(office: Workspace, number: str) -> str:
    return dossier(office.reader, application_row(office.reader, number).uid).version_code


def changed(office: Workspace, text: str) -> dict[str, tuple[str, str]]:
    """What is another now than printed, in English."""
    found = find_version(office.reader, text)
    en = Language.EN
    return {c.label.text(en): (c.before.text(en), c.after.text(en)) for c in found.changes}


@pytest.mark.parametrize(
    ("typed", "code"),
    [("7K3QX0ZD", "7K3QX0ZD"), ("7k3qxozd", "7K3QX0ZD"), ("ＩＬ３ＱＸ０ＺＤ", "113QX0ZD"),
     ("7k3q xozd", "7K3QX0ZD"), ("7K3Q-X0ZD", "7K3QX0ZD"), ("7K3QX0Z", ""), ("7K3QX0ZU", ""),
     ("编号七八九十一二", "")],
)  # fmt: skip
def test_a_code_is_read_as_it_was_meant(typed: str, code: str) -> None:
    assert typed_code(typed) == code


@pytest.mark.parametrize(
    "text",
    ["202601001 7K3QX0ZD", " 202601001   7k3qxozd ", "202601001 7K3Q X0ZD", "2026010017K3QX0ZD",
     "202601001　７Ｋ３ＱＸ０ＺＤ", "202601001 7K3QX0ZD · History 128:9f2c40d1a7b3e655"],
)  # fmt: skip
def test_number_and_code_are_read_however_they_come(text: str) -> None:
    assert ("202601001", "7K3QX0ZD") in {(typed.number, typed.code) for typed in readings(text)}


def test_what_was_not_changed_is_the_same_as_now(office: Workspace) -> None:
    found = find_version(office.reader, f"{FIRST} {code_of(office, FIRST)}")
    assert (found.number, found.is_now, found.changes) == (FIRST, True, ())
    assert "is the same as now" in found.said().text(Language.EN)


def test_the_field_that_was_changed_is_named_with_both_values(office: Workspace) -> None:
    printed = f"{FIRST} {code_of(office, FIRST).lower()}"
    edit_application(office, number=FIRST, values={"staff": 20})
    edit_application(office, number=FIRST, values={"staff": 30, "amount_wan": "700"})
    assert changed(office, printed) == {
        "Staff": ("12", "30"),
        "Amount": ("600.50 (10k CNY)", "700.00 (10k CNY)"),
    }
    found = find_version(office.reader, printed)
    assert (found.later, found.is_now) == (2, False)
    assert "2 fields are others now" in found.said().text(Language.EN)


def test_what_went_there_and_back_is_no_change(office: Workspace) -> None:
    printed = f"{FIRST} {code_of(office, FIRST)}"
    edit_application(office, number=FIRST, values={"staff": 20})
    undo(office)
    found = find_version(office.reader, printed)
    assert (found.is_now, found.changes) == (False, ())
    assert "holds the same again" in found.said().text(Language.EN)


def test_each_printed_state_is_found_among_many(office: Workspace) -> None:
    codes = []
    for staff in range(20, 25):
        codes.append(code_of(office, FIRST))
        edit_application(office, number=FIRST, values={"staff": staff})
    befores = [changed(office, f"{FIRST} {code}")["Staff"] for code in codes]
    assert befores == [(str(n), "24") for n in (12, 20, 21, 22, 23)]


def test_rows_attachments_and_stages_that_changed_are_named(
    office: Workspace, tmp_path: Path
) -> None:
    printed = f"{FIRST} {code_of(office, FIRST)}"
    (tmp_path / "执照.txt").write_text("x", encoding="utf-8")
    attach(office, number=FIRST, slot="licence", file=examine(tmp_path / "执照.txt"))
    add_rows(office, number=FIRST, table="tenants", rows=[{"name": "甲三公司"}])
    edit_application(office, number=FIRST, values={"tenants[3].area_m2": "33"})
    edit_application(
        office, number=FIRST, values={"tenants[1].name": "甲一改名", "tenants[2].area_m2": "9"}
    )
    shown = dossier(office.reader, application_row(office.reader, FIRST).uid)
    first = shown.answers.rows["tenants"][0].uid
    remove_rows(office, number=FIRST, table="tenants", rows=[first])
    advance(office, numbers=[FIRST], to="submitted")
    found = changed(office, printed)
    assert [pair for pair in found.values() if pair[0] == "—"] == [
        ("—", "执照.txt"), ("—", "Name 甲三公司; Area 33")]  # fmt: skip
    gone = [pair for pair in found.values() if pair[1] == "—"]
    assert gone == [("Name 甲一公司; Area 10", "—")]
    assert any("row 2" in label and pair == ("20", "9") for label, pair in found.items())
    assert "Stage" in found


def test_a_code_alone_is_found_in_what_went_out_or_in_all_histories(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_of(office, SECOND)
    edit_application(office, number=SECOND, values={"staff": 4})
    assert find_version(office.reader, code).number == SECOND
    head = history_head(office.reader)
    file = an_issue().files[0]
    noted = type(file)(file.name, file.size, file.sha256, SECOND, code)
    which = note_issue(office.folder, an_issue(head, files=(noted,)))
    monkeypatch.setattr(versions, "_anywhere", lambda *_: pytest.fail("the list knows it"))
    assert find_version(office.reader, f"{code[:4]} {code[4:]}").issues == (which,)


def test_a_slip_in_the_number_is_forgiven(office: Workspace) -> None:
    code = code_of(office, FIRST)
    for number in ("2O26OI0OI", "202601999"):
        assert find_version(office.reader, f"{number} {code}").number == FIRST


def test_what_is_none_says_what_to_look_at(office: Workspace) -> None:
    with pytest.raises(NotACodeError, match="at the foot of a printed page"):
        find_version(office.reader, "第 3 页")
    with pytest.raises(NoSuchVersionError, match=f"No state of {FIRST} ever had"):
        find_version(office.reader, f"{FIRST} 00000000")
    with pytest.raises(NoSuchVersionError, match="No application ever had"):
        find_version(office.reader, "00000000")


def test_an_erased_application_is_known_by_its_code_and_tells_nothing(office: Workspace) -> None:
    printed = f"{SECOND} {code_of(office, SECOND)}"
    edit_application(office, number=SECOND, values={"staff": 4})
    trash_applications(office, numbers=[SECOND])
    assert find_version(office.reader, printed).trashed
    empty_trash(office, confirmed=True)
    found = find_version(office.reader, printed)
    assert (found.erased, found.changes, found.title) == (True, (), "")
    assert "erased for good" in found.said().text(Language.EN)
