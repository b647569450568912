# SPDX-License-Identifier: Apache-2.0
"""The eligibility checklist: what the figures say, and the office's answer with its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.dossier.form.page import PageView
from gui.widgets.keys import FieldKeys
from gui.widgets.rows import name_widget, text_label
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.screen import CheckLine, Page
    from gui.dossier.form.keeper import Keeper
    from models.programme.answers import Row

_ANSWERS = (
    ("yes", message("Yes")),
    ("no", message("No")),
    ("na", message("Not applicable")),
)
_ROLES = {"yes": "success_badge", "no": "error_badge", "na": "badge", "open": "warning_badge"}
_OUTCOMES = {
    "yes": message("met"),
    "no": message("not met"),
    "na": message("does not apply"),
    "open": message("not answered"),
}


class ChecklistPage(PageView):
    """All lines of the checklist."""

    def __init__(self, page: Page, keeper: Keeper) -> None:
        super().__init__(page)
        self._keeper = keeper
        self.lines: dict[str, CheckRow] = {}

    def show_page(self, page: Page, _tables: Mapping[str, tuple[Row, ...]], *, anew: bool) -> None:
        """Show the lines and what answers them."""
        for line in page.checks:
            row = self.lines.get(line.item.id)
            if row is None:
                row = self.lines[line.item.id] = CheckRow(line, self._keeper)
                self.rows_layout.insertWidget(len(self.lines), row)
                row.lock()
            row.show_check(line, anew=anew)

    def commit(self) -> None:
        """Save the notes that are being typed."""
        for row in self.lines.values():
            row.commit()

    def lock(self) -> None:
        """Let it be read only where nothing can be answered."""
        for row in self.lines.values():
            row.lock()

    def stop_widgets(self) -> list[QWidget]:
        """The lines from top to bottom."""
        return list(self.lines.values())

    def open_field(self, path: str) -> None:
        """Bring the keyboard into a line."""
        key = path.partition("/")[2]
        row = self.lines.get(key) or next(iter(self.lines.values()), None)
        if row is not None:
            row.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(row)


class CheckRow(QFrame):
    """One line: question, figure and limit, outcome, answer, note."""

    def __init__(self, line: CheckLine, keeper: Keeper) -> None:
        super().__init__()
        self.setProperty("role", "field")
        self.setProperty("filler", "office")
        self._keeper = keeper
        self._keys = FieldKeys(self)
        self.line = line
        question = QLabel(line.label)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        question.setToolTip(line.basis)
        self.outcome = text_label("", "badge")
        self.figure = text_label("", "hint", wrap=True)
        self.box = QComboBox()
        nothing = message("By the figures") if line.automatic else message("(no answer)")
        self.box.addItem(str(nothing), "")
        for key, text in _ANSWERS:
            self.box.addItem(str(text), key)
        name_widget(self.box, message("Answer: {question}", question=line.label), line.basis)
        self.note = QLineEdit()
        self.note.setPlaceholderText(str(message("Note")))
        name_widget(self.note, message("Note: {question}", question=line.label))
        self._keys.watch(self.box)
        self._keys.watch(self.note)
        head = QHBoxLayout()
        head.addWidget(question, 1)
        head.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignTop)
        answer = QHBoxLayout()
        answer.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        answer.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 5, 10, 5)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self.figure)
        layout.addLayout(answer)
        self.box.activated.connect(self._on_answer)
        self.note.editingFinished.connect(self.commit)

    def show_check(self, line: CheckLine, *, anew: bool) -> None:
        """Show what answers the line; a note that is being typed stays."""
        before, self.line = self.line, line
        typing = self.note.text() != before.note and not anew
        self.outcome.setText(str(_OUTCOMES[line.outcome]))
        self.outcome.setProperty("role", _ROLES[line.outcome])
        self.outcome.style().unpolish(self.outcome)
        self.outcome.style().polish(self.outcome)
        parts = [
            message("Figure: {figure}", figure=line.figure) if line.figure else None,
            message("Limit: {limit}", limit=line.limit) if line.limit else None,
        ]
        self.figure.setText("  ·  ".join(str(part) for part in parts if part is not None))
        self.figure.setHidden(not self.figure.text())
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(max(self.box.findData(line.answer), 0))
        if not typing and self.note.text() != line.note:
            self.note.setText(line.note)
        self._allow_note()

    def lock(self) -> None:
        """Let it be read only where nothing can be answered."""
        self.box.setEnabled(self._keeper.checkable)
        self._allow_note()

    @Slot()
    def commit(self) -> None:
        """Save the note, where it is another."""
        answer = self.box.currentData()
        if self._keeper.checkable and answer and self.note.text().strip() != self.line.note:
            self._keeper.tick(self.line.item.id, answer, self.note.text())

    @Slot()
    def _on_answer(self) -> None:
        answer = self.box.currentData()
        if answer != self.line.answer:
            if not answer:
                self.note.clear()
            self._keeper.tick(self.line.item.id, answer, self.note.text())
        self._allow_note()

    def _allow_note(self) -> None:
        allowed = self._keeper.checkable and bool(self.box.currentData())
        self.note.setReadOnly(not allowed)
        self.note.setFocusPolicy(Qt.FocusPolicy.StrongFocus if allowed else Qt.FocusPolicy.NoFocus)
        self.note.setVisible(allowed or bool(self.line.note))
