# SPDX-License-Identifier: Apache-2.0
"""Rows of repeating tables as the screen edits them: by uid, each call one step of undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.change import RecordGoneError
from models.drafts import clear_drafts
from models.language import Message, message, plural
from models.programme.values import understand
from models.tables import AnswerRow
from models.verbs.answer_rows import RowFacts, live_rows
from models.verbs.entries import UnknownFieldsError
from models.views.find import live_application

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.change import Change
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary
    from models.workspace import Workspace

NEW_ROW = "+"
"""What stands for the uid of a row that is not there yet, in the paths of drafts."""


@dataclass(frozen=True, slots=True)
class RowsDone:
    """The uids of the rows that were added, and what was said about values."""

    added: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


def set_cells(
    workspace: Workspace,
    *,
    number: str,
    table: str,
    cells: Mapping[str, Mapping[str, Any]],
    added: Sequence[Mapping[str, Any]] = (),
    saw: Mapping[str, Mapping[str, Any]] | None = None,
) -> RowsDone:
    """Set cells by row uid and column id and add rows at the end, as one step: a pasted block.

    Args:
        saw: By row uid and column id, the stored value that was seen.

    Raises:
        FieldChangedMeanwhileError: A cell was changed since it was seen.
        RecordGoneError: A row is not there any more.
    """
    app, field, known = _table(workspace, number, table)
    notes: list[Message] = []
    read = _Typed(field, known, notes)
    writes = {uid: _paths(read(row)) for uid, row in cells.items()}
    seen = {uid: _paths(row) for uid, row in (saw or {}).items()}
    rows = [_filled(read(row)) for row in added]
    step = message("Edit {number}: {fields}", number=app.number, fields=field.label)
    with workspace.change(step) as change:
        live = live_rows(change, app.uid, table)
        _refuse_gone(live, writes)
        change.set_many(AnswerRow, writes, seen)
        uids = _insert(change, app.uid, table, rows, _last(live))
        clear_drafts(change, app.uid, _draft_paths(table, cells))
        if added:
            clear_drafts(change, app.uid, _draft_paths(table, {NEW_ROW: _columns(field)}))
    return RowsDone(tuple(uids), tuple(notes))


def add_rows(
    workspace: Workspace,
    *,
    number: str,
    table: str,
    rows: Sequence[Mapping[str, Any]],
    after: str = "",
) -> RowsDone:
    """Add rows behind one, or at the end; those that follow move down.

    Raises:
        RecordGoneError: The row before is not there any more.
    """
    app, field, known = _table(workspace, number, table)
    notes: list[Message] = []
    read = _Typed(field, known, notes)
    values = [_filled(read(row)) for row in rows]
    step = plural(
        "Add {n} row to “{table}” of {number}",
        "Add {n} rows to “{table}” of {number}",
        n=len(rows),
        table=field.label,
        number=app.number,
    )
    with workspace.change(step) as change:
        live = live_rows(change, app.uid, table)
        place = _last(live)
        if after:
            _refuse_gone(live, [after])
            place = next(row.position for row in live if row.uid == after)
            below = [row for row in live if row.position > place]
            gap = (below[0].position - place - 1) if below else len(values)
            if gap < len(values):
                down = len(values) - gap
                moved = {row.uid: {"position": row.position + down} for row in below}
                change.set_many(AnswerRow, moved)
        uids = _insert(change, app.uid, table, values, place)
    return RowsDone(tuple(uids), tuple(notes))


def remove_rows(workspace: Workspace, *, number: str, table: str, rows: Sequence[str]) -> None:
    """Take rows away; undo brings them back.

    Raises:
        RecordGoneError: One is not there any more.
    """
    app, field, _ = _table(workspace, number, table)
    step = plural(
        "Remove {n} row from “{table}” of {number}",
        "Remove {n} rows from “{table}” of {number}",
        n=len(rows),
        table=field.label,
        number=app.number,
    )
    with workspace.change(step) as change:
        _refuse_gone(live_rows(change, app.uid, table), rows)
        change.trash(AnswerRow, rows)
        paths = _draft_paths(table, dict.fromkeys(rows, _columns(field)))
        clear_drafts(change, app.uid, paths)


def move_rows(
    workspace: Workspace, *, number: str, table: str, rows: Sequence[str], by: int
) -> None:
    """Move rows up (`by` < 0) or down together; at the end they stay.

    Raises:
        RecordGoneError: One is not there any more.
    """
    app, field, _ = _table(workspace, number, table)
    step = message("Reorder “{table}” of {number}", table=field.label, number=app.number)
    with workspace.change(step) as change:
        live = live_rows(change, app.uid, table)
        _refuse_gone(live, rows)
        order = _moved([row.uid for row in live], set(rows), by)
        places = sorted(row.position for row in live)
        if len(set(places)) < len(places):  # two rows in one place, as older imports left them
            places = list(range(1, len(live) + 1))
        wanted = {uid: {"position": place} for uid, place in zip(order, places, strict=True)}
        change.set_many(AnswerRow, wanted)


class _Typed:
    """Typed cells of a row, understood."""

    def __init__(
        self, field: FormField, known: Mapping[str, Vocabulary], notes: list[Message]
    ) -> None:
        self._field, self._known, self._notes = field, known, notes

    def __call__(self, row: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, typed in row.items():
            column = self._field.column(name)
            if column is None:
                raise UnknownFieldsError([(self._field.id, name, "")])
            understood = understand(column, typed, self._known)
            self._notes += understood.notes
            found[name] = understood.stored
        return found


def _table(
    workspace: Workspace, number: str, table: str
) -> tuple[Any, FormField, Mapping[str, Vocabulary]]:
    row = live_application(workspace.reader, number)
    library = workspace.reader.library
    field = library.programme(row.definition_uid).tables.get(table)
    if field is None:
        raise UnknownFieldsError([(row.number, table, "")])
    return row, field, library.vocabularies(row.definition_uid)


def _insert(
    change: Change, application: str, table: str, rows: Sequence[Mapping[str, Any]], after: int
) -> list[str]:
    if not rows:
        return []
    records = [
        {"application_uid": application, "field": table, "position": place, "values": values}
        for place, values in enumerate(rows, start=after + 1)
    ]
    return change.insert_many(AnswerRow, records)


def _refuse_gone(live: Sequence[RowFacts], wanted: Iterable[str]) -> None:
    there = {row.uid for row in live}
    for uid in wanted:
        if uid not in there:
            raise RecordGoneError(uid)


def _moved(order: list[str], chosen: set[str], by: int) -> list[str]:
    """The order with the chosen ones one place further each; none passes another chosen one."""
    for _ in range(abs(by)):
        places = range(len(order)) if by < 0 else range(len(order) - 1, -1, -1)
        for place in places:
            other = place + (-1 if by < 0 else 1)
            inside = 0 <= other < len(order)
            if order[place] in chosen and inside and order[other] not in chosen:
                order[place], order[other] = order[other], order[place]
    return order


def _last(live: Sequence[RowFacts]) -> int:
    return live[-1].position if live else 0


def _paths(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"values/{name}": value for name, value in row.items()}


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _columns(field: FormField) -> list[str]:
    return [column.id for column in field.columns]


def _draft_paths(table: str, cells: Mapping[str, Iterable[str]]) -> list[str]:
    return [f"{table}/{uid}/{name}" for uid, names in cells.items() for name in names]
