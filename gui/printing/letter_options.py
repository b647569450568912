# SPDX-License-Identifier: Apache-2.0
"""What a letter about a call lets one choose: which, its number, its day, its fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from gui.printing.options import Options
from gui.widgets.day_field import DayField
from gui.widgets.rows import add_row
from models.language import message
from models.orders import LetterOrder
from models.views.dossiers import today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from models.language import Language, Message
    from models.programme.schema import Letter


class LetterOptions(Options):
    """Fills in the order for a letter."""

    def __init__(
        self,
        call: str,
        letters: Sequence[Letter],
        numbered: Callable[[int, int | None], str],
        parent: QWidget | None = None,
    ) -> None:
        """Make them.

        Args:
            call: Its uid.
            letters: Those about a call that its programme has.
            numbered: The document number of a year, with room for the running number.
        """
        super().__init__(parent)
        self._call, self._numbered = call, numbered
        self.letter = self.add_choice(
            message("Letter"), [(letter.id, letter.label) for letter in letters]
        )
        self._proposed = numbered(today().year, None)
        self.number = QLineEdit(self._proposed)
        hint = message("Printed as it stands here; the office's template says how it is made.")
        add_row(self.form, message("Document number"), self.number, hint=hint)
        self.dated = DayField()
        self.dated.setText(today().isoformat())
        hint = message("The day that the letter bears; empty for the day on which it is made.")
        add_row(self.form, message("Date"), self.dated, hint=hint)
        self.add_fonts()
        self.number.textChanged.connect(self.changed)
        self.dated.textChanged.connect(self._on_day)

    def order(self, language: Language) -> LetterOrder:
        """The letter."""
        day = self.dated.day
        return LetterOrder(
            call=self._call,
            letter=str(self.letter.currentData()),
            number=self.number.text().rstrip(),
            dated=day.isoformat() if day else "",
            language=language,
        )

    @property
    def suffix(self) -> str:
        """A file."""
        return ".pdf"

    @property
    def fault(self) -> Message | None:
        """That the day is none."""
        if self.dated.is_sound:
            return None
        return message("“{text}” is no day; write 2026-03-15.", text=self.dated.text().strip())

    @Slot()
    def _on_day(self) -> None:
        """The number that was proposed follows the year."""
        day = self.dated.day
        if day is not None and self.number.text() == self._proposed:
            self._proposed = self._numbered(day.year, None)
            self.number.setText(self._proposed)
        self.changed.emit()
