# SPDX-License-Identifier: Apache-2.0
"""What a summary lets one choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.printing.for_whom import add_for_whom
from gui.printing.options import Options
from models.language import message
from models.orders import SummaryOrder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.language import Language

_FORMS = (("xlsx", message("Excel workbook")), ("pdf", message("PDF document")))


class SummaryOptions(Options):
    """Fills in the order for the summary of a call."""

    def __init__(self, call: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self.audience = add_for_whom(self)
        self.form_box = self.add_choice(message("Format"), _FORMS)

    def order(self, language: Language) -> SummaryOrder:
        """The summary."""
        return SummaryOrder(
            call=self._call,
            form=self._form,
            audience=str(self.audience.currentData()),
            language=language,
        )

    @property
    def suffix(self) -> str:
        """That of the format."""
        return f".{self._form}"

    @property
    def _form(self) -> str:
        return str(self.form_box.currentData())
