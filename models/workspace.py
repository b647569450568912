# SPDX-License-Identifier: Apache-2.0
"""A workspace is a folder, and this is the only way in: create, open, lock, change, close."""

from __future__ import annotations

import json
import platform
import sqlite3
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, OperationalError, ResourceClosedError

from models.change import Change, insert_text, write_items
from models.duties import Duty, DutyMissingError, WrongPinError, pin_matches
from models.errors import UserError
from models.history import GENESIS, entry_hash, items_digest
from models.language import Listing, Message, message, to_json
from models.progress import Unstoppable
from models.reader import Reader
from models.rules.text import clean, storable
from models.search.index import compact_index, create_index, stale_ids
from models.storage.backup import BackupReason, back_up
from models.storage.engine import (
    Access,
    DatabaseOutOfReachError,
    WorkspaceDamagedError,
    connect_engine,
    database_fault,
    document_text,
    is_network_share,
    is_writable,
    refuse_long_path,
)
from models.storage.files import in_words
from models.storage.folder import made_whole
from models.storage.lock import WorkspaceLock, account, utc_now
from models.storage.migrate import (
    SCHEMA_VERSION,
    schema_version,
    set_schema_version,
    unknown_layout,
    upgrade,
)
from models.storage.private_copy import private_copy
from models.storage.rewriting import CannotRewriteError, rewrite
from models.tables import Base, HistoryEntry, Office, Operator, Trash
from models.tables.base import new_uid
from models.verbs.required import required_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from tempfile import TemporaryDirectory

    from sqlalchemy import Connection

    from models.progress import Progress


_AT_ONCE = 500
DATABASE = "workspace.db"


class NotAWorkspaceError(UserError):
    """The folder is not a workspace."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} is not a workspace. Make one with: xiandao new {folder} --office NAME",
                folder=str(folder),
            )
        )


class WorkspaceNewerError(UserError):
    """The workspace was written by a later version of the program."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} was written by a newer version of Xiandao. It is left untouched; update"
                " the program to open it.",
                folder=str(folder),
            )
        )


class WorkspaceUnfinishedError(UserError):
    """Its tables are not those of this version, though the number is the same."""

    def __init__(self, folder: Path, lacking: str) -> None:
        super().__init__(
            message(
                "{folder} has other tables than this version of Xiandao ({lacking} is missing): an"
                " unfinished earlier version made it, or another program altered it. It is left"
                " untouched. Open it with the version that made it, or make it anew; if it was"
                " altered, restore the newest backup: xiandao restore {backups} NEW_FOLDER",
                folder=str(folder),
                lacking=lacking,
                backups=str(folder / "backups"),
            )
        )


