# SPDX-License-Identifier: Apache-2.0
"""The full-text index: the only place that knows FTS5, so that another database can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, column, exists, func, or_, select, table, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from sqlite3 import Connection as BareConnection

    from sqlalchemy import ColumnElement, Connection, Select

    from models.search.tokens import Token

CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "tokens, detail=none, tokenize=\"ascii tokenchars '_'\")"
)
"""One row a record over our own tokens; without positions, since pairs of 汉字 hold their order.

Tokens are compared in form and parted by blanks already, so that FTS5 need not know Unicode.
"""

_search = table("search", column("rowid"), column("tokens"), column("search"))
_kept = table("search_content", column("id"), column("c0", Text))
"""Where FTS5 keeps the tokens of each record, with a space on either side of each."""


def create_index(connection: Connection) -> None:
    """Make the index if there is none."""
    connection.exec_driver_sql(CREATE)


def write_rows(base: BareConnection, rows: Sequence[tuple[int, str]]) -> None:
    """Put the tokens of records into the index, in place of what was there."""
    remove_rows(base, [record for record, _ in rows])
    add_rows(base, rows)


def add_rows(base: BareConnection, rows: Sequence[tuple[int, str]]) -> None:
    """Put the tokens of records into the index that are not there yet, in the order of their ids."""
    filled = [(record, f" {tokens} ") for record, tokens in rows if tokens]
    if filled:
        base.executemany("INSERT INTO search (rowid, tokens) VALUES (?, ?)", filled)


def tokens_of(base: BareConnection, record: int) -> str:
    """The tokens under which a record is found now."""
    row = base.execute("SELECT c0 FROM search_content WHERE id = ?", (record,))
    found = row.fetchone()
    return str(found[0]).strip() if found else ""


def remove_rows(base: BareConnection, records: Iterable[int]) -> None:
    """Take records out of the index."""
    gone = [(record,) for record in records]
    if gone:
        base.executemany("DELETE FROM search WHERE rowid = ?", gone)


def stale_ids(base: BareConnection, limit: int = 500) -> list[int]:
    """Some of the applications whose rows are stale."""
    statement = "SELECT application_id FROM stale ORDER BY application_id LIMIT ?"
    return [row[0] for row in base.execute(statement, (limit,))]


def compact_index(base: BareConnection) -> None:
    """Merge the index into one piece, which drops the words of records that are gone."""
    base.execute("INSERT INTO search (search) VALUES ('optimize')")


def matching(query: str) -> Select[tuple[int]] | None:
    """A select of the ids of records that match a query; None for a query without any word."""
    from models.search.tokens import match_expression  # a list without a search goes without

    expression = match_expression(query)
    if expression is None:
        return None
    return select(_search.c.rowid).where(
        text("search MATCH :expression").bindparams(expression=expression)
    )


def has_words(query: str, record: Any) -> Iterator[ColumnElement[bool]]:
    """Whether one record matches a query, asked of its tokens without the index.

    Nothing for a query without any word. Quicker than the index where most records match, since the
    index must name them all before the first can be shown.
    """
    from models.search.tokens import query_words  # as above

    words = query_words(query)
    if words:
        found = (or_(*(and_(*map(_has, way)) for way in word)) for word in words)
        yield exists().where(_kept.c.id == record, *found)


def _has(token: Token) -> ColumnElement[bool]:
    wanted = f" {token.text}" if token.open else f" {token.text} "
    return func.instr(_kept.c.c0, wanted) > 0
