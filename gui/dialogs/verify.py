# SPDX-License-Identifier: Apache-2.0
"""What the office found beside what is claimed: value, source, day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from gui.dossier.form.editors import Known, make_editor
from gui.widgets.buttons import add_decision
from gui.widgets.rows import add_row, form_layout, text_label
from gui.widgets.sizes import wide
from models.language import message
from models.programme.values import parse_date

if TYPE_CHECKING:
    from forms.screen import Line


class VerifyDialog(QDialog):
    """Asks for a verified value and where it was found."""

    def __init__(
        self, line: Line, known: Known, *, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(message("Record a verified value")))
        self._today = today
        self.taken_away = False
        self.editor = make_editor(line.field, known)
        self.editor.show_line(line)
        self.editor.name(str(message("Verified value")))
        self.source = QLineEdit(line.verified.source if line.verified else "")
        self.source.setPlaceholderText(str(message("Audit report, site visit, licence …")))
        self.day = QLineEdit(line.verified.on if line.verified else today.isoformat())
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(line.label, "heading", wrap=True))
        claimed = message("Claimed: {value}", value=f"{line.text} {line.unit}".strip() or "—")
        layout.addWidget(text_label(claimed, "hint", wrap=True))
        form = form_layout()
        add_row(form, message("Verified value"), self.editor).setBuddy(
            self.editor.focusProxy() or self.editor
        )
        add_row(form, message("Source"), self.source)
        add_row(form, message("Verified on"), self.day)
        layout.addLayout(form)
        self.fault = text_label("", "error", wrap=True)
        self.fault.hide()
        layout.addWidget(self.fault)
        buttons, _ = add_decision(self, message("Record"))
        if line.verified is not None:
            away = buttons.addButton(
                str(message("Take it away")), QDialogButtonBox.ButtonRole.DestructiveRole
            )
            away.setAutoDefault(False)
            away.clicked.connect(self._on_away)
        layout.addWidget(buttons)
        self.setMinimumWidth(wide(self, 60))

    @property
    def value(self) -> Any:
        """What was typed."""
        return None if self.taken_away else self.editor.typed()

    @property
    def on(self) -> date | None:
        """The day of verification."""
        found = parse_date(self.day.text())
        return date.fromisoformat(found) if found else None

    def accept(self) -> None:
        """Ask for what is missing before it closes."""
        missing = None
        if self.value in (None, ""):
            missing = message("Give the value that was found.")
        elif not self.source.text().strip():
            missing = message("Say where it was found.")
        elif self.on is None:
            missing = message("Give a day such as 2026-03-15.")
        elif self.on > self._today:
            missing = message("That day has not come yet.")
        if missing is None:
            super().accept()
            return
        self.fault.setText(str(missing))
        self.fault.show()

    @Slot()
    def _on_away(self) -> None:
        self.taken_away = True
        super().accept()
