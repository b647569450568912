# SPDX-License-Identifier: Apache-2.0
"""Moving applications through their stages: what is allowed, what is refused and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.duties import Duty
from models.errors import RefusedError
from models.language import Label, Listing, Message, message, plural
from models.programme.schema import Need
from models.storage.backup import BackupReason
from models.tables import Application, StageEvent
from models.unknown import UnknownNameError
from models.verbs.applications import BULK
from models.verbs.gates import over_quota, unmet_needs
from models.verbs.required import ReasonMissingError
from models.views.dossiers import calendar
from models.views.find import application_rows, live_applications
from models.views.quotas import exceeded_of, stage_events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.language import Translatable
    from models.programme.schema import Move, Programme
    from models.reader import Reader
    from models.workspace import Workspace


REASON_ASKED = message("this move asks for a reason")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An application that may not move, and every reason why.

    Attributes:
        reachable: Whether a move leads there at all; its conditions do not hold then.
    """

    number: str
    reasons: tuple[Translatable, ...]
    reachable: bool = True

    @property
    def asks_reason(self) -> bool:
        """Whether nothing but a reason is missing."""
        return self.reasons == (REASON_ASKED,)


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What a move would do: shown before it is made, and what was done after.

    Attributes:
        to: The id of the stage.
        allowed: The numbers that may move.
        notes: What the operator should know, such as days beyond the announced holidays.
    """

    to: str
    label: Label
    allowed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    notes: tuple[Message, ...] = ()


class NothingMovedError(RefusedError):
    """No application may move; each with its reasons."""

    def __init__(self, plan: MovePlan) -> None:
        first = plan.refused[0]
        super().__init__(
            message(
                "{number} cannot be moved to “{stage}”: {reasons}",
                number=first.number,
                stage=plan.label,
                reasons=Listing(first.reasons, clauses=True),
            )
            if len(plan.refused) == 1
            else plural(
                "{n} application cannot be moved to “{stage}”.",
                "None of the {n} applications can be moved to “{stage}”.",
                n=len(plan.refused),
                stage=plan.label,
            )
        )
        self.plan = plan


def plan_move(reader: Reader, *, numbers: Sequence[str], to: str, reason: str = "") -> MovePlan:
    """Say which applications may move to a stage, and why the others may not.

    Args:
        to: A stage by id or by name.
    """
    rows = application_rows(reader, numbers)
    stage_of = _targets(reader, rows, to)
    reasons: defaultdict[str, list[Translatable]] = defaultdict(list)
    moves: dict[str, Move] = {}
    for row in rows:
        programme = reader.library.programme(row.definition_uid)
        target = stage_of.get(row.uid)
        move = next((m for m in programme.moves_from(row.stage) if m.to == target), None)
        if row.trashed:
            reasons[row.uid].append(message("it is in the trash"))
        elif target is None:
            reasons[row.uid].append(message("its programme has no such stage"))
        elif move is None:
            reasons[row.uid].append(_not_allowed(programme, row.stage))
        else:
            moves[row.uid] = move
            if move.reason and not reason.strip():
                reasons[row.uid].append(REASON_ASKED)
    for uid, found in unmet_needs(reader, rows, moves):
        reasons[uid].append(found)
    placed = [
        row for row in rows if not reasons[row.uid] and Need.WITHIN_QUOTA in moves[row.uid].needs
    ]
    for uid, found in over_quota(reader, placed, stage_of):
        reasons[uid].append(found)
    first = next(row for row in rows if row.uid in stage_of)
    target = stage_of[first.uid]
    return MovePlan(
        to=target,
        label=reader.library.programme(first.definition_uid).stages[target].label,
        allowed=tuple(row.number for row in rows if not reasons[row.uid]),
        refused=tuple(
            Refusal(row.number, tuple(reasons[row.uid]), row.uid in moves)
            for row in rows
            if reasons[row.uid]
        ),
    )


def advance(workspace: Workspace, *, numbers: Sequence[str], to: str, reason: str = "") -> MovePlan:
    """Move applications to a stage: those that may, in one step of undo; the others are listed.

    Raises:
        NothingMovedError: None may move; the error carries the reasons.
        DutyMissingError: The operator lacks the duty that the move asks for.
    """
    plan = plan_move(workspace.reader, numbers=numbers, to=to, reason=reason)
    if not plan.allowed:
        raise NothingMovedError(plan)
    rows = application_rows(workspace.reader, plan.allowed)
    duty = _duty(workspace.reader, rows, plan.to)
    step = (
        message("Move {number} to “{stage}”", number=rows[0].number, stage=plan.label)
        if len(rows) == 1
        else plural(
            "Move {n} application to “{stage}”",
            "Move {n} applications to “{stage}”",
            n=len(rows),
            stage=plan.label,
        )
    )
    notes = _enter(workspace, rows, {row.uid: plan.to for row in rows}, step, duty, reason)
    return MovePlan(plan.to, plan.label, plan.allowed, plan.refused, notes)


@dataclass(frozen=True, slots=True)
class Reverted:
    """The numbers that were put back, and what the operator should know, such as exceeded quotas."""

    numbers: tuple[str, ...]
    notes: tuple[Message, ...] = ()


def revert(workspace: Workspace, *, numbers: Sequence[str], reason: str) -> Reverted:
    """Put applications back into the stage they came from; always possible, with a reason (WF-3).

    A quota that is exceeded by it is told; it stays a problem of the applications that count.

    Raises:
        ReasonMissingError: There is no reason.
    """
    rows = live_applications(workspace.reader, numbers)
    step = plural(
        "Move {n} application back by one stage", "Move {n} applications back by one stage",
        n=len(rows),
    )  # fmt: skip
    if not reason.strip():
        raise ReasonMissingError(step)
    targets: dict[str, str] = {}
    for row in rows:
        programme = workspace.reader.library.programme(row.definition_uid)
        way = _way(programme, stage_events(workspace.reader, [row.uid]).get(row.uid, []))
        if len(way) > 1:
            targets[row.uid] = way[-2]
    if not targets:
        raise NothingToRevertError(rows[0].number)
    moved = [row for row in rows if row.uid in targets]
    notes = _enter(workspace, moved, targets, step, Duty.CHECK, reason)
    exceeded = exceeded_of(workspace.reader, [row.uid for row in moved])
    return Reverted(
        tuple(row.number for row in moved),
        (*notes, *dict.fromkeys(item.message for found in exceeded.values() for item in found)),
    )


class NothingToRevertError(RefusedError):
    """The application is in its first stage."""

    def __init__(self, number: str) -> None:
        super().__init__(
            message(
                "{number} is in its first stage; there is nothing to go back to.", number=number
            )
        )


def _way(programme: Programme, events: Sequence[Any]) -> list[str]:
    """The stages through which an application came, without those that were taken back.

    A step to the stage before that no move allows was a step back; it takes its stage off the way.
    """
    way: list[str] = []
    for event in events:
        allowed = any(move.to == event.stage for move in programme.moves_from(event.left))
        if way[-2:-1] == [event.stage] and not allowed:
            way.pop()
        else:
            way.append(event.stage)
    return way


def _enter(
    workspace: Workspace,
    rows: Sequence[Any],
    targets: Mapping[str, str],
    step: Message,
    duty: Duty,
    reason: str,
) -> tuple[Message, ...]:
    days = calendar(workspace.reader)
    notes: set[Message] = set()
    writes: dict[str, dict[str, Any]] = {}
    events: list[dict[str, Any]] = []
    saw: dict[str, dict[str, Any]] = {}
    now = workspace.clock()
    today = date.fromisoformat(now[:10])
    for row in rows:
        stage = workspace.reader.library.programme(row.definition_uid).stages[targets[row.uid]]
        due = days.add(today, stage.days) if stage.days else None
        if due and not days.certain(today, due):
            notes.add(
                message(
                    "The holidays of {year} are not announced yet: {due} counts weekdays only.",
                    year=str(due.year),
                    due=due,
                )
            )
        due_text = due.isoformat() if due else None
        writes[row.uid] = {"stage": stage.id, "stage_since": now, "due": due_text}
        saw[row.uid] = {"stage": row.stage}
        events.append(
            {
                "application_uid": row.uid,
                "stage": stage.id,
                "left": row.stage,
                "at": now,
                "due": due_text,
                "operator": workspace.operator.name,
                "reason": reason or None,
            }
        )
    if len(rows) >= BULK:
        workspace.back_up(BackupReason.BULK)
    # The moves asked for their quotas themselves, and a step back is always possible.
    with workspace.change(step, duty=duty, reason=reason, over_quota=True) as change:
        change.set_many(Application, writes, saw)
        change.insert_many(StageEvent, events)
    return tuple(notes)


def _targets(reader: Reader, rows: Sequence[Any], to: str) -> dict[str, str]:
    """The stage that each application would enter; those whose programme has none are left out.

    Raises:
        UnknownNameError: No programme of theirs has such a stage.
    """
    found: dict[str, str] = {}
    unknown: UnknownNameError | None = None
    for row in rows:
        try:
            found[row.uid] = _stage_id(reader.library.programme(row.definition_uid), to)
        except UnknownNameError as error:
            unknown = error
    if unknown is not None and not found:
        raise unknown
    return found


def _stage_id(programme: Programme, text: str) -> str:
    if text in programme.stages:
        return text
    for stage in programme.stage:
        names = {stage.label.zh, stage.label.en.casefold()}
        names |= {stage.outward.zh, stage.outward.en.casefold()} if stage.outward else set()
        if text.casefold() in names:
            return stage.id
    known = {stage.id: stage.label for stage in programme.stage}
    raise UnknownNameError(message("stage"), text, known)


def _not_allowed(programme: Programme, stage: str) -> Message:
    possible = [programme.stages[move.to].label for move in programme.moves_from(stage)]
    return message(
        "from “{stage}” it can only go to: {stages}",
        stage=programme.stages[stage].label,
        stages=Listing(tuple(possible) or ("—",)),
    )


def _duty(reader: Reader, rows: Sequence[Any], to: str) -> Duty:
    """The weightiest duty that the moves ask for."""
    asked = {
        move.duty
        for row in rows
        for move in reader.library.programme(row.definition_uid).moves_from(row.stage)
        if move.to == to and move.duty
    }
    for duty in (Duty.APPROVE, Duty.CHECK):
        if duty.value in asked:
            return duty
    return Duty.ENTER
