# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.dossier.stages import StagesPanel
from gui.dossier.timeline import TimelineStep
from models.verbs.stages import advance, revert
from tests.offices import FIRST, SECOND

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gui.hands import Hands


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def panel(hands: Hands, number: str) -> StagesPanel:
    hands.choose(number)
    hands.view.dossier.open_page("stages")
    hands.settle()
    found = hands.view.dossier.panels["stages"]
    assert isinstance(found, StagesPanel)
    return found


def test_a_move_is_explained_before_it_is_tried(hands: Hands) -> None:
    hands.desk.do(advance, numbers=[SECOND], to="submitted")
    hands.settle()
    stages = panel(hands, SECOND)
    accept, reject = stages.cards
    assert not accept.button.isEnabled()
    shown = texts(accept)
    assert "3 conditions are open" in shown
    assert "no errors in the form: 1 problem: Too small" in shown
    assert "The attachment “Licence” is missing" in shown
    assert "checklist" in shown
    assert reject.button.isEnabled()
    assert "asks for a reason" in texts(reject)


def test_links_lead_to_what_stands_against_a_move(hands: Hands) -> None:
    hands.desk.do(advance, numbers=[SECOND], to="submitted")
    hands.settle()
    problems, attachments = panel(hands, SECOND).cards[0].links
    pane = hands.view.dossier
    hands.qtbot.mouseClick(problems, Qt.MouseButton.LeftButton)
    assert pane.pages.currentWidget() is pane.panels["problems"]
    pane.open_page("stages")
    hands.qtbot.mouseClick(attachments, Qt.MouseButton.LeftButton)
    assert pane.pages.currentWidget() is pane.panels["attachments"]


def test_a_move_is_made_from_its_card(hands: Hands) -> None:
    stages = panel(hands, FIRST)
    submit = stages.cards[0]
    assert submit.button.text() == "Submit"
    assert "limit: 5 working days" in texts(submit)
    hands.qtbot.mouseClick(submit.button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert [card.button.text() for card in stages.cards] == ["Accept", "Reject"]


def test_the_way_shows_who_when_why_and_how_long(hands: Hands) -> None:
    hands.desk.do(advance, numbers=[FIRST], to="submitted")
    hands.desk.do(revert, numbers=[FIRST], reason="材料不全")
    hands.settle()
    back, submitted, _recorded = panel(hands, FIRST).way
    assert "张三" in texts(back)
    assert "Reason: 材料不全" in texts(back)
    assert "0 working days so far" in texts(back)
    assert "limit: " in texts(submitted)
    assert not submitted.over


def test_what_is_late_says_since_when(hands: Hands) -> None:
    hands.desk.do(advance, numbers=[FIRST], to="submitted")
    hands.settle()
    hands.choose(FIRST)
    dossier = hands.view.dossier.dossier
    assert dossier is not None
    step = dossier.steps[-1]
    assert step.due is not None
    late = TimelineStep(
        step, dossier.programme.stages["submitted"], left=None, today=date(2099, 1, 1), first=False
    )
    hands.qtbot.addWidget(late)
    assert late.over
    assert f"overdue since {step.due}" in texts(late)
    left = TimelineStep(
        step,
        dossier.programme.stages["submitted"],
        left=date(2099, 1, 1),
        today=date(2099, 1, 1),
        first=False,
    )
    hands.qtbot.addWidget(left)
    assert "left too late on 2099-01-01" in texts(left)


def test_the_end_of_the_way_is_said(hands: Hands) -> None:
    hands.desk.do(advance, numbers=[FIRST], to="submitted")
    hands.desk.do(advance, numbers=[FIRST], to="rejected", reason="不符")
    hands.settle()
    stages = panel(hands, FIRST)
    assert stages.cards == []
    assert "“Rejected” is the end of the way" in stages.end.text()
