# SPDX-License-Identifier: Apache-2.0
"""The list of applications: filter, sort and page in SQL, so that it stays quick at any size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from models.language import message
from models.rules.money import from_fen
from models.search.index import matching
from models.tables import Answer, Application, Call, Definition, Trash
from models.unknown import UnknownNameError

if TYPE_CHECKING:
    from decimal import Decimal

    from sqlalchemy import Select

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


@dataclass(frozen=True, slots=True)
class Query:
    """What a list shows.

    Attributes:
        text: Words that must all occur somewhere in the record.
        call: The uid of a call.
        stages, directions, products: Ids, any of which.
        region: A division code; one that ends in zeros takes all below it.
        label: A free label.
        fields: Listed fields by id, and the value they must have.
        sort: Names of `FACT_ORDERS` or ids of listed fields, by comma; `-` before one turns its order.
    """

    text: str = ""
    call: str = ""
    stages: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    region: str = ""
    label: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    trashed: bool = False
    sort: str = "number"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the list; keys are those of `--json`."""

    uid: str
    number: str
    title: str
    applicant: str
    credit_code: str
    region: str
    direction: str
    product: str
    variant: str
    stage: str
    stage_since: str
    due: str
    amount_wan: Decimal | None
    received: str
    call: str
    definition_uid: str


def count(reader: Reader, query: Query) -> int:
    """How many applications a query finds."""
    return int(reader.scalar(select(func.count()).select_from(_filtered(query).subquery())) or 0)


def uids(reader: Reader, query: Query, *, limit: int | None = None) -> list[str]:
    """The uids of what a query finds, in its order."""
    statement = _ordered(reader, _filtered(query, Application.uid), query.sort).limit(limit)
    return [row.uid for row in reader.rows(statement)]


def ids(reader: Reader, query: Query) -> list[int]:
    """The local ids of what a query finds, in its order: what a list on screen holds."""
    return [row.id for row in reader.rows(_ordered(reader, _filtered(query), query.sort))]


def page(
    reader: Reader, query: Query, *, limit: int | None = None, offset: int = 0
) -> list[RegisterRow]:
    """A page of the list."""
    wanted = _ordered(reader, _filtered(query), query.sort).limit(limit).offset(offset)
    found = [row.id for row in reader.rows(wanted)]
    rows: dict[int, RegisterRow] = {}
    for start in range(0, len(found), 800):
        rows |= _rows(reader, found[start : start + 800])
    return [rows[item] for item in found if item in rows]


def rows_by_id(reader: Reader, wanted: list[int]) -> dict[int, RegisterRow]:
    """Lines of the list by local id, for a screen that shows some of many."""
    return _rows(reader, wanted)


def _rows(reader: Reader, wanted: list[int]) -> dict[int, RegisterRow]:
    columns = (
        *(Application.id, Application.uid, Application.number, Application.title),
        *(Application.applicant, Application.credit_code, Application.region),
        *(Application.direction, Application.product, Application.variant, Application.stage),
        *(Application.stage_since, Application.due, Application.amount_fen, Application.received),
        *(Application.definition_uid, Call.key),
    )
    statement = (
        select(*columns)
        .join(Call, Call.uid == Application.call_uid)
        .where(Application.id.in_(wanted))
    )
    return {
        row.id: RegisterRow(
            uid=row.uid,
            number=row.number,
            title=row.title or "",
            applicant=row.applicant or "",
            credit_code=row.credit_code or "",
            region=row.region or "",
            direction=row.direction or "",
            product=row.product or "",
            variant=row.variant or "",
            stage=row.stage,
            stage_since=row.stage_since,
            due=row.due or "",
            amount_wan=None if row.amount_fen is None else from_fen(row.amount_fen),
            received=row.received or "",
            call=row.key,
            definition_uid=row.definition_uid,
        )
        for row in reader.rows(statement)
    }


def _filtered(query: Query, *columns: Any) -> Select[Any]:
    trash = Trash.TRASHED if query.trashed else Trash.LIVE
    statement = select(*(columns or (Application.id,))).where(Application.trashed == trash)
    if query.text.strip():
        found = matching(query.text)
        if found is not None:
            statement = statement.where(Application.id.in_(found))
    if query.call:
        statement = statement.where(Application.call_uid == query.call)
    if query.stages:
        statement = statement.where(Application.stage.in_(query.stages))
    for column, key, wanted in (
        (Application.direction, "tags/directions", query.directions),
        (Application.product, "tags/products", query.products),
    ):
        if wanted:
            statement = statement.where(or_(column.in_(wanted), _tagged(key, wanted)))
    if query.region:
        statement = statement.where(_in_region(query.region))
    if query.label:
        statement = statement.where(_tagged("tags/labels", (query.label,)))
    for key, value in query.fields.items():
        if isinstance(value, str):
            statement = statement.where(_tagged(key, (value,)))
        else:
            chosen = select(Answer.application_id).where(
                Answer.field == key, Answer.number == float(value)
            )
            statement = statement.where(Application.id.in_(chosen))
    return statement


def _tagged(key: str, wanted: tuple[str, ...]) -> Any:
    chosen = select(Answer.application_id).where(Answer.field == key, Answer.text.in_(wanted))
    return Application.id.in_(chosen)


def _in_region(code: str) -> Any:
    stem = code
    while len(stem) > 2 and stem.endswith("00"):  # noqa: PLR2004 - two digits are a province
        stem = stem[:-2]
    if stem == code:
        return Application.region == code
    return Application.region.between(stem, f"{stem}\U0010ffff")


def _ordered(reader: Reader, statement: Select[Any], sort: str) -> Select[Any]:
    names = [name.strip() for name in sort.split(",") if name.strip()] or ["number"]
    for name in names:
        statement, column = _sort_column(reader, statement, name.removeprefix("-"))
        ordering = column.desc() if name.startswith("-") else column
        statement = statement.order_by(ordering.nulls_last() if len(names) > 1 else ordering)
    return statement.order_by(Application.id)


def _sort_column(reader: Reader, statement: Select[Any], name: str) -> tuple[Select[Any], Any]:
    fact = FACT_ORDERS.get(name)
    if fact is not None:
        return statement, fact
    kind = _listed_kind(reader, name)
    answer = aliased(Answer)
    statement = statement.outerjoin(
        answer,
        (answer.application_id == Application.id) & (answer.field == name) & (answer.position == 0),
    )
    return statement, answer.number if kind == "number" else answer.text


def _listed_kind(reader: Reader, name: str) -> str:
    from models.programme.schema import NUMERIC

    listed: list[str] = []
    for row in reader.rows(select(Definition.uid)):
        for key, item in reader.library.programme(row.uid).fields.items():
            if item.listed:
                listed.append(key)
                if key == name:
                    return "number" if item.type in NUMERIC else "text"
    raise UnknownNameError(message("column"), name, [*FACT_ORDERS, *dict.fromkeys(listed)])
