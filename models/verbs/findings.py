# SPDX-License-Identifier: Apache-2.0
"""What the office finds: verified values, ticks on the checklist, accepted warnings."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from models.duties import Duty
from models.errors import RefusedError, Severity
from models.language import Listing, message
from models.programme.problems import find_problems
from models.programme.schema import FieldType
from models.programme.values import understand
from models.rules.text import clean
from models.tables import Application
from models.unknown import UnknownNameError
from models.verbs.entries import UnknownFieldsError
from models.verbs.required import ReasonMissingError, required_text
from models.views.dossiers import answers_of
from models.views.find import live_application

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.language import Message
    from models.programme.schema import Programme
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
        origin = required_text(source, message("source"))
        kept = {"value": understood.stored, "source": origin, "on": day}
    step = message("Verify “{field}” of {number}", field=found.label, number=row.number)
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.set(Application, row.uid, {f"verified/{field}": kept})
    return understood.notes


def tick_checklist(
    workspace: Workspace, *, number: str, ticks: Mapping[str, str], note: str = ""
) -> None:
    """Answer lines of the checklist in one step: yes, no or na; empty leaves a line to its condition.

    Raises:
        UnknownNameError: There is no such line, or no such answer.
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
        UnknownNameError: There is no such line, or no such answer.
    """
    lines = {line.id: line for line in programme.checklist}
    writes: dict[str, Any] = {}
    for item, said in ticks.items():
        if item not in lines:
            raise UnknownNameError(message("checklist item"), item, list(lines))
        answer = _SAID.get(str(said or "").strip().casefold())
        if answer is None:
            raise UnknownNameError(message("answer"), str(said), list(_SAID))
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
        if problem.rule == rule and (problem.severity is Severity.WARNING or problem.waived)
    ]
    if not found:
        raise NoSuchWarningError(rule, row.number)
    step = message("Accept a warning of {number}: {rule}", number=row.number, rule=rule)
    if not reason.strip():
        raise ReasonMissingError(step)
    with workspace.change(step, duty=Duty.CHECK, reason=reason) as change:
        change.set(Application, row.uid, {f"waivers/{rule}": clean(reason).text})
