# SPDX-License-Identifier: Apache-2.0
"""Messages that do not stop the work: one line at the bottom with "undo" or "show", gone by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.theme import icon
from gui.widgets.rows import name_widget, set_state
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.language import Translatable

_SHOWN_MS = 8000
_FAULT_MS = 20000


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside a message.

    Attributes:
        keeps: The message stays once it was pressed, with the other buttons.
    """

    text: Translatable
    handler: Callable[[], None]
    keeps: bool = False


class Messages(QFrame):
    """The message line of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._close = QPushButton()
        self._close.setProperty("kind", "flat")
        self._close.setIcon(icon("x"))
        self._close.setAutoDefault(False)  # in a dialog it would be what Enter presses
        name_widget(self._close, message("Close the message"))
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 1, 4, 1)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(self._close)
        self._stays = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or all that is above would jump under the mouse
        self.setSizePolicy(policy)
        self.hide()

    def tell(self, text: Translatable | str, *offers: Offer, stays: bool = False) -> None:
        """Say that something was done; where it `stays`, until it is closed or `let_go` is called."""
        self._show(text, "success", _SHOWN_MS, offers)
        self._stays = stays
        if stays:
            self._timer.stop()

    def let_go(self) -> None:
        """Close a message that stays: something else was done since."""
        if self._stays:
            self.hide()

    def warn(self, text: Translatable | str, *offers: Offer) -> None:
        """Say that something could not be done; it stays longer."""
        self._show(text, "error", _FAULT_MS, offers)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text() if not self.isHidden() else ""

    def press(self) -> None:
        """Press the first button."""
        first = self._buttons.itemAt(0)
        button = first.widget() if first is not None else None
        if isinstance(button, QPushButton):
            button.click()

    def _show(
        self, text: Translatable | str, state: str, shown_ms: int, offers: tuple[Offer, ...]
    ) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()  # a question that follows at once would keep it in sight
                old.deleteLater()
        for offer in offers:
            button = QPushButton(str(offer.text))
            button.setProperty("kind", "flat")
            button.setAutoDefault(True)
            button.clicked.connect(offer.handler)
            if not offer.keeps:
                button.clicked.connect(self._on_taken)
            self._buttons.addWidget(button)
        self._text.setText(str(text))
        self.setAccessibleName(str(text))
        set_state(self, state)
        self._stays = False
        self.show()
        self._timer.start(shown_ms)

    @Slot()
    def _on_taken(self) -> None:
        self.hide()
