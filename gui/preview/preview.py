# SPDX-License-Identifier: Apache-2.0
"""One file as it would go out: the pages of a PDF, the sheets of a workbook, or a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from gui.preview.pages import PagesView
from gui.preview.sheets import SheetsView
from gui.widgets.rows import name_widget, text_label
from models.language import message

if TYPE_CHECKING:
    from gui.preview.making import Seen
    from models.language import Translatable


class Preview(QWidget):
    """Shows what was made aside; a word where there is nothing, or where it cannot be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = text_label("", "hint", wrap=True)
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = PagesView()
        self.pages.failed.connect(self._on_failed)
        self.sheets = SheetsView()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        name_widget(self.text, message("Preview of the text"))
        self.stack = QStackedWidget()
        for widget in (self.word, self.pages, self.sheets, self.text):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        name_widget(self, message("Preview"))

    def say(self, word: Translatable | str) -> None:
        """Show a word instead of a file."""
        self.word.setText(str(word))
        self.stack.setCurrentWidget(self.word)

    def show_seen(self, seen: Seen) -> None:
        """Show a file."""
        if seen.sheets:
            self.sheets.show_sheets(seen.sheets)
            self.stack.setCurrentWidget(self.sheets)
        elif seen.text:
            self.text.setPlainText(seen.text)
            self.stack.setCurrentWidget(self.text)
        elif seen.path.suffix.lower() == ".pdf":
            self.stack.setCurrentWidget(self.pages)
            self.pages.show_file(seen.path)
        else:
            self.say(message("{name} cannot be shown here.", name=seen.path.name))

    @Slot()
    def _on_failed(self) -> None:
        self.say(message("The preview cannot be shown."))
