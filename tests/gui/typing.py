# SPDX-License-Identifier: Apache-2.0
"""Typing as a clerk does: keys for Latin letters, an input method for 汉字."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def focus() -> Any:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(qtbot: QtBot, text: str) -> None:
    """Type a text where the keyboard is."""
    for plain, run in groupby(text, key=str.isascii):
        part = "".join(run)
        if plain:
            for char in part:  # the first key may open an editor that takes the others
                qtbot.keyClicks(focus(), char)
        else:
            event = QInputMethodEvent()
            event.setCommitString(part)
            QApplication.sendEvent(focus(), event)
