# SPDX-License-Identifier: Apache-2.0
"""The only writer: one change is one transaction, one entry in the history, one step of undo.

`Change` runs Core statements, writes history and revisions itself, and marks search rows as stale in
the same transaction, so that no feature can forget them and bulk is no special case.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, bindparam, insert, select, update
from sqlalchemy.dialects import sqlite

from models.errors import RefusedError
from models.history import ItemRecord, decode_value, encode_document, encode_value
from models.language import Label, message
from models.rules.text import storable
from models.search.dependants import dependants
from models.storage.engine import document_text
from models.storage.prepared import Prepared
from models.tables import Application, HistoryItem, Trash
from models.tables.application import DERIVED_COLUMNS
from models.tables.base import new_uid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select

    from models.language import Message
    from models.reader import Reader
    from models.tables import Record
    from models.tables.base import Base

_CHUNK = 400
_SAVING = message("Saving")


class FieldChangedMeanwhileError(RefusedError):
    """Somebody changed the same field since it was seen; both values are shown."""

    def __init__(self, path: str, seen: Any, now: Any, wanted: Any) -> None:
        super().__init__(
            message(
                "“{path}” was changed meanwhile: you saw {seen}, it is now {now}, you want"
                " {wanted}. Look at it again, then decide.",
                path=path,
                seen=shown_short(seen),
                now=shown_short(now),
                wanted=shown_short(wanted),
            ),
        )
        self.path, self.seen, self.now, self.wanted = path, seen, now, wanted


class RecordGoneError(RefusedError):
    """A record that was to be written is not there."""

    def __init__(self, uid: str) -> None:
        super().__init__(message("The record {uid} is not there any more.", uid=uid))


class Change:
    """The write methods of one named change; made by `Workspace.change`.

    Values go by path: a column (`title`), or a key of a document (`answers/area_m2`,
    `verified/area_m2`). A value of None empties it.

    Attributes:
        reader: Reads on the same connection, so it sees what this change wrote.
        at: The time of this change, stored form.
        operator: The name of who makes it.
        step: What it is called; a verb may name it once it knows the number.
        touched: The subjects whose records changed, for the broadcast.
        entry: The uid of its entry in the history once it is written, empty where nothing was different.
    """

    def __init__(self, reader: Reader, step: Message, at: str, operator: str) -> None:
        self.reader = reader
        self.at = at
        self.operator = operator
        self.step = step
        self.touched: set[str] = set()
        self.entry = ""
        self.items: list[ItemRecord] = []
        self._stale: set[int] = set()
        self._stale_uids: set[str] = set()
        self._indexed: set[int] = set()
        self._revised: set[str] = set()  # a change is one revision, however often it writes

    def insert(self, table: type[Record], **values: Any) -> str:
        """Add a record; its uid comes back."""
        return self.insert_many(table, [values])[0]

    def insert_many(
        self,
        table: type[Record],
        rows: Iterable[Mapping[str, Any]],
        documents: Sequence[Mapping[str, str]] = (),
    ) -> list[str]:
        """Add records; their uids come back in order.

        Args:
            documents: Of each row, documents that are canonical JSON already (`encode_document`).
        """
        given = list(rows)
        texts = documents or [{}] * len(given)
        uids: list[str] = []
        for start in range(0, len(given), _CHUNK):
            if start and start % (_CHUNK * 10) == 0:
                self.reader.progress.step(start, len(given), _SAVING)
            end = start + _CHUNK
            uids += self._insert_some(table, given[start:end], texts[start:end])
        return uids

    def _insert_some(
        self,
        table: type[Record],
        rows: Sequence[Mapping[str, Any]],
        documents: Sequence[Mapping[str, str]],
    ) -> list[str]:
        name, empty = str(table.__tablename__), _empty_record(table)
        made: list[dict[str, Any]] = []
        blank = dict.fromkeys(_never_empty(table), "{}")
        for row, ready in zip(rows, documents, strict=True):
            texts = {**blank, **ready} if blank.keys().isdisjoint(row) else ready
            record = {**empty, "uid": new_uid(), **row, **texts}
            # The driver would leave out in silence what has no column.
            assert record.keys() == empty.keys(), set(record) - set(empty)
            if table is Application:
                record["created"] = record["created"] or self.at
                record["updated"] = self.at
            recorded = _recorded(table, record, texts)
            if recorded != storable(recorded) or _NUL in recorded:
                plain = {key: decode_value(text) for key, text in texts.items()}
                record, texts = storable({**record, **plain}), {}
                recorded = _recorded(table, record, texts)
            self._keep(name, record["uid"], record[table.subject], "", None, recorded)
            for key in _documents(table) - texts.keys():
                if record[key] is not None:
                    record[key] = document_text(record[key])
            made.append(record)
        self.reader.driver.executemany(insert_text(table, tuple(empty)), made)
        if table is Application:
            self._revised.update(row["uid"] for row in made)
            self._stale_uids.update(row["uid"] for row in made)
        elif table.subject == "application_uid" or "owner_uid" in empty:
            self._stale_uids.update(row[table.subject] for row in made)
        return [row["uid"] for row in made]

    def set(
        self,
        table: type[Record],
        uid: str,
        values: Mapping[str, Any],
        saw: Mapping[str, Any] | None = None,
    ) -> bool:
        """Set values of a record by path; whether anything was different.

        Raises:
            FieldChangedMeanwhileError: A field named in `saw` holds another value by now.
            RecordGoneError: There is no such record.
        """
        return bool(self.set_many(table, {uid: values}, {uid: saw} if saw else None))

    def set_many(
        self,
        table: type[Record],
        values: Mapping[str, Mapping[str, Any]],
        saw: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> list[str]:
        """Set values of many records by uid and path; the uids of those that were different."""
        changed: list[str] = []
        uids = list(values)
        for start in range(0, len(uids), _CHUNK):
            self.reader.progress.step(start, len(uids), _SAVING)
            some = {uid: values[uid] for uid in uids[start : start + _CHUNK]}
            changed += self._set_some(table, some, saw or {})
        return changed

    def trash(self, table: type[Record], uids: Iterable[str]) -> list[str]:
        """Put records into the trash; those that were not there before come back."""
        return self.set_many(table, {uid: {"trashed": Trash.TRASHED.value} for uid in uids})

    def restore(self, table: type[Record], uids: Iterable[str]) -> list[str]:
        """Take records out of the trash; those that were in it come back."""
        return self.set_many(table, {uid: {"trashed": Trash.LIVE.value} for uid in uids})

    def indexed(self, new: Mapping[str, int]) -> None:
        """Say that what is derived of new applications (ids by uid) is written; a verb's last step."""
        self._stale_uids -= new.keys()
        self._indexed.update(new.values())

    def finish(self) -> None:
        """Mark the search rows of what was touched as stale; the last step of a change."""
        self._stale |= dependants(self.reader, ((item.table, item.record) for item in self.items))
        if self._stale_uids:
            self._stale.update(self._ids_of(sorted(self._stale_uids)))
        self._stale -= self._indexed
        if self._stale:
            rows = [(item,) for item in self._stale]
            self.reader.driver.executemany(_STALE, rows)

    @property
    def stale(self) -> frozenset[int]:
        """The applications that `finish` marked."""
        return frozenset(self._stale)

    def _ids_of(self, uids: list[str]) -> list[int]:
        found: list[int] = []
        for start in range(0, len(uids), _CHUNK):
            statement = select(Application.id).where(
                Application.uid.in_(uids[start : start + _CHUNK]),
            )
            found += [row.id for row in self.reader.rows(statement)]
        return found

    def _set_some(
        self,
        table: type[Record],
        values: Mapping[str, Mapping[str, Any]],
        saw: Mapping[str, Mapping[str, Any]],
    ) -> list[str]:
        columns = {path.partition("/")[0] for paths in values.values() for path in paths}
        wanted = {"id", "uid", table.subject, *columns}
        wanted |= {"revision"} if table is Application else set()
        live: dict[str, Any]
        if len(values) == 1:
            one = _one(table, tuple(sorted(wanted)))
            live = {
                row["uid"]: row for row in one.rows(self.reader.driver, which=next(iter(values)))
            }
        else:
            rows = self.reader.rows(_columns(table, wanted).where(_uid(table).in_(list(values))))
            live = {row.uid: row._mapping for row in rows}  # noqa: SLF001 - its API
        updates: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        changed: list[str] = []
        for uid, paths in values.items():
            if uid not in live:
                raise RecordGoneError(uid)
            new = self._new_columns(table, live[uid], paths, saw.get(uid, {}))
            if not new:
                continue
            changed.append(uid)
            if table is Application:
                revision = live[uid]["revision"] + (uid not in self._revised)
                new |= {"revision": revision, "updated": self.at}
                self._revised.add(uid)
                self._stale.add(live[uid]["id"])
            elif table.subject in {"application_uid", "owner_uid"}:
                self._stale_uids.add(live[uid][table.subject])
            names = tuple(sorted(new))
            stored = {f"new_{name}": _stored(table, name, new[name]) for name in names}
            updates[names].append({**stored, "which": live[uid]["id"]})
        for names, changes in updates.items():
            self.reader.driver.executemany(_update(table, names), changes)
        return changed

    def _new_columns(
        self,
        table: type[Record],
        live: Any,
        paths: Mapping[str, Any],
        saw: Mapping[str, Any],
    ) -> dict[str, Any]:
        new: dict[str, Any] = {}
        for path, value in storable(dict(paths)).items():
            column, _, key = path.partition("/")
            document = new.get(column, live[column])
            now = (document or {}).get(key) if key else live[column]
            if path in saw and saw[path] != now:
                raise FieldChangedMeanwhileError(path, saw[path], now, value)
            if now == value:
                continue
            if key:
                rest = {name: item for name, item in (document or {}).items() if name != key}
                new[column] = rest if value is None else {**rest, key: value}
            else:
                new[column] = value
            subject = live[table.subject]
            self._note(str(table.__tablename__), live["uid"], subject, path, now, value)
        return new

    def _note(
        self,
        table: str,
        record: str,
        subject: str,
        path: str,
        old: Any,
        new: Any,
    ) -> None:
        self._keep(table, record, subject, path, encode_value(old), encode_value(new))

    def _keep(
        self, table: str, record: str, subject: str, path: str, old: str | None, new: str | None
    ) -> None:
        self.touched.add(subject)
        self.items.append(ItemRecord.make(table, record, subject, path, old, new))


