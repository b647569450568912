# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from gui.dialogs.move import MoveDialog
from models.duties import Duty
from models.storage.integrity import check_workspace
from models.verbs.office import add_operator
from models.views.find import application_row
from models.workspace import Workspace
from tests.offices import FIRST, SECOND, THIRD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.modeltest import ModelTester

    from tests.gui.hands import Hands

_LONG_MS = 20_000


class Chooser:
    """Somebody in front of the dialog: what they do, and what they saw."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.acts: Callable[[MoveDialog], None] = self.leave
        self.saw: list[str] = []
        self.stages: list[str] = []

    def leave(self, dialog: MoveDialog) -> None:
        dialog.reject()

    def move(self, dialog: MoveDialog, stage: str = "", reason: str = "") -> None:
        if stage:
            dialog.stage.setCurrentIndex(dialog.stage.findData(stage))
        dialog.reason.insertPlainText(reason)
        self.wait(dialog)
        self.see(dialog)
        [button] = [b for b in dialog.findChildren(QPushButton) if b.text() == "Move"]
        assert button.isEnabled(), dialog.verdict.text()
        self.hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def see(self, dialog: MoveDialog) -> None:
        self.saw = [entry.whole for entry in dialog.list.entries.entries]
        self.stages = [dialog.stage.itemData(n) for n in range(dialog.stage.count())]

    def wait(self, dialog: MoveDialog) -> None:
        self.hands.settle()
        assert dialog.verdict.text() != "Checking…"


@pytest.fixture
def chooser(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Chooser:
    made = Chooser(hands)

    class Acting(MoveDialog):
        def exec(self) -> int:
            self.show()
            made.wait(self)
            made.see(self)
            made.acts(self)
            return QDialog.DialogCode(self.result())

    monkeypatch.setattr("gui.moving.MoveDialog", Acting)
    return made


def stage(hands: Hands, number: str) -> str:
    return str(application_row(hands.desk.reader, number).stage)


def header_button(hands: Hands, text: str) -> QPushButton:
    header = hands.view.dossier.header
    return next(b for b in header.findChildren(QPushButton) if b.text() == text)


def submit(hands: Hands, *numbers: str) -> None:
    for number in numbers:
        hands.choose(number)
        hands.qtbot.mouseClick(header_button(hands, "Submit"), Qt.MouseButton.LeftButton)
        hands.settle()


def test_a_button_of_the_header_moves_the_application_and_undo_brings_it_back(
    hands: Hands,
) -> None:
    submit(hands, FIRST)
    assert stage(hands, FIRST) == "submitted"
    assert hands.window.messages.text == f"Moved {FIRST} to “Submitted”."
    hands.window.messages.press()
    hands.settle()
    assert stage(hands, FIRST) == "draft"
    assert "Taken back" in hands.window.messages.text


def test_enter_moves_and_the_keyboard_stays_at_the_moves(hands: Hands) -> None:
    hands.choose(FIRST)
    button = header_button(hands, "Submit")
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    button.setFocus()
    hands.qtbot.keyClick(button, Qt.Key.Key_Return)
    hands.settle()
    assert stage(hands, FIRST) == "submitted"
    assert hands.window.focusWidget() is header_button(hands, "Accept")


def test_a_move_that_is_refused_opens_the_dialog_with_every_reason(
    hands: Hands, chooser: Chooser
) -> None:
    submit(hands, SECOND)
    hands.qtbot.mouseClick(header_button(hands, "Accept"), Qt.MouseButton.LeftButton)
    hands.settle()
    [shown] = chooser.saw
    assert "Too small" in shown
    assert "“Licence” is missing" in shown
    assert stage(hands, SECOND) == "submitted"


def test_a_move_that_asks_for_a_reason_waits_for_one(hands: Hands, chooser: Chooser) -> None:
    submit(hands, FIRST)
    said: list[str] = []

    def act(dialog: MoveDialog) -> None:
        said.append(dialog.verdict.text())
        assert not dialog.accept_button.isEnabled()
        chooser.move(dialog, reason="材料不实")

    chooser.acts = act
    hands.qtbot.mouseClick(header_button(hands, "Reject"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert said == ["This move asks for a reason: type it above."]
    assert stage(hands, FIRST) == "rejected"
    dossier = hands.view.dossier.dossier
    assert dossier is not None
    assert dossier.steps[-1].reason == "材料不实"


def test_several_are_moved_in_one_step_and_who_stays_is_told_before(
    hands: Hands, chooser: Chooser
) -> None:
    submit(hands, FIRST)
    hands.choose(FIRST, SECOND, THIRD)
    chooser.acts = lambda dialog: chooser.move(dialog, "submitted")
    hands.press("advance")
    hands.settle()
    assert chooser.stages == ["submitted", "accepted", "recommended", "rejected"]
    *moved, refused = chooser.saw
    assert refused.startswith(FIRST)
    assert "it can only go to" in refused
    assert [text.split()[0] for text in moved] == [THIRD, SECOND]
    assert "Moved 2 applications to “Submitted”. 1 stays" in hands.window.messages.text
    hands.window.messages.press()
    hands.settle()
    assert [stage(hands, item) for item in (FIRST, SECOND, THIRD)] == [
        "submitted",
        "draft",
        "draft",
    ]


def test_undo_beside_a_message_takes_back_its_own_step_and_nothing_later(hands: Hands) -> None:
    submit(hands, FIRST)
    offered = hands.program.undoing
    kept = offered._offered
    submit(hands, SECOND)
    offered._offered = kept
    offered.undo_offered()
    hands.settle()
    assert "Taken back" in hands.window.messages.text
    assert stage(hands, FIRST) == "draft"
    assert stage(hands, SECOND) == "submitted"


def test_an_application_goes_back_by_one_stage_with_a_reason(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(hands, FIRST)
    monkeypatch.setattr("gui.moving.ask.ask_reason", lambda *_: None)
    hands.press("revert")
    hands.settle()
    assert stage(hands, FIRST) == "submitted"
    monkeypatch.setattr("gui.moving.ask.ask_reason", lambda *_: "点错了")
    hands.press("revert")
    hands.settle()
    assert stage(hands, FIRST) == "draft"
    assert "back by one stage" in hands.window.messages.text


def test_a_draft_goes_into_the_trash_and_comes_out_again(hands: Hands) -> None:
    hands.choose(FIRST)
    hands.press("trash")
    hands.settle()
    assert hands.numbers() == [THIRD, SECOND]
    assert hands.window.messages.text == "1 application is in the trash."
    hands.window.messages.press()
    hands.settle()
    assert FIRST in hands.numbers()


def test_beyond_the_first_stage_the_trash_asks_for_a_reason(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(hands, FIRST)
    hands.choose(FIRST)
    monkeypatch.setattr("gui.moving.ask.ask_reason", lambda *_: "重复录入")
    hands.press("trash")
    hands.settle()
    assert FIRST not in hands.numbers()


def test_what_lies_in_the_trash_is_restored_or_erased_for_good(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.choose(FIRST, SECOND)
    hands.press("trash")
    hands.settle()
    sidebar = hands.view.sidebar
    scopes = [index.data(Qt.ItemDataRole.UserRole + 1) for index in sidebar._indexes()]
    sidebar.choose(next(scope for scope in scopes if scope.trashed))
    hands.settle()
    hands.choose(SECOND)
    hands.press("restore")
    hands.settle()
    assert hands.numbers() == [FIRST]
    asked: list[str] = []

    def answer(_parent: object, question: object, *, detail: object, **_: object) -> bool:
        asked.append(f"{question} {detail}")
        return len(asked) > 1

    monkeypatch.setattr("gui.moving.ask.confirm", answer)
    hands.press("empty_trash")
    hands.settle()
    assert hands.numbers() == [FIRST]
    assert "cannot be undone" in asked[0]
    hands.press("empty_trash")
    hands.settle()
    assert hands.numbers() == []
    assert "1 application was erased" in hands.window.messages.text
    hands.press("empty_trash")
    hands.settle()
    assert hands.window.messages.text == "The trash is empty."
    with hands.kept(folder) as kept:
        assert not check_workspace(kept.reader).faults


def test_who_lacks_the_duty_is_told(hands: Hands, folder: Path) -> None:
    hands.press("close_office")
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        add_operator(office, name="李四", duties=[Duty.ENTER])
    hands.program.opening._open(folder, "李四", "")
    hands.settle()
    submit(hands, FIRST)
    hands.view.dossier.open_page("stages")
    hands.settle()
    stages = hands.view.dossier.panels["stages"]
    texts = [label.text() for label in stages.findChildren(QLabel)]
    assert any("an operator with the duty “check”" in text for text in texts)


def test_the_list_of_what_will_happen_is_a_sound_model(
    hands: Hands, qtmodeltester: ModelTester
) -> None:
    dialog = MoveDialog(hands.desk, [(FIRST, "一"), (SECOND, "二")], to="submitted")
    hands.qtbot.addWidget(dialog)
    hands.settle()
    assert dialog.list.entries.rowCount() == 2
    qtmodeltester.check(dialog.list.entries)
