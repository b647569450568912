# SPDX-License-Identifier: Apache-2.0
"""The floor of a save: a bare program that writes the same rows into a copy of the same database."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from models.storage.opening import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ENTRY = "SELECT * FROM history_entry ORDER BY sequence DESC LIMIT 1"
_ITEMS = "SELECT * FROM history_item WHERE sequence = ?"
_RECORD = "SELECT * FROM application WHERE number = ?"
_ANSWERS = "SELECT * FROM answer WHERE application_id = ?"
_TOKENS = "SELECT c0 FROM search_content WHERE id = ?"
_GONE = "DELETE FROM answer WHERE application_id = ? AND field = ? AND position = ?"

Statement = tuple[str, list[tuple[Any, ...]]]
"""A statement and the rows for which it runs."""


class Replica:
    """A copy of a workspace's database, into which each save is written again by bare statements.

    What a save wrote is found by comparing its record in both; no timed step reads or compares.
    """

    def __init__(self, folder: Path, copy: Path) -> None:
        for old in copy.parent.glob(f"{copy.name}*"):
            old.unlink()
        self._from = sqlite3.connect(folder / DATABASE, isolation_level=None)
        with closing(sqlite3.connect(copy)) as target:
            self._from.backup(target)
        self._into = sqlite3.connect(copy, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON",
                       "cache_size=-65536", "temp_store=MEMORY"):  # fmt: skip
            self._into.execute(f"PRAGMA {pragma}")
        self._wals = tuple(path.with_name(f"{path.name}-wal") for path in (folder / DATABASE, copy))

    def statements(self, number: str) -> list[Statement]:
        """What the last save of an application wrote, as bare statements for the copy."""
        now, before = (_record(database, number) for database in (self._from, self._into))
        record = now["id"]
        changed = {name: value for name, value in now.items() if value != before[name]}
        names = ", ".join(f"{name} = ?" for name in changed)
        entry = self._from.execute(_ENTRY).fetchone()
        items = self._from.execute(_ITEMS, entry[:1]).fetchall()
        found = [
            (f"UPDATE application SET {names} WHERE id = ?", [(*changed.values(), record)]),
            (_insert("history_entry", entry), [entry]),
            (_insert("history_item", items[0]), items),
            ("INSERT INTO stale VALUES (?)", [(record,)]),
            ("DELETE FROM stale WHERE application_id = ?", [(record,)]),
        ]
        tokens, old = (database.execute(_TOKENS, (record,)).fetchone() for database in self._both)
        if tokens != old:
            found.append(("DELETE FROM search WHERE rowid = ?", [(record,)]))
            found.append(("INSERT INTO search (rowid, tokens) VALUES (?, ?)", [(record, *tokens)]))
        wanted, there = (set(database.execute(_ANSWERS, (record,))) for database in self._both)
        if there - wanted:
            found.append((_GONE, [row[:3] for row in there - wanted]))
        if wanted - there:
            found.append(("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", list(wanted - there)))
        return found

    def write(self, statements: Iterable[Statement]) -> None:
        """Write them in one durable transaction."""
        self._into.execute("BEGIN IMMEDIATE")
        for statement, rows in statements:
            self._into.executemany(statement, rows)
        self._into.execute("COMMIT")

    def restart_logs(self) -> None:
        """Empty both write-ahead logs, so that their growth can be read off their size."""
        for database in self._both:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def log_sizes(self) -> tuple[int, int]:
        """How many bytes went to disk since then: by the workspace, and by the bare program."""
        ours, bare = (path.stat().st_size if path.exists() else 0 for path in self._wals)
        return ours, bare

    @property
    def _both(self) -> tuple[sqlite3.Connection, sqlite3.Connection]:
        return self._from, self._into

    def close(self) -> None:
        """Let go of both databases."""
        for database in self._both:
            with suppress(sqlite3.Error):
                database.close()


def _record(database: sqlite3.Connection, number: str) -> dict[str, Any]:
    found = database.execute(_RECORD, (number,))
    names: Iterator[str] = (column[0] for column in found.description)
    return dict(zip(names, found.fetchone(), strict=True))


def _insert(table: str, row: tuple[Any, ...]) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"
