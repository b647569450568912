# SPDX-License-Identifier: Apache-2.0
"""The question why, answered by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gui.dialogs.reason import ReasonDialog
from models.verbs.recording import CallClosedError
from tests.gui.typing import focus, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot) -> ReasonDialog:
    made = ReasonDialog(CallClosedError("2026", "2026-03-01", "2026-03-31").message)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_what_it_is_about_stands_in_the_dialog_in_full(dialog: ReasonDialog) -> None:
    [label] = [item for item in dialog.findChildren(QLabel) if "2026-03-31" in item.text()]
    assert label.wordWrap()
    assert label.height() >= label.heightForWidth(label.width())
    assert "--reason" not in label.text()
    assert "2026-03-31" not in dialog.windowTitle()


def test_a_reason_is_typed_and_confirmed_by_keyboard(dialog: ReasonDialog, qtbot: QtBot) -> None:
    assert focus() is dialog.edit
    qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "there is no reason yet"
    write(qtbot, "经领导批准")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is dialog.accept_button
    assert "&" in dialog.accept_button.text()
    dialog.edit.setFocus()
    qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.reason == "经领导批准"
