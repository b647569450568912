# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.duties import Duty
from models.errors import RefusedError
from models.invariants.approver import LastApproverError
from models.invariants.quotas import OverQuotaError
from models.language import Language
from models.verbs.applications import (
    edit_application,
    restore_applications,
    trash_applications,
)
from models.verbs.calls import add_call, amend_call
from models.verbs.office import add_operator, edit_operator
from models.verbs.stages import NothingMovedError, advance, revert
from models.verbs.steps import redo, undo
from models.verbs.tags import tag_application
from models.views.dossiers import dossier
from tests.offices import add, amended, faults, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace

ONE_EACH = (
    ("number = 2", 'number = 1\nscope = "direction"'),
    ('from = ["submitted", "recommended"]', 'from = ["draft", "submitted", "recommended"]'),
)
"""The mini programme with one place for each direction, and refusals from the start."""


@pytest.fixture
def pair(office: Workspace, tmp_path: Path) -> tuple[str, str]:
    """Two applications for the one place of their direction, and a second operator."""
    add_operator(office, name="李四", duties=(Duty.ENTER, Duty.CHECK, Duty.APPROVE))
    add_call(office, programme=amended(tmp_path, *ONE_EACH), title="一处", key="one")
    first, second = add(
        office,
        {"title": "甲", "direction": "未来能源", "variant": "plain"},
        {"title": "乙", "direction": "未来能源", "variant": "plain"},
        call="one",
    )
    return first, second


def recommend(office: Workspace, number: str) -> None:
    advance(office, numbers=[number], to="recommended")


def recommended(office: Workspace, pair: tuple[str, str]) -> list[str]:
    rows = [row(office, number) for number in pair]
    return [item.number for item in rows if item.stage == "recommended" and not item.trashed]


def test_restoring_takes_no_place_that_is_taken(office: Workspace, pair: tuple[str, str]) -> None:
    recommend(office, pair[0])
    trash_applications(office, numbers=[pair[0]], reason="重复")
    recommend(office, pair[1])
    with pytest.raises(OverQuotaError, match="“Places” is exceeded: 2 of 1"):
        restore_applications(office, numbers=[pair[0]])
    assert recommended(office, pair) == [pair[1]]


def test_redo_takes_no_place_that_is_taken(office: Workspace, pair: tuple[str, str]) -> None:
    recommend(office, pair[0])
    undo(office)
    office.sign_in("李四")
    recommend(office, pair[1])
    office.sign_in("张三")
    with pytest.raises(RefusedError, match="“Places” is exceeded: 2 of 1"):
        redo(office)
    assert recommended(office, pair) == [pair[1]]


def test_undo_of_a_refusal_takes_no_place_that_is_taken(
    office: Workspace, pair: tuple[str, str]
) -> None:
    recommend(office, pair[0])
    advance(office, numbers=[pair[0]], to="rejected", reason="x")
    office.sign_in("李四")
    recommend(office, pair[1])
    office.sign_in("张三")
    with pytest.raises(RefusedError, match="“Places” is exceeded"):
        undo(office)
    assert recommended(office, pair) == [pair[1]]


def test_a_tag_or_an_edit_moves_nobody_into_a_full_group(
    office: Workspace, pair: tuple[str, str]
) -> None:
    tag_application(office, numbers=pair[1:], direction="未来健康")
    for number in pair:
        recommend(office, number)
    with pytest.raises(OverQuotaError):
        tag_application(office, numbers=pair[1:], direction="未来能源")
    with pytest.raises(OverQuotaError):
        edit_application(office, number=pair[1], values={"direction": "未来能源"})
    edit_application(office, number=pair[0], values={"variant": "top"})  # half of two is one
    with pytest.raises(OverQuotaError, match="“Share of top” is exceeded: 2 of 1"):
        edit_application(office, number=pair[1], values={"variant": "top"})
    assert row(office, pair[1]).variant == "plain"
    tag_application(office, numbers=pair[1:], direction="未来材料")
    edit_application(office, number=pair[1], values={"title": "丙"})


def test_a_step_back_is_possible_and_the_exceeded_quota_is_told(
    office: Workspace, pair: tuple[str, str]
) -> None:
    recommend(office, pair[0])
    advance(office, numbers=[pair[0]], to="rejected", reason="x")
    recommend(office, pair[1])
    notes = revert(office, numbers=[pair[0]], reason="误").notes
    told = "the quota “Places” is exceeded: 2 of 1"
    assert [note.text(Language.EN) for note in notes] == [told]
    assert recommended(office, pair) == list(pair)
    for number in pair:
        problems = dossier(office.reader, row(office, number).uid).problems
        assert told in [problem.message.text(Language.EN) for problem in problems]
    revert(office, numbers=[pair[1]], reason="让出名额")
    problems = dossier(office.reader, row(office, pair[0]).uid).problems
    assert told not in [problem.message.text(Language.EN) for problem in problems]


def test_a_quota_counts_all_of_its_call_whichever_version_judges_them(
    office: Workspace, pair: tuple[str, str], tmp_path: Path
) -> None:
    advance(office, numbers=[pair[0]], to="rejected", reason="x")
    newer = amended(tmp_path, *ONE_EACH, ('version = "1"', 'version = "2"'))
    amend_call(office, call="one", notice="补充", programme=newer)
    revert(office, numbers=[pair[0]], reason="误")
    assert row(office, pair[0]).definition_uid != row(office, pair[1]).definition_uid
    assert advance(office, numbers=pair, to="recommended").allowed == (pair[0],)
    with pytest.raises(NothingMovedError, match="used up: 1 of 1"):
        recommend(office, pair[1])


def test_the_last_who_may_approve_keeps_the_duty(office: Workspace) -> None:
    uid = add_operator(office, name="李四", duties=(Duty.ENTER, Duty.CHECK, Duty.APPROVE))
    edit_operator(office, uid=office.operator.uid, duties=[Duty.ENTER])
    office.sign_in("李四")
    with pytest.raises(LastApproverError, match="李四"):
        edit_operator(office, uid=uid, duties=[Duty.ENTER])
    assert faults(office) == ()