class ReadOnlyError(UserError):
    """The workspace is open for reading only."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message("{folder} is open for reading only; nothing was changed.", folder=str(folder))
        )


class CannotSaveError(UserError):
    """The database refused to write: the disk is full or the place is gone."""

    def __init__(self, folder: Path, detail: Message | str) -> None:
        super().__init__(
            message(
                "The change could not be saved in {folder} ({detail}). Everything is as it was"
                " before it; make room on the disk, then try again.",
                folder=str(folder),
                detail=detail,
            )
        )


class UnknownOperatorError(UserError):
    """There is no operator of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            message(
                "There is no operator “{name}”. There are: {known}",
                name=name,
                known=Listing(tuple(known)),
            )
        )


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """Who works: name and duties."""

    uid: str
    name: str
    duties: tuple[Duty, ...]


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
        database = _database(folder, aside)
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
        refuse_long_path(folder / DATABASE)
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
        refuse_long_path(folder / DATABASE)
        if not (folder / DATABASE).is_file():
            raise NotAWorkspaceError(folder)
        writable = is_writable(folder)
        if write and not writable:
            raise ReadOnlyError(folder)
        if not write:
            return cls._open_reading(folder, writable=writable)
        version = _known_version(folder, Access.READ)
        lock = WorkspaceLock(folder)
        lock.acquire(operator or account(), wait=wait)
        try:
            if version < SCHEMA_VERSION:
                back_up(folder, BackupReason.UPGRADE)
                upgrade(folder / DATABASE)
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
        aside = None if writable else private_copy(folder / DATABASE)
        access = Access.READ if writable or aside else Access.FROZEN
        with ExitStack() as unless_opened:
            if aside is not None:
                unless_opened.callback(aside.cleanup)
            if _known_version(folder, access, aside) < SCHEMA_VERSION:
                raise WorkspaceOlderError(folder)
            try:
                workspace = cls(folder, lock=None, access=access, aside=aside)
            except DatabaseError as error:
                raise database_fault(folder, error) from error
            unless_opened.pop_all()
        return workspace

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
        self._operator = _facts(found)
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
                with writer.connection.begin():
                    change = Change(writer, step, self.clock(), operator.name)
                    yield change
                    uphold(change, self.reader, over_quota=over_quota)
                    change.finish()
                    signed = {"kind": kind, "duty": duty.value, "undoes": undoes or None}
                    entry = self._write_entry(writer, change, reason, signed)
            except (OperationalError, sqlite3.OperationalError) as error:
                writer.library.forget()
                raise CannotSaveError(self.folder, in_words(error)) from error
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
                self._operator = _facts(writer.rows(known)[0])
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
                with writer.connection.begin():
                    yield writer.connection
            except (OperationalError, sqlite3.OperationalError) as error:
                raise CannotSaveError(self.folder, in_words(error)) from error
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
                    while ids := stale_ids(writer.connection):
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
            with writer.connection.begin():
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
                compact_index(writer.connection)
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

    @cached_property
    def _office_uid(self) -> str:
        """The office's uid; first asked by the change that makes it, on the writer's connection."""
        assert self._writer is not None
        return str(self._writer.driver.execute(_OFFICE).fetchone()[0])

    def _write_entry(
        self, writer: Reader, change: Change, reason: str, signed: dict[str, str | None]
    ) -> str:
        if not change.items:
            return ""
        base = writer.driver
        last = base.execute(_HEAD).fetchone()
        text = storable(document_text(to_json(change.step)))
        entry: dict[str, Any] = {
            "sequence": last[0] + 1 if last else 1,
            "uid": new_uid(),
            **signed,
            "office_uid": self._office_uid,
            "operator_uid": self.operator.uid,
            "operator": self.operator.name,
            "account": storable(account()),
            "machine": storable(platform.node()),
            "at": change.at,
            "message": json.loads(text),
            "reason": clean(reason).text or None,
            "digest": items_digest(change.items),
            "previous": last[1] if last else GENESIS,
        }
        entry["hash"] = entry_hash(entry)
        base.execute(insert_text(HistoryEntry, tuple(entry)), {**entry, "message": text})
        write_items(writer, entry["sequence"], change.items)
        return str(entry["uid"])


_HEAD = "SELECT sequence, hash FROM history_entry ORDER BY sequence DESC LIMIT 1"
_OFFICE = "SELECT min(uid) FROM office"


def _facts(row: Any) -> OperatorFacts:
    return OperatorFacts(row.uid, row.name, tuple(Duty(item) for item in row.duties))


def _empty_log(writer: Reader) -> None:
    """Bring the write-ahead log into the database, so that none is left behind.

    Another reader may keep it busy, and the disk may be gone: then the next opening does it.
    """
    with suppress(sqlite3.Error, DatabaseError, ResourceClosedError):
        writer.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


class WorkspaceOlderError(UserError):
    """The workspace must be upgraded, which only a writer may do."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} comes from an older version of Xiandao and has to be upgraded first."
                " Open it once where its folder can be written.",
                folder=str(folder),
            )
        )


def _database(folder: Path, aside: TemporaryDirectory[str] | None) -> Path:
    return (Path(aside.name) if aside else folder) / DATABASE


def _known_version(
    folder: Path, access: Access, aside: TemporaryDirectory[str] | None = None
) -> int:
    """The version of a database that this program can read or bring up to date."""
    engine = connect_engine(_database(folder, aside), access)
    try:
        with engine.connect() as connection:
            version = schema_version(connection)
            lacking = unknown_layout(connection) if version == SCHEMA_VERSION else ""
    except DatabaseError as error:
        raise database_fault(folder, error) from error
    if not version:  # a crash while it was made, or another program's database
        raise WorkspaceDamagedError(folder, "user_version 0")
    if version > SCHEMA_VERSION:
        raise WorkspaceNewerError(folder)
    if lacking:
        raise WorkspaceUnfinishedError(folder, lacking)
    return version
