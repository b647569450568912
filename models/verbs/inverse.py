# SPDX-License-Identifier: Apache-2.0
"""What taking an entry of the history back would write, and what stands against it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.change import shown_short
from models.history import decode_value
from models.language import Label, Message, message
from models.references import REFERENCES, SHARED, Hold, Use, uses
from models.rules.money import from_fen
from models.tables import HistoryEntry, HistoryItem, Record, Trash, record_tables
from models.views.history_words import Words, told_path
from models.views.naming import names_of, who_uses
from models.views.steps import first_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.reader import Reader

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Inverse:
    """The writes that take an entry back, by table, record and path.

    Attributes:
        saw: What each of these paths holds now.
        obstacles: What stands against it: values changed since, uses by others.
    """

    writes: Mapping[type[Record], Mapping[str, Mapping[str, Any]]]
    saw: Mapping[type[Record], Mapping[str, Mapping[str, Any]]]
    obstacles: tuple[Message, ...]

    @property
    def nothing_left(self) -> bool:
        """Whether all that the entry did is gone already."""
        return not self.writes and not self.obstacles


def inverse_of(reader: Reader, entry: Any) -> Inverse:
    """The inverse of an entry as things stand now.

    - A record that the step made goes into the trash, with its parts, unless others worked on it.
    - A record that is kept in common stays where others use it or worked on it.
    - A value goes back to what it was, unless it was changed since; one that is there already is left.
    """
    return _Inverting(reader, entry).result()


@dataclass(slots=True)
class _Target:
    """What a record should hold again, and what it held after the entry."""

    values: dict[str, Any] = field(default_factory=dict)
    saw: dict[str, Any] = field(default_factory=dict)


class _Inverting:
    def __init__(self, reader: Reader, entry: Any) -> None:
        self._reader = reader
        self._entry = entry
        self._tables = _tables()
        self._targets: dict[tuple[type[Record], str], _Target] = {}
        for item in _items(reader, entry):
            key = self._tables[item.table], item.record
            target = self._targets.setdefault(key, _Target())
            if item.path:
                target.values[item.path] = decode_value(item.old)
                target.saw.setdefault(item.path, decode_value(item.new))
            else:
                target.values, target.saw = {"trashed": Trash.TRASHED.value}, {}
        self._live = self._read()
        self._made, self._set_later = self._first()

    def result(self) -> Inverse:
        going = self._going()
        worked_on = {key: changes for key in going if (changes := list(self._worked_on(key)))}
        kept = {key for key in worked_on if key[0] in SHARED}
        while True:
            found = self._uses(going - kept)
            used = {key for key in going - kept for use in found
                    if use.hold is Hold.SHARES and use.record == key[1]}  # fmt: skip
            if not used:
                break
            kept |= used
        obstacles = [text for key, texts in worked_on.items() if key not in kept for text in texts]
        writes: defaultdict[type[Record], dict[str, dict[str, Any]]] = defaultdict(dict)
        saw: defaultdict[type[Record], dict[str, dict[str, Any]]] = defaultdict(dict)
        for (table, uid), target in self._targets.items():
            if (table, uid) in kept:
                continue
            for path, value in target.values.items():
                now = _at(self._live[table, uid], path)
                if now == value or (path == "trashed" and self._goes_with_owner(table, uid, going)):
                    continue
                if path in target.saw and target.saw[path] != now:
                    obstacles.append(self._changed(table, uid, path, target.saw[path], now))
                    continue
                writes[table].setdefault(uid, {})[path] = value
                saw[table].setdefault(uid, {})[path] = now
        obstacles += self._said(found, going - kept)
        principal = {key[0] for key in self._targets} - SHARED
        if principal and not obstacles and principal.isdisjoint(writes):
            writes.clear()  # what is kept in common was only made in passing
        elif not obstacles and not writes and kept:
            obstacles = self._said(self._uses(kept), kept)
        return Inverse(writes, saw, tuple(obstacles))

    def _read(self) -> dict[tuple[type[Record], str], Any]:
        found: dict[tuple[type[Record], str], Any] = {}
        by_table: defaultdict[type[Record], list[str]] = defaultdict(list)
        for table, uid in self._targets:
            by_table[table].append(uid)
        for table, uids in by_table.items():
            for start in range(0, len(uids), _CHUNK):
                statement = select(table.__table__)
                some = statement.where(table.uid.in_(uids[start : start + _CHUNK]))
                for row in self._reader.rows(some):
                    found[table, row.uid] = row._mapping  # noqa: SLF001 - its API
        return found

    def _first(self) -> tuple[dict[str, Mapping[str, Any]], set[tuple[str, str]]]:
        """The records that the step made, with their values, and the columns that it set after that."""
        made: dict[str, Mapping[str, Any]] = {}
        later: set[tuple[str, str]] = set()
        for item in _items(self._reader, first_link(self._reader, self._entry)):
            if item.path:
                later.add((item.record, item.path.partition("/")[0]))
            else:
                made[item.record] = decode_value(item.new) or {}
        return made, later

    def _going(self) -> set[tuple[type[Record], str]]:
        """The records that would go into the trash."""
        return {
            key
            for key, target in self._targets.items()
            if target.values.get("trashed") == Trash.TRASHED
            and self._live[key]["trashed"] == Trash.LIVE
        }

    def _worked_on(self, key: tuple[type[Record], str]) -> Iterator[Message]:
        """Values of a record that the step made and that are others by now."""
        table, uid = key
        for column, value in self._made.get(uid, {}).items():
            now = self._live[key][column]
            if now != value and (uid, column) not in self._set_later:
                yield self._changed(table, uid, column, value, now)

    def _uses(self, going: set[tuple[type[Record], str]]) -> list[Use]:
        """The uses of records that go by others that stay, as it will be after the writes."""
        by_table: defaultdict[type[Record], set[str]] = defaultdict(set)
        for table, uid in going:
            by_table[table].add(uid)
        return [
            use
            for use in uses(self._reader, by_table)
            if (use.hold is not Hold.PART or use.record in self._made)
            and not self._writes(use.table, use.by, use.column)
        ]

    def _writes(self, table: type[Record], uid: str, column: str) -> bool:
        target = self._targets.get((table, uid))
        return target is not None and any(
            path.partition("/")[0] == column for path in target.values
        )

    def _goes_with_owner(
        self, table: type[Record], uid: str, going: set[tuple[type[Record], str]]
    ) -> bool:
        """Whether a part would go into the trash where what it is a part of lies already."""
        if (table, uid) not in going:
            return False
        live = self._live[table, uid]
        return any(
            owner is not None and owner["trashed"] != Trash.LIVE
            for reference in REFERENCES
            if reference.hold is Hold.PART and reference.table is table
            and (owner := self._owner(reference.to, live[reference.column]))
        )  # fmt: skip

    def _owner(self, table: type[Record], uid: str) -> Any:
        if (table, uid) not in self._live:
            row = self._reader.first(select(table.trashed).where(table.uid == uid))
            self._live[table, uid] = row._mapping if row else None  # noqa: SLF001 - its API
        return self._live[table, uid]

    def _said(self, found: list[Use], going: set[tuple[type[Record], str]]) -> list[Message]:
        by_table: defaultdict[type[Record], list[str]] = defaultdict(list)
        for table, uid in sorted(going, key=lambda key: key[1]):
            by_table[table].append(uid)
        return [
            text
            for table, uids in by_table.items()
            for text in who_uses(self._reader, table, uids, found)
        ]

    def _changed(self, table: type[Record], uid: str, path: str, seen: Any, now: Any) -> Message:
        by = self._reader.first(
            select(HistoryEntry.sequence, HistoryEntry.operator)
            .join(HistoryItem, HistoryItem.sequence == HistoryEntry.sequence)
            .where(
                HistoryItem.record == uid,
                HistoryItem.path.startswith(path.partition("/")[0]),
                HistoryItem.sequence > self._entry.sequence,
            )
            .order_by(HistoryEntry.sequence.desc())
        )
        facts: dict[str, Any] = {
            "record": names_of(self._reader, table, [uid])[uid],
            "operator": by.operator if by else None,
            "n": by.sequence if by else None,
        }
        words = Words(self._reader, self._live[table, uid].get("definition_uid"))
        facts["path"] = words.name(told_path(path))
        if isinstance(seen, dict | list) or isinstance(now, dict | list):
            return message("“{path}” of {record} was changed by {operator} in step {n}", **facts)
        return message(
            "“{path}” of {record} was changed by {operator} in step {n}: it was {seen}, it is now {now}",
            seen=_shown(words, path, seen),
            now=_shown(words, path, now),
            **facts,
        )


def _shown(words: Words, path: str, value: Any) -> Label:
    if path == "amount_fen" and value is not None:
        value = format(from_fen(value), "f")
    label = words.value(told_path(path), value)
    return Label(shown_short(label.zh), shown_short(label.en))


def _items(reader: Reader, entry: Any) -> list[Any]:
    """The items of an entry, newest first."""
    statement = select(HistoryItem.__table__).where(HistoryItem.sequence == entry.sequence)
    return list(reader.rows(statement.order_by(HistoryItem.id.desc())))


def _at(row: Mapping[str, Any], path: str) -> Any:
    column, _, key = path.partition("/")
    return (row[column] or {}).get(key) if key else row[column]


def _tables() -> dict[str, type[Record]]:
    return {item.__tablename__: item for item in record_tables()}
