# SPDX-License-Identifier: Apache-2.0
"""What the office finds: verified values, ticks on the checklist, accepted warnings."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from models.duties import Duty
from models.errors import RefusedError, Severity
from models.language import Label, message
from models.programme.problems import find_problems
from models.programme.schema import FieldType
from models.programme.values import understand
from models.rules.text import clean
from models.tables import Application
from models.unknown import UnknownNameError
from models.verbs.entries import UnknownFieldsError
from models.views.dossiers import answers_of
from models.views.find import live_application

if TYPE_CHECKING:
    from datetime import date

    from models.language import Message
    from models.workspace import Workspace

ANSWERS = ("yes", "no", "na")


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


class ReasonMissingError(RefusedError):
    """The step asks for a reason, and none was given."""

    def __init__(self, step: Label | Message) -> None:
        super().__init__(message("“{step}” asks for a reason (--reason).", step=step))


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

    The claim is never touched. Which of the two counts is said by the field's `uses`.
    """
    row = live_application(workspace.reader, number)
    programme = workspace.reader.library.programme(row.definition_uid)
    found = programme.fields.get(field)
    if found is None or found.type is FieldType.TABLE:
        near = difflib.get_close_matches(field, programme.fields, n=1)
        raise UnknownFieldsError([(number, field, near[0] if near else "")])
    understood = understand(found, value, workspace.reader.library.vocabularies(row.definition_uid))
    kept = None
    if understood.stored is not None:
        day = on.isoformat() if on else workspace.clock()[:10]
        kept = {"value": understood.stored, "source": clean(source).text, "on": day}
    step = message("Verify “{field}” of {number}", field=found.label, number=row.number)
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.set(Application, row.uid, {f"verified/{field}": kept})
    return understood.notes


def tick_checklist(
    workspace: Workspace, *, number: str, item: str, answer: str, note: str = ""
) -> None:
    """Answer a line of the checklist: yes, no or na; an empty answer leaves it to its condition."""
    row = live_application(workspace.reader, number)
    programme = workspace.reader.library.programme(row.definition_uid)
    lines = {line.id: line for line in programme.checklist}
    if item not in lines:
        raise UnknownNameError(message("checklist item"), item, list(lines))
    if answer and answer not in ANSWERS:
        raise UnknownNameError(message("answer"), answer, ANSWERS)
    kept = {"answer": answer, "note": clean(note).text} if answer else None
    step = message("Answer “{item}” of {number}", item=lines[item].label, number=row.number)
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.set(Application, row.uid, {f"checklist/{item}": kept})


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
        if problem.rule == rule and (problem.severity is Severity.WARNING or problem.waived)
    ]
    if not found:
        raise NoSuchWarningError(rule, row.number)
    step = message("Accept a warning of {number}: {rule}", number=row.number, rule=rule)
    if not reason.strip():
        raise ReasonMissingError(step)
    with workspace.change(step, duty=Duty.CHECK, reason=reason) as change:
        change.set(Application, row.uid, {f"waivers/{rule}": clean(reason).text})
