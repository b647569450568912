# SPDX-License-Identifier: Apache-2.0
"""The order of a list and its first pages, quick for every sort and filter.

A list sorted by what has an index can be walked in that order, which is right where many rows fit; or
the rows that fit are looked up and sorted, which is right where few do. Nobody knows beforehand which
(and SQLite guesses without knowing), so a page is walked for, a window of the order at a time, and when
the windows do not fill it, few fit and they are looked up. Both ways are bounded: at 100 000
applications the walk costs at most some 10 ms. What some thousand rows have in their words is walked for
in the index of the order alone, which asks of each entry only whether it is one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from models.language import message
from models.search.index import matching
from models.tables import Answer, Application, Definition
from models.unknown import UnknownNameError
from models.views.filters import Query, Unindexed, filters, trash_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select, Subquery

    from models.reader import Reader

FACT_ORDERS = {
    "number": Application.number,
    "title": Application.title_key,
    "applicant": Application.applicant_key,
    "credit_code": Application.credit_code,
    "region": Application.region,
    "direction": Application.direction,
    "product": Application.product,
    "variant": Application.variant,
    "stage": Application.stage,
    "stage_since": Application.stage_since,
    "due": Application.due,
    "amount_wan": Application.amount_fen,
    "received": Application.received,
    "updated": Application.updated,
}
"""The columns by which every list sorts; names in Chinese sort by their pinyin."""

_WINDOWS = (400, 3_000)
"""How many rows of the order are looked at before the rows that fit are looked up and sorted."""

_WINDOWS_OF_WORDS = (150, 600)
"""The same for words, which cost more to look for in a row; and fewer than `_MANY` are looked up."""

_SOME, _MANY = 1_500, 10_000
"""How many records words name before the order is walked for them, and before naming them takes long."""


def filtered(query: Query, *columns: Any) -> Select[Any]:
    """What a query finds, in no order."""
    return _selected(query, Application.trashed, columns)


def first_ids(reader: Reader, query: Query, last: int) -> list[int]:
    """The local ids of the first so many that a query finds, in its order."""
    found_by_words = matching(query.text)
    small, large = _WINDOWS if found_by_words is None else _WINDOWS_OF_WORDS
    found = _first_of_window(reader, query, last, small)
    if found is not None:
        return found
    named = 0 if found_by_words is None else _how_many(reader, found_by_words)
    if found_by_words is None or named == _MANY:
        found = _first_of_window(reader, query, last, large)
    elif named >= _SOME:
        found = _first_of_order(reader, query, found_by_words, last)
    if found is not None:
        return found
    statement = in_order(reader, query, Application.id, common=named == _MANY)
    return [row.id for row in reader.rows(statement.limit(last))]


def _first_of_window(reader: Reader, query: Query, last: int, size: int) -> list[int] | None:
    """The first so many if a window of that size holds them."""
    names = sort_names(query)
    if len(names) > 1 or last > size // 2:
        return None
    rows = reader.rows(_walked(reader, query, names[0], size).limit(last))
    return [row.id for row in rows] if len(rows) == last else None


def _first_of_order(
    reader: Reader, query: Query, named: Select[tuple[int]], last: int
) -> list[int] | None:
    """The first so many whose words are asked for and nothing else, from the index of one order."""
    name, *more = sort_names(query)
    key: Any = FACT_ORDERS.get(name.removeprefix("-"))
    if more or key is None or not _only_words(query):
        return None
    statement = (
        select(Application.id)
        .where(Application.trashed == trash_of(query), key.is_not(None))
        .where(Unindexed(Application.id).in_(named))
        .order_by(key.desc() if name.startswith("-") else key, Application.id)
    )
    rows = reader.rows(statement.limit(last))
    return [row.id for row in rows] if len(rows) == last else None


def _how_many(reader: Reader, named: Select[tuple[int]]) -> int:
    """How many records words name; at most `_MANY`, from where on naming them all takes long."""
    return int(reader.scalar(select(func.count()).select_from(named.limit(_MANY).subquery())))


def _only_words(query: Query) -> bool:
    return query == Query(text=query.text, trashed=query.trashed, sort=query.sort)


def in_order(reader: Reader, query: Query, *columns: Any, common: bool = False) -> Select[Any]:
    """What a query finds, in its order, by looking it up and sorting it.

    Args:
        common: The words are in so many records that it is better to start from what else is asked
            for or, where that is nothing, from the order.
    """
    only_words = _only_words(query)
    words_by_row = common and not only_words
    few = bool((query.text.strip() and not common) or query.label)
    trashed = Unindexed(Application.trashed) if few else Application.trashed
    statement = _selected(query, trashed, columns, words_by_row=words_by_row)
    narrowed = bool(filters(query)) and not (common and only_words)
    for name in sort_names(query):
        statement, column = _sort_column(reader, statement, name.removeprefix("-"))
        ordering = Unindexed(column) if narrowed else column
        ordering = ordering.desc() if name.startswith("-") else ordering.asc()
        statement = statement.order_by(ordering.nulls_last() if column.nullable else ordering)
    return statement.order_by(Unindexed(Application.id) if narrowed else Application.id)


def _selected(
    query: Query, trashed: Any, columns: Sequence[Any], *, words_by_row: bool = False
) -> Select[Any]:
    found = columns or (Application.id,)
    asked = filters(query, words_by_row=words_by_row)
    return select(*found).where(trashed == trash_of(query), *asked)


def sort_names(query: Query) -> list[str]:
    """The names by which a query sorts, with their signs."""
    return [name.strip() for name in query.sort.split(",") if name.strip()] or ["number"]


def _walked(reader: Reader, query: Query, name: str, size: int) -> Select[Any]:
    """What fits of the first rows of an order, in that order; rows without a value are not in it."""
    window = _window(reader, query, name, size)
    key = window.c.key.desc() if name.startswith("-") else window.c.key
    return (
        select(Application.id)
        .join(window, window.c.id == Application.id)
        .where(Unindexed(Application.trashed) == trash_of(query), *filters(query, by_row=True))
        .order_by(key, window.c.id)
    )


def _window(reader: Reader, query: Query, name: str, size: int) -> Subquery:
    plain = name.removeprefix("-")
    if plain in FACT_ORDERS:
        key: Any = FACT_ORDERS[plain]
        owner: Any = Application.id
        within = [Application.trashed == trash_of(query), key.is_not(None)]
    else:
        key = Answer.number if listed_kind(reader, plain) == "number" else Answer.text
        owner = Answer.application_id
        within = [Answer.field == plain, Answer.position == 0, key.is_not(None)]
    order = key.desc() if name.startswith("-") else key
    statement = select(owner.label("id"), key.label("key")).where(*within).order_by(order, owner)
    return statement.limit(size).subquery()


def _sort_column(reader: Reader, statement: Select[Any], name: str) -> tuple[Select[Any], Any]:
    fact = FACT_ORDERS.get(name)
    if fact is not None:
        return statement, fact
    kind = listed_kind(reader, name)
    answer = Answer.__table__.alias()
    same: ColumnElement[bool] = and_(
        answer.c.application_id == Application.id, answer.c.field == name, answer.c.position == 0
    )
    return statement.outerjoin(answer, same), answer.c.number if kind == "number" else answer.c.text


def listed_kind(reader: Reader, name: str) -> str:
    """Whether a listed field sorts as a number or as text.

    Raises:
        UnknownNameError: No programme of this workspace lists such a field.
    """
    from models.programme.schema import NUMERIC

    listed: list[str] = []
    for row in reader.rows(select(Definition.uid)):
        for key, item in reader.library.programme(row.uid).fields.items():
            if item.listed:
                listed.append(key)
                if key == name:
                    return "number" if item.type in NUMERIC else "text"
    raise UnknownNameError(message("column"), name, [*dict.fromkeys((*FACT_ORDERS, *listed))])
