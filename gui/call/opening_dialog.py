# SPDX-License-Identifier: Apache-2.0
"""Opening a call: the programme and what its notice fixes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gui.call.programmes import Choice, read_choices
from gui.call.quota_form import QuotaForm
from gui.dialogs.form import FormDialog
from gui.widgets.checked import Note
from gui.widgets.day_field import DayField
from gui.widgets.rows import text_label
from models.language import Listing, message
from models.rules.numbers import parse_pattern
from models.verbs.calls import DatesOrderError
from models.views.calls import first_number

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.widgets.checked import Faults


class CallDialog(FormDialog):
    """Asks for what `add_call` needs; title and pattern are proposed until somebody types others."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(message("Open a call…"), message("Open the call"), parent=parent)
        self._desk = desk
        self._choices: list[Choice] = []
        self.programme = QComboBox()
        self.about = Note()
        self.title, self.notice = QLineEdit(), QLineEdit()
        self.opens, self.closes = DayField(), DayField()
        self.pattern, self.contact = QLineEdit(), QLineEdit()
        self.example = Note()
        self.quotas = QuotaForm()
        self.quotas.changed.connect(self._on_changed)
        self._title_typed = self._pattern_typed = False
        fields = self.fields
        fields.add(message("Programme"), self.programme)
        fields.add_note(self.about)
        fields.add(message("Call title"), self.title)
        fields.add(message("Number of the notice"), self.notice)
        fields.add(message("First day"), self.opens)
        fields.add(message("Last day"), self.closes)
        fields.add(message("Pattern of numbers"), self.pattern, hint=_PATTERN_HINT)
        fields.add_note(self.example)
        fields.add(message("Whom to ask"), self.contact)
        self.quotas_title = text_label(message("Quotas of this call"), "heading")
        self.content.addWidget(self.quotas_title)
        self.content.addWidget(self.quotas)
        self.content.addStretch()
        self.quotas_title.hide()
        self.accept_button.setEnabled(False)
        self.programme.currentIndexChanged.connect(self._on_programme)
        self.title.textEdited.connect(self._on_title_typed)
        self.pattern.textEdited.connect(self._on_pattern_typed)
        self.opens.textChanged.connect(self._propose)
        self.pattern.textChanged.connect(self._show_example)
        desk.ask(read_choices, then=self._show_choices, otherwise=self.show_fault)

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of `add_call`."""
        return {
            "programme": self._choice.programme.id,
            "title": self.title.text(),
            "opens": self.opens.day,
            "closes": self.closes.day,
            "notice": self.notice.text(),
            "pattern": self.pattern.text().strip(),
            "quotas": self.quotas.quotas,
            "contact": self.contact.text().strip(),
        }

    def check(self) -> Faults:
        """What is wrong, by field."""
        faults: Faults = {}
        if not self.title.text().strip():
            faults[self.title] = message("A call needs a title.")
        for field in (self.opens, self.closes):
            if not field.is_sound:
                faults[field] = message("This is no day; write it as 2026-03-15.")
        opens, closes = self.opens.day, self.closes.day
        if opens and closes and closes < opens:
            faults[self.closes] = DatesOrderError(opens, closes).message
        if found := parse_pattern(self.pattern.text().strip()).faults:
            faults[self.pattern] = Listing(found)
        return faults | self.quotas.check()

    def show_faults(self, faults: Faults) -> QWidget | None:
        """Show faults at their fields, quotas included; the example steps back for them."""
        self.example.setVisible(self.pattern not in faults)
        in_form, in_quotas = super().show_faults(faults), self.quotas.show_faults(faults)
        return in_form or in_quotas

    @property
    def _choice(self) -> Choice:
        return self._choices[self.programme.currentIndex()]

    @property
    def _year(self) -> int:
        return (self.opens.day or date.today()).year  # noqa: DTZ011 - the year of the user's calendar

    def _show_choices(self, choices: list[Choice]) -> None:
        self._choices = choices
        for choice in choices:
            name = choice.programme.label
            own = message("{programme} (the office's own)", programme=name)
            self.programme.addItem(str(own if choice.own else name))
        self.accept_button.setEnabled(bool(choices))
        self.fit_later()

    @Slot()
    def _on_programme(self) -> None:
        programme = self._choice.programme
        self.about.setText(f"{programme.about}\n{programme.basis} · {programme.version}")
        self.quotas.show_quotas(programme)
        self.quotas_title.setVisible(bool(programme.quota))
        self.fit_later()
        if not self._pattern_typed:
            self.pattern.setText(programme.number.pattern)
        self._propose()

    @Slot()
    def _propose(self) -> None:
        if not self._choices:
            return
        if not self._title_typed:
            title = message(
                "{programme} {year}", year=self._year, programme=self._choice.programme.label
            )
            self.title.setText(str(title))
        self._show_example()

    @Slot()
    def _show_example(self) -> None:
        if not self._choices:
            return
        pattern = self.pattern.text().strip()
        if faults := parse_pattern(pattern).faults:
            self.example.setText(str(Listing(faults)))
            return
        number = first_number(
            self._desk.reader,
            pattern=pattern,
            programme=self._choice.programme,
            year=self._year,
        )
        self.example.setText(str(message("First number, for instance: {number}", number=number)))

    @Slot()
    def _on_title_typed(self) -> None:
        self._title_typed = bool(self.title.text())

    @Slot()
    def _on_pattern_typed(self) -> None:
        self._pattern_typed = True


_PATTERN_HINT = message(
    "Names in braces are filled in, with the width after the colon: {{year}}, {{channel}},"
    " {{province}}, {{city}}, {{county}}, {{region}}, {{direction}}, {{programme}}, {{prefix}},"
    " {{serial}}."
)
