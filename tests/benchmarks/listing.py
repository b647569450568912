# SPDX-License-Identifier: Apache-2.0
"""Opening a workspace, pages of the list in every order and filter, and counts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.storage.opening import DATABASE
from models.tables import Application, Call
from models.views.find import term_ids
from models.views.register import FACT_ORDERS, Query, count, ids, page
from models.workspace import Workspace
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.running import Run, line, median, milliseconds, p95

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.reader import Reader

_ORDERS = [
    *FACT_ORDERS,
    *("-number", "-title", "-amount_wan", "-updated"),
    *("area_m2", "-tenant_count", "carrier_kind"),
]
_FLOOR_PAGE = "SELECT * FROM application WHERE id IN (SELECT id FROM application LIMIT 50)"


@line("open", of_register=True)
def opening(run: Run) -> Iterator[Figure]:
    """Open a workspace for writing and read one page."""
    folder = run.register(run.size)

    def ours() -> None:
        with Workspace.open(folder, write=True) as workspace:
            workspace.backs_up = False
            page(workspace.reader, Query(), limit=50)

    def bare() -> None:
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            connection.execute(_FLOOR_PAGE).fetchall()

    times = [milliseconds(ours) for _ in range(5)]
    floor = [milliseconds(bare) for _ in range(5)]
    yield Figure("open a workspace", median(times), "ms", median(floor), note="with a first page")


@line("list", of_register=True)
def listing(run: Run) -> Iterator[Figure]:
    """A page of fifty by every order and filter."""
    with run.workspace() as workspace:
        reader = workspace.reader
        filters = list(_filters(reader))
        floor = _floor(run)
        plain = [_page(reader, Query(sort=order)) for order in _ORDERS for _ in range(3)]
        note = f"{len(_ORDERS)} orders"
        yield Figure("a page of the list, p95", p95(plain), "ms", floor, at_most(50), note=note)
        queries = [replace(chosen, sort=order) for chosen, order in product(filters, _ORDERS)]
        run.rng.shuffle(queries)
        times = [_page(reader, query) for query in queries]
        note = f"{len(queries)} pages: {len(filters)} filters × {len(_ORDERS)} orders"
        name = "a page, filtered and sorted, p95"
        yield Figure(name, p95(times), "ms", floor, at_most(50), note=note)
        yield Figure("the same, the slowest of all", max(times), "ms", floor)
        counted = [milliseconds(count, reader, query) for query in filters]
        yield Figure("count of a filter, p95", p95(counted), "ms")
        whole = [milliseconds(ids, reader, Query(sort=order)) for order in _ORDERS]
        yield Figure("the ids of a whole list, p95", p95(whole), "ms", note="what a window holds")


def _page(reader: Reader, query: Query) -> float:
    return milliseconds(page, reader, query, limit=50)


def _floor(run: Run) -> float:
    with closing(sqlite3.connect(run.register(run.size) / DATABASE)) as connection:
        return median([milliseconds(_read, connection) for _ in range(9)])


def _read(connection: sqlite3.Connection) -> None:
    connection.execute(_FLOOR_PAGE).fetchall()


def _filters(reader: Reader) -> Iterator[Query]:
    """From all of the register to nothing of it."""
    calls = [row.uid for row in reader.rows(select(Call.uid).order_by(Call.id))]
    some = reader.rows(select(Application.__table__).order_by(Application.id).limit(50))[-1]
    direction = tuple(term_ids(reader, "directions", some.direction.partition(".")[0]))
    yield Query(stages=("submitted",))
    yield Query(stages=("submitted", "accepted", "screened"))
    yield Query(directions=(some.direction,))
    yield Query(directions=direction)
    yield Query(products=(some.product or "quantum-computer",))
    yield Query(region=some.region[:2] + "0000")
    yield Query(region=some.region[:4] + "00")
    yield Query(region=some.region)
    yield Query(call=calls[0])
    yield Query(call=calls[-1], stages=("approved",))
    yield Query(label="领导关注")
    yield Query(fields={"carrier_kind": "specialised"})
    yield Query(
        call=calls[1],
        stages=("submitted", "accepted"),
        directions=direction,
        region=some.region[:2] + "0000",
    )
    yield Query(directions=direction, products=(some.product or "quantum-computer",))
    yield Query(stages=("no such stage",))
    yield Query(stages=("submitted",), region="990000")
