# SPDX-License-Identifier: Apache-2.0
"""The rows of repeating tables: planned from the rows as they were seen, then written as cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.errors import UserError
from models.language import Label, message
from models.tables import AnswerRow, Trash
from models.verbs.places import Place, refuse_changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.programme.schema import Programme
    from models.programme.values import Stored


class RowMissingError(UserError):
    """A cell names a row that is not there, nor the one after the last."""

    def __init__(self, table: Label, row: int, rows: int) -> None:
        super().__init__(
            message(
                "“{table}” has {rows} rows; row {row} is not there. The next one is {next}.",
                table=table,
                rows=rows,
                row=row,
                next=rows + 1,
            )
        )


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row of a table with its place and values."""

    uid: str
    position: int
    values: Mapping[str, Stored]


def edit_rows(
    change: Change,
    programme: Programme,
    application: str,
    wanted: Mapping[Place, Any],
    saw: Mapping[Place, Any],
) -> None:
    """Write tables, rows and cells of an application, in the order in which they are named.

    Args:
        wanted: Rows for a table, None for a row that is taken away, a stored value for a cell. The row
            after the last one is made.
        saw: By place, what was seen there.

    Raises:
        RowMissingError: A row is not there, nor the one after the last.
        FieldChangedMeanwhileError: Something else stands there by now than was seen.
    """
    for table in dict.fromkeys(place.table for place in wanted):
        here = {place: value for place, value in wanted.items() if place.table == table}
        live = live_rows(change, application, table)
        rows = [row.values for row in live]
        plan = planned_rows(rows, here)
        _refuse_gaps(programme.tables[table].label, len(rows), plan)
        refuse_changed(saw, here, rows)
        _write(change, application, table, live, plan)


def planned_rows(
    rows: Sequence[Mapping[str, Stored]], wanted: Mapping[Place, Any]
) -> dict[int, Mapping[str, Stored] | None]:
    """What the rows of one table shall be by number, None for those that are taken away."""
    plan: dict[int, Mapping[str, Stored] | None] = {}
    for place, value in wanted.items():
        if not place.row:
            plan = dict.fromkeys(range(1, len(rows) + 1)) | dict(enumerate(value, start=1))
        elif not place.column:
            plan[place.row] = None
        else:
            there = rows[place.row - 1] if place.row <= len(rows) else {}
            plan[place.row] = {**(plan.get(place.row, there) or {}), place.column: value}
    return plan


def live_rows(change: Change, application: str, table: str) -> list[RowFacts]:
    """The rows of a table that are in use, in their order."""
    statement = (
        select(AnswerRow.__table__)
        .where(
            AnswerRow.application_uid == application,
            AnswerRow.field == table,
            AnswerRow.trashed == Trash.LIVE,
        )
        .order_by(AnswerRow.position, AnswerRow.id)
    )
    return [RowFacts(row.uid, row.position, row._mapping["values"] or {})  # noqa: SLF001 - `values` is a method
            for row in change.reader.rows(statement)]  # fmt: skip


def _refuse_gaps(table: Label, rows: int, plan: Mapping[int, Mapping[str, Stored] | None]) -> None:
    last = rows
    for number in sorted(plan):
        if number > last + 1 or (number > rows and plan[number] is None):
            raise RowMissingError(table, number, last)
        last = max(last, number)


def _write(
    change: Change,
    application: str,
    table: str,
    live: Sequence[RowFacts],
    plan: Mapping[int, Mapping[str, Stored] | None],
) -> None:
    last = live[-1].position if live else 0
    for number, values in sorted(plan.items()):
        if number > len(live):
            change.insert(
                AnswerRow,
                application_uid=application,
                field=table,
                position=last + number - len(live),
                values={name: value for name, value in (values or {}).items() if value is not None},
            )
        elif values is not None:
            old = live[number - 1]
            names = dict.fromkeys((*old.values, *values))
            change.set(AnswerRow, old.uid, {f"values/{name}": values.get(name) for name in names})
    gone = [live[number - 1].uid for number, values in plan.items() if values is None]
    change.trash(AnswerRow, gone)
