# SPDX-License-Identifier: Apache-2.0
"""The action that shows the forms of others, and what is done with one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from gui.dialogs import ask
from gui.forms.form_options import FormOptions
from gui.forms.forms_dialog import FormsDialog
from gui.forms.map_dialog import MapDialog, Source
from gui.printing import work
from gui.printing.issue_dialog import IssueDialog
from gui.widgets.messages import Offer
from gui.written import Written
from models.language import message, plural
from models.storage.files import safe_name
from models.verbs.forms import remove_form
from models.verbs.steps import undo
from models.views.forms import template_path

if TYPE_CHECKING:
    from gui.printing.work import IssuedOrder
    from gui.window import MainWindow
    from models.language import Message
    from models.views.forms import Form
    from reports.filling import FormResult

_SHOWN_DOUBTS = 3
_PATTERN = "*.xlsx *.xlsm *.docx *.docm"


class FormScreens(QObject):
    """Shows the list of forms; adds, changes and removes one; fills one as a job.

    Attributes:
        dialog, issue, pointing: The dialogs that were opened last.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._written = Written(self)
        self._said: Message | None = None
        self._entry = ""
        self.dialog: FormsDialog | None = None
        self.issue: IssueDialog | None = None
        self.pointing: MapDialog | None = None
        window.actions_table.handle("forms_of_others", self.show)

    @Slot()
    def show(self) -> None:
        """Show the list."""
        desk = self._window.desk
        if desk is not None:
            self.dialog = FormsDialog(desk, self._window)
            self.dialog.filling.connect(self.fill)
            self.dialog.adding.connect(self.add)
            self.dialog.editing.connect(self.edit)
            self.dialog.removing.connect(self.remove)
            self.dialog.open()

    @Slot()
    def add(self) -> None:
        """Ask for an empty form, and point at it."""
        name = ask.choose_file(self.dialog, message("Choose an empty form"), pattern=_PATTERN)
        if name:
            path = Path(name)
            self._point(Source(path, path.name), "")

    @Slot(object)
    def edit(self, form: Form) -> None:
        """Point again at a form that is kept."""
        desk = self._window.desk
        if desk is not None:
            path = template_path(desk.reader, form.sha256)
            source = Source(path, form.file, form.key, form.title, form.mapping)
            self._point(source, form.programme)

    def _point(self, source: Source, programme: str) -> None:
        desk, view, listing = self._window.desk, self._window.view, self.dialog
        if desk is None or view is None or listing is None:
            return
        fitting = [line.id for line in listing.calls if line.programme == programme]
        call = view.call_id if not fitting or view.call_id in fitting else fitting[-1]
        self.pointing = MapDialog(
            desk, self._window.jobs, source, listing.calls, call=call, parent=listing
        )
        self.pointing.accepted.connect(self._on_kept)
        self.pointing.open()

    @Slot()
    def _on_kept(self) -> None:
        dialog, form = self.dialog, self.pointing.kept if self.pointing is not None else None
        if dialog is not None and form is not None:
            dialog.refresh(form.key)
            self._said = message("Kept the form “{title}”.", title=form.title)
            self._on_done(form)

    @Slot(object)
    def remove(self, form: Form) -> None:
        """Remove a form; it can be taken back at once."""
        desk, dialog = self._window.desk, self.dialog
        if desk is not None and dialog is not None:
            dialog.say("")
            self._said = message("Removed the form “{title}”.", title=form.title)
            desk.do(remove_form, then=self._on_done, otherwise=dialog.show_fault, key=form.key)

    def _on_done(self, _value: object) -> None:
        """Say in the list what was done, with a button that takes it back."""
        desk, dialog = self._window.desk, self.dialog
        if desk is None or desk.last is None or dialog is None or not isValid(dialog):
            return
        assert self._said is not None
        self._entry = desk.last.entry
        dialog.messages.tell(self._said, Offer(message("Undo"), self._undo), stays=True)

    @Slot()
    def _undo(self) -> None:
        desk, dialog = self._window.desk, self.dialog
        if desk is not None and dialog is not None:
            desk.do(undo, then=self._on_undone, otherwise=dialog.show_fault, entry=self._entry)

    def _on_undone(self, step: Message) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.messages.tell(message("Taken back: {step}", step=step))

    @Slot(object)
    def fill(self, form: Form) -> None:
        """Ask what a form is filled with; then a job fills it."""
        desk, view, listing = self._window.desk, self._window.view, self.dialog
        if desk is None or view is None or listing is None:
            return
        view.dossier.commit()
        chosen = view.register.selected()
        known = {line.id: line.uid for line in listing.calls}
        options = FormOptions(
            desk.reader,
            listing.shown,
            listing.calls,
            form=form.key,
            call=known.get(view.call_id, ""),
            application=chosen[0].uid if chosen else "",
        )
        self.issue = dialog = IssueDialog(
            self._window.jobs,
            message("Fill a form…"),
            message("The empty form, filled from the register; the rest of it stays as it came."),
            message("Fill"),
            workspace=desk.folder,
            options=options,
            target=desk.folder / "exports" / safe_name(form.title),
            parent=listing,
        )
        dialog.accepted.connect(self._begin)
        dialog.open()

    @Slot()
    def _begin(self) -> None:
        desk, dialog = self._window.desk, self.issue
        if desk is None or dialog is None or not isinstance(dialog.options, FormOptions):
            return
        self._window.jobs.start(
            message("Fill the form “{title}”", title=dialog.options.chosen.title),
            work.issue_order,
            then=self._on_filled,
            files=_files,
            folder=desk.folder,
            operator=desk.operator.name,
            order=dialog.order,
            out=dialog.target,
            replace=dialog.replace.isChecked(),
            recipient=dialog.recipient.text().strip(),
        )
        if self.dialog is not None:
            self.dialog.accept()  # the window says how it went

    def _on_filled(self, issued: IssuedOrder) -> None:
        made: FormResult = issued.made
        text = plural("Filled the form with {n} application: {name}",
                      "Filled the form with {n} applications: {name}",
                      n=made.listed, name=made.path.name)  # fmt: skip
        doubts = [str(doubt.sentence()) for doubt in made.doubts[:_SHOWN_DOUBTS]]
        fault = issued.noted.fault
        said = " ".join(filter(None, (str(text), made.filters, *doubts, str(fault or ""))))
        warns = bool(made.filters or doubts or fault)
        tell = self._window.messages.warn if warns else self._window.messages.tell
        tell(said, *self._written.offers(made.files))


def _files(issued: IssuedOrder) -> tuple[Path, ...]:
    return tuple(issued.made.files)
