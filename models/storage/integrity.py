# SPDX-License-Identifier: Apache-2.0
"""Checking a workspace: the database, the chain of its history, each live row, the attachments.

The verifier needs nothing but the file: it makes every digest anew, replays each record from its
history and compares it with the row, and looks for the heads that were printed and backed up, so that
a history rewritten or cut short shows (N11).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Text, cast, func, select
from sqlalchemy.exc import DatabaseError

from models.history import (
    GENESIS,
    SIGNED,
    decode_value,
    encode_value,
    entry_hash,
    item_digest,
    items_digest,
)
from models.language import message
from models.progress import NoProgress, Progress
from models.storage.attachments import attachment_path
from models.storage.backup import NotABackupError, read_manifest
from models.storage.files import sha256_of
from models.storage.lock import local_time
from models.tables import Application, Attachment, Base, HistoryEntry, HistoryItem, Record, Trash
from models.tables.application import DERIVED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.language import Message
    from models.reader import Reader

ISSUED_HEADS = "heads.jsonl"
"""In `exports/`: the heads that were printed on packets and summaries, one JSON object a line."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check looked at and what it found; no faults means that all is well."""

    entries: int
    records: int
    attachments: int
    faults: tuple[Message, ...]


def check_workspace(
    reader: Reader, *, heads: Sequence[tuple[int, str]] = (), progress: Progress | None = None
) -> CheckReport:
    """Check everything; `heads` are further printed heads (entry number, first digits of the hash)."""
    progress = progress or NoProgress()
    faults = [*_database_faults(reader)]
    entries = records = attachments = 0
    if not faults:
        faults += _unreadable(reader)
    if not faults:
        chain = _Chain(reader, progress)
        faults += chain.faults()
        entries = chain.entries
        faults += _head_faults(reader, heads, chain.hashes)
        for fault in _row_faults(reader, progress):
            if isinstance(fault, int):
                records += fault
            else:
                faults.append(fault)
        for fault in _attachment_faults(reader, progress):
            if isinstance(fault, int):
                attachments += fault
            else:
                faults.append(fault)
    return CheckReport(entries, records, attachments, tuple(faults))


def _database_faults(reader: Reader) -> Iterator[Message]:
    try:
        rows = reader.connection.exec_driver_sql("PRAGMA integrity_check(20)").fetchall()
        reader.connection.rollback()
    except DatabaseError as error:
        yield message("The database is damaged: {detail}", detail=str(error.orig))
        return
    for row in rows:
        if row[0] != "ok":
            yield message("The database is damaged: {detail}", detail=row[0])


def _unreadable(reader: Reader) -> Iterator[Message]:
    """Documents that are no JSON any more: everything else needs to read them."""
    for mapper in sorted(Base.registry.mappers, key=lambda item: item.class_.__name__):
        table: Any = mapper.class_.__table__
        key = next(iter(table.primary_key.columns))
        for column in table.columns:
            if not isinstance(column.type, JSON):
                continue
            text = cast(column, Text)
            broken = select(key).where(text.is_not(None), func.json_valid(text) == 0)
            for row in reader.rows(broken.order_by(key).limit(20)):
                yield message(
                    "{table} {record}: “{field}” was altered outside the program and cannot be read.",
                    table=table.name,
                    record=str(row[0]),
                    field=column.name,
                )


