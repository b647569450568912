# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from models.change import FieldChangedMeanwhileError, RecordGoneError
from models.language import Language, message
from models.tables import Applicant, Application
from models.tables.base import new_uid
from models.verbs.applications import edit_application, trash_applications
from models.views.dossiers import history_head
from models.views.histories import history
from models.workspace import CannotSaveError
from tests.offices import ENTRIES, FIRST, SECOND, THIRD, add, faults, found, row

if TYPE_CHECKING:
    from models.workspace import Done, Workspace

STEP = message("A step")


def entries(office: Workspace) -> int:
    return history_head(office.reader).sequence


def test_one_change_is_one_entry_and_one_broadcast(office: Workspace) -> None:
    heard: list[Done] = []
    office.listeners.append(heard.append)
    before = entries(office)
    edit_application(office, number=FIRST, values={"title": "甲", "staff": 9, "area_m2": "1"})
    assert entries(office) == before + 1
    assert [done.touched for done in heard] == [{row(office, FIRST).uid}]


def test_an_exception_takes_everything_back(office: Workspace) -> None:
    before, live = entries(office), row(office, FIRST)

    def fail() -> None:
        with office.change(STEP) as change:
            change.set(Application, live.uid, {"title": "乙"})
            change.insert(Applicant, name="丙", name_key="丙")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert entries(office) == before
    assert row(office, FIRST) == live
    edit_application(office, number=FIRST, values={"title": "乙"})
    assert row(office, FIRST).title == "乙"


class _FailingAt:
    """The bare connection of a writer, which refuses one statement once."""

    def __init__(self, base: Any, statement: str) -> None:
        self._base, self._refused = base, statement

    def __getattr__(self, name: str) -> Any:
        return getattr(self._base, name)

    def execute(self, statement: str, *values: Any) -> Any:
        if statement == self._refused:
            self._refused = ""
            raise sqlite3.OperationalError("disk I/O error")
        return self._base.execute(statement, *values)


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "COMMIT"])
def test_a_change_that_cannot_be_begun_or_ended_leaves_everything_as_it_was(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    before, live = entries(office), row(office, FIRST)
    writer = office._writer
    assert writer is not None
    with monkeypatch.context() as patch:
        patch.setitem(writer.__dict__, "driver", _FailingAt(writer.driver, statement))
        with pytest.raises(CannotSaveError):
            add(office, {"title": "乙", "applicant": "丙"})
    assert not writer.driver.in_transaction
    assert not writer.connection.in_transaction()
    assert (entries(office), row(office, FIRST)) == (before, live)
    edit_application(office, number=FIRST, values={"title": "乙"})
    assert entries(office) == before + 1
    assert found(office, "乙") == [FIRST]
    assert not faults(office)


def test_an_index_that_cannot_be_made_anew_waits_for_the_next_change(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = office._writer
    assert writer is not None
    with monkeypatch.context() as patch:
        refused = _FailingAt(writer.driver, "PRAGMA synchronous=NORMAL")
        patch.setitem(writer.__dict__, "driver", refused)
        edit_application(office, number=FIRST, values={"title": "甲子"})
    assert found(office, "甲子") == []
    edit_application(office, number=SECOND, values={"title": "乙丑"})
    assert found(office, "甲子") == [FIRST]
    assert found(office, "乙丑") == [SECOND]
    assert writer.driver.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_change_that_changes_nothing_leaves_no_entry(office: Workspace) -> None:
    before, revision = entries(office), row(office, FIRST).revision
    edit_application(office, number=FIRST, values={"title": ENTRIES[0]["title"], "staff": "12"})
    assert entries(office) == before
    assert row(office, FIRST).revision == revision


def test_a_conflict_is_about_the_same_field_only(office: Workspace) -> None:
    title = ENTRIES[0]["title"]
    edit_application(office, number=FIRST, values={"staff": 20})
    edit_application(office, number=FIRST, values={"title": "甲"}, saw={"title": title})
    with pytest.raises(FieldChangedMeanwhileError) as caught:
        edit_application(office, number=FIRST, values={"title": "乙"}, saw={"title": title})
    said = caught.value.text(Language.EN)
    assert all(text in said for text in (title, "甲", "乙"))
    assert row(office, FIRST).title == "甲"


@pytest.mark.parametrize(
    ("field", "seen", "now", "wanted"),
    [
        ("amount_wan", "600.5", "601", "602"),
        ("area_m2", "12000", "1", "2"),
        ("tasks", None, ["breakthrough"], None),
    ],
)
def test_a_conflict_is_seen_wherever_the_field_lies(
    office: Workspace, field: str, seen: object, now: object, wanted: object
) -> None:
    edit_application(office, number=FIRST, values={field: now})
    with pytest.raises(FieldChangedMeanwhileError):
        edit_application(office, number=FIRST, values={field: wanted}, saw={field: seen})


def test_the_revision_counts_changes_of_the_application(office: Workspace) -> None:
    before = row(office, FIRST).revision
    for n in range(3):
        edit_application(office, number=FIRST, values={"staff": n, "title": f"{n}"})
    assert row(office, FIRST).revision == before + 3
    assert row(office, SECOND).revision == 0


def test_a_change_that_writes_twice_is_one_revision(office: Workspace) -> None:
    before = row(office, FIRST)
    with office.change(STEP) as change:
        change.set(Application, before.uid, {"title": "甲"})
        change.set(Application, before.uid, {"title": "乙"})
    assert row(office, FIRST).revision == before.revision + 1
    assert faults(office) == ()


def test_many_records_change_in_one_entry(office: Workspace) -> None:
    numbers = add(office, *({"title": f"项目{n}"} for n in range(900)))
    before = entries(office)
    trash_applications(office, numbers=numbers)
    assert entries(office) == before + 1
    assert all(row(office, number).trashed for number in (numbers[0], numbers[-1]))
    assert faults(office) == ()


def test_values_in_documents_go_by_path(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"staff": 30, "rank": 2, "labels": "重点、示范"})
    values = {item.path: (item.old, item.new) for item in history(office.reader)[-1].values}
    assert values == {
        "staff": (12, 30),
        "rank": (None, 2),
        "tags/labels": (None, ["重点", "示范"]),
    }
    live = row(office, FIRST)
    assert live.answers["staff"] == 30
    assert live.answers["area_m2"] == "12000"
    assert live.office_answers == {"rank": 2}
    edit_application(office, number=FIRST, values={"staff": None, "rank": ""})
    live = row(office, FIRST)
    assert "staff" not in live.answers
    assert live.office_answers == {}


def test_a_record_that_is_not_there_cannot_be_set(office: Workspace) -> None:
    with pytest.raises(RecordGoneError), office.change(STEP) as change:
        change.set(Application, new_uid(), {"title": "x"})


def test_a_change_sees_what_it_wrote(office: Workspace) -> None:
    uid = row(office, THIRD).uid
    with office.change(STEP) as change:
        change.set(Application, uid, {"title": "一"})
        change.set(Application, uid, {"title": "二", "answers/staff": 1})
        change.set(Application, uid, {"answers/area_m2": "2"})
    live = row(office, THIRD)
    assert (live.title, live.answers) == ("二", {"staff": 1, "area_m2": "2"})
    assert faults(office) == ()


def test_a_value_without_a_column_is_never_left_out_in_silence(office: Workspace) -> None:
    step = message("Try")
    with pytest.raises(AssertionError, match="nonsense"), office.change(step) as change:
        change.insert(Applicant, name="甲", name_key="甲", nonsense=1)
    assert office.reader.scalar(select(func.count()).where(Applicant.name == "甲")) == 0
