# SPDX-License-Identifier: Apache-2.0
"""What every editor has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from gui.widgets.keys import FieldKeys
from gui.widgets.rows import name_widget

if TYPE_CHECKING:
    from forms.screen import Line
    from models.programme.schema import FormField


class Editor(QWidget):
    """An editor of one value.

    - `edited`: something was typed that is not handed over yet.
    - `chosen`: it is complete, so it can be saved without waiting for the field to be left.
    - `hinted`: a word about what is being typed, empty for none, and a text to offer instead.
    """

    edited = Signal()
    chosen = Signal()
    hinted = Signal(str, str)

    keeps_drafts = True
    """Whether what is half typed is one text that can be kept and put back."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.keys = FieldKeys(self)

    @property
    def changed(self) -> bool:
        """Whether it holds something else than was shown or handed over last."""
        raise NotImplementedError

    def show_line(self, line: Line) -> None:
        """Show the stored value; whatever was typed is gone."""
        raise NotImplementedError

    def typed(self) -> Any:
        """What was typed or chosen, as the verb takes it."""
        raise NotImplementedError

    def settle(self) -> None:
        """Take what stands there as handed over; there is nothing to take back in the field."""
        raise NotImplementedError

    def draft(self) -> str:
        """What is half typed, as one text."""
        return str(self.typed())

    def show_draft(self, text: str) -> None:
        """Put back what was half typed; it still counts as changed."""
        raise NotImplementedError

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        raise NotImplementedError

    def name(self, label: str, hint: str = "") -> None:
        """Give its fields their names for screen readers."""
        target = self.focusProxy() or self
        name_widget(target, label, hint)

    def adopt(self, widget: QWidget) -> None:
        """Let a widget be the one that takes the keyboard."""
        self.keys.watch(widget)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def forget_undo(field: QLineEdit | QPlainTextEdit) -> None:
    """Leave a field its text and cursor, but nothing of its own to take back."""
    if isinstance(field, QPlainTextEdit):
        field.document().clearUndoRedoStacks()
        return
    place, chosen = field.cursorPosition(), field.selectionStart()
    length = field.selectionLength()
    blocked = field.blockSignals(True)
    field.setText(field.text())
    field.blockSignals(blocked)
    if chosen >= 0:
        field.setSelection(chosen, length)
    else:
        field.setCursorPosition(place)
