# SPDX-License-Identifier: Apache-2.0
"""To whom something went, said once it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from gui.dialogs.form import FormDialog
from gui.widgets.rows import text_label
from models.language import message

if TYPE_CHECKING:
    from gui.widgets.checked import Faults
    from models.views.ledger import LedgerLine


class RecipientDialog(FormDialog):
    """Asks for the recipient, and a note such as the way it went."""

    def __init__(self, line: LedgerLine, parent: QWidget | None = None) -> None:
        super().__init__(message("Recipient"), message("Note it"), chars=76, parent=parent)
        self.line = line
        self.recipient = QLineEdit(line.recipient)
        self.note = QLineEdit(line.note)
        about = " · ".join((str(line.id), line.at, str(line.what), line.about))
        self.content.insertWidget(0, text_label(about, "heading", wrap=True))
        self.fields.add(message("Recipient"), self.recipient)
        self.fields.add(message("Note"), self.note, hint=message("Such as the way it went."))
        self.content.addWidget(text_label(_STAYS, "hint", wrap=True))
        self.content.addStretch()
        self.recipient.setFocus()

    def check(self) -> Faults:
        """An empty recipient takes back what was said by mistake."""
        return {}


_STAYS = message("What was noted before stays in the list's own history; the last word counts.")
