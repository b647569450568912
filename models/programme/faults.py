# SPDX-License-Identifier: Apache-2.0
"""Mistakes that only the whole definition shows: names that lead nowhere, types that do not fit."""

from __future__ import annotations

import string
from collections import Counter
from typing import TYPE_CHECKING

from models.audiences.profile import audience_ids
from models.language import Label, message
from models.packet_parts import PACKET_PARTS
from models.programme.schema import (
    FACTS,
    NUMERIC,
    REQUIRED_FACTS,
    SUMMARY_SOURCES,
    FieldType,
    FormField,
    Part,
    Programme,
)
from models.programme.trials import CALL_NAMES, Found, condition_faults, nearest
from models.programme.vocabulary import REGIONS
from models.rules.numbers import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.programme.vocabulary import Vocabulary

SUMMARY_NAMES = frozenset({"office", "region", "year", "call", "notice", "date"})
"""What title and lines of a summary may name."""

PUBLICITY_NAMES = SUMMARY_NAMES | {"period", "contact"}
"""What title and lines of a list for publicity may name besides: its days, and where to ask."""

LETTER_NAMES = SUMMARY_NAMES | {"number", "stage", "reason", "days", "due"}
"""What a letter may name besides fields."""

CALL_LETTER_NAMES = SUMMARY_NAMES | {"object", "count", "amount", "directions", "variants"}
"""What a letter about a call may name: the applications are counted, also by direction and class."""

_DEEPEST_CRITERION = 3


def find_faults(programme: Programme, vocabularies: Mapping[str, Vocabulary]) -> list[Found]:
    """All mistakes of a definition whose shape is right."""
    return [
        *_doubles(programme),
        *_facts(programme),
        *_fields(programme, vocabularies),
        *condition_faults(programme, vocabularies),
        *_references(programme),
        *_quotas(programme),
        *_criteria(programme),
        *_texts(programme),
        *_stages(programme),
        *_number(programme),
        *_audiences(programme),
        *_packet(programme),
    ]


def _doubles(programme: Programme) -> Iterator[Found]:
    groups: dict[str, Iterable[Part]] = {
        "section": programme.section,
        "field": [item for section in programme.section for item in section.field],
        "rule": programme.rule,
        "checklist": programme.checklist,
        "slot": programme.slot,
        "stage": programme.stage,
        "criterion": programme.criterion,
        "quota": programme.quota,
        "letter": programme.letter,
    }
    for table in programme.tables.values():
        groups[f"field.{table.id}.columns"] = table.columns
    for field in programme.fields.values():
        groups[f"field.{field.id}.choices"] = field.choices
    for key, parts in groups.items():
        for name, times in Counter(str(getattr(part, "id", "")) for part in parts).items():
            if times > 1:
                yield key, message("the id “{name}” is used {n} times", name=name, n=times), ""


def _facts(programme: Programme) -> Iterator[Found]:
    for name in REQUIRED_FACTS:
        if name not in programme.fields:
            yield "section", message("every programme needs a field “{name}”", name=name), ""
    for name, types in FACTS.items():
        field = programme.fields.get(name)
        if field is not None and field.type not in types:
            wanted = ", ".join(sorted(types))
            reason = message("“{name}” must have the type {type}", name=name, type=wanted)
            yield f"field.{name}.type", reason, ""
    for name in (*CALL_NAMES, *programme.constants):
        if name in programme.fields:
            yield f"field.{name}", message("the name “{name}” has a meaning already", name=name), ""


def _fields(programme: Programme, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Found]:
    for field in programme.fields.values():
        for item in (field, *field.columns):
            key = f"field.{field.id}" if item is field else f"field.{field.id}.{item.id}"
            yield from _field(key, item, vocabularies)
            siblings = field.columns if item is not field else programme.fields.values()
            yield from _depends(key, item, [sibling.id for sibling in siblings])
        nested = (column for column in field.columns if column.columns)
        for column in nested:
            reason = message("a column cannot be a table")
            yield f"field.{field.id}.{column.id}", reason, ""


def _depends(key: str, field: FormField, known: list[str]) -> Iterator[Found]:
    name = field.depends_on
    if name is not None and name not in known:
        reason = message("there is no field “{name}”", name=name)
        yield f"{key}.depends_on", reason, nearest(name, known)


