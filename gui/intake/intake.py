# SPDX-License-Identifier: Apache-2.0
"""The action that takes a file in, and the drop on the list."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.call.known import known_calls
from gui.intake.blank import BlankWorkbooks
from gui.intake.dialog import ImportDialog
from gui.intake.files_field import together
from gui.jobs import Jobs
from gui.sidebar import Scope
from gui.widgets.messages import Offer
from models.language import message, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gui.desk import Changes
    from gui.importing import Outcome
    from gui.intake.decisions import Decisions
    from gui.office_view import OfficeView
    from gui.undoing import Undoing
    from gui.window import MainWindow
    from models.language import Message


class Intake(QObject):
    """Opens the dialog of an import, for several files one after the other.

    Attributes:
        dialog: The dialog while it is open.
        jobs: What is read for it; it shows its progress itself, so the jobs of the window do not.
    """

    def __init__(self, window: MainWindow, undoing: Undoing) -> None:
        super().__init__(window)
        self._window, self._undoing = window, undoing
        self._files: deque[tuple[Path, ...]] = deque()
        self._count = 0
        self._entry, self._call, self._name = "", "", ""
        self.dialog: ImportDialog | None = None
        self.jobs = Jobs(self)
        self.blank = BlankWorkbooks(window)
        self.jobs.broke.connect(window.jobs.broke)
        window.closing.connect(self.jobs.close)
        window.actions_table.handle("import_file", self.import_file)
        window.with_view(self._on_view)

    @Slot()
    def import_file(self) -> None:
        """Ask for a file and import it."""
        self._files.clear()
        self._count = 0
        self._open(())

    @Slot(list)
    def import_files(self, paths: list[Path]) -> None:
        """Import files, one after the other."""
        if self.dialog is None and paths:
            self._files = deque(together(paths))
            self._count = len(self._files)
            self._open_next()

    @Slot()
    def show_imported(self) -> None:
        """Show in the list what was imported last, and nothing else."""
        view = self._window.view
        if view is None or not self._entry:
            return
        scope = view.register.scope
        if scope.trashed or scope.stage or scope.call not in {"", self._call}:
            view.sidebar.choose(Scope())
        text = message("Imported from {name}", name=self._name)
        view.register.filters.show_step(self._entry, text)
        view.register.view.setFocus()

    @Slot(object)
    def _on_view(self, view: OfficeView) -> None:
        view.register.files_dropped.connect(self.import_files)
        if (desk := self._window.desk) is not None:
            desk.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """What is said about an import stays until something else is done."""
        if any(step.entry and step.entry != self._entry for step in changes.steps):
            self._window.messages.let_go()

    @Slot()
    def _open_next(self) -> None:
        if self._files:
            self._open(self._files.popleft())

    def _open(self, paths: Sequence[Path]) -> None:
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        known = known_calls(self._window, desk.reader)
        if not known:
            return
        view.dossier.commit()
        call = next((line.uid for line in known if line.id == view.call_id), "")
        self.dialog = ImportDialog(
            desk,
            self.jobs,
            self._window.settings,
            known,
            call=call,
            paths=paths,
            title=self._title(),
            parent=self._window,
        )
        self.dialog.imported.connect(self._on_imported)
        self.dialog.file.file.following.connect(self._follow)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    @Slot(list)
    def _follow(self, paths: list[Path]) -> None:
        """Other files were chosen together with the one in the dialog: they come after it."""
        self._files = deque(together(paths))
        self._count = len(self._files) + 1
        if self.dialog is not None:
            self.dialog.setWindowTitle(str(self._title()).rstrip("…"))

    def _title(self) -> Message:
        if self._count > 1:
            return message("Import: file {n} of {all}", n=self._count - len(self._files),
                           all=self._count)  # fmt: skip
        return message("Import…")

    @Slot(object)
    def _on_imported(self, outcome: Outcome) -> None:
        dialog, done = self.dialog, outcome.imported
        if dialog is None:
            return
        self._entry = done.entry
        self._call, self._name = dialog.file.chosen_call.uid, dialog.file.name
        new, changed = len(done.numbers), len(done.changed)
        if not changed:
            text = plural("Imported {n} new application from {name}.",
                          "Imported {n} new applications from {name}.", n=new, name=self._name)  # fmt: skip
        elif not new:
            text = plural("{n} application was changed as {name} says.",
                          "{n} applications were changed as {name} says.",
                          n=changed, name=self._name)  # fmt: skip
        else:
            text = message("Imported from {name}: {new} new, {changed} changed.", name=self._name,
                           new=new, changed=changed)  # fmt: skip
        show = Offer(message("Show"), self.show_imported, keeps=True)
        said = " ".join(map(str, (text, *_not_taken(outcome, dialog.preview.decisions))))
        self._window.messages.tell(said, *self._undoing.offer(), show, stays=True)

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self.dialog = None
        if self._files:
            self._open_next()


def _not_taken(outcome: Outcome, decisions: Decisions) -> Iterator[Message]:
    """How many rows that bring something were not taken, and why."""
    if left := len(outcome.chosen.left):
        yield plural("{n} refused row was left out.", "{n} refused rows were left out.", n=left)
    if skipped := decisions.skipped:
        yield plural("{n} possible duplicate was skipped.",
                     "{n} possible duplicates were skipped.", n=skipped)  # fmt: skip
