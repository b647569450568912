# SPDX-License-Identifier: Apache-2.0
"""The actions that open and amend calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.call.amending_dialog import AmendmentDialog
from gui.call.opening_dialog import CallDialog
from gui.sidebar import Scope
from gui.widgets.messages import Offer
from models.language import message, plural
from models.verbs.calls import add_call, amend_call
from models.views.calls import call_terms

if TYPE_CHECKING:
    from gui.window import MainWindow
    from models.verbs.calls import Amendment


class Calls(QObject):
    """Opens calls and amends the one that is chosen.

    Attributes:
        opening, amending: The dialogs while they are open.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.opening: CallDialog | None = None
        self.amending: AmendmentDialog | None = None
        window.actions_table.handle("new_call", self.open_call)
        window.actions_table.handle("amend_call", self.amend_call)

    @Slot()
    def open_call(self) -> None:
        """Ask for a new call."""
        desk = self._window.desk
        if desk is not None:
            self.opening = CallDialog(desk, self._window)
            self.opening.submitted.connect(self._add)
            self.opening.open()

    @Slot()
    def amend_call(self) -> None:
        """Ask what changes in the call that is chosen, or in that of the application shown."""
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        view.dossier.commit()
        if call := view.call_id:
            self.amending = AmendmentDialog(desk, call_terms(desk.reader, call), self._window)
            self.amending.submitted.connect(self._amend)
            self.amending.open()

    @Slot()
    def _add(self) -> None:
        desk, dialog = self._window.desk, self.opening
        if desk is not None and dialog is not None:
            desk.do(add_call, then=self._on_added, otherwise=dialog.show_fault, **dialog.values)

    @Slot()
    def _amend(self) -> None:
        desk, dialog = self._window.desk, self.amending
        if desk is not None and dialog is not None:
            desk.do(amend_call, then=self._on_amended, otherwise=dialog.show_fault, **dialog.values)

    def _on_added(self, key: str) -> None:
        dialog, self.opening = self.opening, None
        if dialog is not None:
            dialog.accept()
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        terms = call_terms(desk.reader, key)
        view.sidebar.choose(Scope(terms.uid, terms.id))
        text = message("The call “{title}” is open.", title=terms.title)
        self._window.messages.tell(text, self._undo())

    def _on_amended(self, amendment: Amendment) -> None:
        dialog, self.amending = self.amending, None
        if dialog is not None:
            dialog.accept()
        n = len(amendment.affected)
        text = (
            plural(
                "The call {id} is amended; {n} application is judged differently.",
                "The call {id} is amended; {n} applications are judged differently.",
                n=n,
                id=amendment.call,
            )
            if n
            else message("The call {id} is amended.", id=amendment.call)
        )
        self._window.messages.tell(text, self._undo())

    def _undo(self) -> Offer:
        return Offer(message("Undo"), self._window.actions_table["undo"].trigger)