def _field(key: str, field: FormField, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Found]:
    if field.type in {FieldType.CHOICE, FieldType.CHOICES} and not field.choices:
        yield f"{key}.choices", message("a choice needs choices"), ""
    if field.type is FieldType.TABLE and not field.columns:
        yield f"{key}.columns", message("a repeating table needs columns"), ""
    if field.type is not FieldType.TABLE and field.columns:
        yield f"{key}.columns", message("only a repeating table has columns"), ""
    if field.type in {FieldType.TERM, FieldType.TERMS}:
        known = [*vocabularies, REGIONS]
        if field.vocabulary is None:
            yield f"{key}.vocabulary", message("a term needs a vocabulary"), ""
        elif field.vocabulary not in known:
            reason = message("there is no vocabulary “{name}”", name=field.vocabulary)
            yield f"{key}.vocabulary", reason, nearest(field.vocabulary, known)
    if field.min is not None and field.max is not None and field.min > field.max:
        yield f"{key}.min", message("the least is more than the most"), ""
    if field.total and field.type not in NUMERIC:
        yield f"{key}.total", message("only numbers can be added up"), ""
    if not (field.label.zh and field.label.en):
        yield f"{key}.label", message("the label is missing in one language"), ""


def _references(programme: Programme) -> Iterator[Found]:
    slots, fields = programme.slots, programme.fields
    for key, name in _evidence(programme):
        if name not in slots:
            reason = message("there is no attachment slot “{name}”", name=name)
            yield key, reason, nearest(name, slots)
    for rule in programme.rule:
        if rule.field is not None and rule.field not in fields:
            reason = message("there is no field “{name}”", name=rule.field)
            yield f"rule.{rule.id}.field", reason, nearest(rule.field, fields)
    for index, column in enumerate(programme.summary.column):
        if column.source not in fields and column.source not in SUMMARY_SOURCES:
            reason = message("there is no field “{name}”", name=column.source)
            near = nearest(column.source, (*fields, *SUMMARY_SOURCES))
            yield f"summary.column[{index}].source", reason, near
    yield from _publicity(programme)
    known = (*fields, *SUMMARY_SOURCES)
    for index, name in enumerate(programme.summary.order):
        if name.removeprefix("-") not in known:
            reason = message("there is no field “{name}”", name=name)
            yield f"summary.order[{index}]", reason, nearest(name, known)
    yield from _variants(programme)


_NOT_PUBLIC = frozenset({FieldType.PERSON, FieldType.PHONE, FieldType.EMAIL})
"""Types of fields that no list for publicity shows, marked or not."""


def _publicity(programme: Programme) -> Iterator[Found]:
    fields = programme.fields
    for index, column in enumerate(programme.publicity.column if programme.publicity else ()):
        key = f"publicity.column[{index}].source"
        field = fields.get(column.source)
        if field is None and column.source not in SUMMARY_SOURCES:
            reason = message("there is no field “{name}”", name=column.source)
            yield key, reason, nearest(column.source, (*fields, *SUMMARY_SOURCES))
        elif field is not None and (field.mark or field.type in _NOT_PUBLIC):
            reason = message(
                "“{name}” is not for the public: it is marked, or tells how to reach a person",
                name=column.source,
            )
            yield key, reason, ""


def _variants(programme: Programme) -> Iterator[Found]:
    variant = programme.fields.get("variant")
    known = [choice.id for choice in variant.choices] if variant else []
    for slot in programme.slot:
        for name in slot.variants:
            if name not in known:
                reason = message("“{value}” is no answer of “{name}”", value=name, name="variant")
                yield f"slot.{slot.id}.variants", reason, nearest(name, known)


def _quotas(programme: Programme) -> Iterator[Found]:
    stages = programme.stages
    named = [("summary.stages", stage) for stage in programme.summary.stages]
    if programme.publicity:
        named += [("publicity.stages", stage) for stage in programme.publicity.stages]
    for quota in programme.quota:
        named.append((f"quota.{quota.id}.stage", quota.stage))
        named += [(f"quota.{quota.id}.of", quota.of)] if quota.of else []
        if (quota.number is None) == (quota.share is None):
            yield f"quota.{quota.id}", message("a quota needs either a number or a share"), ""
        if quota.share is not None and quota.of is None:
            yield f"quota.{quota.id}.of", message("a share needs the stage of which it is one"), ""
    for key, name in named:
        if name not in stages:
            yield key, message("there is no stage “{name}”", name=name), nearest(name, stages)


def _criteria(programme: Programme) -> Iterator[Found]:
    parents = {criterion.id: criterion.parent for criterion in programme.criterion}
    for criterion in programme.criterion:
        key = f"criterion.{criterion.id}.parent"
        if criterion.parent is not None and criterion.parent not in parents:
            reason = message("there is no criterion “{name}”", name=criterion.parent)
            yield key, reason, nearest(criterion.parent, parents)
        depth, above = 1, criterion.parent
        while above is not None and depth <= _DEEPEST_CRITERION:
            depth, above = depth + 1, parents.get(above)
        if depth > _DEEPEST_CRITERION:
            yield key, message("criteria have at most {n} levels", n=_DEEPEST_CRITERION), ""


