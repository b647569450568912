# SPDX-License-Identifier: Apache-2.0
"""SQLite opened the safe way for the place where the folder lies."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psutil
from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool

from models.errors import UserError
from models.language import message
from models.rules.text import storable
from models.storage.files import in_words

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from models.language import Message

_NETWORK_TYPES = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "fuse.sshfs",
        "9p",
        "ncpfs",
    },
)


class WorkspaceDamagedError(UserError):
    """The database cannot be read."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            message(
                "The database in {folder} is damaged or cannot be read ({detail}). Nothing was"
                " changed. Restore the newest backup: xiandao restore {backups} NEW_FOLDER",
                folder=str(folder),
                detail=detail,
                backups=str(folder / "backups"),
            )
        )


class DatabaseOutOfReachError(UserError):
    """The database cannot be read just now, though nothing says that it is damaged."""

    def __init__(self, folder: Path, detail: Message | str) -> None:
        super().__init__(
            message(
                "The database in {folder} cannot be reached just now ({detail}). Nothing was changed"
                " and nothing is lost. Make room if the disk is full, see that it is connected, then"
                " try again.",
                folder=str(folder),
                detail=detail,
            )
        )


_OUT_OF_REACH = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
    }
)
_TORN = frozenset({sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})


def database_fault(folder: Path, error: Exception) -> UserError:
    """What a user is told of a fault of the database: damage only where there is some.

    Who is told of damage restores a backup, and so loses what was done since.
    """
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _OUT_OF_REACH and code not in _TORN:
        return DatabaseOutOfReachError(folder, in_words(cause))
    return WorkspaceDamagedError(folder, str(cause))


class PathTooLongError(UserError):
    """The path of a database is longer than SQLite opens."""

    def __init__(self, database: Path) -> None:
        super().__init__(
            message(
                "The path {path}… is too long for a workspace; choose a folder nearer to the top.",
                path=str(database)[:80],
            )
        )


LONGEST_PATH = 480
"""Bytes of a path that SQLite opens everywhere, with its journal: it has room for 512 in all."""


def refuse_long_path(database: Path) -> None:
    """Refuse a database whose path SQLite, or the disk, could not open.

    Raises:
        PathTooLongError: It is too long, or a name in it is.
    """
    too_long = len(os.fsencode(database.absolute())) > LONGEST_PATH
    try:
        database.stat()
    except OSError as error:
        too_long = too_long or error.errno == errno.ENAMETOOLONG
    if too_long:
        raise PathTooLongError(database)


class Access(StrEnum):
    """How a database is opened."""

    WRITE = "write"
    READ = "read"
    FROZEN = "frozen"


def is_network_share(folder: Path) -> bool:
    """Whether a folder lies on a share, where several machines may not use a WAL together."""
    text = str(folder.resolve())
    if text.startswith("\\\\"):
        return True
    best = None
    for partition in psutil.disk_partitions(all=True):
        inside = text == partition.mountpoint or text.startswith(
            partition.mountpoint.rstrip("/\\") + os.sep,
        )
        if inside and (best is None or len(partition.mountpoint) > len(best.mountpoint)):
            best = partition
    return best is not None and (
        best.fstype.lower() in _NETWORK_TYPES or "remote" in best.opts.split(",")
    )


def is_writable(folder: Path) -> bool:
    """Whether files can be made in a folder; asked by doing it, since permissions lie on shares."""
    probe = folder / f".~probe-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


_PATIENCE_S = 10
"""So long another program may hold the database before we say so."""


def connect_engine(database: Path, access: Access, *, network: bool = False) -> Engine:
    """An engine on a database file; every connection of it is set up the same way.

    A writer commits durably (WAL and synchronous=FULL; on a network share a rollback journal). All
    others are `query_only`. A database in a folder that cannot be written opens with immutable=1, if
    no log lies beside it (`private_copy`); a reader elsewhere opens the file as a writer does, so that
    the last to leave clears the log away.
    """
    options = {Access.WRITE: "mode=rwc", Access.READ: "mode=rw", Access.FROZEN: "immutable=1"}
    path = quote(os.fsencode(database.resolve().as_posix()))  # bytes, as names of files may be odd
    uri = f"file:{path}?{options[access]}"

    def connect() -> sqlite3.Connection:
        # The transaction is ours to begin, so that a change takes its lock at once.
        return sqlite3.connect(
            uri,
            uri=True,
            timeout=_PATIENCE_S,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=NullPool,
        json_serializer=document_text,
        connect_args={},
    )
    begin = "BEGIN IMMEDIATE" if access is Access.WRITE else "BEGIN"

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in _pragmas(access, network=network):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _ask(  # the signature is SQLAlchemy's
        _connection: object, _cursor: object, statement: str, values: Any, _: object, many: object
    ) -> tuple[str, Any]:
        # What is asked for may be anything; what is written in bulk, `Change` has seen to.
        return statement, values if many else _askable(storable(values))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        base = driver(connection)
        if not base.in_transaction:  # else it joins one of `Reader.transaction`
            base.execute(begin)

    return engine


def _askable(values: Any) -> Any:
    """Values with whole numbers that fit into 64 bits: the next one that does stands for a larger one."""
    if isinstance(values, dict):
        return {key: _askable(value) for key, value in values.items()}
    if isinstance(values, tuple | list):
        return type(values)(map(_askable, values))
    return max(-_LARGEST, min(values, _LARGEST)) if type(values) is int else values


_LARGEST = (1 << 63) - 1


def driver(connection: Connection) -> sqlite3.Connection:
    """The bare connection beneath, for the few statements that run at every save."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _pragmas(access: Access, *, network: bool) -> tuple[str, ...]:
    if access is not Access.WRITE:
        return ("query_only=ON", "cache_size=-65536", "mmap_size=2147418112")
    journal = ("journal_mode=DELETE",) if network else ("journal_mode=WAL",)
    return (
        *journal,
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
    )


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def document_text(value: Any) -> str:
    """A document as a column holds it."""
    return _COMPACT.encode(value)
