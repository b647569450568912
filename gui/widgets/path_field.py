# SPDX-License-Identifier: Apache-2.0
"""A file or a folder, typed or chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from gui.dialogs import ask
from gui.widgets.rows import name_widget
from models.language import message

if TYPE_CHECKING:
    from models.language import Translatable


class PathField(QWidget):
    """A line for a path with a button that lets one choose."""

    changed = Signal()

    def __init__(
        self, asks: Translatable, *, pattern: str = "", parent: QWidget | None = None
    ) -> None:
        """Make the field; with a `pattern` (`*.toml`) it names a file, without one a folder."""
        super().__init__(parent)
        self._asks, self._pattern = asks, pattern
        self.edit = QLineEdit()
        self.button = browse_button(asks)
        self.button.clicked.connect(self._browse)
        put_beside(self, self.edit, self.button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.textChanged.connect(self.changed)

    @property
    def path(self) -> str:
        """What stands in the line."""
        return self.edit.text().strip()

    @Slot()
    def _browse(self) -> None:
        if self._pattern:
            found = ask.choose_file(self, self._asks, self.path, self._pattern)
        else:
            found = ask.choose_folder(self, self._asks, self.path)
        if found:
            self.edit.setText(found)
            self.edit.setFocus()


def browse_button(asks: Translatable) -> QPushButton:
    """A button that lets one choose; Enter in the line beside it does not press it."""
    button = QPushButton(str(message("Browse…")))
    button.setAutoDefault(False)
    name_widget(button, asks)
    return button


def put_beside(place: QWidget, edit: QLineEdit, button: QPushButton) -> None:
    """Lay a line and its button into a widget, which stands for the line."""
    layout = QHBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(edit, 1)
    layout.addWidget(button)
    place.setFocusProxy(edit)