class _Chain:
    """Walks the chain once, entry by entry."""

    def __init__(self, reader: Reader, progress: Progress) -> None:
        self._reader = reader
        self._progress = progress
        self._erased = _erased(reader)
        self.entries = 0
        self.hashes: dict[int, str] = {}

    def faults(self) -> Iterator[Message]:
        """The first bad entry is named, and every further one."""
        previous, expected = GENESIS, 1
        statement = select(HistoryEntry.__table__).order_by(HistoryEntry.sequence)
        total = self._reader.scalar(
            select(HistoryEntry.sequence).order_by(HistoryEntry.sequence.desc()).limit(1)
        )
        start = 0
        while rows := self._reader.rows(
            statement.where(HistoryEntry.sequence > start).limit(_CHUNK)
        ):
            start = rows[-1].sequence
            self._progress.step(start, total, message("Checking the history"))
            items = self._items(rows[0].sequence, start)
            for row in rows:
                if row.sequence != expected:
                    yield message(
                        "History: entry {n} is missing; the first entry after it is {next}.",
                        n=expected,
                        next=row.sequence,
                    )
                yield from self._entry_faults(row, previous, items.get(row.sequence, []))
                previous, expected = row.hash, row.sequence + 1
                self.hashes[row.sequence] = row.hash
                self.entries += 1

    def _items(self, first: int, last: int) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        statement = (
            select(HistoryItem.__table__)
            .where(HistoryItem.sequence.between(first, last))
            .order_by(HistoryItem.id)
        )
        for row in self._reader.rows(statement):
            found.setdefault(row.sequence, []).append(row)
        return found

    def _entry_faults(self, row: Any, previous: str, items: list[Any]) -> Iterator[Message]:
        name = {
            "n": row.sequence,
            "operator": row.operator,
            "at": local_time(row.at) if _is_time(row.at) else row.at,
        }
        signed = {key: getattr(row, key) for key in SIGNED}
        if row.previous != previous:
            yield message(
                "History: entry {n} ({operator}, {at}) does not follow from the one before it.",
                **name,
            )
        if entry_hash(signed) != row.hash:
            yield message("History: entry {n} ({operator}, {at}) was altered.", **name)
        if items_digest(item.digest for item in items) != row.digest:
            yield message(
                "History: values of entry {n} ({operator}, {at}) were added, removed or altered.",
                **name,
            )
        for item in items:
            gone = item.salt is None and item.old is None and item.new is None
            if gone and item.subject in self._erased:
                continue
            salt = item.salt or ""
            made = item_digest(salt, item.table, item.record, item.path, item.old, item.new)
            if made != item.digest:
                yield message(
                    "History: the value of “{path}” in entry {n} ({operator}, {at}) was altered.",
                    path=item.path or item.table,
                    **name,
                )


def _erased(reader: Reader) -> frozenset[str]:
    """The applications whose values were erased with the trash, as the history itself says."""
    emptied = encode_value(Trash.EMPTIED.value)
    statement = select(HistoryItem.record).where(
        HistoryItem.table == "application",
        HistoryItem.path == "trashed",
        HistoryItem.new == emptied,
    )
    return frozenset(row.record for row in reader.rows(statement))


def _is_time(text: str) -> bool:
    return len(text) == len("2026-01-01T00:00:00Z") and text[-1] == "Z" and text[:4].isdigit()


def _head_faults(
    reader: Reader, heads: Sequence[tuple[int, str]], hashes: Mapping[int, str]
) -> Iterator[Message]:
    known = [(sequence, digits, message("given")) for sequence, digits in heads]
    issued = reader.folder / "exports" / ISSUED_HEADS
    if issued.is_file():
        for line in issued.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                record = json.loads(line)
                text = message("printed on {name}", name=str(record["file"]))
                known.append((int(record["sequence"]), str(record["hash"]), text))
            except (ValueError, KeyError, TypeError):
                continue
    for backup in sorted((reader.folder / "backups").glob("*.zip")):
        try:
            head = read_manifest(backup)["head"]
            if head:
                text = message("kept in the backup {name}", name=backup.name)
                known.append((int(head["sequence"]), str(head["hash"]), text))
        except (NotABackupError, KeyError, TypeError, ValueError):
            yield message("The backup {name} cannot be read.", name=backup.name)
    for sequence, digits, where in known:
        found = hashes.get(sequence)
        if found is None:
            yield message(
                "History: it is cut short: entry {n} was {where}, and is not there any more.",
                n=sequence,
                where=where,
            )
        elif not found.startswith(digits):
            yield message(
                "History: it was rewritten: entry {n} is another one than was {where}.",
                n=sequence,
                where=where,
            )


def _tables() -> Iterator[type[Record]]:
    for mapper in sorted(Base.registry.mappers, key=lambda item: item.class_.__name__):
        if issubclass(mapper.class_, Record):
            yield mapper.class_


