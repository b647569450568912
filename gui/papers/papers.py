# SPDX-License-Identifier: Apache-2.0
"""The action that shows how papers look, and the verb that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from gui.papers.dialog import PapersDialog
from models.language import message
from models.verbs.paper import set_paper

if TYPE_CHECKING:
    from gui.undoing import Undoing
    from gui.window import MainWindow


class PaperScreens(QObject):
    """Shows the template of the office and keeps it.

    Attributes:
        dialog: The one that was opened last.
    """

    def __init__(self, window: MainWindow, undoing: Undoing) -> None:
        super().__init__(window)
        self._window, self._undoing = window, undoing
        self.dialog: PapersDialog | None = None
        window.actions_table.handle("papers", self.show)

    @Slot()
    def show(self) -> None:
        """Show it."""
        if self._window.desk is not None:
            self.dialog = PapersDialog(self._window.desk, self._window.jobs, self._window)
            self.dialog.submitted.connect(self._save)
            self.dialog.open()

    @Slot()
    def _save(self) -> None:
        desk, dialog = self._window.desk, self.dialog
        if desk is not None and dialog is not None:
            desk.do(
                set_paper,
                then=self._on_saved,
                otherwise=dialog.show_fault,
                paper=dialog.paper,
                emblem=dialog.new_emblem,
            )

    def _on_saved(self, _nothing: object) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.accept()
        said = message("Papers look from now on as you have set it.")
        self._window.messages.tell(said, *self._undoing.offer())
