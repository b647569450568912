# SPDX-License-Identifier: Apache-2.0
"""The action that shows a PDF beside an application, and takes over what is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.intake.pdf_work import compare_pdf
from gui.jobs import Job, State
from models.errors import UserError
from models.language import message, plural
from models.verbs.applications import edit_application

if TYPE_CHECKING:
    from pathlib import Path

    from gui.dossier.comparing_dialog import ComparingDialog
    from gui.intake.pdf_work import Comparison
    from gui.undoing import Undoing
    from gui.window import MainWindow


class Comparing(QObject):
    """Compares the application that is shown with a PDF, read in a job."""

    def __init__(self, window: MainWindow, undoing: Undoing) -> None:
        super().__init__(window)
        self._window, self._undoing = window, undoing
        self._dialog: ComparingDialog | None = None
        self._job: Job | None = None
        self._number = ""
        self._taken = 0
        window.actions_table.handle("compare_pdf", self.compare)

    @property
    def dialog(self) -> ComparingDialog | None:
        """The dialog that is open."""
        return self._dialog

    @Slot()
    def compare(self) -> None:
        """Open the dialog for the application that is shown."""
        view = self._window.view
        shown = view.dossier.dossier if view is not None else None
        if view is None or shown is None or self._dialog is not None:
            return
        view.dossier.commit()
        self._number = shown.number
        pdfs = [
            file
            for file in shown.answers.files
            if file.media_type == "application/pdf" and file.readable
        ]
        from gui.dossier.comparing_dialog import ComparingDialog

        self._dialog = dialog = ComparingDialog(f"{shown.number} {shown.title}", pdfs, self._window)
        dialog.wanted.connect(self._read)
        dialog.submitted.connect(self._take)
        dialog.finished.connect(self._on_finished)
        dialog.open()
        dialog.begin()

    @Slot(object, str)
    def _read(self, path: Path, name: str) -> None:
        desk = self._window.desk
        if desk is None:
            return
        self._stop()
        title = message("Compare {number} with {file}", number=self._number, file=name)
        self._job = self._window.jobs.start(
            title,
            compare_pdf,
            then=self._on_read,
            folder=desk.folder,
            number=self._number,
            path=path,
            name=name,
        )
        self._job.changed.connect(self._on_job)

    def _on_read(self, comparison: Comparison) -> None:
        if self._dialog is not None and comparison.number == self._number:
            self._dialog.show_comparison(comparison)

    @Slot()
    def _on_job(self) -> None:
        job = self._job
        if job is None or job is not self.sender() or self._dialog is None:
            return
        if job.state is State.FAILED and isinstance(job.fault, UserError):
            self._dialog.show_fault(job.fault)

    @Slot()
    def _take(self) -> None:
        desk, dialog = self._window.desk, self._dialog
        if desk is None or dialog is None:
            return
        lines = dialog.ticked
        self._taken = len(lines)
        desk.do(
            edit_application,
            then=self._on_taken,
            otherwise=dialog.show_fault,
            number=self._number,
            values={line.offer.field: line.offer.value for line in lines},
            saw={line.offer.field: line.seen for line in lines},
        )

    def _on_taken(self, _notes: object) -> None:
        text = plural("{n} value of {number} was taken over from the PDF.",
                      "{n} values of {number} were taken over from the PDF.",
                      n=self._taken, number=self._number)  # fmt: skip
        self._window.messages.tell(text, *self._undoing.offer())
        if self._dialog is not None:
            self._dialog.accept()

    @Slot()
    def _on_finished(self) -> None:
        self._stop()
        self._dialog = None

    def _stop(self) -> None:
        """Nobody waits for what is being read."""
        if self._job is not None and self._job.state is State.RUNNING:
            self._job.cancel()
        self._job = None
