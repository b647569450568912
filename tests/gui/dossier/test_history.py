# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer

from gui.dossier.history import HistoryPanel
from models.verbs.applications import edit_application
from models.verbs.stages import advance, revert
from models.verbs.steps import undo
from tests.offices import FIRST

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from tests.gui.hands import Hands


def panel(hands: Hands) -> HistoryPanel:
    hands.choose(FIRST)
    hands.view.dossier.open_page("history")
    hands.settle()
    found = hands.view.dossier.panels["history"]
    assert isinstance(found, HistoryPanel)
    return found


def texts(shown: HistoryPanel) -> list[str]:
    return [entry.whole for entry in shown.list.entries.entries]


def test_each_step_tells_before_and_after_who_when_and_where(hands: Hands) -> None:
    hands.desk.do(edit_application, number=FIRST, values={"staff": 20})
    hands.settle()
    newest, oldest = texts(panel(hands))
    assert newest.startswith(f"Edit {FIRST}: Staff")
    assert "Staff: 12 → 20" in newest
    assert "张三" in newest
    assert oldest.startswith("Record")
    assert "Tenants, row 1: Name 甲一公司" in oldest


def test_reasons_and_what_was_taken_back_are_told(hands: Hands) -> None:
    hands.desk.do(advance, numbers=[FIRST], to="submitted")
    hands.desk.do(revert, numbers=[FIRST], reason="材料不全")
    hands.desk.do(undo)
    hands.settle()
    taken_back, reverted, *_ = texts(panel(hands))
    assert taken_back.startswith("Undo: Move 1 application back by one stage")
    assert "Reason: 材料不全" in reverted
    assert "taken back later" in reverted
    assert "Stage: Submitted → Draft" in reverted


def test_the_history_grows_while_it_is_looked_at(hands: Hands) -> None:
    shown = panel(hands)
    before = len(texts(shown))
    hands.desk.do(edit_application, number=FIRST, values={"staff": 21})
    hands.settle()
    assert len(texts(shown)) == before + 1


def test_words_narrow_the_history(hands: Hands) -> None:
    hands.desk.do(edit_application, number=FIRST, values={"staff": 20})
    hands.desk.do(edit_application, number=FIRST, values={"note": "另行说明"})
    hands.settle()
    shown = panel(hands)
    hands.qtbot.keyClicks(shown.filter, "staff 12")
    hands.qtbot.waitUntil(lambda: len(texts(shown)) == 1)
    assert shown.status.text() == "1 step"
    shown.filter.clear()
    hands.qtbot.waitUntil(lambda: len(texts(shown)) == 3)


def test_a_long_history_does_not_hold_up_the_window(hands: Hands) -> None:
    for n in range(300):
        hands.desk.do(edit_application, number=FIRST, values={"staff": 100 + n})
    hands.settle()
    shown = panel(hands)
    assert len(texts(shown)) == 301
    clock = QElapsedTimer()
    clock.start()
    shown._narrow()
    shown.list.repaint()
    assert clock.elapsed() < 500


def test_the_history_is_a_sound_model(hands: Hands, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel(hands).list.entries)
