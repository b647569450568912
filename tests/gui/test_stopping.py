# SPDX-License-Identifier: Apache-2.0
"""What takes its time says how far it is, and can be stopped with nothing half done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.dialogs.move import MoveDialog
from models.storage.integrity import check_workspace
from models.verbs.applications import edit_application, record_applications
from models.verbs.stages import advance
from models.views.histories import history
from models.views.register import Query, count
from models.workspace import Workspace
from tests.offices import CALL, FIRST, row

if TYPE_CHECKING:
    from pathlib import Path

    from gui.desk import Step
    from tests.gui.hands import Hands

MANY = 900


@pytest.fixture
def numbers(folder: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The numbers of many applications in the office; every step of a verb is told at once."""
    monkeypatch.setattr("gui.desk._PATIENCE_S", 0)
    monkeypatch.setattr("gui.desk._BETWEEN_S", 0)
    hands.press("close_office")
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        entries = [{"title": f"项目{n}"} for n in range(MANY)]
        found = record_applications(office, call=CALL, entries=entries).numbers
    hands.open(folder)
    return found


def test_a_bulk_move_shows_how_far_it_is(hands: Hands, numbers: tuple[str, ...]) -> None:
    steps: list[Step] = []
    shown: list[bool] = []
    hands.desk.progressed.connect(steps.append)
    hands.desk.progressed.connect(lambda _: shown.append(hands.window.status.stop.isVisible()))
    hands.desk.do(advance, numbers=numbers, to="submitted")
    hands.settle()
    assert [step.done for step in steps if "Saving: " in str(step.message)][:3] == [*(0, 400, 800)]
    assert any(shown)
    assert not hands.window.status.stop.isVisible()
    assert "saved at" in hands.window.status.saved.text()


def test_stopped_nothing_of_it_is_done_and_the_next_verb_runs(
    hands: Hands, numbers: tuple[str, ...]
) -> None:
    before = len(history(hands.desk.reader))
    hands.desk.progressed.connect(lambda _: hands.press("stop"))
    hands.desk.do(advance, numbers=numbers, to="submitted")
    hands.settle()
    assert hands.window.messages.text == "Stopped. Nothing unfinished was kept."
    assert count(hands.desk.reader, Query(stages=("submitted",))) == 0
    assert len(history(hands.desk.reader)) == before
    hands.desk.do(edit_application, number=FIRST, values={"title": "后来"})
    hands.settle()
    with hands.kept(hands.desk.folder) as kept:
        assert row(kept, FIRST).title == "后来"
        assert check_workspace(kept.reader).faults == ()


def test_with_nothing_to_stop_it_says_so(hands: Hands) -> None:
    hands.press("stop")
    assert hands.window.messages.text == "Nothing is being saved."


def test_a_plan_for_many_says_how_far_it_is(hands: Hands, numbers: tuple[str, ...]) -> None:
    hands.desk.do(advance, numbers=numbers, to="submitted")
    hands.settle()
    lines = [(number, "") for number in numbers]
    dialog = MoveDialog(hands.desk, lines, to="accepted", parent=hands.window)
    hands.qtbot.addWidget(dialog)
    said: list[str] = []

    def is_judged() -> bool:
        said.append(dialog.verdict.text())
        return "None of the" in said[-1]

    hands.qtbot.waitUntil(is_judged, timeout=20_000)
    assert any(text.startswith("Checking conditions: ") for text in said)
    dialog.reject()
