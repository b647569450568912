# SPDX-License-Identifier: Apache-2.0
"""What stands against a move: needs and conditions that do not hold, and quotas that are used up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from models.errors import Severity
from models.language import Listing, message, plural
from models.programme.checklist import checklist_outcome
from models.programme.problems import find_problems
from models.programme.schema import Move, Need
from models.views.dossiers import answers_of
from models.views.quotas import CallQuotas

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
        reader.progress.step(start, len(asking), message("Checking conditions"))
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
        shown = (*shown, message("and {n} more", n=len(problems) - _SHOWN))
    return plural(
        "{n} problem: {list}",
        "{n} problems: {list}",
        n=len(problems),
        list=Listing(shown, clauses=True),
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
    reader: Reader, rows: Sequence[Any], stage_of: Mapping[str, str]
) -> Iterator[tuple[str, Message]]:
    """Applications for which the quotas of their call leave no place in a stage, and why."""
    asking: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        asking[row.call_uid, stage_of[row.uid]].append(row)
    for (call_uid, to), some in asking.items():
        yield from CallQuotas(reader, call_uid).refused(some, to)