_STALE = "INSERT OR IGNORE INTO stale (application_id) VALUES (?)"


def write_items(reader: Reader, sequence: int, items: list[ItemRecord]) -> None:
    """Write the items of an entry."""
    for start in range(0, len(items), _CHUNK * 10):
        rows = [item.row(sequence) for item in items[start : start + _CHUNK * 10]]
        reader.driver.executemany(insert_text(HistoryItem, tuple(rows[0])), rows)


_NAMED = sqlite.dialect(paramstyle="named")


@cache
def insert_text(table: type[Base], names: tuple[str, ...]) -> str:
    """A bare insert of named values; columns and values go by the same names."""
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    return str(insert(table).values(values).compile(dialect=_NAMED))


@cache
def _update(table: type[Record], names: tuple[str, ...]) -> str:
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    row = table.__table__.c.id == bindparam("which")
    return str(update(table).where(row).values(values).compile(dialect=_NAMED))


def _stored(table: type[Record], name: str, value: Any) -> Any:
    """A value as the bare driver takes it."""
    return document_text(value) if value is not None and name in _documents(table) else value


@cache
def _documents(table: type[Record]) -> frozenset[str]:
    columns = table.__table__.columns
    return frozenset(column.name for column in columns if isinstance(column.type, JSON))


@cache
def _never_empty(table: type[Record]) -> frozenset[str]:
    """The documents that are there even where nothing is in them."""
    return frozenset(name for name in _documents(table) if _empty_record(table)[name] == {})


