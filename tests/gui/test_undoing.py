# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from gui.settings import LANGUAGE
from models.verbs.applications import edit_application
from models.views.find import application_row
from tests.offices import FIRST

if TYPE_CHECKING:
    from gui.settings import Settings
    from tests.gui.hands import Hands


def retitle(hands: Hands, title: str) -> None:
    hands.desk.do(edit_application, number=FIRST, values={"title": title})
    hands.settle()


def title(hands: Hands) -> str:
    return str(application_row(hands.desk.reader, FIRST).title)


def test_undo_names_the_step_that_it_takes_back(hands: Hands) -> None:
    retitle(hands, "新名称")
    undo, redo = hands.window.actions_table["undo"], hands.window.actions_table["redo"]
    assert undo.text() == f"Undo: Edit {FIRST}: Title"
    assert undo.iconText() == "Undo"  # the toolbar does not jump
    assert "Edit" in undo.toolTip()
    assert redo.text() == "Redo"
    hands.press("undo")
    hands.settle()
    assert title(hands) == "重庆类脑智能孵化器"
    assert redo.text() == f"Redo: Edit {FIRST}: Title"
    assert hands.window.messages.text == f"Taken back: Edit {FIRST}: Title"


def test_redo_does_again_what_was_taken_back(hands: Hands) -> None:
    retitle(hands, "新名称")
    hands.press("undo")
    hands.settle()
    hands.window.messages.press()  # "Redo" beside the message
    hands.settle()
    assert title(hands) == "新名称"
    hands.press("undo")
    hands.settle()
    hands.press("redo")
    hands.settle()
    assert title(hands) == "新名称"


def test_with_nothing_to_take_back_it_says_so(hands: Hands) -> None:
    for _ in range(3):
        hands.press("undo")
        hands.settle()
    assert hands.window.messages.text.startswith("There is nothing to undo")


def test_the_name_follows_the_language(hands: Hands, settings: Settings) -> None:
    retitle(hands, "新名称")
    settings.set(LANGUAGE, "zh")
    hands.program.renew()
    hands.settle()
    assert hands.window.actions_table["undo"].text().startswith("撤销：")


def test_a_message_that_comes_and_goes_moves_nothing(hands: Hands) -> None:
    pane = hands.view.dossier
    before = pane.height()
    retitle(hands, "新名称")
    hands.press("undo")
    hands.settle()
    hands.qtbot.waitUntil(hands.window.messages.isVisible)
    assert pane.height() == before
    hands.window.messages.hide()
    hands.qtbot.wait(1)
    assert pane.height() == before
