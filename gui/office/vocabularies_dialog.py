# SPDX-License-Identifier: Apache-2.0
"""Vocabularies: what there is, terms of the office's own, vocabularies of its own from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.office.term_dialog import TermDialog
from gui.office.vocabulary_tree import Place, VocabularyTree
from gui.widgets.rows import name_widget, text_label
from models.duties import Duty
from models.language import message
from models.storage.files import CannotReadError
from models.verbs.vocabularies import add_term, add_vocabulary, retire_term

if TYPE_CHECKING:
    from gui.desk import Changes, Desk
    from models.programme.vocabulary import Term, Vocabulary
    from models.reader import Reader


def read_vocabularies(reader: Reader) -> list[Vocabulary]:
    """The vocabularies as they are for new calls, with the office's own terms."""
    return list(reader.library.vocabularies().values())


class VocabulariesDialog(PageDialog):
    """The tree of all vocabularies, and what can be done with a term."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(message("Vocabularies…"), chars=96, lines=32, parent=parent)
        self._desk = desk
        self._known: dict[str, Vocabulary] = {}
        self.adding: TermDialog | None = None
        self._wanted_place: Place | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(str(message("Find a term")))
        self.filter.setClearButtonEnabled(True)
        name_widget(self.filter, message("Find a term"))
        self.tree = VocabularyTree()
        self.about = text_label("", "hint", wrap=True)
        self.about.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.term_button = QPushButton(str(message("Add a term below…")))
        self.retire_button = QPushButton(str(message("Retire…")))
        self.file_button = QPushButton(str(message("Add from a file…")))
        row = QHBoxLayout()
        for button in (self.term_button, self.retire_button, self.file_button):
            button.setAutoDefault(False)
            name_widget(button, button.text().rstrip("…"))
            row.addWidget(button)
        row.addStretch()
        self.content.addWidget(self.filter)
        self.content.addWidget(self.tree, 1)
        self.content.addWidget(self.about)
        self.content.addLayout(row)
        self.add_close()
        self.filter.textChanged.connect(self.tree.narrow)
        self.tree.chosen.connect(self._on_chosen)
        self.term_button.clicked.connect(self.add)
        self.retire_button.clicked.connect(self.retire)
        self.file_button.clicked.connect(self.add_file)
        desk.changed.connect(self._on_changed)
        self._on_chosen()
        self.refresh()

    def refresh(self) -> None:
        """Read them again, aside."""
        self._desk.ask(read_vocabularies, then=self._show, latest=self)

    @Slot()
    def add(self) -> None:
        """Ask for a term below the one that is chosen."""
        place = self.tree.place
        if place is not None:
            vocabulary = self._known[place.vocabulary]
            self.adding = TermDialog(vocabulary, vocabulary.get(place.term), self)
            self.adding.submitted.connect(self._add)
            self.adding.open()

    @Slot()
    def retire(self) -> None:
        """Retire the term that is chosen, after a question."""
        place, term = self.tree.place, self._term()
        if place is None or term is None:
            return
        question = message("Retire the term “{term}”?", term=term.label)
        detail = message("Applications keep it; nobody can choose it any more.")
        if ask.confirm(self, question, yes=message("Retire"), detail=detail):
            self.say("")
            self._desk.do(
                retire_term,
                otherwise=self.show_fault,
                vocabulary=place.vocabulary,
                key=place.term,
            )

    @Slot()
    def add_file(self) -> None:
        """Add a vocabulary of the office's own from a file, or a new version of it."""
        self.say("")
        name = ask.choose_file(self, message("Choose a vocabulary"), pattern="*.toml")
        if not name:
            return
        try:
            text = Path(name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            known = error if isinstance(error, OSError) else None
            self.show_fault(CannotReadError(Path(name), known))
            return
        self._desk.do(
            add_vocabulary,
            then=self._on_file_added,
            otherwise=self.show_fault,
            text=text,
            file=Path(name).name,
        )

    @Slot()
    def _add(self) -> None:
        dialog = self.adding
        if dialog is not None:
            values = dialog.values
            self._wanted_place = Place(values["vocabulary"], values["key"])
            self._desk.do(add_term, then=self._on_term_added, otherwise=dialog.show_fault, **values)

    def _on_term_added(self, _uid: str) -> None:
        dialog, self.adding = self.adding, None
        if dialog is not None:
            dialog.accept()

    def _on_file_added(self, key: str) -> None:
        self._wanted_place = Place(key)

    def _show(self, vocabularies: list[Vocabulary]) -> None:
        self._known = {vocabulary.id: vocabulary for vocabulary in vocabularies}
        self.tree.show_vocabularies(vocabularies)
        self.tree.narrow(self.filter.text())
        if self._wanted_place is not None:
            self.tree.choose(self._wanted_place)
            self._wanted_place = None
        self._on_chosen()

    def _term(self) -> Term | None:
        place = self.tree.place
        vocabulary = self._known.get(place.vocabulary) if place else None
        return vocabulary.get(place.term) if vocabulary and place else None

    @Slot()
    def _on_chosen(self) -> None:
        place, term = self.tree.place, self._term()
        may = not self._desk.read_only and Duty.CHECK in self._desk.operator.duties
        self.term_button.setEnabled(may and place is not None and not (term and term.retired))
        self.retire_button.setEnabled(may and term is not None and term.local and not term.retired)
        self.file_button.setEnabled(may)
        vocabulary = self._known.get(place.vocabulary) if place else None
        told = (term.note if term else vocabulary.basis if vocabulary else None) or ""
        self.about.setText(str(told))

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self.refresh()
