# SPDX-License-Identifier: Apache-2.0
"""Undo and redo, named by the step that they would take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence

from gui.widgets.messages import Offer
from models.language import Message, message
from models.verbs.steps import next_steps, redo, undo

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.office_view import OfficeView
    from gui.window import MainWindow

_TAKE_BACK = message("Undo")
_DO_AGAIN = message("Redo")
_LONGEST = 60


class Undoing(QObject):
    """The actions that take a step back and do it again, and the "Undo" beside messages."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._offered = ""
        window.actions_table.handle("undo", self.undo)
        window.actions_table.handle("redo", self.redo)
        window.with_view(self._on_view)

    def offer(self) -> tuple[Offer, ...]:
        """A button that takes back what was just done, and nothing that came after it.

        To be asked for in the `then` of a verb.
        """
        desk = self._window.desk
        if desk is None or desk.last is None or not desk.last.entry:
            return ()
        self._offered = desk.last.entry
        return (Offer(_TAKE_BACK, self.undo_offered),)

    @Slot()
    def undo(self) -> None:
        """Take back the last step."""
        self._undo("")

    @Slot()
    def undo_offered(self) -> None:
        """Take back the step beside whose message the button stood."""
        self._undo(self._offered)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        if (desk := self._commit()) is not None:
            desk.do(redo, then=self._on_redone)

    def _undo(self, entry: str) -> None:
        if (desk := self._commit()) is not None:
            desk.do(undo, then=self._on_undone, entry=entry)

    def _commit(self) -> Desk | None:
        """Save what is half typed first: it is the last step then."""
        if self._window.view is not None:
            self._window.view.dossier.commit()
        return self._window.desk

    @Slot(object)
    def _on_view(self, _view: OfficeView) -> None:
        desk = self._window.desk
        if desk is not None:
            desk.changed.connect(self._refresh)
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        desk = self._window.desk
        if desk is not None:
            desk.ask(next_steps, then=self._name, latest=self, operator_uid=desk.operator.uid)

    def _name(self, steps: tuple[Message | None, Message | None]) -> None:
        for name, word, step in zip(("undo", "redo"), (_TAKE_BACK, _DO_AGAIN), steps, strict=True):
            action = self._window.actions_table[name]
            text = str(message("{what}: {step}", what=word, step=step) if step else word)
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            action.setText(shown.replace("&", "&&"))
            action.setIconText(str(word))
            action.setToolTip(f"{text} ({shortcut})")

    def _on_undone(self, step: Message) -> None:
        again = Offer(_DO_AGAIN, self.redo)
        self._window.messages.tell(message("Taken back: {step}", step=step), again)

    def _on_redone(self, step: Message) -> None:
        again = Offer(_TAKE_BACK, self.undo)
        self._window.messages.tell(message("Done again: {step}", step=step), again)
