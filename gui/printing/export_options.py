# SPDX-License-Identifier: Apache-2.0
"""What an export for other programs lets one choose: as what, and which applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from gui.printing.options import Options
from gui.widgets.rows import add_row
from models.language import message, plural
from models.orders import ATTACHMENT_NAMES, ExportForm, ExportOrder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from models.language import Language, Message

_FORMS = (
    (ExportForm.JSON, message("JSON with its schema")),
    (ExportForm.CSV, message("Tables of text (CSV)")),
    (ExportForm.FOLDERS, message("Attachments in folders")),
)
_SAMPLE = 20


class ExportOptions(Options):
    """Fills in the order for an export."""

    def __init__(
        self, call: str, chosen: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        """Make them.

        Args:
            call: Its uid.
            chosen: The uids of the applications of the call that are chosen in the list.
        """
        super().__init__(parent)
        self._call, self._chosen = call, tuple(chosen)
        self.form_box = self.add_choice(message("Format"), _FORMS)
        which: list[tuple[tuple[str, ...], Message]] = [
            ((), message("All applications of the call"))
        ]
        if chosen:
            some = plural("The {n} that is chosen in the list", "The {n} that are chosen in the list",
                          n=len(chosen))  # fmt: skip
            which.append((self._chosen, some))
        self.which = self.add_choice(message("Which applications"), which)
        self.names = QLineEdit(ATTACHMENT_NAMES)
        self.names.textChanged.connect(self.changed)
        hint = message(
            "May use number, applicant, title, stage, call, slot, file; / parts folders."
        )
        self._names_label = add_row(self.form, message("Names"), self.names, hint=hint)
        self.form_box.currentIndexChanged.connect(self._show_names)
        self._show_names()

    def order(self, language: Language) -> ExportOrder:
        """The export."""
        return ExportOrder(
            call=self._call,
            form=self._form,
            applications=self.which.currentData(),
            names=self.names.text().strip(),
            language=language,
        )

    @property
    def suffix(self) -> str:
        """A file for JSON, a folder for the others."""
        return ".json" if self._form is ExportForm.JSON else ""

    @property
    def _form(self) -> ExportForm:
        return ExportForm(self.form_box.currentData())

    def _show_names(self) -> None:
        is_wanted = self._form is ExportForm.FOLDERS
        self._names_label.setVisible(is_wanted)
        self.names.setVisible(is_wanted)
