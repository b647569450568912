# SPDX-License-Identifier: Apache-2.0
"""A workspace is a folder, and this is the only way in: create, open, lock, change, close."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, OperationalError, ResourceClosedError

from models.change import Change
from models.duties import (
    Duty,
    DutyMissingError,
    OperatorFacts,
    WrongPinError,
    operator_facts,
    pin_matches,
)
from models.entry import write_entry
from models.errors import UserError
from models.language import Message, message
from models.progress import Unstoppable
from models.reader import Reader
from models.rules.text import clean, storable
from models.search.index import compact_index, create_index, stale_ids
from models.storage.backup import BackupReason, back_up
from models.storage.engine import (
    Access,
    DatabaseOutOfReachError,
    connect_engine,
    database_fault,
    is_network_share,
    is_writable,
    refuse_long_path,
)
from models.storage.files import in_words, is_busy
from models.storage.folder import made_whole
from models.storage.lock import WorkspaceLock, account, utc_now
from models.storage.migrate import (
    SCHEMA_VERSION,
    set_schema_version,
    upgrade,
)
from models.storage.opening import (
    NotAWorkspaceError,
    WorkspaceOlderError,
    database_of,
    known_version,
)
from models.storage.private_copy import private_copy
from models.storage.rewriting import CannotRewriteError, rewrite
from models.tables import Base, Office, Operator, Trash
from models.tables.base import new_uid
from models.unknown import UnknownOperatorError
from models.verbs.required import required_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from sqlalchemy import Connection

    from models.progress import Progress


_AT_ONCE = 500


class ReadOnlyError(UserError):
    """The workspace is open for reading only."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message("{folder} is open for reading only; nothing was changed.", folder=str(folder))
        )


