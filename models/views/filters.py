# SPDX-License-Identifier: Apache-2.0
"""What a list filters by, as conditions on applications, in two forms for two ways of finding.

*By index* a condition names the rows that it wants, so that the database starts from them: right where
few rows are wanted. *By row* it is a question to one row that is looked at anyway: right where the list
is walked in its order and many rows fit (`models.views.orders`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models.search.index import has_words, matching
from models.tables import Answer, Application, HistoryEntry, HistoryItem, Trash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows.

    Attributes:
        text: Words that must all occur somewhere in the record.
        call: The uid of a call.
        stages, directions, products, variants: Ids, any of which.
        region: A division code; one that ends in zeros takes all below it.
        label: A free label.
        entry: The uid of an entry of the history: applications that this change made or changed.
        fields: Listed fields by id, and the value they must have.
        sort: Names of `FACT_ORDERS` or ids of listed fields, by comma; `-` before one turns its order.
            What is empty comes last either way.
    """

    text: str = ""
    call: str = ""
    stages: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    region: str = ""
    label: str = ""
    entry: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    trashed: bool = False
    sort: str = "number"


def trash_of(query: Query) -> Trash:
    """Which applications a query is about: those in use, or those in the trash."""
    return Trash.TRASHED if query.trashed else Trash.LIVE


def filters(
    query: Query, *, by_row: bool = False, words_by_row: bool = False
) -> list[ColumnElement[bool]]:
    """The conditions of a query besides the trash."""
    words = _text_filters(query, by_row=by_row or words_by_row)
    return [*words, *_value_filters(query, by_row=by_row)]


class Unindexed(FunctionElement[Any]):
    """A column that the planner shall not look up in an index; SQLite says so by a plus sign."""

    inherit_cache = True
    name = "unindexed"

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


def _text_filters(query: Query, *, by_row: bool) -> Iterator[ColumnElement[bool]]:
    if not query.text.strip():
        return
    if by_row:
        yield from has_words(query.text, Application.id)
        return
    found = matching(query.text)
    if found is not None:
        yield Application.id.in_(found)


def _value_filters(query: Query, *, by_row: bool) -> Iterator[ColumnElement[bool]]:
    fact = Unindexed if by_row else _plain
    if query.call:
        yield fact(Application.call_uid) == query.call
    if query.stages:
        yield fact(Application.stage).in_(query.stages)
    if query.variants:
        yield fact(Application.variant).in_(query.variants)
    for column, key, wanted in (
        (Application.direction, "tags/directions", query.directions),
        (Application.product, "tags/products", query.products),
    ):
        if wanted:
            tagged = _answered(key, Answer.text.in_(wanted), by_row=by_row)
            yield or_(fact(column).in_(wanted), tagged)
    if query.region:
        yield _in_region(fact(Application.region), query.region)
    if query.label:
        yield _answered("tags/labels", Answer.text == query.label, by_row=by_row)
    if query.entry:
        yield fact(Application.uid).in_(_changed_by(query.entry))
    for key, value in query.fields.items():
        same = Answer.text == value if isinstance(value, str) else Answer.number == float(value)
        yield _answered(key, same, by_row=by_row)


def _changed_by(entry: str) -> Select[Any]:
    sequence = select(HistoryEntry.sequence).where(HistoryEntry.uid == entry).scalar_subquery()
    return select(HistoryItem.subject).where(HistoryItem.sequence == sequence)


def _plain(column: Any) -> Any:
    return column


def _answered(key: str, same: ColumnElement[bool], *, by_row: bool) -> ColumnElement[bool]:
    if by_row:
        return exists().where(Answer.application_id == Application.id, Answer.field == key, same)
    return Application.id.in_(select(Answer.application_id).where(Answer.field == key, same))


def _in_region(column: Any, code: str) -> ColumnElement[bool]:
    stem = code
    while len(stem) > 2 and stem.endswith("00"):  # noqa: PLR2004 - two digits are a province
        stem = stem[:-2]
    found: ColumnElement[bool] = (
        column == code if stem == code else column.between(stem, f"{stem}\U0010ffff")
    )
    return found


@compiles(Unindexed)
def _as_it_is(element: Unindexed, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(Unindexed, "sqlite")
def _with_a_plus(element: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"
