# SPDX-License-Identifier: Apache-2.0
"""An application as JSON for scripts and as text for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gui.commands import output
from gui.commands.layout import hanging, named, said, whole_table
from models.fields import FREE_LABELS
from models.language import Listing, current_language, message
from models.programme.checklist import checklist_figure, checklist_outcome
from models.programme.display import display
from models.programme.naming import place_of_problem
from models.programme.schema import FieldType
from models.programme.values import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.dossier import Dossier
    from models.language import Message, Translatable
    from models.programme.schema import FormField


def dossier_data(dossier: Dossier, row: Any) -> dict[str, Any]:
    """All about an application; keys are stable ids."""
    answers = dossier.answers
    stored = dict(answers.stored)
    amount = answers.claimed("amount_wan")
    return {
        "number": dossier.number,
        "uid": dossier.uid,
        "title": dossier.title,
        "applicant": dossier.applicant,
        "credit_code": stored.get("credit_code", ""),
        "region": stored.get("region", ""),
        "direction": stored.get("direction", ""),
        "product": stored.get("product", ""),
        "variant": stored.get("variant", ""),
        "stage": dossier.stage,
        "stage_name": dossier.stage_label(),
        "amount_wan": output.plain(amount) if not hasattr(amount, "text") else stored["amount_wan"],
        "received": dossier.received,
        "due": row.due or "",
        "call": dossier.call.id,
        "programme": dossier.programme.id,
        "definition_version": dossier.definition_version,
        "version_code": dossier.version_code,
        "revision": row.revision,
        "trashed": bool(row.trashed),
        "answers": stored,
        "tables": {
            table: [{"uid": item.uid, **item.values} for item in items]
            for table, items in answers.rows.items()
        },
        "tags": dossier.tags,
        "verified": answers.verified,
        "checklist": [
            {
                "id": item.id,
                "label": item.label,
                "outcome": checklist_outcome(item, answers),
                "figure": checklist_figure(item, answers)[0],
                "limit": checklist_figure(item, answers)[1],
            }
            for item in dossier.programme.checklist
        ],
        "problems": dossier.problems,
        "attachments": answers.files,
        "stages": dossier.steps,
        "moves": [
            {"to": move.to, "label": move.label, "reason": move.reason}
            for move in dossier.programme.moves_from(dossier.stage)
        ],
    }


def dossier_lines(dossier: Dossier, row: Any) -> Iterator[str]:
    """The same for reading."""
    answers = dossier.answers
    yield hanging(f"{dossier.number}  ", dossier.title)
    if row.trashed:
        yield str(message("In the trash; nothing in it is counted, printed or changed."))
    yield f"{dossier.call.title}  ·  {dossier.stage_label()}  ·  {dossier.version_code}"
    for section in dossier.programme.section:
        if not answers.visible(section):
            continue
        rows: list[tuple[Any, Any]] = []
        for field in section.field:
            if field.type is FieldType.HEADING or not answers.visible(field):
                continue
            if field.type is FieldType.TABLE:
                rows.append((field.label, f"{len(answers.rows.get(field.id, ()))} ×"))
                continue
            rows.append((field.label, _value(field, dossier)))
        yield f"\n{section.label}"
        yield from named(rows)
    yield from _tables(dossier)
    yield from _tags(dossier)
    yield from _checklist(dossier)
    yield from _headed(message("Attachments ({n})", n=len(answers.files)))
    for file in answers.files:
        slot = dossier.programme.slots.get(file.slot)
        fault = message("{name} ({fault})", name=file.name, fault=file.fault)
        text = said(fault) if file.fault else file.name
        if file.cleared:
            text = str(message("{name}, cleared for experts by {by} on {on}", name=text,
                               by=file.cleared.by, on=file.cleared.on))  # fmt: skip
        yield hanging(f"{slot.label if slot else file.slot}: ", text, 2)
    yield from _headed(message("Problems ({n})", n=len(dossier.problems)))
    for problem in dossier.problems:
        sign = {"error": "✗", "warning": "!", "note": "·"}[problem.severity.value]
        why = message("{problem} ({basis})", problem=problem.message, basis=problem.basis)
        words = said(why if problem.basis else problem.message)
        place = place_of_problem(problem.rule, dossier.answers.rows)
        yield hanging(f"{sign} ", f"{words}  [{place}]", 2)
    yield from _headed(message("Stages"))
    stages = dossier.programme.stages
    for step in dossier.steps:
        label = stages[step.stage].label if step.stage in stages else step.stage
        yield hanging(f"{step.at:%Y-%m-%d %H:%M}  {label}  {step.operator}  ", step.reason, 2)


def _value(field: FormField, dossier: Dossier) -> str:
    """What is claimed, a year a line, and below it what the office found."""
    language, answers = current_language(), dossier.answers

    def shown(value: Any) -> str:
        if isinstance(value, Mapping):
            return "\n".join(shown_one({year: value[year]}) for year in sorted(value))
        return shown_one(value)

    def shown_one(value: Any) -> str:
        return display(field, value, language, dossier.vocabularies, unit=True)

    text = shown(answers.claimed(field.id)) or "—"
    verified = answers.verified.get(field.id)
    if verified is None:
        return text
    found = message(
        "verified: {value} ({origin}, {on})",
        value=shown(read(field, verified.value)),
        origin=verified.source,
        on=verified.on,
    )
    return f"{text}\n[{found}]"


def _tables(dossier: Dossier) -> Iterator[str]:
    """Each row with its number, by which `set` names a cell."""
    language, answers = current_language(), dossier.answers
    for key, field in dossier.programme.tables.items():
        rows = answers.rows.get(key, ())
        if not rows or key in answers.hidden:
            continue
        yield from _headed(message("{table} [{id}]", table=field.label, id=key))
        heads: list[Translatable] = [message("Row"), *(column.label for column in field.columns)]
        yield whole_table(
            heads,
            [
                (
                    number,
                    *(
                        display(column, answers.cell(column, row), language, dossier.vocabularies)
                        for column in field.columns
                    ),
                )
                for number, row in enumerate(rows, start=1)
            ],
        )


def _checklist(dossier: Dossier) -> Iterator[str]:
    if not dossier.programme.checklist:
        return
    yield from _headed(message("Checklist"))
    rows = []
    for item in dossier.programme.checklist:
        figure, limit = checklist_figure(item, dossier.answers)
        outcome = _OUTCOMES[checklist_outcome(item, dossier.answers)]
        rows.append((item.id, item.label, outcome, figure, limit))
    heads = (message("Id"), message("Requirement"), message("Answer"), message("Figure"),
             message("Threshold"))  # fmt: skip
    yield whole_table(heads, rows)


_OUTCOMES = {
    "yes": message("yes"),
    "no": message("no"),
    "na": message("not applicable"),
    "open": message("not yet known"),
}


def _tags(dossier: Dossier) -> Iterator[str]:
    if not any(dossier.tags.values()):
        return
    yield from _headed(message("Tags"))
    for key, items in dossier.tags.items():
        vocabulary = dossier.vocabularies.get(key)
        names = Listing(tuple(vocabulary.label_of(i) if vocabulary else i for i in items))
        name = vocabulary.label if vocabulary else FREE_LABELS if key == "labels" else key
        yield f"  {name}: {names}"


def _headed(text: Message) -> tuple[str, str]:
    return "", str(text)