def _row_faults(reader: Reader, progress: Progress) -> Iterator[Message | int]:
    erased = _erased(reader)
    for table in _tables():
        start = 0
        statement = select(table.__table__).order_by(table.id).limit(_CHUNK)
        while rows := reader.rows(statement.where(table.id > start)):
            start = rows[-1].id
            progress.step(0, 0, message("Checking records"))
            yield len(rows)
            yield from _compare(reader, table, rows, erased)
        yield from _missing_rows(reader, table)


def _compare(
    reader: Reader, table: type[Record], rows: Sequence[Any], erased: frozenset[str]
) -> Iterator[Message]:
    name = str(table.__tablename__)
    statement = (
        select(HistoryItem.record, HistoryItem.path, HistoryItem.new, HistoryItem.sequence)
        .where(HistoryItem.record.in_([row.uid for row in rows]), HistoryItem.table == name)
        .order_by(HistoryItem.id)
    )
    told: dict[str, dict[str, tuple[Any, int]]] = {}
    for item in reader.rows(statement):
        state = told.setdefault(item.record, {})
        value = _decoded(item.new)
        if item.path:
            _apply(state, item.path, value, item.sequence)
        else:
            whole = value if isinstance(value, dict) else {}
            state.update({key: (part, item.sequence) for key, part in whole.items()})
            state.setdefault("", (None, item.sequence))
    columns = [
        column.name
        for column in table.__table__.columns
        if column.name not in {"id", "uid", *DERIVED_COLUMNS}
    ]
    for row in rows:
        if row.trashed == Trash.EMPTIED and getattr(row, table.subject) in erased:
            continue
        state = told.get(row.uid, {})
        shown = getattr(row, "number", None) or getattr(row, "name", None) or row.uid
        if not state:
            yield message(
                "{table} {record} was put in outside the program: the history does not know it.",
                table=name,
                record=shown,
            )
            continue
        for column in columns:
            live = getattr(row, column)
            value, sequence = state.get(column, (None, state.get("", (None, 0))[1]))
            if live != value and not (_nothing(live) and _nothing(value)):
                yield message(
                    "{table} {record}: “{field}” was altered outside the program after entry {n}.",
                    table=name,
                    record=shown,
                    field=column,
                    n=sequence,
                )


def _decoded(stored: str | None) -> Any:
    try:
        return decode_value(stored)
    except ValueError:  # the chain says that it was altered
        return stored


def _apply(state: dict[str, tuple[Any, int]], path: str, value: Any, sequence: int) -> None:
    column, _, key = path.partition("/")
    if not key:
        state[column] = (value, sequence)
        return
    before = state.get(column, ({}, 0))[0]
    document = dict(before) if isinstance(before, dict) else {}
    document.pop(key, None)
    if value is not None:
        document[key] = value
    state[column] = (document, sequence)


def _nothing(value: Any) -> bool:
    return value in (None, {}, [], 0, False)


def _missing_rows(reader: Reader, table: type[Record]) -> Iterator[Message]:
    name = str(table.__tablename__)
    statement = (
        select(HistoryItem.record, HistoryItem.sequence)
        .outerjoin(table.__table__, table.uid == HistoryItem.record)
        .where(HistoryItem.table == name, HistoryItem.path == "", table.uid.is_(None))
    )
    for row in reader.rows(statement):
        yield message(
            "{table} {record} was removed outside the program; entry {n} made it.",
            table=name,
            record=row.record,
            n=row.sequence,
        )


def _attachment_faults(reader: Reader, progress: Progress) -> Iterator[Message | int]:
    statement = (
        select(Attachment.sha256, Attachment.name, Application.number)
        .outerjoin(Application.__table__, Application.uid == Attachment.owner_uid)
        .where(Attachment.trashed < Trash.EMPTIED)
        .order_by(Attachment.sha256)
    )
    seen = ""
    rows = reader.rows(statement)
    for place, row in enumerate(rows):
        progress.step(place, len(rows), message("Checking attachments"))
        if row.sha256 == seen:
            continue
        seen = row.sha256
        yield 1
        path = attachment_path(reader.folder, row.sha256)
        if not path.is_file():
            yield message(
                "The attachment {name} of {number} is recorded, but its file is gone.",
                name=row.name,
                number=row.number or "—",
            )
        elif sha256_of(path) != row.sha256:
            yield message(
                "The attachment {name} of {number} was altered outside the program.",
                name=row.name,
                number=row.number or "—",
            )
