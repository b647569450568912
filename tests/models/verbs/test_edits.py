# SPDX-License-Identifier: Apache-2.0
"""One edit of several names: all or nothing, over what was seen, rows by the numbers on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models.change import FieldChangedMeanwhileError
from models.duties import Duty, DutyMissingError
from models.unknown import UnknownNameError
from models.verbs.answer_rows import RowMissingError
from models.verbs.applications import edit_application
from models.verbs.entries import UnknownFieldsError, WrongShapeError
from models.verbs.findings import UnknownAnswerError
from models.verbs.office import add_operator, edit_operator
from models.verbs.steps import redo, undo
from models.views.dossiers import dossier
from models.views.histories import history
from tests.offices import FIRST, faults, found, row

if TYPE_CHECKING:
    from models.workspace import Workspace

A, B = {"name": "甲一公司", "area_m2": "10"}, {"name": "甲二公司", "area_m2": "20"}


def tenants(office: Workspace) -> list[dict[str, Any]]:
    answers = dossier(office.reader, row(office, FIRST).uid).answers
    return [dict(item.values) for item in answers.rows.get("tenants", ())]


def edit(office: Workspace, values: dict[str, Any], saw: dict[str, Any] | None = None) -> None:
    edit_application(office, number=FIRST, values=values, saw=saw)


def test_row_numbers_mean_the_rows_that_were_seen(office: Workspace) -> None:
    edit(office, {"tenants[3].name": "丙"})
    edit(office, {"tenants[1]": "", "tenants[2].name": "乙改", "tenants[4].name": "丁"})
    assert [item["name"] for item in tenants(office)] == ["乙改", "丙", "丁"]
    undo(office)
    assert [item["name"] for item in tenants(office)] == ["甲一公司", "甲二公司", "丙"]
    edit(office, {"tenants[5].name": "戊", "tenants[4].name": "丁", "tenants[5].area_m2": "5"})
    assert tenants(office)[3:] == [{"name": "丁"}, {"name": "戊", "area_m2": "5"}]
    assert faults(office) == ()


@pytest.mark.parametrize("name", ["tenants[4].name", "tenants[3]", f"tenants[{10**8}].name"])
def test_a_row_beyond_the_next_one_is_refused(office: Workspace, name: str) -> None:
    with pytest.raises(RowMissingError):
        edit(office, {"title": "x", name: ""})
    assert tenants(office) == [A, B]
    assert row(office, FIRST).title != "x"


@pytest.mark.parametrize(
    "name", ["tenants[0].name", "tenants[1].nam", f"tenants[{'1' * 4500}].name"]
)
def test_a_place_that_is_none_is_named_shortly(office: Workspace, name: str) -> None:
    with pytest.raises(UnknownFieldsError) as refused:
        edit(office, {name: "x"})
    assert len(str(refused.value)) < 200
    with pytest.raises(WrongShapeError):
        edit(office, {"tenants[1]": "x"})


@pytest.mark.parametrize(
    ("values", "saw"),
    [
        ({"title": "新"}, {"title": "别的"}),
        ({"名称": "新"}, {"Title": "别的"}),
        ({"amount_wan": "1"}, {"amount_wan": "600.51"}),
        ({"labels": "急"}, {"labels": ["缓"]}),
        ({"checklist.legal": "yes"}, {"checklist.legal": {"answer": "no", "note": ""}}),
        ({"tenants[1].name": "新"}, {"tenants[1].name": "别的"}),
        ({"tenants[1].name": "新"}, {"tenants[1]": {"name": "别的", "area_m2": "10"}}),
        ({"tenants[1].name": "新"}, {"tenants": [{"name": "别的"}, B]}),
        ({"tenants[3].name": "新"}, {"tenants[3].name": "已有"}),
        ({"tenants[2]": ""}, {"tenants[2]": {**B, "area_m2": "21"}}),
        ({"tenants[2]": ""}, {"tenants[2].area_m2": "21"}),
        ({"tenants": []}, {"tenants": [A]}),
        ({"tenants": [A]}, {"tenants[2].name": "别的"}),
    ],
)
def test_what_was_changed_since_it_was_seen_is_not_overwritten(
    office: Workspace, values: dict[str, Any], saw: dict[str, Any]
) -> None:
    before = len(history(office.reader))
    with pytest.raises(FieldChangedMeanwhileError):
        edit(office, {"note": "另一栏", **values}, saw)
    assert len(history(office.reader)) == before


@pytest.mark.parametrize(
    ("values", "saw"),
    [
        ({"title": "新"}, {"title": "重庆类脑智能孵化器", "note": "没有改这一栏"}),
        ({"amount_wan": "1"}, {"amount_wan": "600.50"}),
        ({"tenants[1].name": "新"}, {"tenants[1].name": "甲一公司", "tenants[2].name": "没有改"}),
        ({"tenants[1].name": "新"}, {"tenants[1]": {"name": "甲一公司", "area_m2": "没有改"}}),
        ({"tenants[1].name": "新"}, {"tenants": [A, {"name": "没有改"}]}),
        ({"tenants[3].name": "新"}, {"tenants": [A, B]}),
        ({"tenants[2]": ""}, {"tenants[2]": {"uid": "x", **B}}),
        ({"tenants": []}, {"tenants": [{"uid": "x", **A}, B]}),
    ],
)
def test_only_what_is_written_is_compared_with_what_was_seen(
    office: Workspace, values: dict[str, Any], saw: dict[str, Any]
) -> None:
    edit(office, values, saw)
    assert faults(office) == ()


def test_fields_cells_and_ticks_are_one_step_or_none(office: Workspace) -> None:
    before, steps = tenants(office), len(history(office.reader))
    title = row(office, FIRST).title
    with pytest.raises(UnknownNameError):
        edit(office, {"title": "新", "checklist.nope": "yes"})
    with pytest.raises(UnknownAnswerError):
        edit(office, {"title": "新", "checklist.legal": "maybe"})
    assert row(office, FIRST).title == title
    edit(office, {"title": "新", "tenants[1].name": "改", "checklist.legal": "yes"})
    assert row(office, FIRST).checklist["legal"]["answer"] == "yes"
    assert len(history(office.reader)) == steps + 1
    undo(office)
    assert (row(office, FIRST).title, row(office, FIRST).checklist) == (title, {})
    assert tenants(office) == before


def test_who_only_enters_cannot_tick_and_who_only_checks_cannot_enter(office: Workspace) -> None:
    add_operator(office, name="录入员", duties=[Duty.ENTER])
    add_operator(office, name="审核员", duties=[Duty.CHECK])
    office.sign_in("录入员")
    with pytest.raises(DutyMissingError):
        edit(office, {"title": "新", "checklist.legal": "yes"})
    office.sign_in("审核员")
    edit(office, {"checklist.legal": "yes"})
    for values in ({"title": "新", "checklist.legal": "no"}, {"tenants[1].name": "新"}):
        with pytest.raises(DutyMissingError):
            edit(office, values)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("急、重点、急、", ["急", "重点"]),
        (["急", None, " ", "重点"], ["急", "重点"]),
        ([7], ["7"]),
        ("", None),
        (None, None),
        ([], None),
        (["\u200b"], None),
    ],
)
def test_labels_are_texts_that_say_something(office: Workspace, typed: Any, kept: Any) -> None:
    edit(office, {"labels": "旧"})
    edit(office, {"labels": typed})
    assert row(office, FIRST).tags.get("labels") == kept


@pytest.mark.parametrize("typed", [{"a": 1}, [{"a": 1}], [["急"]]])
def test_labels_that_are_no_texts_are_refused(office: Workspace, typed: Any) -> None:
    with pytest.raises(WrongShapeError):
        edit(office, {"labels": typed})


def test_tags_that_nobody_understood_are_one_unknown_tag(office: Workspace) -> None:
    edit(office, {"tasks": "没有的任务"})
    assert row(office, FIRST).tags["tasks"] == ["没有的任务"]
    problems = dossier(office.reader, row(office, FIRST).uid).problems
    assert [one.field for one in problems if "没有的任务" in str(one.message)] == ["tasks"]
    assert found(office, "没有的任务") == [FIRST]


def test_who_gives_away_a_duty_is_without_it_at_once_and_has_it_again_when_taken_back(
    office: Workspace,
) -> None:
    add_operator(office, name="审批员", duties=[Duty.APPROVE])
    own = office.operator
    edit_operator(office, uid=own.uid, duties=[Duty.ENTER, Duty.APPROVE])
    with pytest.raises(DutyMissingError):
        edit(office, {"checklist.legal": "yes"})
    undo(office)
    assert office.operator == own
    redo(office)
    assert Duty.CHECK not in office.operator.duties
