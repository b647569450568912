# SPDX-License-Identifier: Apache-2.0
"""The question about a possible duplicate: update that one, record as new, skip; for one row or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout, QWidget

from forms.intake.compare.preview import Decision
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget, text_label
from models.language import message, plural

if TYPE_CHECKING:
    from models.language import Message

_ANSWERS: tuple[tuple[Decision, str, Message], ...] = (
    (Decision.UPDATE, "U", message("Update that one")),
    (Decision.NEW, "N", message("Record as new")),
    (Decision.SKIP, "S", message("Skip the row")),
)


class DecisionBar(QFrame):
    """The three answers; a letter in the list gives them as well.

    - `decided` gives the answer for this row.
    - `decided_for_all` gives the answer for this row and all that are undecided.
    """

    decided = Signal(object)  # Decision
    decided_for_all = Signal(object)  # Decision

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setProperty("state", "warning")
        self.question = text_label("", wrap=True)
        self.all = QCheckBox()
        self.buttons: dict[Decision, QPushButton] = {}
        flow = FlowLayout()
        for decision, key, text in _ANSWERS:
            button = QPushButton(f"{text} ({key})")
            shortcut = QShortcut(
                QKeySequence(key), button
            )  # the button's own waits for its animation
            shortcut.activated.connect(button.click)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "filter")  # which shows what was chosen
            name_widget(button, text)
            button.clicked.connect(self._on_answer)
            self.buttons[decision] = button
            flow.addWidget(button)
        flow.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.question)
        layout.addLayout(flow)
        self.hide()

    def ask(self, *, title: str, decision: Decision | None, undecided: int) -> None:
        """Ask about a row; `undecided` is how many wait, this one among them."""
        text = message("Is it the same project as the one below? {title}", title=title)
        self.question.setText(str(text))
        for answer, button in self.buttons.items():
            button.setChecked(answer is decision)
        others = plural("The same for {n} that is undecided", "The same for all {n} that are undecided",
                        n=undecided)  # fmt: skip
        self.all.setText(str(others))
        name_widget(self.all, others)
        self.all.setVisible(undecided > 1)
        if undecided <= 1:
            self.all.setChecked(False)
        self.show()

    @Slot()
    def _on_answer(self) -> None:
        for decision, button in self.buttons.items():
            if button is self.sender():
                told = self.decided_for_all if self.all.isChecked() else self.decided
                self.all.setChecked(False)
                told.emit(decision)
                return
