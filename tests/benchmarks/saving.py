# SPDX-License-Identifier: Apache-2.0
"""Writing: one field, one application, thousands, a bulk move and its undo, against bare commits."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

from models.tables import Application, Call, HistoryEntry, HistoryItem
from models.verbs.applications import edit_application, record_applications
from models.verbs.stages import advance
from models.verbs.steps import undo
from models.views.register import Query, page
from tests.benchmarks.figures import Figure, at_most_times
from tests.benchmarks.floors import Replica
from tests.benchmarks.running import Run, line, median, milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.workspace import Workspace

_FIELDS: tuple[Callable[[int], dict[str, str]], ...] = (
    lambda n: {"contact_phone": f"138{n:08}"},
    lambda n: {"title": f"长三角量子计算核心部件港口码头项目{n}"},
    lambda n: {"brief": f"面向港口码头的量子计算关键技术，投入{n}万元。建设中试基地。"},
)


@line("save", of_register=True)
def saving(run: Run) -> Iterator[Figure]:
    """A durable save of one field: committed, fsynced, in the history and in the index."""
    with run.workspace() as workspace:
        rows = page(workspace.reader, Query(), limit=200)
        # Other values in every run, as saving what is there already writes nothing.
        rng = Random(workspace.reader.scalar(select(func.max(HistoryEntry.sequence))))
        for n in range(10):
            edit_application(
                workspace, number=rows[n].number, values={"brief": f"预备{rng.random()}"}
            )
        count = run.of(6 * run.rounds)
        copy = Replica(workspace.folder, run.folder / "floor-of-save.db")
        with closing(copy) as bare, closing(_bare(run.folder)) as plain:

            def save(n: int) -> tuple[float, float]:
                row, values = rng.choice(rows), _FIELDS[n % len(_FIELDS)](rng.randrange(10**8))
                took = milliseconds(edit_application, workspace, number=row.number, values=values)
                return took, milliseconds(bare.write, bare.statements(row.number))

            # How much is written is looked at apart from how long it takes.
            logs: list[tuple[int, int]] = []
            for n in range(count):
                bare.restart_logs()
                save(n)
                logs.append(bare.log_sizes())
            ours, theirs = (int(median([log[place] for log in logs])) for place in (0, 1))
            times, same_rows, one_blob = [], [], []
            for n in range(count):
                took, floor = save(n)
                times.append(took)
                same_rows.append(floor)
                one_blob.append(milliseconds(_commit, plain, _blobs(1, ours - _AROUND)))
    yield Figure("save one field, median", median(times), "ms", median(same_rows), at_most_times(3),
                 note="floor: bare sqlite3 statements with the same rows into a copy of the same"
                 " database, one commit, WAL, synchronous=FULL; to the log"
                 f" {ours / 1024:.0f} KiB, the floor {theirs / 1024:.0f} KiB")  # fmt: skip
    yield Figure("save one field, by bytes", median(times), "ms", median(one_blob), at_most_times(3),
                 note="the same saves; floor: one blob that brings as many bytes to the log, one"
                 " commit, WAL, synchronous=FULL")  # fmt: skip


_AROUND = 2 * 4096
"""What SQLite writes around a blob of that size: the page of its row, and the heads of all pages."""


@line("record", of_register=True)
def recording(run: Run) -> Iterator[Figure]:
    """Record one application and thousands, move 500, take that back."""
    with run.workspace() as workspace, closing(_bare(workspace.folder)) as bare:
        call = workspace.reader.scalar(select(Call.key).order_by(Call.id))
        times = [
            milliseconds(record_applications, workspace, call=call, entries=[_entry(n)])
            for n in range(run.of(30))
        ]
        size = _bytes_of_last(workspace)
        floor = median([milliseconds(_commit, bare, _blobs(1, size)) for _ in range(30)])
        yield Figure("record one application, median", median(times), "ms", floor)
        many = [_entry(1000 + n) for n in range(run.of(2000))]
        took = milliseconds(record_applications, workspace, call=call, entries=many)
        floor = milliseconds(_commit, bare, _blobs(len(many), size))
        yield Figure(f"record {len(many):,} applications", took, "ms", floor)
        numbers = _drafts(workspace, run.of(500))
        took = milliseconds(advance, workspace, numbers=numbers, to="submitted")
        floor = milliseconds(_commit, bare, _blobs(len(numbers), size))
        yield Figure(f"move {len(numbers)} to a stage", took, "ms", floor)
        took = milliseconds(undo, workspace)
        yield Figure(f"undo of {len(numbers)}", took, "ms", floor)


def _entry(n: int) -> dict[str, Any]:
    return {
        "title": f"港口码头量子计算孵化器{n}号",
        "variant": "standard",
        "carrier_kind": "specialised",
        "applicant": f"样例量子科技有限公司{n % 700}",
        "region": "340104",
        "direction": "information.quantum",
        "area_m2": f"{12000 + n}.5",
        "amount_wan": "560.25",
        "tenant_count": n % 90,
        "brief": "面向港口码头的量子计算关键技术，投入三百万元，建设中试基地和公共平台。",
    }


def _drafts(workspace: Workspace, limit: int) -> list[str]:
    rows = workspace.reader.rows(
        select(Application.number)
        .where(Application.stage == "draft", Application.trashed == 0)
        .limit(limit)
    )
    return [row.number for row in rows]


def _bytes_of_last(workspace: Workspace) -> int:
    """How much the last change wrote: its entry, its items, and the row and tokens of its record."""
    reader = workspace.reader
    last = reader.scalar(select(func.max(HistoryEntry.sequence)))
    entry = reader.rows(select(HistoryEntry.__table__).where(HistoryEntry.sequence == last))
    items = reader.rows(select(HistoryItem.__table__).where(HistoryItem.sequence == last))
    subjects = {item.subject for item in items}
    records = reader.rows(select(Application.__table__).where(Application.uid.in_(subjects)))
    tokens = reader.scalar(
        text("SELECT sum(length(CAST(tokens AS BLOB))) FROM search WHERE rowid = :which"),
        {"which": records[0].id},
    )
    written = [value for row in (*entry, *items, *records) for value in row]
    return sum(len(str(value).encode()) for value in written if value is not None) + int(
        tokens or 0
    )


def _bare(folder: Path) -> sqlite3.Connection:
    """A bare database in the same file system, as durable as ours."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS floor (id INTEGER PRIMARY KEY, bytes BLOB)")
    return connection


def _blobs(count: int, size: int) -> list[tuple[bytes]]:
    return [(os.urandom(size),) for _ in range(count)]


def _commit(connection: sqlite3.Connection, blobs: list[tuple[bytes]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO floor (bytes) VALUES (?)", blobs)
    connection.execute("COMMIT")
