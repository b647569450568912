# SPDX-License-Identifier: Apache-2.0
"""Figures by year: one field a year, saved together."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from gui.dossier.form.editors.base import Editor, forget_undo
from gui.widgets.rows import name_widget, text_label
from models.language import current_language
from models.programme.display import unit_text

if TYPE_CHECKING:
    from forms.screen import Line
    from models.programme.schema import FormField


class SeriesEditor(Editor):
    """One number a year."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edits: dict[str, QLineEdit] = {}
        self._shown: dict[str, str] = {}
        self._names = ("", "")
        self._locked = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._unit = text_label(unit_text(field, current_language()).strip(), "hint")

    @property
    def changed(self) -> bool:
        """Whether another number stands there than was shown."""
        return self._texts() != self._shown

    def show_line(self, line: Line) -> None:
        """Show the years that are asked for, and those filled besides."""
        stored = line.stored if isinstance(line.stored, dict) else {}
        for name in map(str, line.years):
            if name not in self.edits:
                self._add(name)
        for year, edit in self.edits.items():
            number = str(stored.get(year, ""))
            if number != edit.text():
                with QSignalBlocker(edit):
                    edit.setText(number)
        if isinstance(line.stored, str) and self.edits:  # not understood: kept as typed
            self.show_draft(line.stored)
        self._shown = self._texts()

    def typed(self) -> Any:
        """The numbers by year; a number that is none makes it a text that is kept as typed."""
        return {year: text for year, text in self._texts().items() if text} or None

    def settle(self) -> None:
        """Take the numbers as handed over."""
        self._shown = self._texts()
        for edit in self.edits.values():
            forget_undo(edit)

    def draft(self) -> str:
        """The numbers by year, as JSON."""
        return json.dumps(self._texts(), ensure_ascii=False)

    def show_draft(self, text: str) -> None:
        """Put half-typed numbers back, each in its year."""
        found: Any = None
        with suppress(ValueError):
            found = json.loads(text.replace("'", '"'))
        if not isinstance(found, dict):
            found = {next(iter(self.edits), ""): text}
        for year, number in found.items():
            if year in self.edits:
                with QSignalBlocker(self.edits[year]):
                    self.edits[year].setText(str(number))

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        self._locked = locked
        for edit in self.edits.values():
            edit.setReadOnly(locked)

    def name(self, label: str, hint: str = "") -> None:
        """Name each year's field."""
        self._names = (label, hint)
        for year, edit in self.edits.items():
            name_widget(edit, f"{label} {year}", hint)

    def _add(self, year: str) -> None:
        edit = self.edits[year] = QLineEdit()
        edit.setReadOnly(self._locked)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        name_widget(edit, f"{self._names[0]} {year}", self._names[1])
        edit.textEdited.connect(self.edited)
        edit.returnPressed.connect(self.chosen)
        self.edits = dict(sorted(self.edits.items()))
        while self._grid.takeAt(0) is not None:
            pass
        before: QWidget | None = None
        for column, (name, one) in enumerate(self.edits.items()):
            label = self.findChild(QWidget, f"year-{name}")
            if label is None:
                label = text_label(name, "hint")
                label.setObjectName(f"year-{name}")
            self._grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(one, 1, column)
            self._grid.setColumnStretch(column, 1)
            if before is not None:
                self.setTabOrder(before, one)
            before = one
        self._grid.addWidget(self._unit, 1, len(self.edits))
        self.adopt(edit)
        self.setFocusProxy(next(iter(self.edits.values())))

    def _texts(self) -> dict[str, str]:
        return {year: edit.text().strip() for year, edit in self.edits.items()}
