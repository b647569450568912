# SPDX-License-Identifier: Apache-2.0
"""A new application in under a minute: applicant by code or name, then the facts of every list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from forms.suggest import Offer
from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.dossier.form.editors import Editor, Known, make_editor
from gui.widgets.rows import add_row, form_layout, text_label
from gui.widgets.search_edit import SearchEdit
from models.language import current_language, message
from models.rules.regions import regions
from models.views.applicants import known_applicants
from models.views.dossiers import office_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.programme.schema import Programme
    from models.reader import Reader
    from models.views.applicants import KnownApplicant
    from models.views.calls import CallLine

_ASKED = (
    "credit_code",
    "title",
    "variant",
    "region",
    "direction",
    "product",
    "amount_wan",
)
"""The facts that are asked here, in this order, as far as the programme asks for them."""
_ALWAYS = 2
"""The rows above them: call and applicant."""


class NewApplicationDialog(PageDialog):
    """Asks for a call and the facts; empty ones may follow in the form."""

    def __init__(
        self,
        reader: Reader,
        calls: Sequence[CallLine],
        *,
        call: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(message("New application"), chars=100, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # asked again, and read
        self._reader = reader
        self._applicants: dict[str, KnownApplicant] = {}
        self.editors: dict[str, Editor] = {}
        self.call = QComboBox()
        for line in calls:
            self.call.addItem(line.title, line)
        chosen = next(
            (place for place, line in enumerate(calls) if line.uid == call), len(calls) - 1
        )
        self.call.setCurrentIndex(chosen)
        self.applicant = SearchEdit(self._offers)
        self.applicant.setPlaceholderText(
            str(message("Name or credit code; known ones are offered"))
        )
        self.applicant.picked.connect(self._on_applicant)
        self._form = form_layout()
        add_row(self._form, message("Call"), self.call)
        add_row(self._form, message("Applicant"), self.applicant)
        hint = message("What is not known yet can be left empty and filled in later.")
        self.content.addLayout(self._form)
        self.content.addWidget(text_label(hint, "hint", wrap=True))
        self.content.addStretch(1)
        self.add_decision(message("Record"))
        self.call.currentIndexChanged.connect(self._on_call)
        self._on_call()
        self.applicant.setFocus()

    @property
    def chosen_call(self) -> CallLine:
        """The call that it goes to."""
        line: CallLine = self.call.currentData()
        return line

    def entry(self) -> dict[str, Any]:
        """What was typed, by field id."""
        found = {key: editor.typed() for key, editor in self.editors.items()}
        found["applicant"] = self.applicant.text().strip()
        return {key: value for key, value in found.items() if value not in ("", None)}

    def reject(self) -> None:
        """Turn back; what was typed is not dropped without a word."""
        if not self.entry() or ask.confirm(
            self,
            message("Drop what was typed here? It is not recorded yet."),
            yes=message("Drop it"),
            danger=True,
        ):
            super().reject()

    @Slot()
    def _on_call(self) -> None:
        definition = self.chosen_call.definition_uid
        programme = self._reader.library.programme(definition)
        known = Known()
        known.vocabularies = self._reader.library.vocabularies(definition)
        known.near = office_facts(self._reader).region
        typed = {key: editor.draft() for key, editor in self.editors.items() if editor.keeps_drafts}
        self._fill(programme, known)
        for key, text in typed.items():
            if key in self.editors and text and self.editors[key].keeps_drafts:
                self.editors[key].show_draft(text)

    def _fill(self, programme: Programme, known: Known) -> None:
        while self._form.rowCount() > _ALWAYS:
            self._form.removeRow(_ALWAYS)
        self.editors = {}
        language = current_language()
        for key in _ASKED:
            field = programme.fields.get(key)
            if field is None:
                continue
            editor = self.editors[key] = make_editor(field, known)
            unit = field.unit.text(language) if field.unit else ""
            label = field.label.text(language)
            add_row(
                self._form,
                f"{label}（{unit}）" if unit and language.value == "zh" else label,
                editor,
            )
            editor.name(label, field.help.text(language) if field.help else "")
        if self.isVisible():
            self.fit_later()

    def _offers(self, typed: str) -> list[Offer]:
        found = known_applicants(self._reader, typed)
        self._applicants = {line.uid: line for line in found}
        return [Offer(line.uid, line.name, line.credit_code) for line in found]

    @Slot(str)
    def _on_applicant(self, uid: str) -> None:
        line = self._applicants.get(uid)
        if line is None:
            return
        region = regions().path(line.region) if line.region else ""
        for key, text in (("credit_code", line.credit_code), ("region", region)):
            if text and key in self.editors:
                self.editors[key].show_draft(text)
