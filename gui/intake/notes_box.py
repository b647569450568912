# SPDX-License-Identifier: Apache-2.0
"""What a person must be told about a file: all of it can be read, in few lines of the page."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from gui.widgets.rows import name_widget, set_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        around = self.height() - self.viewport().height()
        if around < 0:
            return  # it was never laid out; it will be once it is shown
        high = round(sum(islice(self._lines(), _MOST_LINES)) + 2 * self.document().documentMargin())
        if self.height() != high + around or self.minimumHeight() != high + around:
            self.setFixedHeight(high + around)

    def _lines(self) -> Iterator[float]:
        """How high each line is: 汉字 may come from a font with higher lines."""
        block = self.document().firstBlock()
        while block.isValid():
            self.document().documentLayout().blockBoundingRect(
                block
            )  # it is laid out when asked for
            for place in range(block.layout().lineCount()):
                yield block.layout().lineAt(place).height()
            block = block.next()
