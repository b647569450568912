# SPDX-License-Identifier: Apache-2.0
"""What stands under a field: problems with basis and fix, drafts, conflicts, and what to do about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget, text_label
from models.errors import Severity
from models.language import current_language, message

if TYPE_CHECKING:
    from models.errors import Problem
    from models.language import Translatable


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is said.

    Attributes:
        role: error, warning, success or hint.
        offers: Buttons: what comes back when one is pressed, and its text.
    """

    role: str
    text: str
    detail: str = ""
    offers: tuple[tuple[str, str], ...] = ()


def note_of(problem: Problem, *, acceptable: bool) -> Note:
    """A problem in words; a warning can be accepted with a reason."""
    language = current_language()

    def shown(label: Translatable, part: Translatable | None) -> str:
        return f"{label.text(language)}{part.text(language)}" if part is not None else ""

    details = [shown(message("Fix: "), problem.fix), shown(message("Basis: "), problem.basis)]
    detail = "\n".join(part for part in details if part)
    text = problem.message.text(language)
    if problem.waived:
        accepted = message("Accepted: {reason}", reason=problem.waived)
        return Note("hint", f"{text}\n{accepted.text(language)}", detail)
    offers: tuple[tuple[str, str], ...] = ()
    if problem.severity is Severity.WARNING and acceptable:
        offers = ((f"accept:{problem.rule}", str(message("Accept with a reason…"))),)
    role = {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(problem.severity, "hint")
    return Note(role, text, detail, offers)


class Notes(QWidget):
    """The notes under one field; made anew only when something else is to be said."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self.shown: tuple[Note, ...] = ()
        self.hide()

    @property
    def text(self) -> str:
        """All that is said."""
        return "\n".join(note.text for note in self.shown)

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Say these things."""
        if notes == self.shown:
            return
        self.shown = notes
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for note in notes:
            self._layout.addWidget(self._frame(note))
        self.setHidden(not notes)

    def _frame(self, note: Note) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "note")
        frame.setProperty("state", note.role)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(8, 3, 8, 3)
        layout.setSpacing(1)
        layout.addWidget(text_label(note.text, note.role, wrap=True))
        if note.detail:
            layout.addWidget(text_label(note.detail, "hint", wrap=True))
        if note.offers:
            holder = QWidget()
            flow = FlowLayout(holder)
            for key, text in note.offers:
                button = QPushButton(text)
                button.setProperty("kind", "flat")
                button.setProperty("key", key)
                button.setAutoDefault(False)
                name_widget(button, text, note.text)
                button.clicked.connect(self._on_pressed)
                flow.addWidget(button)
            layout.addWidget(holder)
        return frame

    @Slot()
    def _on_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.pressed.emit(str(sender.property("key")))
