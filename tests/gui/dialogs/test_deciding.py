# SPDX-License-Identifier: Apache-2.0
"""What Enter, Tab and Escape do in dialogs, pressed at real widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QWidget

from gui.call.opening_dialog import CallDialog
from gui.dialogs.move import MoveDialog
from gui.dialogs.new_office import NewOfficeDialog
from gui.recording.dialog import NewApplicationDialog
from models.views.calls import calls
from tests.gui.hands import type_text
from tests.offices import FIRST

if TYPE_CHECKING:
    from tests.gui.hands import Hands


def _shown(hands: Hands, dialog: QDialog) -> QDialog:
    hands.qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _button(dialog: QDialog, role: QDialogButtonBox.ButtonRole) -> QPushButton:
    (box,) = dialog.findChildren(QDialogButtonBox)
    (found,) = (button for button in box.buttons() if box.buttonRole(button) is role)
    assert isinstance(found, QPushButton)
    return found


def _new_application(hands: Hands) -> NewApplicationDialog:
    reader = hands.desk.reader
    dialog = NewApplicationDialog(reader, calls(reader), parent=hands.window)
    _shown(hands, dialog)
    return dialog


@pytest.mark.parametrize("kind", ["application", "office", "move", "call"])
def test_enter_does_it_also_after_cancel_had_the_focus_once(hands: Hands, kind: str) -> None:
    role = QDialogButtonBox.ButtonRole
    dialog: QDialog
    if kind == "application":
        dialog = _new_application(hands)
    elif kind == "office":
        dialog = _shown(hands, NewOfficeDialog("", hands.window))
    elif kind == "move":
        dialog = _shown(hands, MoveDialog(hands.desk, [(FIRST, "一")], parent=hands.window))
        hands.settle()
    else:
        dialog = _shown(hands, CallDialog(hands.desk, hands.window))
    accept, cancel = _button(dialog, role.AcceptRole), _button(dialog, role.RejectRole)
    before = dialog.focusWidget() or next(iter(dialog.findChildren(QLineEdit)))
    cancel.setFocus()
    assert cancel.isDefault(), "Enter on Cancel turns back"
    before.setFocus()
    assert accept.isDefault()
    assert not cancel.isDefault()


def test_tab_goes_from_the_applicant_through_the_fields_to_the_buttons(hands: Hands) -> None:
    dialog = _new_application(hands)
    assert dialog.focusWidget() is dialog.applicant
    seen: list[QWidget] = []
    for _ in range(len(dialog.editors) + 4):
        hands.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        at = dialog.focusWidget()
        assert at is not None
        seen.append(at)
    places = [
        next((place for place, widget in enumerate(seen) if editor.isAncestorOf(widget)), -1)
        for editor in dialog.editors.values()
    ]
    assert places == sorted(places), "the fields come in the order in which they stand"
    assert places[0] == 0, "nothing lies between the applicant and the first field"
    assert places[-1] < seen.index(_button(dialog, QDialogButtonBox.ButtonRole.AcceptRole))


def test_what_was_typed_is_not_dropped_by_escape_without_a_question(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr("gui.dialogs.ask.confirm", lambda *_, **__: answers.pop(0))
    dialog = _new_application(hands)
    type_text(dialog.editors["title"].focusProxy(), "新的孵化器")
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.entry() == {"title": "新的孵化器"}
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_empty_new_application_closes_without_a_question(hands: Hands) -> None:
    dialog = _new_application(hands)
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_move_named_beforehand_waits_for_its_reason(hands: Hands) -> None:
    dialog = MoveDialog(hands.desk, [(FIRST, "一")], to="submitted", parent=hands.window)
    _shown(hands, dialog)
    type_text(dialog.focusWidget(), "材料已收齐")
    hands.settle()
    assert dialog.reason_text == "材料已收齐"
    assert dialog.target == "submitted"
    hands.qtbot.waitUntil(lambda: bool(dialog.allowed))
    hands.qtbot.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.qtbot.waitUntil(lambda: dialog.result() == QDialog.DialogCode.Accepted)
