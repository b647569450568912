# SPDX-License-Identifier: Apache-2.0
"""Undo and redo of any named step, bulk ones included, as new entries of the history (AU-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.change import FieldChangedMeanwhileError
from models.errors import RefusedError
from models.history import decode_value
from models.language import Message, from_json, message
from models.storage.backup import BackupReason
from models.tables import Base, HistoryEntry, HistoryItem, Record, Trash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.reader import Reader
    from models.workspace import Workspace

_BULK_ITEMS = 200


class NothingToUndoError(RefusedError):
    """This operator has no step that could be taken back."""

    def __init__(self) -> None:
        super().__init__(message("There is nothing to undo."))


class NothingToRedoError(RefusedError):
    """This operator has taken nothing back since the last step."""

    def __init__(self) -> None:
        super().__init__(message("There is nothing to redo."))


class CannotUndoError(RefusedError):
    """A value that the step set was changed since; taking it back would lose that."""

    def __init__(self, step: Message, conflict: FieldChangedMeanwhileError) -> None:
        super().__init__(
            message(
                "“{step}” cannot be taken back: {conflict}", step=step, conflict=conflict.message
            )
        )


class OtherStepSinceError(RefusedError):
    """The operator did something else since the step that was to be taken back."""

    def __init__(self, step: Message) -> None:
        super().__init__(
            message("Something else was done since. The last step is now: {step}", step=step)
        )


def undo(workspace: Workspace, *, entry_uid: str = "") -> Message:
    """Take back the last step of this operator; its message comes back.

    Args:
        entry_uid: The entry that was offered to be taken back; no other one is.

    Raises:
        NothingToUndoError: There is none, or a barrier stands before it.
        CannotUndoError: A value was changed since.
        OtherStepSinceError: The last step is another one by now.
    """
    entry = next_undo(workspace.reader, workspace.operator.uid)
    if entry is None:
        raise NothingToUndoError
    if entry_uid and entry.uid != entry_uid:
        raise OtherStepSinceError(_plain(from_json(entry.message)))
    step = _plain(from_json(entry.message))
    _take_back(workspace, entry, message("Undo: {step}", step=step), "undo")
    return step


def redo(workspace: Workspace) -> Message:
    """Do again what this operator took back last.

    Raises:
        NothingToRedoError: Nothing was taken back since the last step.
        CannotUndoError: A value was changed since.
    """
    entry = next_redo(workspace.reader, workspace.operator.uid)
    if entry is None:
        raise NothingToRedoError
    step = _plain(from_json(entry.message))
    _take_back(workspace, entry, message("Redo: {step}", step=step), "redo")
    return step


def _plain(step: Message) -> Message:
    """The name of a step itself, however often it was taken back and done again."""
    inner: Any = dict(step.params).get("step")
    wrapped = step.id in {"Undo: {step}", "Redo: {step}"} and isinstance(inner, Message)
    return _plain(inner) if wrapped else step


def next_steps(reader: Reader, *, operator_uid: str) -> tuple[Message | None, Message | None]:
    """The names of the steps that undo and redo would take back."""
    entries = (next_undo(reader, operator_uid), next_redo(reader, operator_uid))
    back, again = (entry and _plain(from_json(entry.message)) for entry in entries)
    return back, again


def next_undo(reader: Reader, operator_uid: str) -> Any | None:
    """The entry that undo would take back; a barrier of anybody stands before all that is older."""
    undone: set[str] = set()
    barriers = select(func.max(HistoryEntry.sequence)).where(HistoryEntry.kind == "barrier")
    barrier = reader.scalar(barriers) or 0
    for entry in _entries(reader, operator_uid):
        if entry.sequence <= barrier:
            return None
        if entry.uid in undone:
            continue
        if entry.kind == "undo":
            undone.add(entry.undoes)
            continue
        return entry
    return None


def next_redo(reader: Reader, operator_uid: str) -> Any | None:
    """The undo entry that redo would take back."""
    redone: set[str] = set()
    barriers = select(func.max(HistoryEntry.sequence)).where(HistoryEntry.kind == "barrier")
    barrier = reader.scalar(barriers) or 0
    for entry in _entries(reader, operator_uid):
        if entry.sequence <= barrier:
            return None
        if entry.kind == "redo":
            redone.add(entry.undoes)
        elif entry.kind == "undo":
            if entry.uid not in redone:
                return entry
        else:
            return None
    return None


def _entries(reader: Reader, operator_uid: str) -> Iterator[Any]:
    before = 1 << 62
    while True:
        rows = reader.rows(
            select(HistoryEntry.__table__)
            .where(HistoryEntry.operator_uid == operator_uid, HistoryEntry.sequence < before)
            .order_by(HistoryEntry.sequence.desc())
            .limit(50)
        )
        if not rows:
            return
        yield from rows
        before = rows[-1].sequence


def _take_back(workspace: Workspace, entry: Any, step: Message, kind: str) -> None:
    items = workspace.reader.rows(
        select(HistoryItem.__table__)
        .where(HistoryItem.sequence == entry.sequence)
        .order_by(HistoryItem.id.desc())
    )
    if len(items) >= _BULK_ITEMS:
        workspace.back_up(BackupReason.BULK)
    try:
        with workspace.change(step, kind=kind, undoes=entry.uid) as change:
            _refuse_worked_on(change.reader, items)
            for table, uid, values, saw in _inverse(items):
                change.set(table, uid, values, saw)
    except FieldChangedMeanwhileError as conflict:
        raise CannotUndoError(from_json(entry.message), conflict) from conflict


def _refuse_worked_on(reader: Reader, items: Sequence[Any]) -> None:
    """Refuse to take back a record that holds other values by now than it was made with.

    Later steps of the same operator are undone before, so what differs is somebody else's work.
    """
    tables = _tables()
    set_here = {(item.record, item.path.partition("/")[0]) for item in items if item.path}
    made: dict[str, dict[str, Mapping[str, Any]]] = {}
    for item in items:
        if not item.path:
            made.setdefault(item.table, {})[item.record] = decode_value(item.new) or {}
    for name, records in made.items():
        table, uids = tables[name], list(records)
        for start in range(0, len(uids), 400):
            statement = select(table.__table__).where(table.uid.in_(uids[start : start + 400]))
            for row in reader.rows(statement):
                live = row._mapping  # noqa: SLF001 - its API
                for column, value in records[row.uid].items():
                    if live[column] != value and (row.uid, column) not in set_here:
                        raise FieldChangedMeanwhileError(column, value, live[column], None)


def _inverse(
    items: Sequence[Any],
) -> Iterator[tuple[type[Record], str, dict[str, Any], dict[str, Any]]]:
    """The writes that undo items, newest first: what was made goes into the trash."""
    tables = _tables()
    grouped: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {}
    for item in items:
        values, saw = grouped.setdefault((item.table, item.record), ({}, {}))
        if item.path:
            values[item.path] = decode_value(item.old)
            saw.setdefault(item.path, decode_value(item.new))
        else:
            values.clear()
            saw.clear()
            values["trashed"] = Trash.TRASHED.value
    for (table, uid), (values, saw) in grouped.items():
        yield tables[table], uid, values, saw


def _tables() -> dict[str, type[Record]]:
    found = (mapper.class_ for mapper in Base.registry.mappers)
    return {item.__tablename__: item for item in found if issubclass(item, Record)}
