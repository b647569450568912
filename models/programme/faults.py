# SPDX-License-Identifier: Apache-2.0
"""Mistakes that only the whole definition shows: names that lead nowhere, types that do not fit."""

from __future__ import annotations

import difflib
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from models.language import Message, message
from models.programme.conditions import (
    CALCULATION_ERRORS,
    FUNCTION_NAMES,
    Condition,
    Scope,
    Table,
)
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
from models.programme.vocabulary import REGIONS
from models.rules.numbers import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.programme.vocabulary import Vocabulary

Found: TypeAlias = "tuple[str, Message, str]"
"""Key, reason, nearest valid name."""

CALL_NAMES = ("opens", "closes", "received")
"""Names that every condition knows besides fields and constants: dates of the call, of receipt."""


def find_faults(programme: Programme, vocabularies: Mapping[str, Vocabulary]) -> list[Found]:
    """All mistakes of a definition whose shape is right."""
    return [
        *_doubles(programme),
        *_facts(programme),
        *_fields(programme, vocabularies),
        *_conditions(programme),
        *_references(programme),
        *_stages(programme),
        *_number(programme),
    ]


def _near(name: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)), "")


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
    }
    for table in programme.tables.values():
        groups[f"field.{table.id}.columns"] = table.columns
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
        nested = (column for column in field.columns if column.columns)
        for column in nested:
            reason = message("a column cannot be a table")
            yield f"field.{field.id}.{column.id}", reason, ""


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
            yield f"{key}.vocabulary", reason, _near(field.vocabulary, known)
    if field.min is not None and field.max is not None and field.min > field.max:
        yield f"{key}.min", message("the least is more than the most"), ""
    if field.total and field.type not in NUMERIC:
        yield f"{key}.total", message("only numbers can be added up"), ""
    if not (field.label.zh and field.label.en):
        yield f"{key}.label", message("the label is missing in one language"), ""


def _conditions(programme: Programme) -> Iterator[Found]:
    samples = _samples(programme)
    for key, condition in conditions_of(programme):
        unknown = condition.functions - FUNCTION_NAMES
        for name in sorted(unknown):
            reason = message("there is no function “{name}”", name=name)
            yield key, reason, _near(name, FUNCTION_NAMES)
        missing = [name for name in sorted(condition.names) if name not in samples]
        for name in missing:
            reason = message("the condition names “{name}”, which is no field", name=name)
            yield key, reason, _near(name, samples)
        if not unknown and not missing:
            values = {name: sample for name, sample in samples.items() if "." not in name}
            try:
                condition.value(Scope(values))
            except CALCULATION_ERRORS as error:
                reason = message("the condition cannot be calculated ({detail})", detail=str(error))
                yield key, reason, ""


def conditions_of(programme: Programme) -> Iterator[tuple[str, Condition]]:
    """Every condition of a definition with the key under which it stands."""
    for name, part in programme:
        if isinstance(part, tuple):
            for index, item in enumerate(part):
                yield from _conditions_in(f"{name}[{index}]", item)
        elif isinstance(part, Part):
            yield from _conditions_in(name, part)


def _conditions_in(key: str, part: Any) -> Iterator[tuple[str, Condition]]:
    if isinstance(part, Condition):
        yield key, part
    elif isinstance(part, Part):
        for name, value in part:
            items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            for index, item in items:
                place = f"{key}.{name}" if index is None else f"{key}.{name}[{index}]"
                yield from _conditions_in(place, item)


def _samples(programme: Programme) -> dict[str, Any]:
    """A value of the right type for each name, so that a condition can be tried when it is loaded."""
    found: dict[str, Any] = dict(programme.constants)
    found |= dict.fromkeys(CALL_NAMES, date(2026, 3, 2))
    for field in programme.fields.values():
        found[field.id] = _sample(field)
        if field.type is FieldType.TABLE:
            row = {column.id: _sample(column) for column in field.columns}
            found[field.id] = Table([row])
            found |= {f"{field.id}.{name}": value for name, value in row.items()}
    return found


def _sample(field: FormField) -> Any:
    match field.type:
        case FieldType.SERIES:
            return {2024: Decimal(3), 2025: Decimal(4)}
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY | FieldType.PERCENT:
            return Decimal(3)
        case FieldType.DATE | FieldType.MONTH:
            return date(2026, 3, 2)
        case FieldType.BOOLEAN:
            return True
        case FieldType.CHOICES | FieldType.TERMS:
            return ("x",)
        case _:
            return "x"


def _references(programme: Programme) -> Iterator[Found]:
    slots, stages, fields = programme.slots, programme.stages, programme.fields
    for key, name in _evidence(programme):
        if name not in slots:
            reason = message("there is no attachment slot “{name}”", name=name)
            yield key, reason, _near(name, slots)
    for index, rule in enumerate(programme.rule):
        if rule.field is not None and rule.field not in fields:
            reason = message("there is no field “{name}”", name=rule.field)
            yield f"rule[{index}].field", reason, _near(rule.field, fields)
    for index, column in enumerate(programme.summary.column):
        if column.source not in fields and column.source not in SUMMARY_SOURCES:
            reason = message("there is no field “{name}”", name=column.source)
            near = _near(column.source, (*fields, *SUMMARY_SOURCES))
            yield f"summary.column[{index}].source", reason, near
    named = [("summary.stages", stage) for stage in programme.summary.stages]
    for index, quota in enumerate(programme.quota):
        named.append((f"quota[{index}].stage", quota.stage))
        named += [(f"quota[{index}].of", quota.of)] if quota.of else []
        if (quota.number is None) == (quota.share is None):
            yield f"quota[{index}]", message("a quota needs either a number or a share"), ""
    for key, name in named:
        if name not in stages:
            yield key, message("there is no stage “{name}”", name=name), _near(name, stages)
    criteria = {criterion.id for criterion in programme.criterion}
    for index, criterion in enumerate(programme.criterion):
        if criterion.parent is not None and criterion.parent not in criteria:
            reason = message("there is no criterion “{name}”", name=criterion.parent)
            yield f"criterion[{index}].parent", reason, _near(criterion.parent, criteria)


def _evidence(programme: Programme) -> Iterator[tuple[str, str]]:
    for kind, parts in (("rule", programme.rule), ("checklist", programme.checklist)):
        for index, part in enumerate(parts):
            if part.evidence:
                yield f"{kind}[{index}].evidence", part.evidence
    for field in programme.fields.values():
        if field.evidence:
            yield f"field.{field.id}.evidence", field.evidence


def _stages(programme: Programme) -> Iterator[Found]:
    stages = programme.stages
    for index, move in enumerate(programme.move):
        for key, name in (("to", move.to), *(("from", source) for source in move.source)):
            if name not in stages:
                reason = message("there is no stage “{name}”", name=name)
                yield f"move[{index}].{key}", reason, _near(name, stages)
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