class CannotSaveError(UserError):
    """The database refused to write: the disk is full, the place is gone, or another program has it."""

    def __init__(self, folder: Path, error: Exception) -> None:
        if is_busy(error):
            said = message(
                "The change could not be saved: another program keeps the database in {folder} busy."
                " Everything is as it was before it; close what else has that folder open (a viewer of"
                " databases, a backup, a synchronising program), then try again.",
                folder=str(folder),
            )
        else:
            said = message(
                "The change could not be saved in {folder} ({detail}). Everything is as it was"
                " before it; make room on the disk, then try again.",
                folder=str(folder),
                detail=in_words(error),
            )
        super().__init__(said)


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did, for its caller and for the screens.

    Attributes:
        entry: The uid of its history entry, empty where nothing was different.
        touched: The uids of the records whose history it belongs to.
    """

    entry: str
    touched: frozenset[str]
    message: Message


class Workspace:
    """An open workspace. Reads go through `reader`, writes through `change` and nothing else."""

    def __init__(
        self,
        folder: Path,
        *,
        lock: WorkspaceLock | None,
        access: Access,
        aside: TemporaryDirectory[str] | None = None,
    ) -> None:
        self.folder = folder
        self.read_only = access is not Access.WRITE
        self.network = access is Access.WRITE and is_network_share(folder)
        self.clock: Callable[[], str] = utc_now
        self.listeners: list[Callable[[Done], None]] = []
        self.backs_up = True
        self.closing_fault: UserError | None = None
        self._lock = lock
        self._mutex = threading.RLock()
        self._changed = False
        # The applications whose search rows are stale; None where only the database knows.
        self._waiting: set[int] | None = None
        self._writer: Reader | None = None
        self._aside = aside
        self._access = access
        database = database_of(folder, aside)
        reading = Access.FROZEN if access is Access.FROZEN else Access.READ
        if access is Access.WRITE:
            engine = connect_engine(database, access, network=self.network)
            self._writer = Reader(engine.connect(), folder, writes=True)
        self.reader = Reader(connect_engine(database, reading).connect(), folder)
        self._operator: OperatorFacts | None = None

    @property
    def operator(self) -> OperatorFacts:
        """Who works in this workspace just now."""
        if self._operator is None:
            self.sign_in("")
        assert self._operator is not None
        return self._operator

    @classmethod
    def create(
        cls, folder: Path, *, office: str, region: str | None = None, operator: str = ""
    ) -> Workspace:
        """Make a workspace for an office in a new or empty folder and open it.

        Raises:
            WorkspaceThereError: The folder holds files.
            CannotWriteError: The folder cannot be made, or the disk is full; nothing is left behind.
            PathTooLongError: Its path is longer than a database may have.
            EmptyTextError: The name of the office says nothing.
        """
        office = required_text(office, message("name of the office"))
        operator = clean(operator).text or storable(account())
        refuse_long_path(database_of(folder))
        lock = WorkspaceLock(folder)
        with made_whole(folder), ExitStack() as unless_made:
            lock.acquire(operator)
            unless_made.callback(lock.release)
            workspace = cls(folder, lock=lock, access=Access.WRITE)
            unless_made.callback(workspace.close)
            workspace._make_tables()
            workspace._make_office(office, region, operator)
            unless_made.pop_all()
        return workspace

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        write: bool = False,
        operator: str = "",
        pin: str = "",
        wait: float = 0,
    ) -> Workspace:
        """Open a workspace, for reading or for writing.

        Raises:
            NotAWorkspaceError: There is none in the folder.
            WorkspaceLockedError: Somebody else writes; it can still be opened for reading.
            WorkspaceNewerError: A later version of the program made it.
            WorkspaceUnfinishedError: A version made it that was never released.
            WorkspaceDamagedError: Its database cannot be read.
            ReadOnlyError: Its folder cannot be written.
            UnsettledError: It cannot be written, and its last changes are still in a log.
            PathTooLongError: Its path is longer than a database may have.
        """
        refuse_long_path(database_of(folder))
        if not database_of(folder).is_file():
            raise NotAWorkspaceError(folder)
        writable = is_writable(folder)
        if write and not writable:
            raise ReadOnlyError(folder)
        if not write:
            return cls._open_reading(folder, writable=writable)
        version = known_version(folder, Access.READ)
        lock = WorkspaceLock(folder)
        lock.acquire(operator or account(), wait=wait)
        try:
            if version < SCHEMA_VERSION:
                back_up(folder, BackupReason.UPGRADE)
                upgrade(database_of(folder))
            workspace = cls(folder, lock=lock, access=Access.WRITE)
        except DatabaseError as error:
            lock.release()
            raise database_fault(folder, error) from error
        except BaseException:
            lock.release()
            raise
        try:
            workspace.sign_in(operator, pin)
            workspace.renew_index()
        except BaseException:
            workspace.close()
            raise
        return workspace

    @classmethod
    def _open_reading(cls, folder: Path, *, writable: bool) -> Workspace:
        """Open for reading; on a full disk as where nothing can be written, since SQLite needs a file."""
        try:
            return cls._open_only_to_read(folder, writable=writable)
        except DatabaseOutOfReachError:
            if not writable:
                raise
        return cls._open_only_to_read(folder, writable=False)

    @classmethod
    def _open_only_to_read(cls, folder: Path, *, writable: bool) -> Workspace:
        aside = None if writable else private_copy(database_of(folder))
        access = Access.READ if writable or aside else Access.FROZEN
        with ExitStack() as unless_opened:
            if aside is not None:
                unless_opened.callback(aside.cleanup)
            if known_version(folder, access, aside) < SCHEMA_VERSION:
                raise WorkspaceOlderError(folder)
            try:
                workspace = cls(folder, lock=None, access=access, aside=aside)
            except DatabaseError as error:
                raise database_fault(folder, error) from error
            unless_opened.pop_all()
        return workspace

    def beside(self) -> Workspace:
        """The same workspace once more to read, for another thread; what was checked is not again."""
        if self._aside is not None:
            return Workspace.open(self.folder)
        access = Access.FROZEN if self._access is Access.FROZEN else Access.READ
        return Workspace(self.folder, lock=None, access=access)

    def sign_in(self, name: str, pin: str = "") -> OperatorFacts:
        """Work as an operator from now on; without a name, as the first one.

        Raises:
            UnknownOperatorError: There is none of that name.
            WrongPinError: Theirs is another PIN.
        """
        rows = self.reader.rows(
            select(Operator.__table__).where(Operator.trashed == Trash.LIVE).order_by(Operator.id)
        )
        found = next((row for row in rows if not name or row.name == name), None)
        if found is None:
            raise UnknownOperatorError(name, [row.name for row in rows])
        if found.pin and not self.read_only and not pin_matches(pin, found.pin):
            raise WrongPinError(found.name)
        self._operator = operator_facts(found)
        return self._operator

    @contextmanager
    def change(
        self,
        step: Message,
        *,
        duty: Duty = Duty.ENTER,
        reason: str = "",
        kind: str = "change",
        undoes: str = "",
        over_quota: bool = False,
    ) -> Iterator[Change]:
        """Write: one transaction, one history entry, one step of undo, one broadcast.

        An exception inside takes everything back. A change that sets nothing new leaves no entry.

        Args:
            duty: What the operator must be allowed to do; taking the change back asks for the same.
            over_quota: Whether it may exceed quotas, as a step back may (WF-3).

        Raises:
            ReadOnlyError: The workspace is open for reading.
            DutyMissingError: The operator may not do this.
            RefusedError: What must always hold would not (`models.invariants`).
            CannotSaveError: The disk is full or gone.
        """
        writer = self._writer
        if writer is None:
            raise ReadOnlyError(self.folder)
        operator = self.operator
        if duty not in operator.duties:
            raise DutyMissingError(operator.name, duty, operator.duties)
        from models.invariants import uphold  # knows definitions, which opening does not need

        with self._mutex:
            entry = ""
            try:
                with writer.transaction():
                    change = Change(writer, step, self.clock(), operator.name)
                    yield change
                    uphold(change, self.reader, over_quota=over_quota)
                    change.finish()
                    signed = {"kind": kind, "duty": duty.value, "undoes": undoes or None}
                    entry = change.entry = write_entry(
                        change,
                        office_uid=self._office_uid,
                        operator=self.operator,
                        reason=reason,
                        signed=signed,
                    )
            except (OperationalError, sqlite3.OperationalError) as error:
                writer.library.forget()
                raise CannotSaveError(self.folder, error) from error
            except (DatabaseError, sqlite3.DatabaseError) as error:
                writer.library.forget()
                raise database_fault(self.folder, error) from error
            if self._waiting is not None:
                self._waiting |= change.stale
            self._changed = self._changed or bool(entry)
            if {item.table for item in change.items} & {"local_term", "vocabulary_version"}:
                writer.library.forget()
                self.reader.library.forget()
            if operator.uid in change.touched:  # their own duties may be others now
                known = select(Operator.__table__).where(Operator.uid == operator.uid)
                self._operator = operator_facts(writer.rows(known)[0])
            self.renew_index()
        done = Done(entry, frozenset(change.touched), change.step)
        for listener in self.listeners:
            listener(done)

    @contextmanager
    def reporting(self, progress: Progress) -> Iterator[None]:
        """Let somebody hear how far a verb is that is done meanwhile.

        Until the verb has committed they may stop it, which leaves everything as it was.
        """
        readers = [reader for reader in (self.reader, self._writer) if reader is not None]
        before = [reader.progress for reader in readers]
        for reader in readers:
            reader.progress = progress
        try:
            yield
        finally:
            for reader, old in zip(readers, before, strict=True):
                reader.progress = old

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Write what no history knows (drafts, layout, learned mappings); everything else is a change.

        It survives a killed program, but need not survive a loss of power.

        Raises:
            ReadOnlyError: The workspace is open for reading.
            CannotSaveError: The disk is full or gone.
        """
        writer = self._writer
        if writer is None:
            raise ReadOnlyError(self.folder)
        with self._mutex:
            writer.driver.execute("PRAGMA synchronous=NORMAL")
            try:
                with writer.transaction():
                    yield writer.connection
            except (OperationalError, sqlite3.OperationalError) as error:
                raise CannotSaveError(self.folder, error) from error
            finally:
                writer.driver.execute("PRAGMA synchronous=FULL")

    def renew_index(self) -> None:
        """Make stale search rows anew; a crash before this only leaves them marked as stale."""
        writer = self._writer
        if writer is None:
            return
        with self._mutex:
            waiting, self._waiting = self._waiting, None
            try:
                if waiting is not None and len(waiting) <= _AT_ONCE:
                    self._renew_some(writer, sorted(waiting))
                else:
                    done, progress = 0, Unstoppable(writer.progress)
                    while ids := stale_ids(writer.driver):
                        total = max(len(waiting or ()), done + len(ids))
                        progress.step(done, total, message("Saving for the search"))
                        self._renew_some(writer, ids)
                        done += len(ids)
            except (OperationalError, sqlite3.OperationalError):
                return
            self._waiting = set()

    def _renew_some(self, writer: Reader, ids: list[int]) -> None:
        if not ids:
            return
        from models.search.renew import renew  # as above

        base = writer.driver
        # What is derived need not outlive a loss of power: the mark comes back with it.
        base.execute("PRAGMA synchronous=NORMAL")
        try:
            with writer.transaction():
                renew(writer, ids)
        finally:
            base.execute("PRAGMA synchronous=FULL")

    def rewrite(self) -> None:
        """Write the database file anew, so that nothing of what was erased is left in it.

        Raises:
            ReadOnlyError: The workspace is open for reading.
            CannotRewriteError: Somebody reads meanwhile, or the disk is full.
        """
        writer = self._writer
        if writer is None:
            raise ReadOnlyError(self.folder)
        self.renew_index()
        with self._mutex:
            try:
                compact_index(writer.driver)
                whole = rewrite(writer.connection)
            except sqlite3.Error as error:
                raise CannotRewriteError(self.folder, str(error)) from error
        if not whole:
            raise CannotRewriteError(self.folder, "workspace.db-wal")

    def back_up(self, reason: BackupReason) -> Path | None:
        """Take a backup now, unless backups are switched off for a run that makes everything anew."""
        if not self.backs_up or self.read_only:
            return None
        place = self.second_backup_place()
        return back_up(self.folder, reason, second_place=place, progress=self.reader.progress)

    def second_backup_place(self) -> str:
        """The folder to which the office wants every backup copied, empty for none."""
        return self.reader.scalar(select(Office.backup_place)) or ""

    def close(self) -> None:
        """Close: back up what changed, and let others write.

        A backup that fails is no reason to say that the change was not saved: its fault is kept in
        `closing_fault` for the face to tell.
        """
        try:
            if self._changed and not self.read_only:
                self._changed = False
                self.back_up(BackupReason.CLOSING)
        except UserError as fault:
            self.closing_fault = fault
        finally:
            self.reader.close()  # first, or it would keep the log from being emptied
            if self._writer is not None:
                _empty_log(self._writer)
                self._writer.close()
            if self._lock is not None:
                self._lock.release()
            if self._aside is not None:
                self._aside.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _office_uid(self) -> str:
        """The office's uid; first asked by the change that makes it, on the writer's connection."""
        assert self._writer is not None
        return str(self._writer.driver.execute(_OFFICE).fetchone()[0])

    def _make_tables(self) -> None:
        assert self._writer is not None
        connection = self._writer.connection
        with connection.begin():
            Base.metadata.create_all(connection)
            create_index(connection)
            set_schema_version(connection, SCHEMA_VERSION)

    def _make_office(self, office: str, region: str | None, operator: str) -> None:
        duties = tuple(duty for duty in Duty if duty not in {Duty.READ, Duty.EXPERT})
        self._operator = OperatorFacts(new_uid(), operator, duties)
        step = message("Set up the workspace of {office}", office=office)
        with self.change(step, kind="barrier") as change:
            change.insert(Office, name=office, region=region)
            change.insert(
                Operator,
                uid=self._operator.uid,
                name=operator,
                duties=[duty.value for duty in duties],
            )


_OFFICE = "SELECT min(uid) FROM office"


def _empty_log(writer: Reader) -> None:
    """Bring the write-ahead log into the database, so that none is left behind.

    Another reader may keep it busy, and the disk may be gone: then the next opening does it.
    """
    with suppress(sqlite3.Error, DatabaseError, ResourceClosedError):
        writer.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
