# SPDX-License-Identifier: Apache-2.0
"""What the office finds: verified values, ticks on the checklist, accepted warnings."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from models.duties import Duty
from models.errors import RefusedError, Severity, UserError
from models.language import Listing, message
from models.programme.naming import label_of_problem, place_of_problem
from models.programme.problems import find_problems
from models.programme.schema import FieldType
from models.programme.values import shape_hint, understand
from models.rules.text import clean
from models.tables import Application
from models.unknown import UnknownNameError
from models.verbs.entries import UnknownFieldsError
from models.verbs.required import ReasonMissingError, SourceMissingError, latest_day
from models.views.dossiers import answers_of
from models.views.find import live_application

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.language import Label, Message
    from models.programme.schema import FormField, Programme
    from models.workspace import Workspace


class NoSuchWarningError(RefusedError):
    """There is no such warning to accept: it is an error, or it is not there."""

    def __init__(self, rule: str, number: str) -> None:
        super().__init__(
            message(
                "{number} has no warning “{rule}”; errors cannot be accepted, only put right.",
                number=number,
                rule=rule,
            )
        )


class NotUnderstoodError(RefusedError):
    """What the office found is no value of that field."""

    def __init__(self, field: FormField, value: str) -> None:
        label, hint = field.label, shape_hint(field)
        fault = message("“{field}” is not understood: {value}", field=label, value=value[:80])
        super().__init__(
            message("{fault}. Give {hint}. Nothing was changed.", fault=fault, hint=hint)
            if hint
            else message("{fault}. Nothing was changed.", fault=fault)
        )


class UnknownAnswerError(UserError):
    """What was said to a line of the checklist is no answer."""

    def __init__(self, item: Label, said: str) -> None:
        super().__init__(
            message(
                "“{said}” is no answer to “{item}”. Answer yes (是), no (否) or na (不适用), or give"
                " nothing to take the answer away.",
                said=said,
                item=item,
            )
        )


class FoundLaterError(RefusedError):
    """The office cannot have found a value on a day to come."""

    def __init__(self, day: date) -> None:
        super().__init__(
            message("{day} has not come yet; the value was not saved.", day=day.isoformat())
        )


def verify_value(
    workspace: Workspace,
    *,
    number: str,
    field: str,
    value: Any,
    source: str = "",
    on: date | None = None,
) -> tuple[Message, ...]:
    """Record what the office found beside what is claimed; None takes it away.

    The claim is never touched. Which of the two counts is said by the field's `uses`. What an applicant
    typed is kept in any case; what the office finds must be understood, or a good value would go.

    Raises:
        NotUnderstoodError: The value is none for that field.
        SourceMissingError: There is no source.
        FoundLaterError: The day has not come yet.
    """
    row = live_application(workspace.reader, number)
    programme = workspace.reader.library.programme(row.definition_uid)
    found = programme.fields.get(field)
    if found is None or found.type is FieldType.TABLE:
        near = difflib.get_close_matches(field, programme.fields, n=1)
        raise UnknownFieldsError([(number, field, near[0] if near else "")])
    understood = understand(found, value, workspace.reader.library.vocabularies(row.definition_uid))
    if understood.as_typed:
        raise NotUnderstoodError(found, str(value))
    step = message("Verify “{field}” of {number}", field=found.label, number=row.number)
    kept = None
    if understood.stored is not None:
        day = on.isoformat() if on else workspace.clock()[:10]
        if on and on > latest_day(workspace):
            raise FoundLaterError(on)
        origin = clean(source).text
        if not origin:
            raise SourceMissingError(step)
        kept = {"value": understood.stored, "source": origin, "on": day}
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.set(Application, row.uid, {f"verified/{field}": kept})
    return understood.notes


def tick_checklist(
    workspace: Workspace, *, number: str, ticks: Mapping[str, str], note: str = ""
) -> None:
    """Answer lines of the checklist in one step: yes, no or na; empty leaves a line to its condition.

    Raises:
        UnknownNameError: There is no such line.
        UnknownAnswerError: There is no such answer.
    """
    row = live_application(workspace.reader, number)
    programme = workspace.reader.library.programme(row.definition_uid)
    writes = tick_writes(programme, ticks, note)
    lines = {line.id: line for line in programme.checklist}
    labels = tuple(lines[item].label for item in ticks)
    step = message("Answer the checklist of {number}: {items}", number=row.number,
                   items=Listing(labels[:5]))  # fmt: skip
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.set(Application, row.uid, writes)


def tick_writes(programme: Programme, ticks: Mapping[str, Any], note: str) -> dict[str, Any]:
    """The values by path that answer lines of the checklist.

    Raises:
        UnknownNameError: There is no such line.
        UnknownAnswerError: There is no such answer.
    """
    lines = {line.id: line for line in programme.checklist}
    writes: dict[str, Any] = {}
    for item, said in ticks.items():
        if item not in lines:
            known = {key: line.label for key, line in lines.items()}
            raise UnknownNameError(message("checklist item"), item, known)
        answer = _SAID.get(str(said or "").strip().casefold())
        if answer is None:
            raise UnknownAnswerError(lines[item].label, str(said))
        kept = {"answer": answer, "note": clean(note).text} if answer else None
        writes[f"checklist/{item}"] = kept
    return writes


_SAID = {
    "yes": "yes",
    "是": "yes",
    "符合": "yes",
    "no": "no",
    "否": "no",
    "不符合": "no",
    "na": "na",
    "n/a": "na",
    "不适用": "na",
    "": "",
}


def accept_warning(workspace: Workspace, *, number: str, rule: str, reason: str) -> None:
    """Accept a warning with a reason, which is kept and printed (VA-4); the reason is required.

    Raises:
        NoSuchWarningError: The application has no such warning.
        ReasonMissingError: There is no reason.
    """
    row = live_application(workspace.reader, number)
    answers = answers_of(workspace.reader, [row.uid])[row.uid]
    vocabularies = workspace.reader.library.vocabularies(row.definition_uid)
    found = [
        problem
        for problem in find_problems(answers, vocabularies)
        if rule in {problem.rule, place_of_problem(problem.rule, answers.rows)}
        and (problem.severity is Severity.WARNING or problem.waived)
    ]
    if not found:
        raise NoSuchWarningError(rule, row.number)
    rule = found[0].rule
    about = label_of_problem(answers.programme, rule)
    step = message("Accept a warning of {number}: {rule}", number=row.number, rule=about)
    if not reason.strip():
        raise ReasonMissingError(step)
    with workspace.change(step, duty=Duty.CHECK, reason=reason) as change:
        change.set(Application, row.uid, {f"waivers/{rule}": clean(reason).text})
