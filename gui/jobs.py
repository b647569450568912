# SPDX-License-Identifier: Apache-2.0
"""Work that takes time, in a process of its own, with progress, cancel and results.

A busy thread holds up every repaint; a busy process does not. Work is a function at the top of a
module, `work(progress, **arguments)`, that opens what it needs by itself and gives plain values back.
"""

from __future__ import annotations

import multiprocessing
import threading
import traceback
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.errors import UserError
from models.language import Language, Message, current_language, message, set_language
from models.progress import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Event
    from pathlib import Path


_PATIENCE_MS = 1500
"""So long, work that was dropped may look whether it shall stop, and tidy up."""


class State(StrEnum):
    """How far a job is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class JobLostError(UserError):
    """The process of a job ended without a word."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "The work ended before it was done (the system may be short of memory). What was"
                " finished is kept; start it again."
            )
        )


class JobFaultError(UserError):
    """What a job could not do, in the words of whoever found it."""

    def __init__(self, fault: Message) -> None:
        super().__init__(fault)


class JobBugError(Exception):
    """A bug in the work of a job; its text is the traceback."""


class Job(QObject):
    """One piece of work.

    Attributes:
        title: What it does, for the jobs panel.
        files: What it wrote, once it is done.
        text: What it is at, or how it ended.
    """

    changed = Signal()
    _heard = Signal(object)

    def __init__(
        self,
        title: Message,
        parent: QObject,
        *,
        then: Callable[[Any], None] | None,
        files: Callable[[Any], Sequence[Path]] | None,
    ) -> None:
        super().__init__(parent)
        self.title, self.text = title, title
        self.state = State.RUNNING
        self.done, self.total = 0, 0
        self.files: tuple[Path, ...] = ()
        self.fault: BaseException | None = None
        self._then, self._files = then, files
        self._silent, self._wanted = False, True
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._terminate)
        context = multiprocessing.get_context("spawn")
        self._stop: Event = context.Event()
        self._hears, self._says = context.Pipe(duplex=False)
        self._context = context
        self._heard.connect(self._on_heard)

    def start(self, work: Callable[..., Any], arguments: dict[str, Any]) -> None:
        """Begin."""
        ends = (self._says, self._stop, current_language(), work, arguments)
        self._process = self._context.Process(target=_run, args=ends)
        self._process.start()
        self._says.close()
        listener = _Listener(self._hears, self._heard.emit)
        self._thread = threading.Thread(target=listener.run, name="job", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self._stop.set()

    def drop(self) -> None:
        """Hear nothing more of it: it stops at its next step, or is ended soon; for work that only reads."""
        if self.state is State.RUNNING:
            self.state, self._then = State.STOPPED, None
            self._stop.set()
            self._patience.start()

    def let_go(self) -> None:
        """Nobody looks at it any more: it goes as soon as its process is silent."""
        self.drop()
        self._wanted = False
        if self._silent:
            self.deleteLater()

    def close(self) -> None:
        """Stop for good: the window closes."""
        self._stop.set()
        self._process.join(2)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(2)
        self._thread.join(2)
        self.state = State.STOPPED

    @Slot()
    def _terminate(self) -> None:
        self._process.terminate()

    @Slot(object)
    def _on_heard(self, news: tuple[str, Any]) -> None:
        kind, value = news
        if kind == "lost":
            self._silent = True
            if not self._wanted:
                self.deleteLater()
        if self.state is not State.RUNNING:
            return  # dropped, or silent after its last word
        match kind:
            case "step":
                self.done, self.total, text = value
                self.text = text or self.text
            case "done":
                self._end(State.DONE, value)
            case "stopped":
                self._end(State.STOPPED, None, CancelledError())
            case "fault":
                self._end(State.FAILED, None, JobFaultError(value))
            case "bug":
                self._end(State.FAILED, None, JobBugError(value))
            case "lost":
                self._end(State.FAILED, None, JobLostError())
        self.changed.emit()

    def _end(self, state: State, value: Any, fault: BaseException | None = None) -> None:
        self.state, self.fault = state, fault
        if fault is None:
            self.files = tuple(self._files(value)) if self._files else ()
            self.text = message("Done")
            if self._then is not None:
                self._then(value)
        elif isinstance(fault, UserError):
            self.text = fault.message


class Jobs(QObject):
    """All jobs of the window; the panel shows them."""

    added = Signal(object)  # Job
    changed = Signal(object)  # Job
    broke = Signal(object)  # JobBugError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []

    @property
    def running(self) -> int:
        """How many are not done."""
        return sum(job.state is State.RUNNING for job in self.jobs)

    def start(
        self,
        title: Message,
        work: Callable[..., Any],
        *,
        then: Callable[[Any], None] | None = None,
        files: Callable[[Any], Sequence[Path]] | None = None,
        **arguments: Any,
    ) -> Job:
        """Start a piece of work: `work(progress, **arguments)` in a process of its own.

        Args:
            then: Gets what it gave back, in the window's thread.
            files: The files in what it gave back, for a button that opens them.
        """
        job = Job(title, self, then=then, files=files)
        self.jobs.append(job)
        job.changed.connect(self._on_changed)
        self.added.emit(job)
        job.start(work, arguments)
        return job

    def forget(self, job: Job) -> None:
        """Let go of a job that is not shown anywhere any more, and of what it gave back."""
        self.jobs.remove(job)
        job.let_go()

    def close(self) -> None:
        """Stop all of them."""
        for job in self.jobs:
            if job.state is State.RUNNING:
                job.close()

    @Slot()
    def _on_changed(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self.changed.emit(job)
            if isinstance(job.fault, JobBugError):
                fault, job.fault = job.fault, None
                self.broke.emit(fault)


@dataclass(frozen=True, slots=True)
class _Listener:
    """Hears what the process says until it falls silent."""

    hears: Connection
    tell: Callable[[tuple[str, Any]], None]

    def run(self) -> None:
        try:
            while True:
                self.tell(self.hears.recv())
        except (EOFError, OSError):
            self.tell(("lost", None))


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Progress that speaks to the window."""

    says: Connection
    stop: Event

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        if self.stop.is_set():
            raise CancelledError
        self.says.send(("step", (done, total, text)))


def _run(
    says: Connection,
    stop: Event,
    language: Language,
    work: Callable[..., Any],
    arguments: dict[str, Any],
) -> None:
    set_language(language)
    try:
        says.send(("done", work(_Reporter(says, stop), **arguments)))
    except CancelledError:
        says.send(("stopped", None))
    except UserError as error:
        says.send(("fault", error.message))
    except Exception:  # noqa: BLE001 - the window tells it as a bug
        says.send(("bug", traceback.format_exc()))
    finally:
        says.close()
