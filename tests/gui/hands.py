# SPDX-License-Identifier: Apache-2.0
"""What somebody does at the window, and what they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.application import Program
    from gui.desk import Desk
    from gui.office_view import OfficeView
    from gui.window import MainWindow

_LONG_MS = 20_000


class Hands:
    """A person at the program."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot, self.program = qtbot, program

    @property
    def window(self) -> MainWindow:
        return self.program.window

    @property
    def view(self) -> OfficeView:
        assert self.window.view is not None
        return self.window.view

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None
        return self.window.desk

    def open(self, folder: Path) -> None:
        """Open an office and wait until its list is there."""
        self.program.opening.open(str(folder))
        self.settle()

    def settle(self) -> None:
        """Wait until everything is saved and shown."""
        self.qtbot.waitUntil(lambda: self.program.is_whole, timeout=_LONG_MS)
        for _ in range(4):  # a change asks views, whose answers may ask others, or make changes
            self.qtbot.waitUntil(lambda: not self.desk.busy, timeout=_LONG_MS)
            self._ask()
            QApplication.sendPostedEvents()

    def _ask(self) -> None:
        done: list[object] = []
        self.desk.ask(_nothing, then=done.append)
        self.qtbot.waitUntil(lambda: bool(done), timeout=_LONG_MS)

    def press(self, action: str) -> None:
        """Do an action by its id; it must be allowed."""
        found = self.window.actions_table[action]
        assert found.isEnabled(), action
        found.trigger()

    def choose(self, *numbers: str) -> None:
        """Choose applications in the list."""
        table = self.view.register
        table.view.clearSelection()
        selection = table.view.selectionModel()
        flags = selection.SelectionFlag
        for row in range(table.model.rowCount()):
            line = table.model.line(row)
            if line is not None and line.number in numbers:
                index = table.model.index(row, 0)
                selection.setCurrentIndex(index, flags.Select | flags.Rows)
        self.settle()

    def numbers(self) -> list[str]:
        """What the list shows."""
        model = self.view.register.model
        return [line.number for line in model.lines_of(range(model.rowCount()))]

    def kept(self, folder: Path) -> Workspace:
        """The workspace as another reader sees it."""
        return Workspace.open(folder)


def type_text(widget: QWidget | None, text: str) -> None:
    """Type with an input method, as 汉字 are typed."""
    assert widget is not None
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def _nothing(_reader: object) -> bool:
    return True
