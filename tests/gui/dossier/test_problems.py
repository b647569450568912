# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gui.dossier.problems import ProblemsPanel
from models.verbs.applications import edit_application
from tests.offices import FIRST, SECOND

if TYPE_CHECKING:
    import pytest
    from pytestqt.modeltest import ModelTester

    from tests.gui.hands import Hands


def panel(hands: Hands, number: str = SECOND) -> ProblemsPanel:
    hands.choose(number)
    hands.view.dossier.open_page("problems")
    hands.settle()
    found = hands.view.dossier.panels["problems"]
    assert isinstance(found, ProblemsPanel)
    return found


def texts(shown: ProblemsPanel) -> list[str]:
    return [entry.whole for entry in shown.list.entries.entries]


def test_problems_are_listed_the_gravest_first_and_counted_in_the_tab(hands: Hands) -> None:
    shown = panel(hands)
    kinds = [entry.kind for entry in shown.list.entries.entries]
    assert kinds == ["Error", "Error", "Warning"]
    assert any("Too small" in text for text in texts(shown))
    assert any("The attachment “Licence” is missing" in text for text in texts(shown))
    pages = hands.view.dossier.pages
    assert pages.tabText(pages.indexOf(shown)) == "Problems (3)"


def test_enter_and_a_double_click_lead_to_the_field(hands: Hands) -> None:
    shown = panel(hands)
    asked: list[str] = []
    shown.field_asked.connect(asked.append)
    shown.list.setCurrentIndex(shown.list.entries.index(0, 0))
    hands.qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    assert asked == ["area_m2"]
    shown.list.setCurrentIndex(shown.list.entries.index(1, 0))
    place = shown.list.visualRect(shown.list.currentIndex()).center()
    hands.qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.qtbot.mouseDClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["area_m2", "slot/licence"]


def test_a_missing_attachment_leads_to_its_slot(hands: Hands) -> None:
    shown = panel(hands)
    shown.list.setCurrentIndex(shown.list.entries.index(1, 0))
    hands.qtbot.mouseClick(shown.go, Qt.MouseButton.LeftButton)
    pane = hands.view.dossier
    assert pane.pages.currentWidget() is pane.attachments
    line = pane.attachments.slot_line
    assert line is not None
    assert line.slot.id == "licence"


def test_a_warning_is_accepted_with_a_reason(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = panel(hands)
    shown.list.setCurrentIndex(shown.list.entries.index(0, 0))
    assert not shown.accept.isEnabled()  # errors are put right
    shown.list.setCurrentIndex(shown.list.entries.index(2, 0))
    monkeypatch.setattr("gui.dossier.problems.ask.ask_reason", lambda *_: "初创团队")
    hands.qtbot.mouseClick(shown.accept, Qt.MouseButton.LeftButton)
    hands.settle()
    last = shown.list.entries.entries[-1]
    assert last.kind == "Accepted"
    assert "Accepted, because: 初创团队" in last.whole
    assert shown.badge == "2"


def test_what_is_put_right_leaves_the_list(hands: Hands) -> None:
    shown = panel(hands)
    hands.desk.do(edit_application, number=SECOND, values={"area_m2": "5000", "staff": 30})
    hands.settle()
    assert [entry.kind for entry in shown.list.entries.entries] == ["Error"]


def test_a_cell_of_a_table_is_named_with_its_row(hands: Hands) -> None:
    dossier = panel(hands, FIRST)
    hands.desk.do(
        edit_application,
        number=FIRST,
        values={"tenants": [{"name": "甲", "area_m2": "10"}, {"name": "乙", "area_m2": "许多"}]},
    )
    hands.settle()
    assert any("row 2" in text for text in texts(dossier))


def test_the_problems_are_a_sound_model(hands: Hands, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel(hands).list.entries)
