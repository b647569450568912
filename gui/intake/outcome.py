# SPDX-License-Identifier: Apache-2.0
"""What becomes of refused rows: all or nothing, good rows only, or the rest as drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QWidget

from forms.intake.compare.preview import Choice
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget
from models.language import message

if TYPE_CHECKING:
    from models.language import Message

_CHOICES: dict[Choice, tuple[Message, Message]] = {
    Choice.ALL: (
        message("&All rows, or none"),
        message("Nothing is imported as long as one row is refused."),
    ),
    Choice.GOOD: (
        message("&Good rows only"),
        message("Refused rows are left out; send them back in an error workbook."),
    ),
    Choice.DRAFTS: (
        message("Good rows, the rest as &drafts"),
        message("Refused rows are recorded as incomplete, with their values as typed."),
    ),
}

_SEND_BACK = message(
    "The sender's own file with its problems marked, to be corrected and imported again."
)


class OutcomeBar(QWidget):
    """Asks where rows are refused; `changed` gives a `Choice`. The button beside sends them back."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Choice, QRadioButton] = {}
        self._group = QButtonGroup(self)
        flow = FlowLayout()
        for choice, (text, hint) in _CHOICES.items():
            button = QRadioButton(str(text))
            name_widget(button, text, hint)
            self._group.addButton(button)
            self.buttons[choice] = button
            flow.addWidget(button)
        self.errors = QPushButton(str(message("&Error workbook…")))
        self.errors.setAutoDefault(False)
        name_widget(self.errors, message("Error workbook"), _SEND_BACK)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(flow, 1)
        layout.addWidget(self.errors)
        self._group.buttonClicked.connect(self._on_chosen)

    def ask(self, refused: int, choice: Choice, *, problems: bool) -> None:
        """Ask what becomes of so many refused rows; with problems, they can be sent back."""
        self.buttons[choice].setChecked(True)
        for button in self.buttons.values():
            button.setVisible(refused > 0)
        self.errors.setEnabled(problems)

    @Slot()
    def _on_chosen(self) -> None:
        for choice, button in self.buttons.items():
            if button.isChecked():
                self.changed.emit(choice)
