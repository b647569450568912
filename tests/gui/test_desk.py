# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from gui.desk import Changes, Desk
from models.errors import UserError
from models.verbs.applications import edit_application, trash_applications
from models.views.find import application_row
from models.workspace import Workspace
from tests.offices import FIRST, SECOND, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(folder: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(folder)
    yield made
    qtbot.wait(1)
    made.close()


def test_what_is_queued_is_saved_in_order_and_told_once(desk: Desk, qtbot: QtBot) -> None:
    told: list[Changes] = []
    desk.changed.connect(told.append)
    with qtbot.waitSignal(desk.changed):
        for n in range(5):
            desk.do(edit_application, number=FIRST, values={"title": f"名称{n}"})
    qtbot.waitUntil(lambda: not desk.busy)
    qtbot.waitUntil(lambda: sum(len(item.steps) for item in told) == 5)
    uid = application_row(desk.reader, FIRST).uid
    assert all(uid in item.touched for item in told)
    with Workspace.open(desk.folder) as other:
        assert row(other, FIRST).title == "名称4"


def test_a_refusal_reaches_who_asked_and_else_everybody(desk: Desk, qtbot: QtBot) -> None:
    mine: list[UserError] = []
    desk.do(trash_applications, numbers=["no such"], otherwise=mine.append)
    qtbot.waitUntil(lambda: bool(mine))
    with qtbot.waitSignal(desk.failed) as caught:
        desk.do(trash_applications, numbers=["no such"])
    assert isinstance(caught.args[0], UserError)


def test_a_bug_on_the_writer_is_told_and_the_next_verb_runs(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.broke) as caught:
        desk.do(_broken)
    assert isinstance(caught.args[0], ZeroDivisionError)
    done: list[object] = []
    desk.do(edit_application, number=SECOND, values={"title": "后来"}, then=done.append)
    qtbot.waitUntil(lambda: bool(done))


def test_closing_waits_for_what_is_queued(folder: Path, qtbot: QtBot) -> None:
    desk = Desk(folder)
    for n in range(20):
        desk.do(edit_application, number=FIRST, values={"title": f"名称{n}"})
    assert desk.close() is None
    qtbot.wait(1)
    with Workspace.open(folder) as other:
        assert row(other, FIRST).title == "名称19"


def test_only_the_last_question_of_a_screen_is_answered(desk: Desk, qtbot: QtBot) -> None:
    answers: list[int] = []
    for n in range(50):
        desk.ask(_same, then=answers.append, latest="me", value=n)
    qtbot.waitUntil(lambda: 49 in answers)
    qtbot.wait(20)
    assert answers[-1] == 49
    assert len(answers) < 50


def test_an_answer_for_a_screen_that_is_gone_is_dropped(desk: Desk, qtbot: QtBot) -> None:
    screen = _Screen()
    desk.ask(_same, then=screen.take, value=1)
    screen.deleteLater()
    qtbot.waitUntil(lambda: not isValid(screen))
    done: list[int] = []
    desk.ask(_same, then=done.append, value=2)
    qtbot.waitUntil(lambda: done == [2])


def test_a_second_desk_reads_what_the_first_wrote(desk: Desk, qtbot: QtBot) -> None:
    second = Desk(desk.folder, write=False)
    assert second.read_only
    with qtbot.waitSignal(second.failed) as caught:
        second.do(edit_application, number=FIRST, values={"title": "不行"})
    assert "reading only" in str(caught.args[0])
    with qtbot.waitSignal(desk.changed):
        desk.do(edit_application, number=FIRST, values={"title": "先写的"})
    title = application_row(second.reader, FIRST).title
    second.close()
    assert title == "先写的"


class _Told(QObject):
    said = Signal(bool)
    thing = Signal(object)


@pytest.mark.usefixtures("qapp")
def test_signals_keep_the_references_of_true_and_none() -> None:
    """Guards the pin of PySide6: 6.12.0 loses one reference at each emit and aborts in the end."""
    told = _Told()
    seen: list[object] = []
    told.said.connect(seen.append)
    told.thing.connect(seen.append)
    before = [sys.getrefcount(value) for value in (True, None)]
    for _ in range(2000):
        told.said.emit(True)
        told.thing.emit(None)
    seen.clear()
    after = [sys.getrefcount(value) for value in (True, None)]
    assert all(abs(one - other) < 500 for one, other in zip(before, after, strict=True))


class _Screen(QObject):
    def take(self, _value: int) -> None:
        raise AssertionError


def _same(_reader: object, *, value: int) -> int:
    return value


def _broken(_workspace: object) -> float:
    return 1 / 0
