# SPDX-License-Identifier: Apache-2.0
"""Amending a call by a supplementary notice: what changes is listed before it is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.call.effects import Effects
from gui.call.quota_form import QuotaForm
from gui.dialogs.form import FormDialog
from gui.widgets.day_field import DayField
from gui.widgets.path_field import PathField
from gui.widgets.rows import text_label
from models.language import message
from models.programme.loading import DefinitionError
from models.verbs.calls import DatesOrderError, plan_amendment

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.widgets.checked import Faults
    from models.errors import UserError
    from models.verbs.calls import Amendment
    from models.views.calls import CallTerms

_QUIET_MS = 350
_FAULTS_SHOWN = 12


class AmendmentDialog(FormDialog):
    """Asks for what `amend_call` needs, and shows which applications it touches."""

    def __init__(self, desk: Desk, terms: CallTerms, parent: QWidget | None = None) -> None:
        super().__init__(
            message("Amend by a supplementary notice…"), message("Amend the call"), parent=parent
        )
        self._desk, self._terms = desk, terms
        self._planned: str | None = None
        self._refused = ""
        self.notice = QPlainTextEdit()
        self.notice.setTabChangesFocus(True)
        self.notice.setFixedHeight(self.fontMetrics().lineSpacing() * 4)
        self.closes = DayField()
        if terms.closes:
            now = message("{day} (as it stands)", day=terms.closes)
            self.closes.setPlaceholderText(str(now))
        self.file = PathField(message("Choose the amended definition"), pattern="*.toml")
        self.quotas = QuotaForm()
        self.quotas.show_quotas(terms.programme, terms.quotas)
        self.quotas.changed.connect(self._on_changed)
        self.effects = Effects()
        about = message("{programme}, version {version}",
                        programme=terms.programme.label, version=terms.programme.version)  # fmt: skip
        self.content.insertWidget(0, text_label(terms.title, "heading", wrap=True))
        self.content.insertWidget(1, text_label(about, "hint", wrap=True))
        self.fields.add(message("Text of the notice"), self.notice, hint=_NOTICE_HINT)
        self.fields.add(message("New last day"), self.closes)
        self.fields.add(message("Amended definition"), self.file, hint=_FILE_HINT)
        if self.quotas.edits:
            self.content.addWidget(text_label(message("Quotas of this call"), "heading"))
            self.content.addWidget(self.quotas)
        self.content.addWidget(text_label(message("What it changes"), "heading"))
        self.content.addWidget(self.effects, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_QUIET_MS)
        self._wait.timeout.connect(self._plan)
        self.file.changed.connect(self._on_file)
        self._plan()

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of `amend_call`."""
        return {
            "call": self._terms.uid,
            "notice": self.notice.toPlainText(),
            "programme": self.file.path,
            "closes": self.closes.day,
            "quotas": self.quotas.quotas or None,
        }

    def check(self) -> Faults:
        """What is wrong, by field."""
        faults: Faults = {}
        if not self.notice.toPlainText().strip():
            faults[self.notice] = message("Say what the notice changes; the history keeps it.")
        if not self.closes.is_sound:
            faults[self.closes] = message("This is no day; write it as 2026-03-15.")
        opens, closes = self._terms.opens, self.closes.day
        if opens and closes and closes.isoformat() < opens:
            faults[self.closes] = DatesOrderError(date.fromisoformat(opens), closes).message
        if self._refused:
            faults[self.file] = self._refused
        return faults | self.quotas.check()

    def show_faults(self, faults: Faults) -> QWidget | None:
        """Show faults at their fields, quotas included."""
        in_form, in_quotas = super().show_faults(faults), self.quotas.show_faults(faults)
        return in_form or in_quotas

    @Slot()
    def _on_file(self) -> None:
        self.accept_button.setEnabled(False)
        self.effects.say(message("Reading…"))
        self._wait.start()

    @Slot()
    def _plan(self) -> None:
        """Ask aside what the file would change."""
        self._refused = ""
        if not self.file.path:
            self.effects.say(
                message("Only dates and quotas: no application is judged differently.")
            )
            self._settle()
            return
        self.accept_button.setEnabled(False)
        self._desk.ask(
            plan_amendment,
            then=self._show_plan,
            otherwise=self._refuse_file,
            latest=self,
            call=self._terms.uid,
            programme=self.file.path,
        )

    def _show_plan(self, amendment: Amendment) -> None:
        self.effects.show_amendment(amendment)
        self.fit_later()
        self._settle()

    def _refuse_file(self, fault: UserError) -> None:
        text = str(fault)
        if isinstance(fault, DefinitionError):
            lines = [str(item.sentence()) for item in fault.faults]
            more = len(lines) - _FAULTS_SHOWN
            lines[_FAULTS_SHOWN:] = [str(message("and {n} more", n=more))] if more > 0 else []
            text = "\n".join([text, *lines])
        self._refused = text
        self.effects.say(message("Nothing can be said before the definition is sound."))
        self.fields.show_faults({self.file: text})
        self.fit_later()
        self.accept_button.setEnabled(True)

    def _settle(self) -> None:
        self.accept_button.setEnabled(True)
        if self.fields.has_faults:
            self.show_faults(self.check())


_NOTICE_HINT = message("Number of the notice and what it changes. It is the reason in the history.")
_FILE_HINT = message(
    "Only where the notice changes fields, rules, stages or the like: a file with a new version of"
    " the same programme."
)
