# SPDX-License-Identifier: Apache-2.0
"""Language, look and size of the window, tried at once and kept per user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from gui.settings import FONT_SIZE, LANGUAGE, THEME
from gui.widgets.buttons import add_decision
from gui.widgets.rows import add_row, form_layout
from gui.widgets.sizes import wide
from models.language import message

if TYPE_CHECKING:
    from gui.settings import Setting, Settings

_LANGUAGES = (("", message("As the system")), ("zh", "简体中文"), ("en", "English"))
_THEMES = (("system", message("As the system")), ("light", message("Light")),
           ("dark", message("Dark")))  # fmt: skip
_SIZES = (0, 9, 10, 11, 12, 14, 16, 18, 20)


class SettingsDialog(QDialog):
    """What a user may choose for themselves."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(str(message("Settings")))
        self.language, self.theme, self.text_size = QComboBox(), QComboBox(), QComboBox()
        for value, text in _LANGUAGES:
            self.language.addItem(str(text), value)
        for value, name in _THEMES:
            self.theme.addItem(str(name), value)
        for points in _SIZES:
            text = message("{n} points", n=points) if points else message("As the system")
            self.text_size.addItem(str(text), points)
        for box, setting in self._boxes():
            box.setCurrentIndex(max(0, box.findData(settings.get(setting))))
        form = form_layout()
        add_row(form, message("Language"), self.language)
        add_row(form, message("Look"), self.theme)
        add_row(form, message("Size of the text"), self.text_size)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        buttons, _ = add_decision(self, message("Apply"))
        layout.addWidget(buttons)
        self.setMinimumWidth(wide(self, 46))

    def _boxes(self) -> tuple[tuple[QComboBox, Setting[Any]], ...]:
        return ((self.language, LANGUAGE), (self.theme, THEME), (self.text_size, FONT_SIZE))

    def accept(self) -> None:
        """Keep what was chosen."""
        for box, setting in self._boxes():
            self._settings.set(setting, box.currentData())
        super().accept()
