# SPDX-License-Identifier: Apache-2.0
"""Long texts, with a live counter where there is a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from gui.dossier.form.editors.base import Editor, forget_undo
from gui.widgets.rows import text_label
from models.language import message
from models.rules.text import length

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from forms.screen import Line
    from models.programme.schema import FormField

_FEWEST, _MOST = 3, 14


class GrowingEdit(QPlainTextEdit):
    """A text that takes the lines it needs, up to a limit; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt calls it
        """High enough for its lines."""
        line, wanted = float(self.fontMetrics().lineSpacing()), 0.0
        block = self.document().firstBlock()
        while block.isValid():
            high = self.blockBoundingRect(block).height()
            line = max(line, high / max(1, block.lineCount()))
            wanted += high
            block = block.next()
        wanted = max(_FEWEST * line, min(wanted, _MOST * line))
        frame = max(self.height() - self.viewport().height(), 2 * self.frameWidth())
        high = round(wanted + frame + 2 * self.document().documentMargin() + 1)
        return QSize(super().sizeHint().width(), high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt calls it
        """A narrower text has more lines."""
        super().resizeEvent(event)
        self._on_size()

    @Slot()
    def _on_size(self) -> None:
        wanted = self.sizeHint().height()
        if wanted != self.minimumHeight():
            self.setFixedHeight(wanted)


class LongTextEditor(Editor):
    """A long text."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._shown = ""
        self.edit = GrowingEdit()
        self.counter = text_label("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.edit)
        layout.addWidget(self.counter)
        self.counter.setVisible(field.max_length is not None)
        self.adopt(self.edit)
        self.edit.textChanged.connect(self._on_edited)

    @property
    def changed(self) -> bool:
        """Whether another text stands there than was shown."""
        return self.edit.toPlainText() != self._shown

    def show_line(self, line: Line) -> None:
        """Show the stored text."""
        self._shown = line.text
        self._put(line.text)

    def typed(self) -> Any:
        """The text."""
        return self.edit.toPlainText()

    def settle(self) -> None:
        """Take the text as handed over."""
        self._shown = self.edit.toPlainText()
        forget_undo(self.edit)

    def show_draft(self, text: str) -> None:
        """Put the half-typed text back."""
        self._put(text)

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        self.edit.setReadOnly(locked)

    @Slot()
    def _on_edited(self) -> None:
        self._count()
        self.edited.emit()

    def _put(self, text: str) -> None:
        if text != self.edit.toPlainText():
            with QSignalBlocker(self.edit):
                self.edit.setPlainText(text)
        self._count()

    def _count(self) -> None:
        limit = self.field.max_length
        if limit is None:
            return
        n = length(self.edit.toPlainText().strip())
        text = (
            message("{n} of at most {limit} characters", n=n, limit=limit)
            if n <= limit
            else message(
                "{n} of at most {limit} characters: {over} too many",
                n=n,
                limit=limit,
                over=n - limit,
            )
        )
        self.counter.setText(str(text))
        self.counter.setProperty("role", "error" if n > limit else "hint")
        self.counter.style().polish(self.counter)
