# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.duties import Duty, DutyMissingError
from models.language import Language
from models.unknown import UnknownNameError
from models.verbs.applications import edit_application, trash_applications
from models.verbs.attachments import attach
from models.verbs.calls import add_call
from models.verbs.findings import tick_checklist
from models.verbs.office import add_operator
from models.verbs.required import ReasonMissingError
from models.verbs.stages import (
    MovePlan,
    NothingMovedError,
    NothingToRevertError,
    advance,
    plan_move,
    revert,
)
from models.verbs.steps import undo
from models.views.dossiers import dossier
from tests.offices import FIRST, MINI, SECOND, THIRD, add, faults, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace

ALL = (FIRST, SECOND, THIRD)


def reasons(plan: MovePlan) -> dict[str, str]:
    return {
        item.number: "; ".join(reason.text(Language.EN) for reason in item.reasons)
        for item in plan.refused
    }


def make_ready(office: Workspace, folder: Path) -> None:
    """Give the first application all that acceptance asks for."""
    file = folder / "licence.txt"
    file.write_text("执照", encoding="utf-8")
    attach(office, number=FIRST, slot="licence", file=examine(file))
    tick_checklist(office, number=FIRST, ticks={"legal": "yes"})


def test_a_refusal_explains_everything_that_is_missing(office: Workspace) -> None:
    advance(office, numbers=[SECOND], to="submitted")
    with pytest.raises(NothingMovedError) as caught:
        advance(office, numbers=[SECOND], to="accepted")
    said = caught.value.text(Language.EN)
    for part in (SECOND, "Too small", "“Licence” is missing", "the checklist is open"):
        assert part in said.replace("1 line of ", ""), said
    assert row(office, SECOND).stage == "submitted"


def test_what_is_complete_is_accepted(office: Workspace, tmp_path: Path) -> None:
    make_ready(office, tmp_path)
    advance(office, numbers=[FIRST], to="已提交")
    advance(office, numbers=[FIRST], to="accepted")
    assert row(office, FIRST).stage == "accepted"
    assert [step.stage for step in dossier(office.reader, row(office, FIRST).uid).steps] == [
        "draft", "submitted", "accepted",
    ]  # fmt: skip


def test_a_veto_of_the_checklist_refuses(office: Workspace, tmp_path: Path) -> None:
    make_ready(office, tmp_path)
    tick_checklist(office, number=FIRST, ticks={"legal": "no"})
    advance(office, numbers=[FIRST], to="submitted")
    assert (
        "refuses it: Legal person"
        in reasons(plan_move(office.reader, numbers=[FIRST], to="accepted"))[FIRST]
    )


def test_only_moves_of_the_definition_are_allowed(office: Workspace) -> None:
    plan = plan_move(office.reader, numbers=[FIRST], to="approved")
    assert "can only go to: Submitted" in reasons(plan)[FIRST]
    with pytest.raises(UnknownNameError):
        plan_move(office.reader, numbers=[FIRST], to="nowhere")


def test_a_move_may_ask_for_a_reason(office: Workspace) -> None:
    advance(office, numbers=[FIRST], to="submitted")
    for blank in ("", "  \n"):
        with pytest.raises(NothingMovedError, match="asks for a reason"):
            advance(office, numbers=[FIRST], to="rejected", reason=blank)
    advance(office, numbers=[FIRST], to="rejected", reason="不符合条件")
    step = dossier(office.reader, row(office, FIRST).uid).steps[-1]
    assert (step.stage, step.reason) == ("rejected", "不符合条件")


def test_several_move_and_the_rest_is_listed(office: Workspace, tmp_path: Path) -> None:
    make_ready(office, tmp_path)
    advance(office, numbers=ALL, to="submitted")
    trash_applications(office, numbers=[THIRD], reason="重复")
    plan = advance(office, numbers=[*ALL, FIRST], to="accepted")
    assert plan.allowed == (FIRST,)
    assert list(reasons(plan)) == [SECOND, THIRD]
    assert "in the trash" in reasons(plan)[THIRD]
    undo(office)
    assert {row(office, number).stage for number in ALL} == {"submitted"}
    assert faults(office) == ()


def test_a_move_asks_for_its_duty(office: Workspace) -> None:
    add_operator(office, name="录入员", duties=[Duty.ENTER])
    office.sign_in("录入员")
    advance(office, numbers=[FIRST], to="submitted")
    with pytest.raises(DutyMissingError, match="approve"):
        advance(office, numbers=[FIRST], to="rejected", reason="x")


