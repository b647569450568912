# SPDX-License-Identifier: Apache-2.0
"""Moving one or many applications: where to, why, which will move and which will not and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.buttons import add_decision
from gui.widgets.entries import Entry, EntryList
from gui.widgets.rows import add_row, form_layout, text_label
from gui.widgets.sizes import resize_to
from models.language import current_language, message, plural
from models.verbs.prospects import targets
from models.verbs.stages import plan_move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.desk import Desk, Step
    from models.errors import UserError
    from models.verbs.prospects import Target
    from models.verbs.stages import MovePlan, Refusal

Chosen = tuple[str, str]
"""Number and title of an application."""


class MoveDialog(QDialog):
    """Asks where to, and tells what will happen while the user chooses."""

    def __init__(
        self, desk: Desk, lines: Sequence[Chosen], *, to: str = "", parent: QWidget | None = None
    ) -> None:
        """Make it.

        Args:
            lines: Number and title of the applications that are chosen.
            to: The stage that is proposed.
        """
        super().__init__(parent)
        self.setWindowTitle(str(message("Move to a stage")))
        self._desk, self._wanted = desk, to
        self._titles = dict(lines)
        self._numbers = list(self._titles)
        self._plan: MovePlan | None = None
        self._planned_with_reason = False
        about = plural("{n} application is chosen.", "{n} applications are chosen.", n=len(lines))
        if len(lines) == 1:
            about = message("{number}  {title}", number=lines[0][0], title=lines[0][1])
        self.stage = QComboBox()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(
            self.fontMetrics().lineSpacing() * 3 + self.fontMetrics().height()
        )
        form = form_layout()
        add_row(form, message("Stage"), self.stage)
        hint = message("Kept in the history.")
        add_row(form, message("Reason"), self.reason, hint=hint)
        self.verdict = text_label(message("Checking…"), wrap=True)
        self.list = EntryList(message("What will happen"))
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(about, "heading", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.verdict)
        layout.addWidget(self.list, 1)
        buttons, self.accept_button = add_decision(self, message("Move"))
        self.accept_button.setEnabled(False)
        self.finished.connect(self._on_finished)
        layout.addWidget(buttons)
        resize_to(self, characters=96, lines=30)
        self.stage.currentIndexChanged.connect(self._on_stage)
        self.reason.textChanged.connect(self._on_reason)
        (self.reason if to else self.stage).setFocus()
        desk.ask(targets, then=self._offer, otherwise=self._on_fault, numbers=self._numbers)

    @property
    def target(self) -> str:
        """The stage that was chosen."""
        return str(self.stage.currentData() or "")

    @property
    def reason_text(self) -> str:
        """Why."""
        return self.reason.toPlainText().strip()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The numbers that will move."""
        return self._plan.allowed if self._plan is not None else ()

    def _offer(self, found: tuple[Target, ...]) -> None:
        if not found:
            self._say(message("No move leads on from here."), "warning")
            return
        for item in found:
            name = item.label.text(current_language())
            text = message(
                "{stage} ({n} of {all})", stage=name, n=item.count, all=len(self._numbers)
            )
            self.stage.addItem(name if len(self._numbers) == 1 else str(text), item.to)
        self.stage.setCurrentIndex(max(0, self.stage.findData(self._wanted)))

    @Slot()
    def _on_reason(self) -> None:
        if bool(self.reason_text) != self._planned_with_reason:
            self._on_stage()

    @Slot()
    def _on_stage(self) -> None:
        self._plan = None
        self._planned_with_reason = bool(self.reason_text)
        self._say(message("Checking…"), "hint")
        self._allow()
        self._desk.ask(
            plan_move,
            then=self._show,
            otherwise=self._on_fault,
            latest=self,
            reports=self._on_step,
            numbers=self._numbers,
            to=self.target,
            reason=self.reason_text,
        )

    def _on_step(self, step: Step) -> None:
        self._say(step.message, "hint")

    @Slot()
    def _on_finished(self) -> None:
        self._desk.forget(self)

    def _show(self, plan: MovePlan) -> None:
        self._plan = plan
        allowed, refused = len(plan.allowed), len(plan.refused)
        asking = sum(item.asks_reason for item in plan.refused)
        if not allowed and asking == refused:
            self._say(message("This move asks for a reason: type it above."), "warning")
        elif not allowed:
            text = plural("It cannot be moved.", "None of the {n} can be moved.", n=refused)
            self._say(text, "error")
        elif refused:
            text = message("{allowed} will move, {refused} will not.", allowed=allowed,
                           refused=refused)  # fmt: skip
            self._say(text, "warning")
        else:
            will = plural("It will be moved.", "All {n} will be moved.", n=allowed)
            self._say(will, "success")
        if asking and asking < refused + allowed:
            more = plural("{n} asks only for a reason.", "{n} ask only for a reason.", n=asking)
            self.verdict.setText(f"{self.verdict.text()} {more}")
        moved = str(message("will move"))
        refusals = sorted(plan.refused, key=_nearest)
        self.list.show_entries(
            [
                *(self._refused(item) for item in refusals if item.reachable),
                *(
                    Entry(number, self._name(number), (), "check-circle", "success", moved)
                    for number in plan.allowed
                ),
                *(self._refused(item) for item in refusals if not item.reachable),
            ]
        )
        self._allow()

    def _refused(self, refusal: Refusal) -> Entry:
        return Entry(
            refusal.number,
            self._name(refusal.number),
            tuple((reason.text(current_language()), "error") for reason in refusal.reasons),
            *("x-circle", "error", str(message("will not move"))),
        )

    def _name(self, number: str) -> str:
        return f"{number}  {self._titles.get(number, '')}".strip()

    def _say(self, text: object, role: str) -> None:
        self.verdict.setText(str(text))
        self.verdict.setProperty("role", role)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)

    @Slot()
    def _allow(self) -> None:
        self.accept_button.setEnabled(bool(self.allowed))

    def _on_fault(self, fault: UserError) -> None:
        self._say(fault, "error")


def _nearest(refusal: Refusal) -> bool:
    """Those first that lack only a reason."""
    return not refusal.asks_reason
