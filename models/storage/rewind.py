# SPDX-License-Identifier: Apache-2.0
"""The register as it was at an earlier entry of its history (N12).

A private copy of the database is taken back: what was made since goes, values get back what they held,
the history ends where it ended then, and what is derived is made anew. Attachments stay where they lie,
by hash. Only what was erased for good since cannot come back (`erased_since`).
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, bindparam, delete, select, update
from sqlalchemy.dialects import sqlite

from models.errors import UserError
from models.history import decode_value, encode_value
from models.language import message
from models.progress import NoProgress
from models.reader import Reader
from models.search.dependants import dependants
from models.search.index import stale_ids
from models.search.renew import renew
from models.storage.engine import Access, connect_engine, document_text
from models.storage.files import in_words
from models.storage.opening import DATABASE
from models.storage.prepared import Prepared
from models.storage.snapshot import copy_database
from models.tables import Application, HistoryEntry, HistoryItem, Record, Trash, record_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement

    from models.progress import Progress

_AT_ONCE = 1_000
_NAMED = sqlite.dialect(paramstyle="named")


class NotInHistoryError(UserError):
    """The history does not go as far as an entry that is asked for."""

    def __init__(self, sequence: int) -> None:
        super().__init__(
            message(
                "The history has no entry {n}: this register is an older copy, or its history was cut"
                " short. Check it: xiandao check",
                n=sequence,
            )
        )


class CannotRewindError(UserError):
    """There is no room for the copy that is taken back."""

    def __init__(self, place: Path, error: Exception) -> None:
        super().__init__(
            message(
                "An earlier state is made in a copy of the register, and none could be made in"
                " {place} ({detail}). Make room there, then try again.",
                place=str(place),
                detail=in_words(error),
            )
        )


@contextmanager
def then(reader: Reader, sequence: int, progress: Progress | None = None) -> Iterator[Reader]:
    """Read the register as it was right after an entry of its history.

    The reader that comes lives as long as the block. What was erased since stays erased in it.

    Raises:
        NotInHistoryError: There is no such entry.
        CannotRewindError: There is no room for the copy.
        CancelledError: The user stopped it.
    """
    exists = select(HistoryEntry.sequence).where(HistoryEntry.sequence == sequence)
    if reader.first(exists) is None:
        raise NotInHistoryError(sequence)
    listener = progress or NoProgress()
    place = Path(tempfile.mkdtemp(prefix="xiandao-"))
    try:
        try:
            listener.step(0, 0, message("Copying the register"))
            copy_database(_database(reader), place / DATABASE)
            _take_back(place / DATABASE, sequence, listener)
            _make_anew(place / DATABASE, reader.folder, listener)
        except (OSError, sqlite3.Error) as error:
            raise CannotRewindError(place.parent, error) from error
        past = Reader(connect_engine(place / DATABASE, Access.FROZEN).connect(), reader.folder)
        with closing(past):
            yield past
    finally:
        shutil.rmtree(place, ignore_errors=True)


def erased_since(reader: Reader, sequence: int) -> dict[str, str]:
    """The applications that were erased for good after an entry: their numbers by uid."""
    statement = (
        select(Application.uid, Application.number)
        .join(HistoryItem.__table__, HistoryItem.record == Application.uid)
        .where(
            HistoryItem.sequence > sequence,
            HistoryItem.table == Application.__tablename__,
            HistoryItem.path == "trashed",
            HistoryItem.new == encode_value(Trash.EMPTIED.value),
        )
        .order_by(Application.number)
    )
    return {row.uid: row.number for row in reader.rows(statement)}


def _database(reader: Reader) -> Path:
    (file,) = (row[2] for row in reader.driver.execute("PRAGMA database_list") if row[1] == "main")
    return Path(file)


def _take_back(database: Path, sequence: int, progress: Progress) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("BEGIN")
        _TakingBack(connection, sequence, progress).run()
        connection.execute("COMMIT")


@dataclass(slots=True)
class _Writes:
    """What is written to the records of a table, gathered for the driver.

    Attributes:
        made: The records that were made since.
    """

    table: type[Record]
    made: list[dict[str, str]] = field(default_factory=list)
    values: defaultdict[tuple[str, ...], list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    count: int = 0

    def flush(self, connection: sqlite3.Connection) -> None:
        connection.executemany(_deletion(self.table), self.made)
        for columns, rows in self.values.items():
            connection.executemany(_update(self.table, columns), rows)
        self.made.clear()
        self.values.clear()
        self.count = 0


class _TakingBack:
    """Takes the records of a copy back to an entry, then its history."""

    def __init__(self, connection: sqlite3.Connection, sequence: int, progress: Progress) -> None:
        self._connection = connection
        self._sequence = sequence
        self._progress = progress
        self._tables = {str(table.__tablename__): table for table in record_tables()}
        erased = connection.execute(_ERASED, (Application.__tablename__, Trash.EMPTIED.value))
        self._erased = frozenset(row[0] for row in erased)

    def run(self) -> None:
        connection, later = self._connection, (self._sequence,)
        total = connection.execute(_HOW_MANY, later).fetchone()[0]
        connection.execute(_KEEP_TOUCHED)
        connection.execute(_TOUCHED, later)
        done = 0
        self._progress.step(done, total, _TAKING_BACK)
        items = connection.cursor().execute(_LATER_ITEMS, later)
        for name, of_table in groupby(items, key=itemgetter(0)):
            writes = _Writes(self._tables[name])
            for record, of_record in groupby(of_table, key=itemgetter(1)):
                later_items = list(of_record)
                self._take_record_back(writes, record, later_items)
                done += len(later_items)
                if writes.count >= _AT_ONCE:
                    writes.flush(connection)
                    self._progress.step(done, total, _TAKING_BACK)
            writes.flush(connection)
        connection.execute("DELETE FROM history_item WHERE sequence > ?", later)
        connection.execute("DELETE FROM history_entry WHERE sequence > ?", later)
        for statement in (_GONE_ANSWERS, _FOLLOWING, _STALE):
            connection.execute(statement)

    def _take_record_back(self, writes: _Writes, record: str, items: list[Any]) -> None:
        """Gather what takes a record back; its items come newest first."""
        writes.count += 1
        if not all(path for _, _, _, path, _ in items):
            writes.made.append({"which": record})
            return
        if items[0][2] in self._erased:  # its values are gone from the history as well
            return
        wanted: dict[str, Any] = {}
        for _, _, _, path, old in items:
            column, _, key = path.partition("/")
            value = decode_value(old)
            if not key:
                wanted[column] = value
                continue
            if column not in wanted:
                wanted[column] = self._document(writes.table, record, column)
            document = dict(wanted[column] or {})
            document.pop(key, None)
            wanted[column] = document if value is None else {**document, key: value}
        columns = tuple(sorted(wanted))
        stored = {
            f"new_{column}": _stored(writes.table, column, wanted[column]) for column in columns
        }
        writes.values[columns].append({**stored, "which": record})

    def _document(self, table: type[Record], record: str, column: str) -> Any:
        rows = _one(table, column).rows(self._connection, which=record)
        return rows[0][column] if rows else None


@cache
def _one(table: type[Record], column: str) -> Prepared:
    return Prepared(select(table.__table__.c[column]).where(_which(table)))


@cache
def _deletion(table: type[Record]) -> str:
    return str(delete(table).where(_which(table)).compile(dialect=_NAMED))


@cache
def _update(table: type[Record], columns: tuple[str, ...]) -> str:
    values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
    return str(update(table).where(_which(table)).values(values).compile(dialect=_NAMED))


def _which(table: type[Record]) -> ColumnElement[bool]:
    return table.__table__.c.uid == bindparam("which")


def _stored(table: type[Record], column: str, value: Any) -> Any:
    is_document = isinstance(table.__table__.c[column].type, JSON)
    return document_text(value) if is_document and value is not None else value


def _make_anew(database: Path, folder: Path, progress: Progress) -> None:
    """Make anew what is derived: what lists sort and filter by, and the words of the search."""
    writer = Reader(connect_engine(database, Access.WRITE).connect(), folder)
    with closing(writer):
        base = writer.driver
        base.execute("PRAGMA synchronous=OFF")
        changed = base.execute('SELECT DISTINCT "table", record FROM touched').fetchall()
        with writer.transaction():
            found = dependants(writer, changed)
            base.executemany(_ADD_STALE, [(item,) for item in found])
            base.execute("DROP TABLE touched")
        total = base.execute("SELECT count(*) FROM stale").fetchone()[0]
        done = 0
        while ids := stale_ids(base):
            progress.step(done, total, _DERIVING)
            with writer.transaction():
                renew(writer, ids)
            done += len(ids)


_TAKING_BACK = message("Going back in the history")
_DERIVING = message("Putting the lists of then in order")
_HOW_MANY = "SELECT count(*) FROM history_item WHERE sequence > ?"
_ERASED = "SELECT record FROM history_item WHERE \"table\" = ? AND path = 'trashed' AND new = CAST(? AS TEXT)"
_LATER_ITEMS = (
    'SELECT "table", record, subject, path, old FROM history_item WHERE sequence > ?'
    ' ORDER BY "table", record, id DESC'
)
_KEEP_TOUCHED = 'CREATE TABLE touched ("table" TEXT, record TEXT, subject TEXT, derives INTEGER)'
_TOUCHED = (
    'INSERT INTO touched SELECT "table", record, subject, max("table" <> \'stage_event\' AND path'
    " NOT IN ('stage', 'stage_since', 'due', 'received', 'call_uid')) FROM history_item"
    ' WHERE sequence > ? GROUP BY "table", record, subject'
)
"""What changed since; a new stage alone, the most frequent of all, changes nothing that is derived."""
_GONE_ANSWERS = "DELETE FROM answer WHERE application_id NOT IN (SELECT id FROM application)"
_FOLLOWING = (
    "UPDATE application SET"
    " revision = (SELECT count(DISTINCT sequence) - 1 FROM history_item"
    " WHERE record = application.uid AND \"table\" = 'application'),"
    " updated = (SELECT at FROM history_entry WHERE sequence = (SELECT max(sequence)"
    " FROM history_item WHERE record = application.uid AND \"table\" = 'application'))"
    " WHERE uid IN (SELECT record FROM touched WHERE \"table\" = 'application')"
)
"""What follows from which entries changed an application."""
_STALE = (
    "INSERT OR IGNORE INTO stale SELECT id FROM application"
    " WHERE trashed < 2 AND uid IN (SELECT subject FROM touched WHERE derives)"
)
_ADD_STALE = "INSERT OR IGNORE INTO stale (application_id) VALUES (?)"
