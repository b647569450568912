# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom: when it was saved, who works, how the jobs are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import wide
from models.language import message, plural

if TYPE_CHECKING:
    from gui.desk import Changes, Desk, Step
    from gui.jobs import Jobs


class Status(QStatusBar):
    """The status bar."""

    jobs_asked = Signal()
    stop_asked = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk: Desk | None = None
        self.setSizeGripEnabled(False)
        self.saved = QLabel()
        self.operator = text_label("", "hint")
        self.marking = text_label("", "hint")
        self.jobs = QPushButton()
        self.jobs.setProperty("kind", "flat")
        self.jobs.clicked.connect(self.jobs_asked)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(wide(self, 24))
        name_widget(self.bar, message("Saving…"))
        self.stop = QPushButton()
        self.stop.setProperty("kind", "flat")
        self.stop.clicked.connect(self.stop_asked)
        self.addWidget(self.saved, 1)
        self.addPermanentWidget(self.bar)
        self.addPermanentWidget(self.stop)
        for part in (self.marking, self.operator, self.jobs):
            self.addPermanentWidget(part)
        jobs.added.connect(self._on_jobs)
        jobs.changed.connect(self._on_jobs)
        self._on_jobs()

    def show_desk(self, desk: Desk | None) -> None:
        """Follow an open office, or none."""
        self._desk = desk
        self.stop.setText(str(message("Stop")))
        name_widget(self.stop, message("Stop what is being saved"))
        self._show_bar(shown=False)
        self._on_jobs()
        self.saved.setText("")
        self.operator.setText("")
        self.marking.setText("")
        if desk is None:
            return
        who = message("Operator: {name}", name=desk.operator.name)
        self.operator.setText(str(who))
        self.marking.setText(str(message("For non-classified material only")))
        if desk.read_only:
            self.saved.setText(str(message("Read only")))
        desk.waiting.connect(self._on_waiting)
        desk.progressed.connect(self._on_progressed)
        desk.changed.connect(self._on_changed)

    @Slot(int)
    def _on_waiting(self, number: int) -> None:
        if number:
            self.saved.setText(str(message("Saving…")))
            return
        if self.bar.isVisible() or self.saved.text() == str(message("Saving…")):
            self._say_saved()
        self._show_bar(shown=False)

    @Slot(object)
    def _on_progressed(self, step: Step) -> None:
        self.saved.setText(str(step.message))
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        self._show_bar(shown=True)

    def _show_bar(self, *, shown: bool) -> None:
        self.bar.setVisible(shown)
        self.stop.setVisible(shown)

    @Slot(object)
    def _on_changed(self, _changes: Changes) -> None:
        self._say_saved()

    def _say_saved(self) -> None:
        if self._desk is not None and not self._desk.busy:
            now = f"{datetime.now().astimezone():%H:%M:%S}"
            self.saved.setText(str(message("All changes saved at {time}", time=now)))

    @Slot()
    def _on_jobs(self) -> None:
        running = self._jobs.running
        text = plural("{n} job running", "{n} jobs running", n=running)
        self.jobs.setText(str(text if running else message("Jobs")))
        self.jobs.setVisible(bool(self._jobs.jobs))
        name_widget(self.jobs, self.jobs.text())
