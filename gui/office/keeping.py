# SPDX-License-Identifier: Apache-2.0
"""The actions that keep the office safe: backups, restoring, checking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from gui.jobs import State
from gui.office import work
from gui.office.backups_dialog import BackupsDialog
from gui.office.check_dialog import CheckDialog
from gui.office.restore_dialog import RestoreDialog
from gui.widgets.messages import Offer
from models.language import message, plural
from models.storage.lock import local_time

if TYPE_CHECKING:
    from gui.jobs import Job
    from gui.office.work import BackedUp, Checked, Restored
    from gui.opening import Opening
    from gui.window import MainWindow


class Keeping(QObject):
    """Takes and restores backups, and checks database and history, each as a job.

    Attributes:
        backups, restoring, result: The dialogs that were opened last.
    """

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        self.backups: BackupsDialog | None = None
        self.restoring: RestoreDialog | None = None
        self.result: CheckDialog | None = None
        self._backing_up: Job | None = None
        self._restored = Path()
        window.actions_table.handle("backups", self.show_backups)
        window.actions_table.handle("check_office", self.check)
        window.jobs.changed.connect(self._on_job)

    @Slot()
    def show_backups(self) -> None:
        """Show the backups that there are."""
        if self._window.desk is not None:
            self.backups = BackupsDialog(self._window.desk, self._window)
            self.backups.taking.connect(self._take)
            self.backups.restoring.connect(self._ask_where)
            self.backups.open()

    @Slot()
    def check(self) -> None:
        """Check database and history; the result comes in a dialog."""
        desk, view = self._window.desk, self._window.view
        if desk is not None and view is not None:
            view.dossier.commit()
            title = message("Check database and history")
            self._window.jobs.start(title, work.check, then=self._on_checked, folder=desk.folder)

    @Slot()
    def _take(self) -> None:
        desk = self._window.desk
        if desk is not None:
            self._backing_up = self._window.jobs.start(
                message("Back up the office"),
                work.back_up_now,
                then=self._on_backed_up,
                files=_backup_file,
                folder=desk.folder,
            )

    @Slot(object, str)
    def _ask_where(self, backup: Path, made: str) -> None:
        desk = self._window.desk
        if desk is not None:
            name = f"{desk.office} {made}".strip().replace(":", "")
            self.restoring = RestoreDialog(
                backup, made, inside=desk.folder.parent, name=name, parent=self.backups
            )
            self.restoring.submitted.connect(self._restore)
            self.restoring.open()

    @Slot()
    def _restore(self) -> None:
        dialog = self.restoring
        if dialog is not None:
            self._window.jobs.start(
                message("Restore {name}", name=dialog.backup.name),
                work.restore_backup,
                then=self._on_restored,
                backup=dialog.backup,
                folder=dialog.folder,
            )
            self.restoring = None
            dialog.accept()
            if self.backups is not None and isValid(self.backups):
                self.backups.accept()

    def _on_backed_up(self, done: BackedUp) -> None:
        text = plural(
            "Backed up {n} application to {path}",
            "Backed up {n} applications to {path}",
            n=done.applications,
            path=str(done.path),
        )
        self._window.messages.tell(text)

    def _on_restored(self, done: Restored) -> None:
        self._restored = done.folder
        text = plural(
            "Restored {n} application to {folder}, as of {made}.",
            "Restored {n} applications to {folder}, as of {made}.",
            n=done.applications,
            folder=str(done.folder),
            made=local_time(done.made),
        )
        offer = Offer(message("Open it"), self.open_restored)
        if done.lost:
            lost = plural(
                "{n} attachment is missing: it was neither in the backup nor beside it.",
                "{n} attachments are missing: they were neither in the backup nor beside it.",
                n=done.lost,
            )
            self._window.messages.warn(f"{text} {lost}", offer)
        else:
            self._window.messages.tell(text, offer)

    def _on_checked(self, checked: Checked) -> None:
        self.result = CheckDialog(checked, self._window)
        self.result.show()

    @Slot()
    def open_restored(self) -> None:
        """Open the office that was restored last."""
        self._opening.open(str(self._restored))

    @Slot(object)
    def _on_job(self, job: Job) -> None:
        """Show in the list of backups how taking one ended."""
        if job is not self._backing_up or job.state is State.RUNNING:
            return
        self._backing_up = None
        dialog = self.backups
        if dialog is not None and isValid(dialog):
            dialog.refresh()
            if job.state is not State.DONE:
                dialog.say(job.text)


def _backup_file(done: Any) -> tuple[Path, ...]:
    return (done.path,)
