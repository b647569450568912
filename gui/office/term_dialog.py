# SPDX-License-Identifier: Apache-2.0
"""A term of the office's own, below another one or at the top of a vocabulary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from gui.dialogs.form import FormDialog
from gui.widgets.checked import Note
from gui.widgets.rows import text_label
from models.language import Label, message
from models.verbs.vocabularies import TermThereError, free_key

if TYPE_CHECKING:
    from gui.widgets.checked import Faults
    from models.programme.vocabulary import Term, Vocabulary

_COMMAS = re.compile("[,，、;；\n]")


class TermDialog(FormDialog):
    """Asks for what `add_term` needs."""

    def __init__(
        self, vocabulary: Vocabulary, parent_term: Term | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(message("Add a term"), message("Add"), chars=68, parent=parent)
        self._vocabulary, self._above = vocabulary, parent_term
        self.zh, self.en, self.aliases = QLineEdit(), QLineEdit(), QLineEdit()
        where = (
            message("Below “{term}” in “{vocabulary}”", term=parent_term.label,
                    vocabulary=vocabulary.label)
            if parent_term
            else message("At the top of “{vocabulary}”", vocabulary=vocabulary.label)
        )  # fmt: skip
        self.content.insertWidget(0, text_label(where, "heading", wrap=True))
        self.fields.add(message("Chinese name"), self.zh)
        self.fields.add(message("English name"), self.en, hint=_ENGLISH_HINT)
        self.fields.add(message("Other names"), self.aliases, hint=_ALIASES_HINT)
        self.fields.add_note(Note(_ALIASES_HINT))
        self.content.addStretch()

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of `add_term`."""
        above = self._above.id if self._above else ""
        aliases = [part.strip() for part in _COMMAS.split(self.aliases.text()) if part.strip()]
        return {
            "vocabulary": self._vocabulary.id,
            "key": free_key(self._vocabulary, above),
            "label": Label(self.zh.text().strip(), self.en.text().strip()),
            "parent": above,
            "aliases": aliases,
        }

    def check(self) -> Faults:
        """What is wrong, by field."""
        name = self.zh.text().strip()
        if not name:
            return {self.zh: message("A term needs a name.")}
        if self._vocabulary.find(name) is not None:
            return {self.zh: TermThereError(name, self._vocabulary.label).message}
        return {}


_ENGLISH_HINT = message("May stay empty; the Chinese name is shown instead.")
_ALIASES_HINT = message("Other names under which it comes in, separated by commas.")
