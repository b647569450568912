# SPDX-License-Identifier: Apache-2.0
"""What the pages of the template have in common: fields by the key that they edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.checked import CheckedForm, Note
from models.language import Label, message
from models.programme.faults import brace_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gui.widgets.checked import Faults
    from models.language import Message, Translatable
    from models.paper import Paper

LONGEST = 200
"""So many characters a line of the template may have (`models.paper.Line`)."""


class PaperPage(QWidget):
    """Some fields of the template; `changed` when one of them was changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = CheckedForm()
        self.fields.changed.connect(self.changed)
        self.page = QVBoxLayout(self)
        self.page.addWidget(self.fields)

    def show_paper(self, paper: Paper) -> None:
        """Show what a template says."""
        raise NotImplementedError

    def put_into(self, paper: Paper) -> Paper:
        """The template as the fields have it; only where `check` finds nothing."""
        raise NotImplementedError

    def check(self) -> Faults:
        """What is wrong, by field."""
        return {}

    def lock(self) -> None:
        """Let nobody change anything."""
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(True)
        for text in self.findChildren(QPlainTextEdit):
            text.setReadOnly(True)
        for kind in (QCheckBox, QPushButton):
            for widget in self.findChildren(kind):
                widget.setEnabled(False)

    def add_line(self, text: Translatable, hint: Translatable | str = "") -> QLineEdit:
        """Add a field of one line."""
        edit = QLineEdit()
        edit.setMaxLength(LONGEST)
        self.fields.add(text, edit, hint=hint)
        return edit

    def add_text(
        self, text: Translatable, *, lines: int, hint: Translatable | str = ""
    ) -> QPlainTextEdit:
        """Add a field of several lines; Tab leaves it."""
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        room = edit.document().documentMargin() + edit.frameWidth()
        edit.setFixedHeight(round(edit.fontMetrics().lineSpacing() * lines + 2 * room) + 2)
        self.fields.add(text, edit, hint=hint)
        return edit

    def add_hint(self, text: Translatable) -> Note:
        """Add an explanation below the last field."""
        note = Note(text)
        self.fields.add_note(note)
        return note


def filling_fault(text: str, names: Iterable[str]) -> Message | None:
    """What is wrong with a text whose names in braces are filled in; None where it can be filled."""
    known = sorted(names)
    for _, reason, near in brace_faults("", Label(text, ""), known):
        if near:
            meant = f"{{{near}}}"
            return message("This cannot be filled in: {reason}. Did you mean “{near}”?",
                           reason=reason, near=meant)  # fmt: skip
        return message("This cannot be filled in: {reason}.", reason=reason)
    try:
        text.format_map(dict.fromkeys(known, " "))
    except (ValueError, IndexError) as error:
        reason = message("the braces do not fit ({detail})", detail=str(error))
        return message("This cannot be filled in: {reason}.", reason=reason)
    return None
