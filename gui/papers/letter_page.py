# SPDX-License-Identifier: Apache-2.0
"""Letters: document number, signature, whom to ask, seal and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox

from gui.papers.page import PaperPage, filling_fault
from gui.widgets.rows import name_widget
from models.language import message
from models.paper import NUMBER_NAMES, LetterPart, Paper

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.widgets.checked import Faults
    from models.language import Message


class LetterPage(PaperPage):
    """What letters have of the office's own."""

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        """Make it; `year` is that of the example of a number."""
        super().__init__(parent)
        self._year = year
        self.number = self.add_line(message("Document number"), _NUMBER_HINT)
        self.number.setPlaceholderText("经信函〔{year}〕{n}号")
        self.example = self.add_hint(_NUMBER_HINT)
        self.signature = self.add_line(message("Signature"))
        self.signature.setPlaceholderText(str(_SIGNATURE_HINT))
        self.contact = self.add_line(message("Whom to ask"))
        self.contact.setPlaceholderText(str(_CONTACT_HINT))
        self.seal = QCheckBox(str(message("A dotted square says where the seal goes")))
        name_widget(self.seal, self.seal.text())
        self.fields.add(message("Seal"), self.seal)
        self.copies = self.add_line(message("Copies to"))
        self.copies.setPlaceholderText(str(_COPIES_HINT))
        self.page.addStretch()
        self.seal.toggled.connect(self.changed)
        self.number.textChanged.connect(self._show_example)

    def show_paper(self, paper: Paper) -> None:
        """Show what a template says."""
        letter = paper.letter
        for edit, text in ((self.number, letter.number), (self.signature, letter.signature),
                           (self.contact, letter.contact), (self.copies, letter.copies)):  # fmt: skip
            edit.setText(text)
        self.seal.setChecked(letter.seal)

    def put_into(self, paper: Paper) -> Paper:
        """The template as the fields have it."""
        letter = LetterPart(
            number=self.number.text().strip(),
            signature=self.signature.text().strip(),
            contact=self.contact.text().strip(),
            seal=self.seal.isChecked(),
            copies=self.copies.text().strip(),
        )
        return paper.model_copy(update={"letter": letter})

    def check(self) -> Faults:
        """What is wrong, by field."""
        fault = self._number_fault()
        return {} if fault is None else {self.number: fault}

    def _number_fault(self) -> Message | None:
        return filling_fault(self.number.text(), NUMBER_NAMES)

    @Slot()
    def _show_example(self) -> None:
        text = self.number.text().strip()
        if not text or self._number_fault() is not None:
            self.example.setText(str(_NUMBER_HINT))
            return
        paper = Paper(letter=LetterPart(number=text))
        shown = message("For instance: {number}", number=paper.numbered(self._year, 1))
        self.example.setText(str(shown))


_NUMBER_HINT = message(
    "{year} and {n} are filled in: the year and the running number.", year="{year}", n="{n}"
)
_SIGNATURE_HINT = message("The office as printed over papers")
_CONTACT_HINT = message("Contact and telephone of the office")
_COPIES_HINT = message("Nobody; with copies, letters end with a list of them.")
