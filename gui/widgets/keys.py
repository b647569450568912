# SPDX-License-Identifier: Apache-2.0
"""Keys and wheel where Qt's fields keep more than is theirs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget


class FieldKeys(QObject):
    """A filter for the fields of a form.

    - Undo and redo of a field that has nothing of its own to take back reach the window's actions.
    - The wheel scrolls the page, and never turns the value of a box over which the page moves.
    """

    def watch(self, widget: QWidget) -> None:
        """Filter what a field gets."""
        widget.installEventFilter(self)
        if isinstance(widget, QPlainTextEdit):
            widget.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Hold back what is not the field's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _passes_on(watched, event):
                event.ignore()
                return True
        elif event.type() is QEvent.Type.Wheel and _is_passed_over(watched):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _passes_on(field: QObject, event: QKeyEvent) -> bool:
    for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        if event.matches(key):
            undo = key is QKeySequence.StandardKey.Undo
            if isinstance(field, QLineEdit):
                return not (field.isUndoAvailable() if undo else field.isRedoAvailable())
            if isinstance(field, QPlainTextEdit):
                document = field.document()
                return not (document.isUndoAvailable() if undo else document.isRedoAvailable())
    return False


def _is_passed_over(field: QObject) -> bool:
    if isinstance(field, QComboBox):
        return True
    holder = field.parent() if not isinstance(field, QPlainTextEdit) else field
    return isinstance(holder, QPlainTextEdit) and not holder.hasFocus()
