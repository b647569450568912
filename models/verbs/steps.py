# SPDX-License-Identifier: Apache-2.0
"""Undo and redo of any named step, bulk ones included, as new entries of the history (AU-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.duties import Duty, DutyMissingError
from models.errors import RefusedError
from models.language import Listing, Message, from_json, message
from models.storage.backup import BackupReason
from models.storage.lock import local_time
from models.verbs.inverse import Inverse, inverse_of
from models.views.steps import UNDO, barrier, entry_of, last_link, redoable, undoable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.reader import Reader
    from models.workspace import Workspace

_BULK_RECORDS = 20
_SHOWN = 3


class NothingToUndoError(RefusedError):
    """This operator has no step that could be taken back, or a barrier stands before it."""

    def __init__(self, before: Any | None = None) -> None:
        super().__init__(
            message(
                "There is nothing to undo: {operator} did “{step}” on {at}, and steps before that"
                " can no longer be taken back.",
                operator=before.operator,
                step=from_json(before.message),
                at=local_time(before.at),
            )
            if before
            else message("There is nothing to undo.")
        )


class NothingToRedoError(RefusedError):
    """This operator has taken nothing back since the last step."""

    def __init__(self) -> None:
        super().__init__(message("There is nothing to redo."))


class CannotUndoError(RefusedError):
    """Others changed what the step set, or use what it made; taking it back would lose that."""

    def __init__(self, n: int, step: Message, obstacles: Sequence[Message]) -> None:
        super().__init__(
            message(
                "Step {n} (“{step}”) cannot be taken back (--step N names another one): {obstacles}",
                n=n,
                step=step,
                obstacles=_listing(obstacles),
            )
        )


class CannotRedoError(RefusedError):
    """Others changed since what the step would set again."""

    def __init__(self, n: int, step: Message, obstacles: Sequence[Message]) -> None:
        super().__init__(
            message(
                "Step {n} (“{step}”) cannot be done again (--step N names another one): {obstacles}",
                n=n,
                step=step,
                obstacles=_listing(obstacles),
            )
        )


class StepStandsError(RefusedError):
    """The step that was named is taken back already, or was not taken back, or cannot be any more."""

    def __init__(self, n: int, step: Message, why: Message) -> None:
        super().__init__(message("Step {n} (“{step}”): {why}.", n=n, step=step, why=why))


def undo(workspace: Workspace, *, entry: str = "") -> Message:
    """Take back the last step of this operator, or a certain one; its message comes back.

    A step of which nothing is left is passed over. It asks for the duty that the step asked for.

    Args:
        entry: The uid of an entry of the history, of whatever operator.

    Raises:
        NothingToUndoError: There is none, or a barrier stands before it.
        CannotUndoError: Values were changed since, or what it made is used.
        StepStandsError: The named step is taken back already, or nothing of it is left.
        DutyMissingError: The operator may not do this.
    """
    if entry:
        found = _named(workspace, entry)
        if found.kind == UNDO:
            raise StepStandsError(*_name(found), message("it is taken back already"))
        return _take_back_named(workspace, found)
    step = _take_back_first(workspace, undoable(workspace.reader, workspace.operator.uid))
    if step is None:
        raise NothingToUndoError(_last_barrier(workspace))
    return step


def redo(workspace: Workspace, *, entry: str = "") -> Message:
    """Do again what this operator took back last, or a certain step; its message comes back.

    Args:
        entry: The uid of the step's entry, or of the one that took it back.

    Raises:
        NothingToRedoError: Nothing was taken back since the last step.
        CannotRedoError: Values were changed since.
        StepStandsError: The named step is not taken back, or nothing of it is left to do.
        DutyMissingError: The operator may not do this.
    """
    if entry:
        found = _named(workspace, entry)
        if found.kind != UNDO:
            raise StepStandsError(*_name(found), message("it is not taken back"))
        return _take_back_named(workspace, found)
    step = _take_back_first(workspace, redoable(workspace.reader, workspace.operator.uid))
    if step is None:
        raise NothingToRedoError
    return step


def next_steps(reader: Reader, *, operator_uid: str) -> tuple[Message | None, Message | None]:
    """The names of the steps that undo and redo would take back."""
    entries = (
        next(undoable(reader, operator_uid), None),
        next(redoable(reader, operator_uid), None),
    )
    back, again = (_name(entry)[1] if entry else None for entry in entries)
    return back, again


def _named(workspace: Workspace, uid: str) -> Any:
    found = entry_of(workspace.reader, uid=uid)
    if found.sequence <= barrier(workspace.reader):
        raise StepStandsError(*_name(found), message("nothing so old can be changed any more"))
    return last_link(workspace.reader, found)


def _take_back_named(workspace: Workspace, entry: Any) -> Message:
    step = _take_back_first(workspace, [entry])
    if step is None:
        raise StepStandsError(*_name(entry), message("nothing of it is left to change"))
    return step


def _take_back_first(workspace: Workspace, entries: Iterable[Any]) -> Message | None:
    """Take back the first of the entries of which anything is left; None where there is none."""
    for entry in entries:
        inverse = inverse_of(workspace.reader, entry)
        if not inverse.nothing_left:
            return _take_back(workspace, entry, inverse)
    return None


def _take_back(workspace: Workspace, entry: Any, inverse: Inverse) -> Message:
    redoes = entry.kind == UNDO
    n, name = _name(entry)
    refused = CannotRedoError if redoes else CannotUndoError
    if inverse.obstacles:
        raise refused(n, name, inverse.obstacles)
    if sum(map(len, inverse.writes.values())) >= _BULK_RECORDS:
        workspace.back_up(BackupReason.BULK)
    step = message("Redo: {step}", step=name) if redoes else message("Undo: {step}", step=name)
    kind = "redo" if redoes else UNDO
    try:
        with workspace.change(step, duty=Duty(entry.duty), kind=kind, undoes=entry.uid) as change:
            for table, values in inverse.writes.items():
                change.set_many(table, values, inverse.saw[table])
    except DutyMissingError:
        raise
    except RefusedError as fault:
        raise refused(n, name, [fault.message]) from fault
    return name


def _name(entry: Any) -> tuple[int, Message]:
    return entry.sequence, _plain(from_json(entry.message))


def _plain(step: Message) -> Message:
    """The name of a step itself, however often it was taken back and done again."""
    inner: Any = dict(step.params).get("step")
    wrapped = step.id in {"Undo: {step}", "Redo: {step}"} and isinstance(inner, Message)
    return _plain(inner) if wrapped else step


def _last_barrier(workspace: Workspace) -> Any | None:
    sequence = barrier(workspace.reader)
    return entry_of(workspace.reader, sequence=sequence) if sequence else None


def _listing(obstacles: Sequence[Message]) -> Listing:
    more = ("…",) if len(obstacles) > _SHOWN else ()
    return Listing((*obstacles[:_SHOWN], *more))
