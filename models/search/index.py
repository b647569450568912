# SPDX-License-Identifier: Apache-2.0
"""The full-text index: the only place that knows FTS5, so that another database can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import column, select, table, text

from models.search.tokens import match_expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Select

CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "tokens, detail=none, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_' "
    "categories 'L* N* Co M* S* P* Cn'\")"
)
"""One row a record over our own tokens; without positions, since pairs of 汉字 hold their order."""

_search = table("search", column("rowid"), column("tokens"), column("search"))


def create_index(connection: Connection) -> None:
    """Make the index if there is none."""
    connection.exec_driver_sql(CREATE)


def write_rows(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Put the tokens of records into the index, in place of what was there."""
    remove_rows(connection, [record for record, _ in rows])
    filled = [row for row in rows if row[1]]
    if filled:
        connection.exec_driver_sql("INSERT INTO search (rowid, tokens) VALUES (?, ?)", filled)


def remove_rows(connection: Connection, records: Iterable[int]) -> None:
    """Take records out of the index."""
    gone = [(record,) for record in records]
    if gone:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", gone)


def matching(query: str) -> Select[tuple[int]] | None:
    """A select of the ids of records that match a query; None for a query without any word."""
    expression = match_expression(query)
    if expression is None:
        return None
    return select(_search.c.rowid).where(
        text("search MATCH :expression").bindparams(expression=expression)
    )
