# SPDX-License-Identifier: Apache-2.0
"""Which steps can be taken back or done again.

Each is a chain: a change, what took it back, what did it again, and so on. The last link of a chain
says how the step stands: taken back where it is an undo, in force where not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.tables import HistoryEntry
from models.unknown import UnknownStepError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.reader import Reader

UNDO, REDO, BARRIER = "undo", "redo", "barrier"


def undoable(reader: Reader, operator_uid: str) -> Iterator[Any]:
    """What undo would take back, newest first; a barrier of anybody stands before all that is older."""
    for entry, last in _entries(reader, operator_uid):
        if last and entry.kind != UNDO:
            yield entry


def redoable(reader: Reader, operator_uid: str) -> Iterator[Any]:
    """The undo entries that redo would take back, newest first; a new step ends them."""
    for entry, last in _entries(reader, operator_uid):
        if entry.kind not in {UNDO, REDO}:
            return
        if last and entry.kind == UNDO:
            yield entry


def entry_of(reader: Reader, *, uid: str = "", sequence: int = 0) -> Any:
    """An entry of the history.

    Raises:
        UnknownStepError: There is none.
    """
    named = HistoryEntry.uid == uid if uid else HistoryEntry.sequence == sequence
    entry = reader.first(select(HistoryEntry.__table__).where(named))
    if entry is None:
        raise UnknownStepError(uid or str(sequence))
    return entry


def first_link(reader: Reader, entry: Any) -> Any:
    """The change at the beginning of an entry's chain."""
    while entry.undoes:
        entry = entry_of(reader, uid=entry.undoes)
    return entry


def last_link(reader: Reader, entry: Any) -> Any:
    """The entry at the end of an entry's chain."""
    while True:
        following = select(HistoryEntry.__table__).where(HistoryEntry.undoes == entry.uid)
        found = reader.first(following.order_by(HistoryEntry.sequence.desc()))
        if found is None:
            return entry
        entry = found


def barrier(reader: Reader) -> int:
    """The sequence of the newest barrier."""
    newest = select(func.max(HistoryEntry.sequence)).where(HistoryEntry.kind == BARRIER)
    return reader.scalar(newest) or 0


def taken_back(reader: Reader) -> frozenset[str]:
    """The uids of the entries that are not in force: an entry in force takes them back."""
    statement = select(HistoryEntry.uid, HistoryEntry.undoes).where(
        HistoryEntry.undoes.is_not(None)
    )
    found: set[str] = set()
    for row in reader.rows(statement.order_by(HistoryEntry.sequence.desc())):
        if row.uid not in found:
            found.add(row.undoes)
    return frozenset(found)


def _entries(reader: Reader, operator_uid: str) -> Iterator[tuple[Any, bool]]:
    """The entries of an operator after the last barrier, newest first, and whether a chain ends there."""
    before, stop = 1 << 62, barrier(reader)
    while True:
        rows = reader.rows(
            select(HistoryEntry.__table__)
            .where(
                HistoryEntry.operator_uid == operator_uid,
                HistoryEntry.sequence < before,
                HistoryEntry.sequence > stop,
            )
            .order_by(HistoryEntry.sequence.desc())
            .limit(50)
        )
        if not rows:
            return
        uids = [row.uid for row in rows]
        links = select(HistoryEntry.undoes).where(HistoryEntry.undoes.in_(uids))
        followed = {row.undoes for row in reader.rows(links)}
        for row in rows:
            yield row, row.uid not in followed
        before = rows[-1].sequence