def test_revert_goes_back_the_way_it_came_step_by_step(office: Workspace, tmp_path: Path) -> None:
    make_ready(office, tmp_path)
    for stage in ("submitted", "accepted", "recommended"):
        advance(office, numbers=[FIRST], to=stage)
    with pytest.raises(ReasonMissingError):
        revert(office, numbers=[FIRST], reason=" ")
    for stage in ("accepted", "submitted", "draft"):
        assert revert(office, numbers=[FIRST], reason="误操作").numbers == (FIRST,)
        assert row(office, FIRST).stage == stage
    with pytest.raises(NothingToRevertError):
        revert(office, numbers=[FIRST], reason="误操作")


def test_an_application_named_twice_moves_once(office: Workspace) -> None:
    uid = row(office, FIRST).uid
    assert advance(office, numbers=[FIRST, uid], to="submitted").allowed == (FIRST,)
    revert(office, numbers=[FIRST, uid, FIRST], reason="误操作")
    steps = dossier(office.reader, uid).steps
    assert [step.stage for step in steps] == ["draft", "submitted", "draft"]


def test_places_of_a_quota_are_given_in_the_order_named(office: Workspace) -> None:
    (fourth,) = add(office, {"title": "第四"})
    plan = advance(office, numbers=[THIRD, fourth, FIRST], to="recommended")
    assert plan.allowed == (THIRD, fourth)
    assert "“Places” is used up: 2 of 2" in reasons(plan)[FIRST]


def test_a_place_is_free_again_after_revert_refusal_and_undo(office: Workspace) -> None:
    (fourth,) = add(office, {"title": "第四"})
    advance(office, numbers=[FIRST, THIRD], to="recommended")
    for give_back in (
        lambda: revert(office, numbers=[THIRD], reason="误"),
        lambda: advance(office, numbers=[THIRD], to="rejected", reason="x"),
    ):
        with pytest.raises(NothingMovedError):
            advance(office, numbers=[fourth], to="recommended")
        give_back()
        advance(office, numbers=[fourth], to="recommended")
        undo(office)
        undo(office)
        assert row(office, THIRD).stage == "recommended"
    undo(office)
    assert advance(office, numbers=[fourth, FIRST], to="recommended").refused == ()


def test_an_approved_application_keeps_its_place(office: Workspace) -> None:
    (fourth,) = add(office, {"title": "第四"})
    advance(office, numbers=[FIRST, THIRD], to="recommended")
    advance(office, numbers=[FIRST], to="approved")
    with pytest.raises(NothingMovedError, match="used up"):
        advance(office, numbers=[fourth], to="recommended")


def test_a_share_is_rounded_up_and_a_call_has_numbers_of_its_own(office: Workspace) -> None:
    wide = add_call(office, programme=str(MINI), title="宽", key="wide", quotas={"places": 50})
    tops = add(office, *({"title": f"{n}", "variant": "top"} for n in range(6)), call=wide)
    plains = add(office, *({"title": f"p{n}", "variant": "plain"} for n in range(4)), call=wide)
    # Half of all recommended, those asked for included: of one, one; of two, one; of seven, four.
    assert advance(office, numbers=tops[:1], to="recommended").refused == ()
    assert advance(office, numbers=plains, to="recommended").refused == ()
    plan = advance(office, numbers=tops[1:], to="recommended")
    assert "of" in reasons(plan)[tops[-1]]
    there = [number for number in tops if row(office, number).stage == "recommended"]
    everything = len(there) + len(plains)
    assert len(there) <= -(-everything // 2)
    assert len(there) >= 4


def test_those_who_ask_do_not_raise_their_own_share(office: Workspace) -> None:
    wide = add_call(office, programme=str(MINI), title="宽", key="wide", quotas={"places": 500})
    plains = add(office, *({"title": f"p{n}", "variant": "plain"} for n in range(4)), call=wide)
    tops = add(office, *({"title": f"{n}", "variant": "top"} for n in range(40)), call=wide)
    plan = advance(office, numbers=[*tops, *plains], to="recommended")
    allowed = [number for number in plan.allowed if number in tops]
    assert set(plains) <= set(plan.allowed)
    assert len(allowed) == -(-len(plan.allowed) // 2) == 5


def test_a_deadline_counts_working_days(office: Workspace) -> None:
    office.clock = lambda: "2026-02-11T01:00:00Z"  # the Wednesday before Spring Festival
    advance(office, numbers=[FIRST], to="submitted")
    due = date.fromisoformat(row(office, FIRST).due)
    # 12th, 13th, 14th (worked in exchange), then the holidays to the 23rd: 24th, 25th.
    assert due == date(2026, 2, 25)
    edit_application(office, number=FIRST, values={"staff": 1})
    assert row(office, FIRST).due == "2026-02-25"


def test_a_deadline_beyond_the_announced_holidays_says_so(office: Workspace) -> None:
    office.clock = lambda: "2031-03-03T01:00:00Z"
    plan = advance(office, numbers=[FIRST], to="submitted")
    assert "2031" in plan.notes[0].text(Language.EN)
    assert row(office, FIRST).due == "2031-03-10"
