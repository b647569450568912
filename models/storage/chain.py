# SPDX-License-Identifier: Apache-2.0
"""The chain of the history, walked once from its first entry: every digest is made anew.

Only values that belong to an entry of the chain say anything; others are named and count for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.history import (
    GENESIS,
    SIGNED,
    encode_value,
    entry_hash,
    items_digest,
    seal,
)
from models.language import message
from models.storage.lock import local_time
from models.tables import HistoryEntry, HistoryItem, Trash
from models.tables.names import path_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.language import Message
    from models.progress import Progress
    from models.reader import Reader

_CHUNK = 500
_BEFORE_ALL = -(1 << 63)


def erased_subjects(reader: Reader) -> frozenset[str]:
    """The applications whose values were erased with the trash, as entries of the history say."""
    statement = (
        select(HistoryItem.record)
        .join(HistoryEntry.__table__, HistoryEntry.sequence == HistoryItem.sequence)
        .where(
            HistoryItem.table == "application",
            HistoryItem.path == "trashed",
            HistoryItem.new == encode_value(Trash.EMPTIED.value),
        )
    )
    return frozenset(row.record for row in reader.rows(statement))


class Chain:
    """Walks the chain once, entry by entry.

    Attributes:
        entries: How many it saw.
        hashes: The hash of each by its sequence.
    """

    def __init__(self, reader: Reader, erased: frozenset[str], progress: Progress) -> None:
        self._reader = reader
        self._progress = progress
        self._erased = erased
        self.entries = 0
        self.hashes: dict[int, str] = {}

    def faults(self) -> Iterator[Message]:
        """The first bad entry is named, and every further one; then values without an entry."""
        previous, expected = GENESIS, 1
        statement = select(HistoryEntry.__table__).order_by(HistoryEntry.sequence)
        total = self._reader.scalar(
            select(HistoryEntry.sequence).order_by(HistoryEntry.sequence.desc()).limit(1)
        )
        start = _BEFORE_ALL
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
        yield from self._without_entry()

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
        if not _is(row.hash, lambda: entry_hash(signed)):
            yield message("History: entry {n} ({operator}, {at}) was altered.", **name)
        if not _is(row.digest, lambda: items_digest(items)):
            yield message(
                "History: values of entry {n} ({operator}, {at}) were added, removed or altered.",
                **name,
            )
        for item in items:
            if not self._is_sealed(item):
                yield message(
                    "History: the value of “{path}” in entry {n} ({operator}, {at}) was altered.",
                    path=path_name(item.path) or item.table,
                    **name,
                )

    def _is_sealed(self, item: Any) -> bool:
        gone = item.salt is None and item.old is None and item.new is None
        if gone and item.subject in self._erased:
            return True
        return _is(item.digest, lambda: seal(item.salt or "", item.old, item.new))

    def _without_entry(self) -> Iterator[Message]:
        statement = (
            select(HistoryItem.sequence)
            .outerjoin(HistoryEntry.__table__, HistoryEntry.sequence == HistoryItem.sequence)
            .where(HistoryEntry.sequence.is_(None))
            .distinct()
            .order_by(HistoryItem.sequence)
        )
        for row in self._reader.rows(statement):
            yield message(
                "History: there are values of an entry {n}, but no such entry: it was removed, or they"
                " were put in outside the program.",
                n=row.sequence,
            )


def _is(stored: str, made: Callable[[], str]) -> bool:
    """Whether a stored digest is the one that is made anew; of what is no text there is none."""
    try:
        return stored == made()
    except TypeError:
        return False


def _is_time(text: str) -> bool:
    return len(text) == len("2026-01-01T00:00:00Z") and text[-1] == "Z" and text[:4].isdigit()
