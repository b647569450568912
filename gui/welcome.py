# SPDX-License-Identifier: Apache-2.0
"""The first page: new office, open, recent ones, sample office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.settings import RECENT
from gui.theme import icon
from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import wide
from models.language import message

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.settings import Settings

_CHOICES = (
    ("new_office", "buildings", message("New office"),
     message("Make the register of your office in a new folder")),
    ("open_office", "folder-open", message("Open an office"),
     message("A folder that holds a register")),
    ("sample_office", "flask", message("Sample office"),
     message("Look around in invented applications; nothing real is touched")),
)  # fmt: skip
_SHOWN_RECENT = 6


class Welcome(QWidget):
    """The welcome page; `opened` gives the folder of a recent office."""

    opened = Signal(str)

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._actions = settings, actions
        self._layout = QVBoxLayout(self)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._card: QFrame | None = None

    def refresh(self) -> None:
        """Draw it again: recent offices or the language have changed."""
        if self._card is not None:
            self._layout.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = self._card = QFrame()
        card.setFixedWidth(wide(self, 90))
        rows = QVBoxLayout(card)
        rows.setSpacing(10)
        rows.addWidget(text_label(message("Xiandao"), "title"))
        about = message(
            "Record, check, review and report applications to future-industry programmes, on this"
            " computer, without a network."
        )
        rows.addWidget(text_label(about, "hint", wrap=True))
        rows.addSpacing(8)
        for name, picture, title, text in _CHOICES:
            rows.addWidget(self._choice(name, picture, str(title), str(text)))
        self._add_recent(rows)
        rows.addSpacing(8)
        marking = message("For non-classified (非涉密) material only.")
        rows.addWidget(text_label(marking, "hint", wrap=True))
        self._layout.addWidget(card)

    def _choice(self, name: str, picture: str, title: str, text: str) -> QPushButton:
        button = QPushButton(f"{title}\n{text}")
        button.setIcon(icon(picture, "icon_on"))
        side = self.fontMetrics().height() * 3 // 2
        button.setIconSize(QSize(side, side))
        button.setProperty("kind", "choice")
        button.setAutoDefault(True)  # Enter presses it, not only the space bar
        name_widget(button, title, text)
        button.clicked.connect(self._actions[name].trigger)
        return button

    def _add_recent(self, rows: QVBoxLayout) -> None:
        recent = [item for item in self._settings.get(RECENT) if Path(item).is_dir()]
        if not recent:
            return
        rows.addSpacing(8)
        rows.addWidget(text_label(message("Opened last"), "heading"))
        for folder in recent[:_SHOWN_RECENT]:
            line = QHBoxLayout()
            path = Path(folder)
            button = QPushButton(path.name)
            button.setProperty("kind", "flat")
            button.setProperty("folder", folder)
            button.setAutoDefault(True)
            button.setIcon(icon("folder"))
            name_widget(button, message("Open {folder}", folder=folder))
            button.clicked.connect(self._on_recent)
            line.addWidget(button)
            line.addWidget(text_label(str(path.parent), "hint"), 1)
            rows.addLayout(line)

    @Slot()
    def _on_recent(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.opened.emit(str(button.property("folder")))
