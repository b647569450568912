# SPDX-License-Identifier: Apache-2.0
"""The rows of repeating tables: replaced as a whole or cell by cell, each cell a value in the history."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.errors import UserError
from models.language import Label, Message, message
from models.programme.values import understand
from models.tables import AnswerRow, Trash
from models.verbs.entries import UnknownFieldsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary


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
    values: Mapping[str, Any]


def live_rows(change: Change, application: str, table: str) -> list[Any]:
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


def replace_rows(
    change: Change, application: str, table: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Make the rows of a table be these: by place, so that the history names single cells."""
    live = live_rows(change, application, table)
    last = live[-1].position if live else 0
    for position, values in enumerate(rows, start=1):
        if position <= len(live):
            old = live[position - 1]
            names = {*old.values, *values}
            paths = {f"values/{name}": values.get(name) for name in names}
            change.set(AnswerRow, old.uid, paths)
        else:
            change.insert(
                AnswerRow,
                application_uid=application,
                field=table,
                position=last + position - len(live),
                values=values,
            )
    change.trash(AnswerRow, [row.uid for row in live[len(rows) :]])


def set_cell(
    change: Change,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    application: str,
    name: str,
    typed: Any,
) -> tuple[Message, ...]:
    """Set a cell named `table[2].column`; the row after the last one is made.

    `table[2]` with nothing takes the row away.
    """
    table, _, rest = name.partition("[")
    place, _, column_id = rest.partition("]")
    column_id = column_id.removeprefix(".")
    if not column_id and typed in {None, ""} and table in programme.tables and place.isdecimal():
        live = live_rows(change, application, table)
        if not 0 < int(place) <= len(live):
            raise RowMissingError(programme.tables[table].label, int(place), len(live))
        change.trash(AnswerRow, [live[int(place) - 1].uid])
        return ()
    field = programme.tables.get(table)
    column = field.column(column_id) if field else None
    if field is None or column is None or not place.isdecimal() or int(place) < 1:
        near = difflib.get_close_matches(table, programme.tables, n=1)
        raise UnknownFieldsError([("", name, near[0] if near else "")])
    understood = understand(column, typed, vocabularies)
    live = live_rows(change, application, table)
    if int(place) > len(live) + 1:
        raise RowMissingError(field.label, int(place), len(live))
    if int(place) <= len(live):
        paths = {f"values/{column_id}": understood.stored}
        change.set(AnswerRow, live[int(place) - 1].uid, paths)
    else:
        last = live[-1].position if live else 0
        change.insert(
            AnswerRow,
            application_uid=application,
            field=table,
            position=last + 1,
            values={column_id: understood.stored},
        )
    return understood.notes
