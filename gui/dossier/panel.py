# SPDX-License-Identifier: Apache-2.0
"""What every page of the application pane has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.widgets.messages import Messages
    from models.dossier import Dossier
    from models.language import Translatable


class Panel(QWidget):
    """A page of the application pane; it shows a dossier and asks for verbs through the desk.

    Attributes:
        badge: How much on it wants attention; its tab shows it.
    """

    badge: Translatable | str = ""

    def __init__(self, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk, self.messages = desk, messages

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show an application, or that none is chosen; the same one again after a change."""
        raise NotImplementedError

    def open_field(self, path: str) -> None:
        """Bring the keyboard to a field; a page without fields does nothing."""

    def commit(self) -> None:
        """Save what is half typed: the application or the window is about to be left."""
