# SPDX-License-Identifier: Apache-2.0
"""What filling a form lets one choose: the form, the call or the application, and odd values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox

from forms.suggest import Offer
from gui.intake.notes_box import NotesBox
from gui.outgoing.form_orders import order_of
from gui.printing.options import Options
from gui.widgets.rows import add_row, name_widget
from gui.widgets.search_edit import SearchEdit
from models.filling.mapping import Scope
from models.language import message
from models.views.find import application_rows
from models.views.register import Query, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from models.language import Language, Message
    from models.orders import FormOrder
    from models.reader import Reader
    from models.views.calls import CallLine
    from models.views.forms import Form

_OFFERED = 40


class FormOptions(Options):
    """Fills in the order for a form."""

    def __init__(
        self,
        reader: Reader,
        forms: Sequence[Form],
        calls: Sequence[CallLine],
        *,
        form: str,
        call: str = "",
        application: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make them.

        Args:
            form: The key of the one that is proposed.
            call: The uid of the call that is proposed.
            application: The uid of the application that is proposed.
        """
        super().__init__(parent)
        self._reader, self._calls, self._call = reader, tuple(calls), call
        self._application = ""
        self.form_box = self.add_choice(
            message("Form to be filled"), [(item, item.title) for item in forms]
        )
        self.form_box.setCurrentIndex([item.key for item in forms].index(form))
        self.call_box = QComboBox()
        add_row(self.form, message("Call"), self.call_box)
        self.application = SearchEdit(self._find)
        self.application.setPlaceholderText(str(message("Number, title or applicant")))
        self._application_label = add_row(self.form, message("Application"), self.application)
        self.accept = QCheckBox(str(message("Write values too that do not fit")))
        hint = message("Otherwise nothing is written while a value does not fit the form.")
        name_widget(self.accept, self.accept.text(), hint)
        self.form.addRow("", self.accept)
        self.doubts = NotesBox(message("What does not fit the form"))
        self.form.addRow(self.doubts)
        self.form_box.currentIndexChanged.connect(self._on_form)
        self.call_box.currentIndexChanged.connect(self._on_call)
        self.application.textEdited.connect(self._on_typed)
        self.application.picked.connect(self._on_picked)
        self.application.editingFinished.connect(self._on_left)
        self.accept.toggled.connect(self.changed)
        self._on_form()
        self._propose(application)
        self.setFocusProxy(self.application)

    @property
    def chosen(self) -> Form:
        """The form that is filled."""
        form: Form = self.form_box.currentData()
        return form

    def order(self, language: Language) -> FormOrder:
        """The form, filled."""
        return self._order(language, accept=self.accept.isChecked())

    def sample(self, language: Language) -> FormOrder:
        """All of it, with what does not fit: that is said beside."""
        return self._order(language, accept=True)

    @property
    def suffix(self) -> str:
        """That of the empty form."""
        return Path(self.chosen.file).suffix.lower()

    @property
    def fault(self) -> Message | None:
        """What is missing in the order."""
        if self.call_box.currentData() is None:
            return message("No call follows the programme that this form was made for.")
        if self._about_one and not self._application:
            return message("This form is about one application: choose it.")
        return None

    def hear(self, notes: Sequence[str]) -> None:
        """Show what does not fit."""
        self.doubts.say(notes)

    @property
    def _about_one(self) -> bool:
        return self.chosen.mapping.get("scope") == Scope.APPLICATION.value

    def _order(self, language: Language, *, accept: bool) -> FormOrder:
        return order_of(
            self.chosen,
            call=self.call_box.currentData().uid,
            application=self._application if self._about_one else "",
            language=language,
            accept=accept,
        )

    @Slot()
    def _on_form(self) -> None:
        """Offer the calls of its programme; ask for an application where it is about one."""
        known = self.call_box.currentData()
        wanted = known.uid if known is not None else self._call
        fitting = [item for item in self._calls if item.programme == self.chosen.programme]
        uids = [item.uid for item in fitting]
        with QSignalBlocker(self.call_box):
            self.call_box.clear()
            for item in fitting:
                self.call_box.addItem(item.title, item)
            self.call_box.setCurrentIndex(uids.index(wanted) if wanted in uids else len(uids) - 1)
        self._application_label.setVisible(self._about_one)
        self.application.setVisible(self._about_one)
        self._on_call()

    @Slot()
    def _on_call(self) -> None:
        """An application of another call is none any more."""
        call = self.call_box.currentData()
        if self._application:
            (row,) = application_rows(self._reader, [self._application])
            if call is None or row.call_uid != call.uid:
                self._show("", "")
        self.doubts.say(())
        self.changed.emit()

    @Slot()
    def _on_typed(self) -> None:
        self._application = ""
        self.doubts.say(())
        self.changed.emit()

    @Slot(str)
    def _on_picked(self, uid: str) -> None:
        self._show(uid, self.application.text())
        self.changed.emit()

    @Slot()
    def _on_left(self) -> None:
        """Take what the text can only mean."""
        if not self._application and (meant := self.application.meant()):
            self._propose(meant)
            self.changed.emit()

    def _propose(self, uid: str) -> None:
        call = self.call_box.currentData()
        rows = application_rows(self._reader, [uid]) if uid else []
        if rows and call is not None and rows[0].call_uid == call.uid:
            self._show(uid, _name(rows[0].number, rows[0].title))

    def _show(self, uid: str, text: str) -> None:
        self._application = uid
        self.application.setText(text)
        self.application.setModified(False)

    def _find(self, typed: str) -> list[Offer]:
        call = self.call_box.currentData()
        if call is None:
            return []
        found = page(self._reader, Query(text=typed, call=call.uid), limit=_OFFERED)
        return [
            Offer(row.uid, _name(row.number, row.title), row.applicant, exact=typed == row.number)
            for row in found
        ]


def _name(number: str, title: str) -> str:
    return f"{number} {title}".strip()
