# SPDX-License-Identifier: Apache-2.0
"""How far reading, comparing or writing is, inside the dialog, with a button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from gui.jobs import JobBugError, State
from gui.widgets.rows import name_widget, text_label
from models.language import message
from models.progress import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.desk import Step
    from gui.jobs import Job, Jobs
    from models.language import Message


class Waiting(QFrame):
    """One piece of work at a time; nothing is heard of one that was stopped.

    - `changed` tells that work began or ended.
    - `failed` tells a `UserError` of it; that somebody stopped it is none.
    """

    changed = Signal()
    failed = Signal(object)  # UserError
    stop_asked = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._then: Callable[[Any], None] | None = None
        self._writes = self._makes_file = False
        self.text = text_label("", "hint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = QPushButton(str(message("Stop")))
        self.stop.setAutoDefault(False)
        name_widget(self.bar, message("Progress"))
        name_widget(self.stop, message("Stop what is being done"))
        self.stop.clicked.connect(self._on_stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.stop)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the page would jump
        self.setSizePolicy(policy)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._job is not None or self._writes

    @property
    def writes(self) -> bool:
        """Whether it is being written, which ends in its own time."""
        return self._writes

    def start(
        self,
        title: Message,
        work: Callable[..., Any],
        *,
        then: Callable[[Any], None],
        makes_file: bool = False,
        **arguments: Any,
    ) -> None:
        """Start a job; nothing else is being done.

        Args:
            makes_file: It is asked to stop, and takes away what it began; others just end.
        """
        self._makes_file = makes_file
        self._begin(title)
        self._then = then
        job = self._job = self._jobs.start(title, work, then=self._on_done, **arguments)
        job.changed.connect(self._on_job)
        self.changed.emit()

    def begin_writing(self, title: Message) -> None:
        """Show that a change is being written."""
        self._writes = True
        self._begin(title)
        self.changed.emit()

    def end_writing(self) -> None:
        """It is written, or refused."""
        self._writes = False
        self._end()

    def stop_job(self) -> None:
        """Stop the job: nobody waits for it any more."""
        if self._job is not None and self._makes_file:
            self._job.cancel()
        elif self._job is not None:
            self._forget()

    @Slot(object)
    def show_step(self, step: Step) -> None:
        """Show how far a change is."""
        if self._writes:
            self._show(step.done, step.total, str(step.message))

    def _on_done(self, value: Any) -> None:
        """Let go of the job before anything else is done: who gets the value may start the next."""
        then = self._then
        self._forget()
        if then is not None:
            then(value)

    @Slot()
    def _on_job(self) -> None:
        job = self._job
        if job is None or job is not self.sender():
            return
        if job.state is State.RUNNING:
            self._show(job.done, job.total, str(job.text))
            return
        fault = job.fault
        self._forget()
        if fault is not None and not isinstance(fault, CancelledError | JobBugError):
            self.failed.emit(fault)

    @Slot()
    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        if self._writes:
            self.stop_asked.emit()
        else:
            self.stop_job()

    def _forget(self) -> None:
        job, self._job, self._then = self._job, None, None
        if job is not None:
            self._jobs.forget(job)
        self._end()

    def _begin(self, title: Message) -> None:
        self.stop.setEnabled(True)
        self._show(0, 0, str(title))
        self.show()

    def _end(self) -> None:
        if not self.busy:
            self.hide()
        self.changed.emit()

    def _show(self, done: int, total: int, text: str) -> None:
        self.text.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.setAccessibleName(text)
