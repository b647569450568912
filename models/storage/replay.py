# SPDX-License-Identifier: Apache-2.0
"""Each record as the history tells it, compared with its row.

What cannot be told from the history is not compared: the sort keys and search rows that the index
makes anew, and, of an erased application, what stays of it (its number, its call, its last stage).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.history import decode_value, encode_value
from models.language import message
from models.tables import Application, HistoryEntry, HistoryItem, Record, Trash, record_tables
from models.tables.application import INDEX_COLUMNS
from models.tables.names import column_name, record_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.language import Message
    from models.progress import Progress
    from models.reader import Reader

_CHUNK = 500


@dataclass(slots=True)
class _Told:
    """A record as its history tells it.

    Attributes:
        values: By column.
        entries: By column, the entry that set it last; under an empty name the one that made it.
        sequences: The entries that changed it.
        at: When the last of them did.
    """

    values: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    sequences: set[int] = field(default_factory=set)
    at: str = ""

    def read(self, item: Any) -> None:
        """Go on by one item; they come in the order of their entries."""
        value = _decoded(item.new)
        self.sequences.add(item.sequence)
        self.at = item.at
        if item.path:
            self._apply(item.path, value, item.sequence)
            return
        whole = value if isinstance(value, dict) else {}
        self.values.update(whole)
        self.entries.update(dict.fromkeys(whole, item.sequence))
        self.entries.setdefault("", item.sequence)

    def expected(self, table: type[Record]) -> Mapping[str, Any]:
        """What its columns must hold, as far as they are not empty."""
        if table is not Application:
            return {"trashed": Trash.LIVE.value, **self.values}
        followed = {"revision": len(self.sequences) - 1, "updated": self.at}
        return {"trashed": Trash.LIVE.value, **self.values, **followed}

    def entry_of(self, column: str) -> int:
        """The entry after which a column can only have been altered outside the program."""
        if column in _FOLLOW:
            return max(self.sequences)
        return self.entries.get(column) or self.entries.get("", 0)

    def _apply(self, path: str, value: Any, sequence: int) -> None:
        column, _, key = path.partition("/")
        self.entries[column] = sequence
        if not key:
            self.values[column] = value
            return
        before = self.values.get(column)
        document = dict(before) if isinstance(before, dict) else {}
        document.pop(key, None)
        if value is not None:
            document[key] = value
        self.values[column] = document


def row_faults(
    reader: Reader, erased: frozenset[str], progress: Progress
) -> Iterator[Message | int]:
    """What is wrong with records; between the faults, how many were looked at."""
    for table in record_tables():
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
    told = _told(reader, name, [row.uid for row in rows])
    columns = [
        column.name
        for column in table.__table__.columns
        if column.name not in {"id", "uid", *INDEX_COLUMNS}
    ]
    known_still = {"trashed", *_FOLLOW} if table is Application else set()
    for row in rows:
        shown = next((str(getattr(row, key)) for key in _SHOWN if getattr(row, key, None)), row.uid)
        state = told.get(row.uid)
        if state is None:
            yield message(
                "{table} {record} was put in outside the program: the history does not know it.",
                table=record_name(name),
                record=shown,
            )
            continue
        expected = state.expected(table)
        compared = columns
        if row.trashed == Trash.EMPTIED and getattr(row, table.subject) in erased:
            expected = {**expected, **table.erased}
            compared = [column for column in columns if column in {*table.erased, *known_still}]
        for column in compared:
            if not _same(getattr(row, column), expected.get(column)):
                yield message(
                    "{table} {record}: “{field}” was altered outside the program after entry {n}.",
                    table=record_name(name),
                    record=shown,
                    field=column_name(column),
                    n=state.entry_of(column),
                )


_SHOWN = ("number", "name", "key")
"""By what a record is named, as far as it has one."""

_FOLLOW = frozenset({"revision", "updated"})
"""Columns of an application that follow from which entries changed it, erased or not."""


def _told(reader: Reader, table: str, uids: Sequence[str]) -> dict[str, _Told]:
    statement = (
        select(
            *(HistoryItem.record, HistoryItem.path, HistoryItem.new, HistoryItem.sequence),
            HistoryEntry.at,
        )
        .join(HistoryEntry.__table__, HistoryEntry.sequence == HistoryItem.sequence)
        .where(HistoryItem.record.in_(uids), HistoryItem.table == table)
        .order_by(HistoryItem.sequence, HistoryItem.id)
    )
    told: dict[str, _Told] = {}
    for item in reader.rows(statement):
        told.setdefault(item.record, _Told()).read(item)
    return told


def _decoded(stored: str | None) -> Any:
    try:
        return decode_value(stored)
    except ValueError:  # the chain says that it was altered
        return stored


def _same(live: Any, told: Any) -> bool:
    """Whether two values are one and the same when written: 1 is neither 1.0 nor true, 0 not empty."""
    try:
        return encode_value(live) == encode_value(told)
    except (TypeError, ValueError):
        return False


def _missing_rows(reader: Reader, table: type[Record]) -> Iterator[Message]:
    name = str(table.__tablename__)
    statement = (
        select(HistoryItem.record, HistoryItem.sequence)
        .join(HistoryEntry.__table__, HistoryEntry.sequence == HistoryItem.sequence)
        .outerjoin(table.__table__, table.uid == HistoryItem.record)
        .where(HistoryItem.table == name, HistoryItem.path == "", table.uid.is_(None))
    )
    for row in reader.rows(statement):
        yield message(
            "{table} {record} was removed outside the program; entry {n} made it.",
            table=record_name(name),
            record=row.record,
            n=row.sequence,
        )
