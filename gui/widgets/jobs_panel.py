# SPDX-License-Identifier: Apache-2.0
"""The jobs: what runs, how far it is, a button to stop it, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.jobs import State
from gui.widgets.rows import name_widget, set_state, text_label
from models.language import message

if TYPE_CHECKING:
    from gui.jobs import Job, Jobs

_STATES = {
    State.RUNNING: message("running"),
    State.DONE: message("done"),
    State.FAILED: message("could not be done"),
    State.STOPPED: message("stopped"),
}
_ROLES = {State.DONE: "success", State.FAILED: "error", State.STOPPED: "warning"}


class JobsPanel(QDockWidget):
    """A dock at the bottom with a line for each job, the newest on top."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(str(message("Jobs")), parent)
        self.setObjectName("jobs")
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.lines: list[JobLine] = []
        inner = QWidget()
        inner.setProperty("role", "page")
        self._rows = QVBoxLayout(inner)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none = text_label(message("Nothing has been started yet."), "hint")
        self._rows.addWidget(self._none)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setMinimumHeight(self.fontMetrics().height() * 6)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(area)
        self._jobs, self._came_by_itself = jobs, False
        jobs.added.connect(self._on_added)
        jobs.changed.connect(self._on_changed)

    def toggle(self) -> None:
        """Come or go because somebody wants it."""
        self._came_by_itself = False
        self.setVisible(self.isHidden())

    def renew(self) -> None:
        """Word it again: the language has changed."""
        self.setWindowTitle(str(message("Jobs")))
        self._none.setText(str(message("Nothing has been started yet.")))
        for line in self.lines:
            line.renew()

    @Slot(object)
    def _on_added(self, job: Job) -> None:
        self._none.hide()
        line = JobLine(job)
        self.lines.insert(0, line)
        self._rows.insertWidget(0, line)
        self._came_by_itself = self._came_by_itself or self.isHidden()
        self.show()

    @Slot(object)
    def _on_changed(self, job: Job) -> None:
        """Give the room back once all went well: the message line tells what came of it."""
        if self._came_by_itself and job.state is State.DONE and not self._jobs.running:
            self._came_by_itself = False
            self.hide()


class JobLine(QFrame):
    """One job."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._buttons: list[tuple[QPushButton, object]] = []
        self.setProperty("role", "card")
        self.title = text_label(job.title, wrap=True)
        self.state = text_label("", "hint", wrap=True)
        self.bar = QProgressBar()
        name_widget(self.bar, job.title)
        self.stop = self._button(message("Stop"), self._on_stop)
        self.open = self._button(message("Open"), self._on_open)
        self.folder = self._button(message("Show in folder"), self._on_folder)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        for button in (self.open, self.folder, self.stop):
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.state)
        job.changed.connect(self._show)
        self._show()

    def renew(self) -> None:
        """Word it again."""
        self.title.setText(str(self._job.title))
        for button, text in self._buttons:
            button.setText(str(text))
            name_widget(button, f"{text}: {self._job.title}")
        self._show()

    def _button(self, text: object, handler: object) -> QPushButton:
        button = QPushButton(str(text))
        button.setProperty("kind", "flat")
        name_widget(button, f"{text}: {self._job.title}")
        button.clicked.connect(handler)
        self._buttons.append((button, text))
        return button

    @Slot()
    def _show(self) -> None:
        job = self._job
        running = job.state is State.RUNNING
        self.bar.setVisible(running)
        self.bar.setRange(0, job.total)
        self.bar.setValue(job.done)
        self.stop.setVisible(running)
        self.open.setVisible(bool(job.files))
        self.folder.setVisible(bool(job.files))
        text = str(job.text) if running or job.state is not State.DONE else ""
        self.state.setText(" · ".join(part for part in (str(_STATES[job.state]), text) if part))
        self.state.setProperty("role", _ROLES.get(job.state, "hint"))
        set_state(self.state, job.state.value)

    @Slot()
    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self._job.cancel()

    @Slot()
    def _on_open(self) -> None:
        files = self._job.files
        path = files[0] if len(files) == 1 else files[0].parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot()
    def _on_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._job.files[0].parent)))
