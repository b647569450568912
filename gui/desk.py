# SPDX-License-Identifier: Apache-2.0
"""An open workspace at the window: reads here, writes on one thread, one broadcast back."""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from models.errors import UserError
from models.language import Message, message
from models.progress import CancelledError
from models.views.office import office_details
from models.workspace import Done, ReadOnlyError, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.duties import OperatorFacts
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class _Job:
    """Work for a thread. It holds nothing of a screen, which must not end on another thread."""

    serial: int
    verb: Callable[..., Any]
    writes: bool
    arguments: dict[str, Any]
    told: bool = True
    is_still_wanted: Callable[[], bool] | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_wanted(self) -> bool:
        """Whether somebody still waits for it: a later question makes an earlier one needless."""
        return self.is_still_wanted is None or self.is_still_wanted()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for a job."""

    then: Callable[[Any], None] | None
    otherwise: Callable[[UserError], None] | None
    reports: Callable[[Step], None] | None
    job: _Job


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job
    value: Any = None
    fault: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How far a verb or a view is that takes its time."""

    done: int
    total: int
    text: Message

    @property
    def message(self) -> Message:
        """The sentence."""
        if not self.total:
            return self.text
        return message(
            "{what}: {done} of {total}", what=self.text, done=self.done, total=self.total
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since screens were last told: any number of changes in one tick.

    Attributes:
        touched: The uids of the records (applications, applicants, calls …).
        steps: The changes in their order, for messages with "undo".
    """

    touched: frozenset[str]
    steps: tuple[Done, ...]


class Desk(QObject):
    """An open workspace as the window holds it.

    - `reader` reads on the window's own connection; a view takes it and gives plain values.
    - `do` queues a verb on the one writer thread; its outcome comes back in the window's thread.
    - `ask` runs a view that may take a while on a reading thread of its own.
    - `changed` says once a tick what was touched, whoever asked for it.
    - `last` is the latest change; in the `then` of a verb it is what that verb did.
    - `progressed` tells how far a verb is that takes its time; `stop` takes all of it back.
    """

    changed = Signal(object)  # Changes
    waiting = Signal(int)  # verbs that are not done yet
    failed = Signal(object)  # UserError that nobody took
    broke = Signal(object)  # any other exception: a bug
    progressed = Signal(object)  # Step
    _done = Signal(object)
    _told = Signal(object)
    _stepped = Signal(int, object)

    def __init__(
        self, folder: Path, *, operator: str = "", pin: str = "", write: bool = True
    ) -> None:
        """Open a workspace.

        Raises:
            UserError: As `Workspace.open` does; with `write=False` also while somebody else writes.
        """
        super().__init__()
        self.folder = folder
        self._writing = (
            Workspace.open(folder, write=True, operator=operator, pin=pin) if write else None
        )
        try:
            self._reading = self._writing.beside() if self._writing else Workspace.open(folder)
            if self._writing is None:
                self._reading.sign_in(operator)
        except BaseException:
            if self._writing is not None:
                self._writing.close()
            raise
        self._closed = False
        self._count = 0
        self._asked: dict[int, int] = {}
        self._waiting: dict[int, _Waiting] = {}
        self._serial = 0
        self._news: list[Done] = []
        self.last: Done | None = None
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setInterval(0)
        self._tick.timeout.connect(self._tell)
        self._done.connect(self._on_done)
        self._told.connect(self._on_told)
        self._stepped.connect(self._on_stepped)
        self._asking = self._reading.beside()
        self._asker = _Hand(
            "asker", self._asking, self._asking.reader, self._done.emit, self._stepped.emit
        )
        self._writer: _Hand | None = None
        if self._writing is not None:
            self._writing.listeners.append(self._told.emit)
            self._writer = _Hand(
                "writer", self._writing, self._writing, self._done.emit, self._stepped.emit
            )

    @property
    def reader(self) -> Reader:
        """Reads on the window's own connection."""
        return self._reading.reader

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written here."""
        return self._writing is None

    @property
    def office(self) -> str:
        """The name of the office."""
        return office_details(self.reader).name

    @property
    def operator(self) -> OperatorFacts:
        """Who works here, with the duties that they have now."""
        return (self._writing or self._reading).operator

    @property
    def busy(self) -> bool:
        """Whether something still waits to be saved."""
        return self._count > 0

    def do(
        self,
        verb: Callable[..., Any],
        *,
        then: Callable[[Any], None] | None = None,
        otherwise: Callable[[UserError], None] | None = None,
        quiet: bool = False,
        **arguments: Any,
    ) -> None:
        """Queue a verb: `verb(workspace, **arguments)` runs on the writer thread, in order.

        Args:
            then: Gets what the verb gave back, in the window's thread.
            otherwise: Gets its `UserError`; `failed` is told where nobody takes it.
            quiet: Not shown as saving: a draft is not saved.
        """
        if self._writer is None:
            (otherwise or self.failed.emit)(ReadOnlyError(self.folder))
            return
        if not quiet:
            self._count += 1
            self.waiting.emit(self._count)
        job = _Job(self._next(), verb, True, arguments, told=not quiet)
        self._waiting[job.serial] = _Waiting(then, otherwise, self.progressed.emit, job)
        self._writer.jobs.put(job)

    def stop(self) -> None:
        """Stop the verbs that are not done yet, and take back what they began."""
        for waiting in self._waiting.values():
            if waiting.job.writes and waiting.job.told:
                waiting.job.stop.set()

    def ask(
        self,
        view: Callable[..., Any],
        *,
        then: Callable[[Any], None],
        otherwise: Callable[[UserError], None] | None = None,
        latest: object = None,
        reports: Callable[[Step], None] | None = None,
        **arguments: Any,
    ) -> None:
        """Run `view(reader, **arguments)` aside; `then` gets what it gave, in the window's thread.

        Args:
            latest: Whoever asks; only what it asked last is still wanted.
            reports: Told how far it is, where it takes its time.
        """
        asker = 0 if latest is None else id(latest)
        serial = self._asked[asker] = self._next()
        wanted = partial(self._is_wanted, asker, serial)
        job = _Job(serial, view, False, arguments, is_still_wanted=wanted)
        self._waiting[serial] = _Waiting(then, otherwise, reports, job)
        self._asker.jobs.put(job)

    def forget(self, asker: object) -> None:
        """Nobody wants any more what somebody asked for last: their screen is gone."""
        self._asked[id(asker)] = 0

    def close(self) -> UserError | None:
        """Wait for what is queued, back up, close; a backup that failed comes back.

        Nobody is told anything after it: the screens have nothing left to read from.
        """
        self._closed = True
        for hand in (self._writer, self._asker):
            if hand is not None:
                hand.stop()
        self._tick.stop()
        self._asking.close()
        self._reading.close()
        if self._writing is None:
            return None
        self._writing.listeners.clear()
        self._writing.close()
        return self._writing.closing_fault

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    def _is_wanted(self, asker: int, serial: int) -> bool:
        return not asker or self._asked[asker] == serial

    @Slot(object)
    def _on_told(self, done: Done) -> None:
        if self._closed:
            return
        self.reader.library.forget()
        self._asking.reader.library.forget()
        self._news.append(done)
        self.last = done
        self._tick.start()

    @Slot(int, object)
    def _on_stepped(self, serial: int, step: Step) -> None:
        waiting = self._waiting.get(serial)
        if waiting is None or self._closed or not waiting.job.is_wanted:
            return
        if waiting.reports is not None and _is_there(waiting.reports):
            waiting.reports(step)

    @Slot()
    def _tell(self) -> None:
        if self._closed:
            return
        steps, self._news = tuple(self._news), []
        touched = frozenset(uid for step in steps for uid in step.touched)
        self.changed.emit(Changes(touched, steps))

    @Slot(object)
    def _on_done(self, outcome: _Outcome) -> None:
        job, fault = outcome.job, outcome.fault
        waiting = self._waiting.pop(job.serial)
        if self._closed:  # whoever asked is gone
            return
        if job.writes and job.told:
            self._count -= 1
            self.waiting.emit(self._count)
        elif not job.is_wanted:
            return
        if fault is None:
            if waiting.then is not None and _is_there(waiting.then):
                waiting.then(outcome.value)
        elif not isinstance(fault, UserError):
            self.broke.emit(fault)
        elif waiting.otherwise is not None and _is_there(waiting.otherwise):
            waiting.otherwise(fault)
        else:
            self.failed.emit(fault)


def _is_there(handler: Callable[..., Any]) -> bool:
    """Whether the screen that waits for an outcome is still there."""
    owner = getattr(handler, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class _Hand:
    """A thread that runs what is queued, one after the other, on a connection of its own."""

    def __init__(
        self,
        name: str,
        workspace: Workspace,
        subject: object,
        tell: Callable[[_Outcome], None],
        tell_step: Callable[[int, Step], None],
    ) -> None:
        self.jobs: queue.Queue[_Job | None] = queue.Queue()
        self._workspace, self._subject = workspace, subject
        self._tell, self._tell_step = tell, tell_step
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Do what is queued, then end."""
        self.jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self.jobs.get()) is not None:
            if not job.is_wanted:
                self._tell(_Outcome(job))
                continue
            try:
                with self._workspace.reporting(_Reporter(job, self._tell_step)):
                    value = job.verb(self._subject, **job.arguments)
            except BaseException as fault:  # noqa: BLE001 - the window's thread tells it
                self._tell(_Outcome(job, fault=fault))
            else:
                self._tell(_Outcome(job, value))


_SAVING = message("Saving")
_PATIENCE_S = 0.3
_BETWEEN_S = 0.1


class _Reporter:
    """Tells how far a job is once it has taken a while, and stops it where nobody wants it any more."""

    def __init__(self, job: _Job, tell: Callable[[int, Step], None]) -> None:
        self._job, self._tell = job, tell
        self._next = time.monotonic() + _PATIENCE_S

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        if self._job.stop.is_set() or not self._job.is_wanted:
            raise CancelledError
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_S
            self._tell(self._job.serial, Step(done, total, text or _SAVING))
