# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from gui.dialogs.move import MoveDialog
from gui.recording.dialog import NewApplicationDialog
from gui.widgets.sizes import wide
from models.views.calls import calls
from tests.offices import FIRST

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.application import Program
    from tests.gui.hands import Hands


def test_the_first_window_is_not_larger_than_the_screen(program: Program) -> None:
    room = program.window.screen().availableSize()
    assert program.window.width() <= room.width()
    assert program.window.height() <= room.height()


def test_dialogs_are_not_larger_than_the_screen(hands: Hands) -> None:
    reader = hands.desk.reader
    for dialog in (
        NewApplicationDialog(reader, calls(reader), parent=hands.window),
        MoveDialog(hands.desk, [(FIRST, "一")], parent=hands.window),
    ):
        hands.qtbot.addWidget(dialog)
        dialog.show()
        hands.settle()
        room = dialog.screen().availableSize()
        assert dialog.width() <= room.width()
        assert dialog.height() <= room.height()


def test_a_width_in_characters_does_not_double_with_a_chinese_font(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setFont(QFont("Noto Sans SC"))
    assert wide(widget, 10) < widget.fontMetrics().horizontalAdvance("国") * 8
