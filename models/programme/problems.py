# SPDX-License-Identifier: Apache-2.0
"""Everything about an application that is not as its programme asks, in one list.

The screen, the intake of workbooks, the moves between stages and the packet all show these same
problems in the same words.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from models.errors import Problem, Severity
from models.language import Label, Language, Listing, message
from models.programme.conditions import Condition
from models.programme.schema import NUMERIC, FieldType, FormField
from models.programme.slots import slot_problems
from models.programme.values import Unreadable, read, shape_hint
from models.programme.vocabulary import REGIONS
from models.rules.contacts import check_email, check_phone
from models.rules.credit_code import check as check_credit_code
from models.rules.decimals import decimal_text
from models.rules.regions import regions
from models.rules.text import comparable, doubtful_characters, length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.language import Translatable
    from models.programme.answers import Answers
    from models.programme.schema import Programme
    from models.programme.values import Stored, Value
    from models.programme.vocabulary import Vocabulary


def find_problems(answers: Answers, vocabularies: Mapping[str, Vocabulary]) -> tuple[Problem, ...]:
    """The problems of an application: missing, not understood, out of range, against a rule.

    A warning that the office accepted with a reason comes back as a note that carries the reason.
    """
    attached = [_waived(problem, answers.waivers) for problem in slot_problems(answers)]
    return (*problems_of_answers(answers, vocabularies), *attached)


KnownProblems: TypeAlias = "dict[tuple[str, str | int], tuple[Problem, ...]]"
"""What was found in values, by field id and stored value."""


def problems_of_answers(
    answers: Answers,
    vocabularies: Mapping[str, Vocabulary],
    known: KnownProblems | None = None,
) -> tuple[Problem, ...]:
    """The problems of what an application says, without those of its attachments.

    An import asks for them row by row, and no row brings attachments.

    Args:
        known: Empty at first, then what was found in earlier applications of the same programme:
            most values come back.
    """
    found = [
        *_field_problems(answers, vocabularies, {} if known is None else known),
        *_name_problems(answers),
        *_rule_problems(answers),
    ]
    return tuple([_waived(problem, answers.waivers) for problem in found])


def _waived(problem: Problem, waivers: Mapping[str, str]) -> Problem:
    reason = waivers.get(problem.rule, "")
    if not reason or problem.severity is not Severity.WARNING:
        return problem
    return Problem(
        Severity.NOTE,
        problem.field,
        problem.message,
        problem.basis,
        problem.fix,
        problem.rule,
        waived=reason,
    )


def _field_problems(
    answers: Answers, vocabularies: Mapping[str, Vocabulary], known: KnownProblems
) -> Iterator[Problem]:
    claims, verified, hidden = answers.claims, answers.verified, answers.hidden
    for key, field in answers.programme.fields.items():
        if key in hidden:
            continue
        if field.type is FieldType.TABLE:
            yield from _table_problems(field, answers, vocabularies)
            continue
        claimed = claims.get(key)
        if claimed is not None:
            yield from _claim_problems(field, claimed, answers.stored[key], vocabularies, known)
        elif _required(field, answers):
            yield _missing(field, key)
        if key in verified:
            path, value = f"verified/{key}", read(field, verified[key].value)
            if value is not None:
                yield from _value_problems(field, path, value, vocabularies)
            elif _required(field, answers):
                yield _missing(field, path)


def _claim_problems(
    field: FormField,
    value: Value,
    stored: Stored,
    vocabularies: Mapping[str, Vocabulary],
    known: KnownProblems,
) -> Iterable[Problem]:
    """The problems of a value that is claimed, remembered for a whole number or a short text."""
    if not (type(stored) is int or (type(stored) is str and len(stored) <= _SHORT)):
        return _value_problems(field, field.id, value, vocabularies)
    key = field.id, stored
    found = known.get(key)
    if found is None:
        found = tuple(_value_problems(field, field.id, value, vocabularies))
        if len(known) < _MOST_KNOWN:
            known[key] = found
    return found


_SHORT = 60
_MOST_KNOWN = 20_000


def _table_problems(
    table: FormField,
    answers: Answers,
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Problem]:
    rows = answers.rows.get(table.id, ())
    if not rows and _required(table, answers):
        yield _missing(table, table.id)
    if rows and table.min_items is not None and len(rows) < table.min_items:
        yield _error(
            table,
            table.id,
            message("“{field}” needs at least {n} rows", field=table.label, n=table.min_items),
        )
    if table.max_items is not None and len(rows) > table.max_items:
        yield _error(
            table,
            table.id,
            message("“{field}” may have at most {n} rows", field=table.label, n=table.max_items),
        )
    for row in rows:
        for column in table.columns:
            path, value = f"{table.id}/{row.uid}/{column.id}", answers.cell(column, row)
            if value is not None:
                yield from _value_problems(column, path, value, vocabularies)
            elif _required(column, answers):
                yield _missing(column, path)


def _value_problems(
    field: FormField, path: str, value: Value, vocabularies: Mapping[str, Vocabulary]
) -> Iterator[Problem]:
    """The problems of a value that is there."""
    if isinstance(value, Unreadable):
        yield _unreadable(field, path, value)
        return
    if field.type in NUMERIC:
        yield from _range_problems(field, path, value)
    if isinstance(value, str):
        yield from _text_problems(field, path, value)
    elif isinstance(value, tuple):
        yield from _number_of_items_problems(field, path, value)
    if field.type in _FROM_A_LIST or field.vocabulary == REGIONS:
        yield from _known_problems(field, path, value, vocabularies)
    if field.type in _OF_A_FORM and isinstance(value, str):
        yield from _form_problems(field, path, value)


def _required(field: FormField, answers: Answers) -> bool:
    if isinstance(field.required, Condition):
        return bool(answers.holds(field.required))
    return field.required


def _error(
    field: FormField,
    path: str,
    sentence: Translatable,
    fix: Translatable | None = None,
) -> Problem:
    return Problem(Severity.ERROR, path, sentence, field.basis, fix, rule=path)


def _warning(field: FormField, path: str, sentence: Translatable) -> Problem:
    return Problem(Severity.WARNING, path, sentence, field.basis, rule=path)


def _missing(field: FormField, path: str) -> Problem:
    return _missing_at(path, field.label, field.basis)


@lru_cache(maxsize=1_000)
def _missing_at(path: str, label: Label, basis: Label | None) -> Problem:
    """One and the same for all rows of an import that lack it."""
    text = message("“{field}” is missing", field=label)
    return Problem(Severity.ERROR, path, text, basis, rule=path)


def unreadable_problems(answers: Answers, names: Iterable[str]) -> Iterator[Problem]:
    """What is not understood in certain fields, also in those that are not asked just now."""
    for name in names:
        field = answers.programme.fields.get(name)
        value = read(field, answers.stored.get(name)) if field else None
        if field is not None and isinstance(value, Unreadable):
            yield _unreadable(field, name, value)


def _unreadable(field: FormField, path: str, value: Unreadable) -> Problem:
    hint = shape_hint(field)
    return _error(
        field,
        path,
        message("“{field}” is not understood: {value}", field=field.label, value=value.text[:80]),
        message("Give {hint}.", hint=hint) if hint else None,
    )


_FROM_A_LIST = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.TERM, FieldType.TERMS, FieldType.REGION}
)
_OF_A_FORM = frozenset({FieldType.CREDIT_CODE, FieldType.PHONE, FieldType.EMAIL})


def _range_problems(field: FormField, path: str, value: Value) -> Iterator[Problem]:
    numbers = value.values() if isinstance(value, dict) else (value,)
    for number in [Decimal(item) for item in numbers if isinstance(item, int | Decimal)]:
        if field.min is not None and number < field.min:
            text = message(
                "“{field}” is {value}; it must be at least {limit}",
                field=field.label,
                value=decimal_text(number),
                limit=field.min,
            )
            yield _error(field, path, text)
        if field.max is not None and number > field.max:
            text = message(
                "“{field}” is {value}; it may be at most {limit}",
                field=field.label,
                value=decimal_text(number),
                limit=field.max,
            )
            yield _error(field, path, text)
        if number.adjusted() >= _MOST_DIGITS:
            text = message(
                "“{field}” has more than {n} digits before the point: {value}",
                field=field.label,
                n=_MOST_DIGITS,
                value=decimal_text(number),
            )
            yield _error(field, path, text)
        places = field.places
        exponent = number.as_tuple().exponent
        if places is not None and isinstance(exponent, int) and -exponent > places:
            text = message(
                "“{field}” has more than {n} decimal places: {value}",
                field=field.label,
                n=places,
                value=decimal_text(number),
            )
            yield _error(field, path, text)


_MOST_DIGITS = 13
"""With two decimals these are the 15 digits that a workbook keeps."""


def _text_problems(field: FormField, path: str, value: str) -> Iterator[Problem]:
    if field.max_length is not None and len(value) > field.max_length:
        n = length(value)
        if n > field.max_length:
            text = message(
                "“{field}” has {n} characters; at most {limit} are allowed",
                field=field.label,
                n=n,
                limit=field.max_length,
            )
            yield _error(field, path, text)
    if field.min_length is not None:
        n = length(value)
        if n < field.min_length:
            text = message(
                "“{field}” has {n} characters; at least {limit} are asked for",
                field=field.label,
                n=n,
                limit=field.min_length,
            )
            yield _error(field, path, text)
    if doubtful := doubtful_characters(value):
        shown = Listing(tuple(f"{char} (U+{ord(char):04X})" for char in doubtful))
        text = message(
            "“{field}” holds characters that may be missing elsewhere: {characters}",
            field=field.label,
            characters=shown,
        )
        yield _warning(field, path, text)


def _number_of_items_problems(
    field: FormField, path: str, value: tuple[str, ...]
) -> Iterator[Problem]:
    if field.max_items is not None and len(value) > field.max_items:
        text = message("“{field}” takes at most {n}", field=field.label, n=field.max_items)
        yield _error(field, path, text)
    if field.min_items is not None and len(value) < field.min_items:
        text = message("“{field}” takes at least {n}", field=field.label, n=field.min_items)
        yield _error(field, path, text)


def _known_problems(
    field: FormField,
    path: str,
    value: Value,
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Problem]:
    """Choices, terms and regions that are not on their list, or no longer."""
    items = value if isinstance(value, tuple) else (value,)
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        for item in items:
            if item not in field.choice_labels:
                yield _no_choice(field, path, str(item))
    elif field.type in {FieldType.TERM, FieldType.TERMS}:
        vocabulary = vocabularies.get(field.vocabulary or "")
        for item in items:
            yield from _term_problems(field, path, str(item), vocabulary)
    elif not regions().knows(str(value)):
        yield _unreadable(field, path, Unreadable(str(value)))


def _no_choice(field: FormField, path: str, item: str) -> Problem:
    problem = _unreadable(field, path, Unreadable(item))
    near = _nearest_choice(field, item)
    fix = message("Did you mean “{near}”?", near=near) if near else problem.fix
    return replace(problem, fix=fix)


def _nearest_choice(field: FormField, text: str) -> Label | None:
    names = {comparable(choice.label.text(language)): choice.label
             for choice in field.choices for language in Language}  # fmt: skip
    close = difflib.get_close_matches(comparable(text), names, n=1, cutoff=0.5)
    return names[close[0]] if close else None


def _term_problems(
    field: FormField,
    path: str,
    item: str,
    vocabulary: Vocabulary | None,
) -> Iterator[Problem]:
    term = vocabulary.get(item) if vocabulary else None
    if term is None:
        near = vocabulary.nearest(item) if vocabulary else None
        yield _error(
            field,
            path,
            message("“{value}” is no term of “{field}”", value=item[:80], field=field.label),
            message("Did you mean “{near}”?", near=near.label) if near else None,
        )
    elif term.retired:
        text = message(
            "“{term}” is no longer used in “{field}”",
            term=term.label,
            field=field.label,
        )
        yield _warning(field, path, text)


def _form_problems(field: FormField, path: str, value: str) -> Iterator[Problem]:
    """Codes, phones and mail addresses whose form is not right: warnings, never refusals."""
    fault: Translatable | None = None
    fix: Translatable | None = None
    match field.type:
        case FieldType.CREDIT_CODE:
            verdict = check_credit_code(value)
            fault = None if verdict.valid else verdict.fault
            if fault and verdict.suggestion:
                fix = message("Did you mean {code}?", code=verdict.suggestion)
        case FieldType.PHONE:
            fault = check_phone(value)
        case FieldType.EMAIL:
            fault = check_email(value)
        case _:
            return
    if fault is not None:
        text = message("“{field}”: {fault}", field=field.label, fault=fault)
        yield Problem(Severity.WARNING, path, text, field.basis, fix, rule=path)


OTHER_NAMES = "credit_code/other_names"
"""The rule of `_name_problems`, under which its warning is accepted."""


def _name_problems(answers: Answers) -> Iterator[Problem]:
    """The same credit code under other names: a conflict to look at, not a refusal.

    Source: one code belongs to one unit (统一社会信用代码编码规则); wrong and double codes are an
    official reality, so it is a warning with a reasoned override.
    """
    if answers.other_names:
        text = message(
            "The credit code {code} is also recorded for: {names}",
            code=str(answers.stored.get("credit_code") or ""),
            names=Listing(answers.other_names),
        )
        fix = message("Check which name is on the licence; correct it or accept with a reason.")
        yield Problem(Severity.WARNING, "credit_code", text, None, fix, OTHER_NAMES)


def _rule_problems(answers: Answers) -> Iterator[Problem]:
    for rule in answers.programme.rule:
        if rule.when is not None and not answers.holds(rule.when):
            continue
        if answers.holds(rule.check) is False:
            yield Problem(
                rule.severity,
                rule.field or _first_field(answers.programme, rule.check),
                _with_verified(rule.message, rule.check, answers),
                rule.basis,
                rule.fix,
                rule.id,
            )


def _first_field(programme: Programme, check: Condition) -> str:
    """The first field of the form that a rule looks at."""
    looked_at = {name.partition(".")[0] for name in check.names}
    return next((key for key in programme.fields if key in looked_at), "")


def _with_verified(text: Label, check: Condition, answers: Answers) -> Translatable:
    """The rule's own words, and which verified values it was judged by."""
    if not answers.verified:
        return text
    used = [
        answers.programme.fields[name].label
        for name in sorted(check.names)
        if name in answers.programme.fields
        and answers.counts_verified(answers.programme.fields[name])
    ]
    if not used:
        return text
    return message(
        "{text} (judged by verified values: {fields})",
        text=text,
        fields=Listing((*used,)),
    )
