# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from models.duties import Duty
from models.verbs.prospects import About, prospects, targets
from models.verbs.stages import advance, plan_move
from tests.offices import FIRST, SECOND, THIRD

if TYPE_CHECKING:
    from models.workspace import Workspace

_ALL = (Duty.ENTER, Duty.CHECK, Duty.APPROVE)


def test_every_condition_of_a_move_is_told_met_or_not(office: Workspace) -> None:
    advance(office, numbers=[FIRST], to="submitted")
    accept, reject = prospects(office.reader, number=FIRST, duties=_ALL)
    assert [(item.about, item.unmet is None) for item in accept.requirements] == [
        (About.PROBLEMS, True),
        (About.ATTACHMENTS, False),
        (About.CHECKLIST, False),
    ]
    assert (reject.stage.id, reject.move.reason, reject.unmet) == ("rejected", True, ())


def test_a_quota_and_a_duty_that_is_lacking_are_conditions_too(office: Workspace) -> None:
    _submit, recommend = prospects(office.reader, number=FIRST, duties=[Duty.ENTER])
    assert [item.about for item in recommend.requirements] == [About.QUOTA, About.DUTY]
    assert [item.about for item in recommend.unmet] == [About.DUTY]


def test_the_stages_that_some_may_reach_are_offered_in_order(office: Workspace) -> None:
    advance(office, numbers=[FIRST], to="submitted")
    found = targets(office.reader, numbers=[FIRST, SECOND, THIRD])
    assert [(item.to, item.count) for item in found] == [
        ("submitted", 2),
        ("accepted", 1),
        ("recommended", 2),
        ("rejected", 1),
    ]


def test_a_plan_tells_who_lacks_only_a_reason(office: Workspace) -> None:
    advance(office, numbers=[FIRST], to="submitted")
    plan = plan_move(office.reader, numbers=[FIRST, SECOND], to="rejected")
    first, second = plan.refused
    assert (first.asks_reason, first.reachable) == (True, True)
    assert (second.asks_reason, second.reachable) == (False, False)
