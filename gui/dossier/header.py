# SPDX-License-Identifier: Apache-2.0
"""The head of the application pane: what it is, where it stands, where it may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget, set_state, text_label
from models.errors import Severity
from models.language import current_language, message, plural

if TYPE_CHECKING:
    from models.dossier import Dossier

_OUTCOMES = {"open": "badge", "positive": "success_badge", "partial": "warning_badge",
             "negative": "error_badge"}  # fmt: skip


class DossierHeader(QFrame):
    """Number, title, applicant, stage with its limit, and a button for each allowed move."""

    move_asked = Signal(str)  # the id of a stage
    problems_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.title = text_label("", "title", wrap=True)
        self.facts = text_label("", "hint", wrap=True)
        self.stage = text_label("", "badge")
        self.due = text_label("", "hint", wrap=True)
        self.problems = QPushButton()
        self.problems.setProperty("kind", "flat")
        self.problems.clicked.connect(self.problems_asked)
        self.moves = FlowLayout()
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self.stage)
        state.addWidget(self.due, 1)
        state.addWidget(self.problems)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 6)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        layout.addLayout(state)
        layout.addLayout(self.moves)
        layout.addSpacing(2)
        self._shown: tuple[str, ...] = ()

    def show_dossier(self, dossier: Dossier, *, writable: bool) -> None:
        """Show where an application stands."""
        self.title.setText(dossier.title or str(message("(no title yet)")))
        parts = (dossier.number, dossier.applicant, dossier.call.title)
        self.facts.setText("  ·  ".join(part for part in parts if part))
        stage = dossier.programme.stages[dossier.stage]
        self.stage.setText(stage.label.text(current_language()))
        self.stage.setProperty("role", _OUTCOMES[stage.outcome.value])
        set_state(self.stage, stage.outcome.value)
        self.due.setText(self._limit(dossier))
        self._show_problems(dossier)
        self._show_moves(dossier, writable=writable)

    def _limit(self, dossier: Dossier) -> str:
        step = dossier.steps[-1] if dossier.steps else None
        if step is None:
            return ""
        spent = plural(
            "{n} working day in this stage", "{n} working days in this stage", n=step.workdays
        )
        if step.due is None:
            return str(spent)
        late = dossier.today > step.due
        limit = (
            message("overdue since {day}", day=step.due)
            if late
            else message("due {day}", day=step.due)
        )
        return f"{spent} · {limit}"

    def _show_problems(self, dossier: Dossier) -> None:
        open_ones = [item for item in dossier.problems if not item.waived]
        errors = sum(item.severity is Severity.ERROR for item in open_ones)
        text = plural("{n} problem", "{n} problems", n=len(open_ones))
        self.problems.setText(str(text if open_ones else message("No problems")))
        self.problems.setEnabled(bool(dossier.problems))
        name_widget(self.problems, self.problems.text(), message("Show the problems"))
        set_state(self.problems, "error" if errors else "")

    def _show_moves(self, dossier: Dossier, *, writable: bool) -> None:
        moves = [*dossier.programme.moves_from(dossier.stage)] if writable else []
        shown = (dossier.uid, dossier.stage, *(move.to for move in moves))
        if shown == self._shown:
            return
        self._shown = shown
        had_focus = False
        while (item := self.moves.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                had_focus = had_focus or old.hasFocus()
                old.hide()
                old.deleteLater()
        for move in moves:
            button = QPushButton(move.label.text(current_language()))
            button.setProperty("stage", move.to)
            button.setAutoDefault(True)  # Enter presses it, not only the space bar
            name_widget(button, move.label)
            button.clicked.connect(self._on_move)
            self.moves.addWidget(button)
            if had_focus:
                button.setFocus()
                had_focus = False

    @Slot()
    def _on_move(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.move_asked.emit(str(button.property("stage")))
