# SPDX-License-Identifier: Apache-2.0
"""What narrows a preview: a button for each kind of row with its number, and a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.intake.preview_model import STATUSES, WRONG
from gui.theme import icon
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.intake.compare.preview import Status
    from gui.intake.preview_model import Kind
    from models.language import Message

_WAIT_MS = 120
_NAMES: Mapping[Kind, Message] = dict(
    ((None, message("All rows")), *STATUSES.items(), (WRONG, message("With errors")))
)
_HINTS: Mapping[Kind, Message] = {
    WRONG: message("Not refused, but something is wrong with them."),
}


class StatusBar(QFrame):
    """The bar above the rows; `changed` tells that it asks for others."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.buttons: dict[Kind, QPushButton] = {}
        self._group = QButtonGroup(self)
        flow = FlowLayout()
        for kind in _NAMES:
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "filter")
            self.buttons[kind] = button
            self._group.addButton(button)
            flow.addWidget(button)
        self.buttons[None].setChecked(True)
        self.text = QLineEdit()
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.setPlaceholderText(
            str(message("Find in these rows: title, applicant, number, problem"))
        )
        name_widget(self.text, message("Find in these rows"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addLayout(flow)
        layout.addWidget(self.text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.changed)
        self.text.textChanged.connect(self._timer.start)
        self._group.buttonClicked.connect(self._on_button)

    @property
    def kind(self) -> Kind:
        """The kind of row that is wanted; none for all."""
        return next((kind for kind, item in self.buttons.items() if item.isChecked()), None)

    def show_counts(self, counts: Mapping[Status, int], wrong: int) -> None:
        """Show how many rows of each kind there are; kinds without any have no button."""
        numbers: dict[Kind, int] = dict(counts.items())
        numbers |= {None: sum(counts.values()), WRONG: wrong}
        for kind, button in self.buttons.items():
            number = numbers[kind]
            text = f"{_NAMES[kind]}  {number:,}"
            button.setText(text)
            name_widget(button, text, _HINTS.get(kind, ""))
            button.setVisible(kind is None or number > 0)
            if button.isChecked() and not number:
                self.buttons[None].setChecked(True)

    @Slot()
    def _on_button(self) -> None:
        self.changed.emit()
