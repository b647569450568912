# SPDX-License-Identifier: Apache-2.0
"""What stands against a move: needs and conditions that do not hold, and quotas that are used up."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.errors import Severity
from models.language import Listing, message, plural
from models.programme.checklist import checklist_outcome
from models.programme.problems import find_problems
from models.programme.schema import Move, Need, Outcome, Programme, Quota
from models.rules.quotas import Places, limit_of, limit_within, too_many
from models.tables import Application, Call, StageEvent, Trash
from models.views.dossiers import answers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.language import Message, Translatable
    from models.programme.answers import Answers
    from models.reader import Reader


def unmet_needs(
    reader: Reader, rows: Sequence[Any], moves: Mapping[str, Move]
) -> Iterator[tuple[str, Translatable]]:
    """Needs and conditions of the moves that do not hold."""
    asking = [
        row
        for row in rows
        if row.uid in moves and (moves[row.uid].needs or moves[row.uid].condition)
    ]
    for start in range(0, len(asking), 400):
        some = asking[start : start + 400]
        loaded = answers_of(reader, [row.uid for row in some])
        for row in some:
            answers, move = loaded[row.uid], moves[row.uid]
            vocabularies = reader.library.vocabularies(row.definition_uid)
            found = find_problems(answers, vocabularies)
            for need in move.needs:
                unmet = need_unmet(need, answers, found)
                if unmet is not None:
                    yield row.uid, unmet
            for condition in move.condition:
                if not condition.check.holds(answers.scope):
                    yield row.uid, condition.message


def need_unmet(need: Need, answers: Answers, problems: Sequence[Any]) -> Message | None:
    """Why a need does not hold, if so; quotas are counted by `over_quota`."""
    match need:
        case Need.NO_ERRORS:
            found = [p for p in problems if p.severity is Severity.ERROR and not _of_slot(p)]
            return _counted(found)
        case Need.NO_WARNINGS:
            return _counted([p for p in problems if p.severity is Severity.WARNING])
        case Need.ATTACHMENTS:
            found = [p for p in problems if p.severity is Severity.ERROR and _of_slot(p)]
            return _counted(found)
        case Need.CHECKLIST:
            return _checklist(answers)
        case Need.WITHIN_QUOTA:
            return None


def _of_slot(problem: Any) -> bool:
    return bool(problem.field.startswith("slot/"))


_SHOWN = 5


def _counted(problems: Sequence[Any]) -> Message | None:
    if not problems:
        return None
    shown = tuple(problem.message for problem in problems[:_SHOWN])
    if len(problems) > _SHOWN:
        shown = (*shown, "…")
    return plural(
        "{n} problem: {list}", "{n} problems: {list}", n=len(problems), list=Listing(shown)
    )


def _checklist(answers: Answers) -> Message | None:
    open_lines, vetoes = [], []
    for item in answers.programme.checklist:
        outcome = checklist_outcome(item, answers)
        if outcome == "open":
            open_lines.append(item.label)
        elif outcome == "no" and item.veto:
            vetoes.append(item.label)
    if vetoes:
        return message("the checklist refuses it: {items}", items=Listing(tuple(vetoes[:_SHOWN])))
    if open_lines:
        return plural(
            "{n} line of the checklist is open: {items}",
            "{n} lines of the checklist are open: {items}",
            n=len(open_lines),
            items=Listing(tuple(open_lines[:_SHOWN])),
        )
    return None


def over_quota(
    reader: Reader, rows: Sequence[Any], moves: Mapping[str, Move]
) -> Iterator[tuple[str, Message]]:
    """Applications for which there is no place left, and why."""
    by_call: defaultdict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in rows:
        if Need.WITHIN_QUOTA in moves[row.uid].needs:
            by_call[row.call_uid, row.definition_uid, moves[row.uid].to].append(row)
    for (call_uid, definition_uid, to), wanted in by_call.items():
        programme = reader.library.programme(definition_uid)
        left = list(wanted)
        for quota in programme.quota:
            if quota.stage == to and quota.counted:
                refused = dict(_refused_by(reader, quota, call_uid, programme, left))
                yield from refused.items()
                left = [row for row in left if row.uid not in refused]


def _refused_by(
    reader: Reader, quota: Quota, call_uid: str, programme: Programme, wanted: Sequence[Any]
) -> Iterator[tuple[str, Message]]:
    there = _in_or_beyond(reader, call_uid, quota.stage, programme)
    others = len(wanted)
    wanted = _under(reader, quota, wanted)
    others -= len(wanted)
    groups = Counter(_group(quota, row) for row in wanted)
    base = len(_in_or_beyond(reader, call_uid, quota.of, programme)) if quota.of else 0
    own = reader.scalar(select(Call.quotas).where(Call.uid == call_uid)) or {}
    number = own.get(quota.id, quota.number)
    taken = Counter(_group(quota, row) for row in _under(reader, quota, there))
    places: dict[str, Places] = {}
    for group, asking in groups.items():
        if number is None and quota.share is not None and quota.of == quota.stage:
            limit = limit_within(
                share=quota.share, base=base + others, taken=taken[group], wanted=asking
            )
        else:
            limit = limit_of(number=number, share=quota.share, base=base)
        places[group] = Places(limit, taken[group])
    pairs = [(row.uid, _group(quota, row)) for row in wanted]
    for uid, place in too_many(pairs, places).items():
        yield (
            uid,
            message(
                "the quota “{quota}” is used up: {taken} of {limit}",
                quota=quota.label,
                taken=place.taken,
                limit=place.limit,
            ),
        )


def _under(reader: Reader, quota: Quota, rows: Sequence[Any]) -> Sequence[Any]:
    """Those of the applications that a quota is about."""
    if quota.when is None:
        return rows
    loaded = answers_of(reader, [row.uid for row in rows])
    return [row for row in rows if quota.when.holds(loaded[row.uid].scope)]


def _group(quota: Quota, row: Any) -> str:
    return "" if quota.scope == "total" else str(getattr(row, quota.scope) or "")


def _in_or_beyond(
    reader: Reader, call_uid: str, stage: str | None, programme: Programme
) -> Sequence[Any]:
    """Applications that reached a stage and were neither refused nor taken back before it since."""
    gone = [item.id for item in programme.stage if item.outcome is Outcome.NEGATIVE]
    reached = select(StageEvent.application_uid).where(
        StageEvent.stage == stage, StageEvent.trashed == Trash.LIVE
    )
    rows = reader.rows(
        select(Application.__table__).where(
            Application.call_uid == call_uid,
            Application.trashed == Trash.LIVE,
            Application.stage.not_in(gone),
            Application.uid.in_(reached),
        )
    )
    beyond = [row.uid for row in rows if row.stage != stage]
    events = stage_events(reader, beyond)
    return [row for row in rows if row.stage == stage or _passed(events[row.uid], stage)]


def _passed(events: Sequence[Any], stage: str | None) -> bool:
    """Whether a stage lies on the way; who comes to an earlier one again has left the later ones."""
    way: list[str] = []
    for event in events:
        if event.stage in way:
            del way[way.index(event.stage) :]
        way.append(event.stage)
    return stage in way


def stage_events(reader: Reader, uids: Sequence[str]) -> Mapping[str, Sequence[Any]]:
    """The stages that applications entered, in order."""
    found: dict[str, list[Any]] = {}
    for start in range(0, len(uids), 400):
        statement = (
            select(StageEvent.__table__)
            .where(
                StageEvent.application_uid.in_(uids[start : start + 400]),
                StageEvent.trashed == Trash.LIVE,
            )
            .order_by(StageEvent.id)
        )
        for row in reader.rows(statement):
            found.setdefault(row.application_uid, []).append(row)
    return found
