# SPDX-License-Identifier: Apache-2.0
"""Finding by words over all text: the first page, and how many there are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.search.tokens import match_expression
from models.storage.opening import DATABASE
from models.tables import Application
from models.views.register import Query, count, page
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.running import Run, line, median, milliseconds, p95

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.reader import Reader

_WORDS = (
    *("项目", "量子", "投入", "孵化", "示范", "未来产业", "科技有限公司", "量子计算", "人形机器人"),
    *("手术室 机器人", "固态电池 港口", "量子 平台 医院", "长三角 6G", "王 量子", "先导区 氢能"),
    *("jqr", "lzjs", "rxjqr", "cjs", "kjyxgs", "AI", "gpu", "lidar", "risc", "CRISPR 量子"),
    *("2026", "2026340", "9134", "13", "5000", "机", "量", "王", "龘"),
    *("阿斯顿", "量子 阿斯顿", "zzzz", "99999999999", "无此项目名称"),
)
"""Common pairs, several words, pinyin initials, Latin, codes and numbers, one 汉字, and nothing found."""

_FLOOR = "SELECT rowid FROM search WHERE search MATCH ? LIMIT 50"


@line("search", of_register=True)
def searching(run: Run) -> Iterator[Figure]:
    """The first page by number and by the last change, then the count."""
    with run.workspace() as workspace:
        reader = workspace.reader
        words = [*_WORDS, *_codes(reader)]
        run.rng.shuffle(words)
        floor = _floor(run, words)
        for text in words[:5]:
            page(reader, Query(text=text), limit=50)
        times = [_page(reader, Query(text=text)) for _ in range(3) for text in words]
        note = f"{len(words)} queries; the floor is FTS5 alone, in no order"
        yield Figure("search, first page, p95", p95(times), "ms", floor, at_most(16), note=note)
        yield Figure("search, first page, median", median(times), "ms")
        newest = [_page(reader, Query(text=text, sort="-updated")) for text in words]
        yield Figure("search, newest first, p95", p95(newest), "ms", floor, at_most(16))
        counted = [milliseconds(count, reader, Query(text=t)) for t in words]
        yield Figure("search, how many, p95", p95(counted), "ms")
        narrowed = [_page(reader, Query(text=text, stages=("submitted",))) for text in words]
        yield Figure("search within a stage, p95", p95(narrowed), "ms")


def _page(reader: Reader, query: Query) -> float:
    return milliseconds(page, reader, query, limit=50)


def _codes(reader: Reader) -> Iterator[str]:
    """A whole number, and how it looks while it is typed; a code; a title."""
    row = reader.rows(select(Application.__table__).order_by(Application.id).limit(50))[-1]
    yield from (row.number[:8], row.number, row.credit_code[:12], row.credit_code, row.title)


def _floor(run: Run, words: list[str]) -> float:
    with closing(sqlite3.connect(run.register(run.size) / DATABASE)) as connection:
        expressions = [match_expression(text) for text in words]
        return p95([milliseconds(_find, connection, item) for item in expressions])


def _find(connection: sqlite3.Connection, expression: str | None) -> None:
    connection.execute(_FLOOR, (expression,)).fetchall()