def _uid(table: type[Record]) -> ColumnElement[str]:
    return table.__table__.c.uid


def _columns(table: type[Record], names: Iterable[str]) -> Select[Any]:
    return select(*(table.__table__.c[name] for name in sorted(names)))


@lru_cache(maxsize=256)
def _one(table: type[Record], names: tuple[str, ...]) -> Prepared:
    return Prepared(_columns(table, names).where(_uid(table) == bindparam("which")))


@cache
def _empty_record(table: type[Record]) -> dict[str, Any]:
    """What a record of a table holds by column where nothing is said."""
    return {
        column.name: _empty(column) for column in table.__table__.columns if column.name != "id"
    }


def _recorded(table: type[Record], record: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """What the history keeps of a new record, some of whose documents are text: canonical JSON."""
    parts = []
    for name in _recorded_names(table):
        value = record[name]
        if value is not None:
            text = value if name in texts else encode_document(value)
            parts.append(f'"{name}":{text}')
    return f"{{{','.join(parts)}}}"


@cache
def _recorded_names(table: type[Record]) -> tuple[str, ...]:
    return tuple(sorted(_empty_record(table).keys() - _UNRECORDED))


_UNRECORDED = DERIVED_COLUMNS | {"uid", "trashed"}
_NUL = "\\u0000"
"""How canonical JSON writes the one character that a text of the database may not hold."""


def _empty(column: Any) -> Any:
    """What a column holds where a record says nothing: its default, an empty document, or nothing."""
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    if not column.nullable and column.type.__class__.__name__ == "JSON":
        return {}
    return None


_SHORT = 60


def shown_short(value: Any) -> Any:
    """A stored value in a sentence, cut where it is long."""
    if value is None:
        return Label("（空）", "(empty)")
    text = str(value)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
