# SPDX-License-Identifier: Apache-2.0
"""Editors of one line of text, of numbers with their unit, and of credit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gui.dossier.form.editors.base import Editor, forget_undo
from gui.widgets.rows import text_label
from models.language import current_language
from models.programme.display import number_text, unit_text
from models.programme.schema import FieldType
from models.programme.values import Unreadable, read, understand
from models.rules.credit_code import LENGTH, check
from models.rules.text import length

if TYPE_CHECKING:
    from forms.screen import Line
    from models.programme.schema import FormField


_WIDE = 30


class TextEditor(Editor):
    """One line of text; whatever was typed is handed over as it stands."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._shown = ""
        self.edit = self.make_edit()
        self.layout_ = QHBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(6)
        self.layout_.addWidget(self.edit, 1)
        self.counter = text_label("", "hint")
        self.counter.hide()
        self.layout_.addWidget(self.counter)
        self.adopt(self.edit)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.returnPressed.connect(self.chosen)

    @property
    def changed(self) -> bool:
        """Whether another text stands there than was shown."""
        return self.edit.text() != self._shown

    def make_edit(self) -> QLineEdit:
        """The line in which one types."""
        return QLineEdit()

    def show_line(self, line: Line) -> None:
        """Show the stored text from its beginning."""
        self._show(line.text)

    def typed(self) -> Any:
        """The text."""
        return self.edit.text()

    def settle(self) -> None:
        """Take the text as handed over."""
        self._shown = self.edit.text()
        forget_undo(self.edit)

    def show_draft(self, text: str) -> None:
        """Put the half-typed text back."""
        with QSignalBlocker(self.edit):
            self.edit.setText(text)
        self._count()

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        self.edit.setReadOnly(locked)

    @Slot()
    def _on_edited(self) -> None:
        self._count()
        self.edited.emit()

    def _show(self, text: str) -> None:
        self._shown = text
        with QSignalBlocker(self.edit):
            if text != self.edit.text():
                self.edit.setText(text)
            if not self.edit.hasFocus():
                self.edit.setCursorPosition(0)
        self._count()

    def _count(self) -> None:
        """Count near the limit: a line shows its length only when it matters."""
        limit = self.field.max_length
        if limit is not None:
            n = length(self.edit.text())
            self.counter.setText(f"{n}/{limit}")
            self.counter.setProperty("role", "error" if n > limit else "hint")
            self.counter.style().polish(self.counter)
            self.counter.setVisible(n * 10 >= limit * 8)


class NumberEditor(TextEditor):
    """A number: grouped by thousands while it is read, plain while it is edited; its unit beside it."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._plain = ""
        unit = unit_text(field, current_language()).strip()
        if unit:
            self.layout_.insertWidget(1, text_label(unit, "hint"))
        self.edit.installEventFilter(self)
        self.edit.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * _WIDE))
        self.layout_.addStretch(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Show the digits plain while the keyboard is in the field."""
        if watched is self.edit and not self.changed:
            if event.type() is QEvent.Type.FocusIn:
                self._put(self._plain)
            elif event.type() is QEvent.Type.FocusOut:
                self._put(self._grouped(self._plain))
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """Take the number as handed over."""
        super().settle()
        self._plain = self._shown
        if not self.edit.hasFocus():
            self._put(self._grouped(self._plain))

    def _show(self, text: str) -> None:
        self._plain = text
        super()._show(text if self.edit.hasFocus() else self._grouped(text))

    def _put(self, text: str) -> None:
        if text != self.edit.text():
            self._shown = text
            with QSignalBlocker(self.edit):
                self.edit.setText(text)

    def _grouped(self, text: str) -> str:
        """The number as it is read; what is none stays as it was typed."""
        if not self.field.grouped:
            return text
        value = read(self.field, understand(self.field, text, {}).stored)
        if value is None or isinstance(value, Unreadable | str | tuple | dict):
            return text
        places = self.field.places if self.field.type is not FieldType.INTEGER else None
        return number_text(value, places)  # type: ignore[arg-type] # numbers are left


class CreditCodeEditor(TextEditor):
    """A credit code, checked while it is typed; a usual slip is offered corrected."""

    def make_edit(self) -> QLineEdit:
        """A line wide enough for a code."""
        edit = QLineEdit()
        edit.setMinimumWidth(self.fontMetrics().horizontalAdvance("0" * LENGTH) * 5 // 4)
        return edit

    def take(self, code: str) -> None:
        """Put in what was offered, and hand it over."""
        self.edit.setText(code)
        self.hinted.emit("", "")
        self.edited.emit()
        self.chosen.emit()

    @Slot()
    def _on_edited(self) -> None:
        super()._on_edited()
        verdict = check(self.edit.text())
        if len(verdict.code) < LENGTH or verdict.valid:
            self.hinted.emit("", "")
        else:
            fault = str(verdict.fault) if verdict.fault else ""
            self.hinted.emit(fault, verdict.suggestion or "")
