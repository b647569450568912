# SPDX-License-Identifier: Apache-2.0
"""The list of applications: filter, sort and page in SQL, so that it stays quick at any size."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.rules.money import from_fen
from models.search.index import matching
from models.tables import Application, Call, Trash
from models.views.filters import Query
from models.views.orders import FACT_ORDERS, filtered, first_ids, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlalchemy import Select

    from models.reader import Reader

__all__ = [
    "FACT_ORDERS",
    "Query",
    "RegisterRow",
    "count",
    "id_of",
    "ids",
    "page",
    "rows_by_id",
    "uids",
]


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
    only_text = Query(text=query.text, sort=query.sort)
    counted = _matches(query.text) if query == only_text else None
    if counted is None:
        counted = filtered(query)
    return int(reader.scalar(select(func.count()).select_from(counted.subquery())) or 0)


def uids(reader: Reader, query: Query, *, limit: int | None = None) -> list[str]:
    """The uids of what a query finds, in its order."""
    statement = in_order(reader, query, Application.uid).limit(limit)
    return [row.uid for row in reader.rows(statement)]


def ids(reader: Reader, query: Query) -> array[int]:
    """The local ids of what a query finds, in its order: what a list on screen holds.

    They come as one text, since a million rows would take the interpreter a million steps, in which
    no screen is painted.
    """
    ordered = in_order(reader, query, Application.id.label("id")).subquery()
    return array("q", json.loads(reader.scalar(select(func.json_group_array(ordered.c.id)))))


def id_of(reader: Reader, uid: str) -> int | None:
    """The local id of an application; none where there is no such one."""
    found = reader.scalar(select(Application.id).where(Application.uid == uid))
    return None if found is None else int(found)


def page(
    reader: Reader, query: Query, *, limit: int | None = None, offset: int = 0
) -> list[RegisterRow]:
    """A page of the list."""
    wanted = ids(reader, query) if limit is None else first_ids(reader, query, offset + limit)
    found = list(wanted[offset:])
    rows: dict[int, RegisterRow] = {}
    for start in range(0, len(found), 800):
        rows |= _rows(reader, found[start : start + 800])
    return [rows[item] for item in found if item in rows]


def rows_by_id(reader: Reader, wanted: Sequence[int]) -> dict[int, RegisterRow]:
    """Lines of the list by local id, for a screen that shows some of many."""
    return _rows(reader, wanted)


def _rows(reader: Reader, wanted: Sequence[int]) -> dict[int, RegisterRow]:
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


def _matches(text: str) -> Select[tuple[int]] | None:
    """What the index finds, without the few that are in the trash: no row of the list is read."""
    found = matching(text)
    if found is None:
        return None
    gone = select(Application.id).where(Application.trashed.in_((Trash.TRASHED, Trash.EMPTIED)))
    return found.where(found.selected_columns[0].not_in(gone))
