# SPDX-License-Identifier: Apache-2.0
"""The question why: what it is about in full, and room for an answer of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.dialogs.form import PageDialog
from gui.widgets.rows import name_widget, text_label
from models.language import message

if TYPE_CHECKING:
    from models.language import Translatable


class ReasonDialog(PageDialog):
    """Asks for a reason; it cannot be confirmed without one."""

    def __init__(self, step: Translatable, parent: QWidget | None = None) -> None:
        super().__init__(message("Give a reason"), chars=64, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # it is asked afterwards
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(self.fontMetrics().lineSpacing() * 5)
        what = message("Reason (kept in the history):")
        name_widget(self.edit, what)
        self.content.addWidget(text_label(step, wrap=True))
        self.content.addWidget(text_label(what, "hint"))
        self.content.addWidget(self.edit)
        self.accept_button = self.add_decision(message("&OK"))
        self.accept_button.setEnabled(False)
        self.edit.textChanged.connect(self._on_text)

    @property
    def reason(self) -> str:
        """What was given."""
        return self.edit.toPlainText().strip()

    @Slot()
    def _on_text(self) -> None:
        self.accept_button.setEnabled(bool(self.reason))
