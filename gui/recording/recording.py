# SPDX-License-Identifier: Apache-2.0
"""The action that records a new application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.call.known import known_calls
from gui.dialogs import ask
from gui.recording.dialog import NewApplicationDialog
from gui.sidebar import Scope
from gui.widgets.messages import Offer
from models.language import message
from models.verbs.applications import record_applications
from models.verbs.recording import CallClosedError

if TYPE_CHECKING:
    from gui.window import MainWindow
    from models.errors import UserError
    from models.verbs.applications import Recorded


class Recording(QObject):
    """Asks for a new application, records it, and opens its form."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: NewApplicationDialog | None = None
        window.actions_table.handle("new_application", self.record)

    @Slot()
    def record(self) -> None:
        """Ask and record."""
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        known = known_calls(self._window, desk.reader)
        if not known:
            return
        view.dossier.commit()
        shown = view.dossier.dossier
        current = view.register.scope.call
        if not current and shown is not None:
            current = next((line.uid for line in known if line.id == shown.call.id), "")
        self._dialog = NewApplicationDialog(desk.reader, known, call=current, parent=self._window)
        self._ask()

    def _ask(self, reason: str = "") -> None:
        dialog, desk = self._dialog, self._window.desk
        if dialog is None or desk is None:
            return
        if not (reason or dialog.exec()):
            self._let_go()
            return
        desk.do(
            record_applications,
            call=dialog.chosen_call.id,
            entries=[dialog.entry()],
            reason=reason,
            then=self._on_recorded,
            otherwise=self._on_refused,
        )

    def _on_recorded(self, recorded: Recorded) -> None:
        view, dialog = self._window.view, self._dialog
        if view is None or dialog is None:
            return
        call = dialog.chosen_call
        self._let_go()
        if view.register.scope.trashed or view.register.scope.call not in {"", call.uid}:
            view.sidebar.choose(Scope(call.uid, call.id))
        view.register.filters.clear()
        view.register.select(recorded.uids[0])
        view.dossier.open_page("form")
        text = message("Recorded as {number}. Go on in its form; everything is saved by itself.",
                       number=recorded.numbers[0])  # fmt: skip
        undo = self._window.actions_table["undo"]
        self._window.messages.tell(text, Offer(message("Undo"), undo.trigger))

    def _let_go(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_refused(self, fault: UserError) -> None:
        if isinstance(fault, CallClosedError):
            reason = ask.ask_reason(self._window, fault.message)
            if reason:
                self._ask(reason)
                return
        if self._dialog is not None:
            self._dialog.show_fault(fault)
            self._ask()