def _texts(programme: Programme) -> Iterator[Found]:
    """Names in braces in what is printed: a wrong one would be found only when it is."""
    for rule in programme.rule:
        for key, label in (("message", rule.message), ("fix", rule.fix)):
            yield from brace_faults(f"rule.{rule.id}.{key}", label, programme.constants)
    for item in programme.checklist:
        yield from brace_faults(f"checklist.{item.id}.label", item.label, programme.constants)
    summary = programme.summary
    lines = [("title", summary.title), ("left", summary.left), ("right", summary.right)]
    lines += [(f"foot[{index}]", label) for index, label in enumerate(summary.foot)]
    for key, label in lines:
        yield from brace_faults(f"summary.{key}", label, SUMMARY_NAMES)
    if programme.publicity:
        for label in (programme.publicity.title, *programme.publicity.foot):
            yield from brace_faults("publicity", label, PUBLICITY_NAMES)
    for letter in programme.letter:
        of_call = letter.scope == "call"
        names = CALL_LETTER_NAMES if of_call else LETTER_NAMES | set(programme.fields)
        texts = [("text", letter.text), ("title", letter.title), ("to", letter.to)]
        texts += [(f"annex[{index}].label", item.label) for index, item in enumerate(letter.annex)]
        for key, label in texts:
            yield from brace_faults(f"letter.{letter.id}.{key}", label, names)
        if of_call and letter.title is None:
            yield f"letter.{letter.id}.title", message("this key is missing"), ""


def brace_faults(key: str, label: Label | None, known: Iterable[str]) -> Iterator[Found]:
    """Names in braces that are not known, and braces that do not fit."""
    names = list(known)
    for text in (label.zh, label.en) if label else ():
        try:
            found = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError as error:
            yield key, message("the braces do not fit ({detail})", detail=str(error)), ""
            continue
        for name in found:
            if name not in names:
                reason = message("it names “{name}”, which is not known here", name=name)
                yield key, reason, nearest(name, names)


def _evidence(programme: Programme) -> Iterator[tuple[str, str]]:
    for kind, parts in (("rule", programme.rule), ("checklist", programme.checklist)):
        for part in parts:
            if part.evidence:
                yield f"{kind}.{part.id}.evidence", part.evidence
    for field in programme.fields.values():
        if field.evidence:
            yield f"field.{field.id}.evidence", field.evidence


def _stages(programme: Programme) -> Iterator[Found]:
    stages = programme.stages
    unknown = False
    for index, move in enumerate(programme.move):
        for key, name in (("to", move.to), *(("from", source) for source in move.source)):
            if name not in stages:
                unknown = True
                reason = message("there is no stage “{name}”", name=name)
                yield f"move[{index}].{key}", reason, nearest(name, stages)
    if not unknown:
        yield from _unreached(programme)


def _unreached(programme: Programme) -> Iterator[Found]:
    reached = {programme.first_stage}
    while more := {
        move.to for move in programme.move if reached & set(move.source) and move.to not in reached
    }:
        reached |= more
    for stage in programme.stage:
        if stage.id not in reached:
            yield f"stage.{stage.id}", message("no move leads to this stage"), ""


def _number(programme: Programme) -> Iterator[Found]:
    pattern = parse_pattern(programme.number.pattern)
    for fault in pattern.faults:
        yield "number.pattern", fault, ""


def _audiences(programme: Programme) -> Iterator[Found]:
    named = [(f"slot.{slot.id}.hidden_from", slot.hidden_from) for slot in programme.slot]
    for field in programme.fields.values():
        named.append((f"field.{field.id}.hidden_from", field.hidden_from))
        named += [
            (f"field.{field.id}.{column.id}.hidden_from", column.hidden_from)
            for column in field.columns
        ]
    known = audience_ids()
    for key, names in named:
        for name in names:
            if name not in known:
                reason = message("there is no audience “{name}”", name=name)
                yield key, reason, nearest(name, known)


def _packet(programme: Programme) -> Iterator[Found]:
    parts = programme.packet.parts
    for name, times in Counter(parts).items():
        if name not in PACKET_PARTS:
            reason = message("there is no part “{name}” of a packet", name=name)
            yield "packet.parts", reason, nearest(name, PACKET_PARTS)
        elif times > 1:
            reason = message("the part “{name}” is named {n} times", name=name, n=times)
            yield "packet.parts", reason, ""
