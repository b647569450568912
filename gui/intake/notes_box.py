# SPDX-License-Identifier: Apache-2.0
"""What a person must be told about a file: all of it can be read, in few lines of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from gui.widgets.rows import name_widget, set_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from models.language import Translatable

_MOST_LINES = 3


class NotesBox(QPlainTextEdit):
    """Sentences, one a line; more than a few are scrolled, none hide the box."""

    def __init__(self, name: Translatable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, name)
        set_state(self, "warning")
        self.hide()

    def say(self, sentences: Sequence[str]) -> None:
        """Say other sentences."""
        self.setPlainText("\n".join(sentences))
        self.setVisible(bool(sentences))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt calls it
        """Be as high as the lines are at this width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt calls it
        """Another font is another height."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        lines = round(self.document().size().height())  # a plain text document counts in lines
        shown = max(1, min(lines, _MOST_LINES))
        around = self.height() - self.viewport().height()
        if around < 0:
            return  # it was never laid out; it will be once it is shown
        high = self.fontMetrics().lineSpacing() * shown + 2 * round(
            self.document().documentMargin()
        )
        if self.height() != high + around or self.minimumHeight() != high + around:
            self.setFixedHeight(high + around)
