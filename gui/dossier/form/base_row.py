# SPDX-License-Identifier: Apache-2.0
"""What every row of a page has: label, who fills it, help, verified value, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.dialogs import ask
from gui.dossier.form.notes import Note, Notes, note_of
from gui.theme import icon
from gui.widgets.rows import name_widget, text_label
from models.language import message
from models.programme.schema import Filler

if TYPE_CHECKING:
    from forms.screen import Line
    from gui.dossier.form.keeper import Keeper
    from models.errors import Problem

FILLERS = {Filler.OFFICE: message("office"), Filler.EXPERT: message("expert")}


class BaseRow(QFrame):
    """A row; it shows a line and says what happens to it.

    - Problems stay quiet until the field was left once, or holds something.
    """

    valued = Signal(str, object)  # a field and the stored value that it is to have
    verify_asked = Signal(str)
    told = Signal(str)

    def __init__(self, line: Line, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.keeper = keeper
        self.visited = False
        self.setProperty("role", "field")
        self.setProperty("filler", line.field.filled_by.value)
        self.label = QLabel(line.label)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.star = text_label("*", "error")
        self.star.setToolTip(str(message("Required")))
        self.head = QHBoxLayout()
        self.head.setSpacing(4)
        self.head.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addWidget(self.label, 1)
        filler = FILLERS.get(line.field.filled_by)
        if filler is not None:
            badge = text_label(filler, "badge")
            badge.setToolTip(str(message("Filled in by the {who}", who=filler)))
            self.head.addWidget(badge)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(10, 3, 10, 3)
        self.body.setSpacing(2)
        self.body.addLayout(self.head)
        self.verified: QLabel | None = None
        self._verify: QToolButton | None = None
        self.notes: Notes | None = None

    @property
    def path(self) -> str:
        """The id of its field."""
        return self.line.field.id

    def show_line(self, line: Line, *, anew: bool = False) -> None:
        """Show a line; `anew` for another application, where nothing is known of this row."""
        self.line = line
        if anew:
            self.visited = False
        self.star.setHidden(not line.required)
        self._show_verified()
        self.say()

    def leave(self) -> None:
        """The keyboard has left the row."""
        self.visited = True
        self.commit()
        self.say()

    def commit(self) -> None:
        """Save what is typed."""

    def lock(self) -> None:
        """Let it be read only where nothing can be edited."""

    def open_at(self, _path: str) -> None:
        """Bring the keyboard into it."""
        self.visited = True
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.say()

    def finish(self, hint: str) -> None:
        """Put help and notes below what the row is for; called at the end of the construction."""
        if hint:
            self.body.addWidget(text_label(hint, "hint", wrap=True))

    def allow_verifying(self) -> None:
        """Let a verified value be recorded beside the claimed one; the keyboard has an action for it."""
        button = QToolButton()
        button.setIcon(icon("check-circle"))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name_widget(button, message("Record a verified value…"))
        button.clicked.connect(self._on_verify)
        self.head.addWidget(button)
        self._verify = button

    def say(self) -> None:
        """Say under the field what there is to say now."""
        found = self.remarks()
        if not found and self.notes is None:
            return
        if self.notes is None:
            self.notes = Notes(self)
            self.notes.pressed.connect(self.on_pressed)
            self.body.addWidget(self.notes)
        self.notes.show_notes(found)

    def remarks(self) -> tuple[Note, ...]:
        """What there is to say: problems, unless they wait for the field to be left."""
        return tuple(
            note_of(problem, acceptable=self.keeper.checkable)
            for problem in self.line.problems
            if self.visited or not self._is_missing(problem)
        )

    @Slot(str)
    def on_pressed(self, key: str) -> None:
        """Do what a button under the field says."""
        name, _, rest = key.partition(":")
        if name == "accept":
            reason = ask.ask_reason(self, message("Accept the warning"))
            if reason:
                self.keeper.accept(rest, reason)

    @Slot()
    def _on_verify(self) -> None:
        self.verify_asked.emit(self.path)

    def _is_missing(self, problem: Problem) -> bool:
        return problem.field == self.path and self.line.stored is None and problem.rule == self.path

    def _show_verified(self) -> None:
        found = self.line.verified
        if self._verify is not None:
            self._verify.setVisible(self.keeper.checkable)
        if found is None:
            if self.verified is not None:
                self.verified.hide()
            return
        if self.verified is None:
            self.verified = text_label("", "success", wrap=True)
            self.body.insertWidget(2, self.verified)
        text = message(
            "Verified: {value} ({origin}, {day})",
            value=found.text,
            origin=found.source or "—",
            day=found.on or "—",
        )
        self.verified.setText(str(text))
        self.verified.show()
