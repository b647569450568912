# SPDX-License-Identifier: Apache-2.0
"""Conditions of a definition are tried when it is loaded: names, functions, types, answers."""

from __future__ import annotations

import difflib
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
from models.programme.schema import FieldType, FormField, Part, Programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.programme.vocabulary import Vocabulary

Found: TypeAlias = "tuple[str, Message, str]"
"""Key, reason, nearest valid name."""

CALL_NAMES = ("opens", "closes", "received")
"""Names that every condition knows besides fields and constants: dates of the call, of receipt."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The valid name that was probably meant; empty where none is like it."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)), "")


def condition_faults(
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Found]:
    """Conditions that name what is not there, or cannot be calculated."""
    samples = _samples(programme)
    for key, condition in conditions_of(programme):
        unknown = condition.functions - FUNCTION_NAMES
        for name in sorted(unknown):
            reason = message("there is no function “{name}”", name=name)
            yield key, reason, nearest(name, FUNCTION_NAMES)
        missing = [name for name in sorted(condition.names) if name not in samples]
        for name in missing:
            reason = message("the condition names “{name}”, which is no field", name=name)
            yield key, reason, nearest(name, samples)
        if not unknown and not missing:
            yield from _calculation(key, condition, samples)
            yield from _compared(key, condition, programme, vocabularies)


def _calculation(key: str, condition: Condition, samples: Mapping[str, Any]) -> Iterator[Found]:
    scope = Scope({name: sample for name, sample in samples.items() if "." not in name})
    for part in (condition, *condition.parts()):
        try:
            part.value(scope)
        except CALCULATION_ERRORS as error:
            reason = message("the condition cannot be calculated ({detail})", detail=str(error))
            yield key, reason, ""
            return


def _compared(
    key: str,
    condition: Condition,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Found]:
    """A text with which a choice or a term is compared must be one of its ids."""
    for name, text in condition.compared():
        field = programme.fields.get(name)
        vocabulary = vocabularies.get(field.vocabulary or "") if field else None
        known: list[str] = []
        if field is not None and field.type is FieldType.CHOICE:
            known = [choice.id for choice in field.choices]
        elif field is not None and field.type is FieldType.TERM and vocabulary is not None:
            known = [term.id for term in vocabulary.terms]
        if known and text not in known:
            reason = message("“{value}” is no answer of “{name}”", value=text, name=name)
            yield key, reason, nearest(text, known)


def conditions_of(programme: Programme) -> Iterator[tuple[str, Condition]]:
    """Every condition of a definition with the key under which it stands."""
    for name, part in programme:
        if isinstance(part, tuple):
            for index, item in enumerate(part):
                yield from _conditions_in(place(name, index, item), item)
        elif isinstance(part, Part):
            yield from _conditions_in(name, part)


def place(key: str, index: int | None, part: Any) -> str:
    """Where a part stands: by its id where it has one, by its number otherwise."""
    name = getattr(part, "id", None)
    if index is None:
        return key
    return f"{key}.{name}" if isinstance(name, str) else f"{key}[{index}]"


def _conditions_in(key: str, part: Any) -> Iterator[tuple[str, Condition]]:
    if isinstance(part, Condition):
        yield key, part
    elif isinstance(part, Part):
        for name, value in part:
            items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            for index, item in items:
                inner = f"{key}.{name}"
                yield from _conditions_in(place(inner, index, item), item)


def _samples(programme: Programme) -> dict[str, Any]:
    """A value of the right type for each name, so that a condition can be tried."""
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
