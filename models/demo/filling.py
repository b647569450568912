# SPDX-License-Identifier: Apache-2.0
"""One form of the sample while it is being filled, and the ways in which a field is filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.demo import figures
from models.demo.companies import Company, company
from models.demo.material import words
from models.demo.people import email, person, phone
from models.demo.subjects import Subject, paragraph, slots, subjects_with_product, title
from models.programme.conditions import Scope
from models.programme.schema import FieldType, FormField, Programme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from models.programme.schema import Requirement
    from models.programme.vocabulary import Vocabulary


@dataclass(slots=True)
class Filling:
    """What is known of a form so far.

    Attributes:
        values: Stored values by field id; tables as lists of rows.
        taken: Titles that are given already.
        longest: No long text is longer, so that a large sample does not grow without bound.
    """

    programme: Programme
    rng: Random
    company: Company
    subject: Subject
    vocabularies: Mapping[str, Vocabulary]
    taken: set[str]
    longest: int
    values: dict[str, Any] = field(default_factory=dict)

    def size(self, name: str) -> float:
        """A figure that others are a share of: a number, the last year of a series, rows."""
        found = self.values[name]
        if isinstance(found, list):
            return len(found)
        return float(found[max(found)] if isinstance(found, dict) else found)

    def slots(self) -> dict[str, Any]:
        """Words and figures for a pattern."""
        return slots(self.rng, self.subject, self.company)


_answers: dict[tuple[str, tuple[Any, ...]], bool] = {}


def holds(filling: Filling, condition: Requirement | None) -> bool:
    """Whether a condition of the definition holds in what is filled; no condition holds."""
    if condition is None or isinstance(condition, bool):
        return condition is not False
    operands = tuple(filling.values.get(name) for name in sorted(condition.names))
    if any(isinstance(item, list | dict) for item in operands):
        return False
    key = (condition.source, operands)
    if key not in _answers:
        scope = Scope(dict(zip(sorted(condition.names), operands, strict=True)))
        _answers[key] = bool(condition.holds(scope))
    return _answers[key]


def fill(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> Any:
    """A value for a field, in stored form; None leaves it empty."""
    if "by" in recipe:
        recipe = {**recipe, **recipe["cases"].get(filling.values.get(recipe["by"]), {})}
    if filling.rng.random() < recipe.get("skip", 0) and not is_required(filling, item):
        return None
    named = next((_WAYS[way] for way in recipe if way in _WAYS), None)
    make = named or _TYPES.get(item.type)
    return make(filling, item, recipe) if make else None


def is_required(filling: Filling, item: FormField) -> bool:
    """Whether a field must be filled in what is filled so far."""
    return item.required is not False and holds(filling, item.required)


def _pick(filling: Filling, _: FormField, recipe: Mapping[str, Any]) -> Any:
    return filling.rng.choice(recipe["pick"])


def _range(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> Any:
    least, most = recipe["range"]
    if item.type is FieldType.INTEGER:
        return filling.rng.randint(least, most)
    return figures.stored_number(item, filling.rng.uniform(least, most))


def _lognormal(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> Any:
    figure = figures.lognormal(filling.rng, *recipe["lognormal"])
    if item.type is FieldType.SERIES:
        growing = recipe.get("growth", False)
        return figures.series(filling.rng, item.years or 3, figure, growing=growing)
    return figures.stored_number(item, figure)


def _share(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> Any:
    of, least, most = recipe["share"]
    if item.type is FieldType.SERIES:
        whole: Mapping[str, str] = filling.values[of]
        return {
            year: figures.hundredths(float(figure) * filling.rng.uniform(least, most))
            for year, figure in whole.items()
        }
    figure = filling.size(of) * filling.rng.uniform(least, most)
    return figures.stored_number(item, figure, up=True)


def _dates(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> str:
    return figures.stored_day(item, figures.day_between(filling.rng, *recipe["dates"]))


def _after(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> str:
    start, least, most = recipe["after"]
    first = figures.read_day(filling.values[start])
    days = timedelta(days=filling.rng.randint(least, most))
    return figures.stored_day(item, first + days)


def _text(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> str:
    known = filling.slots()
    if "{company}" in recipe["text"]:
        known["company"] = company(filling.rng, filling.subject)[0]
    made = str(recipe["text"]).format(**known)
    return made[: item.max_length] if item.max_length else made


def _long(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> str:
    least, most = recipe.get("long", (60, 240))
    most = min(most, item.max_length or most, max(filling.longest, item.min_length or 0))
    least = max(min(least, most // 2), item.min_length or 0)
    wanted = filling.rng.randint(least, max(most - 40, least))
    return paragraph(filling.rng, filling.subject, filling.company, wanted, most)


def _title(filling: Filling, item: FormField, _: Mapping[str, Any]) -> str:
    known = (filling.programme.id, filling.subject, filling.company, filling.taken)
    return title(filling.rng, *known, item.max_length or 60)


def _subject(filling: Filling, item: FormField, recipe: Mapping[str, Any]) -> Any:
    match recipe["subject"]:
        case "direction":
            return filling.rng.choice(filling.subject.direction)
        case "product":
            if filling.subject.product or not is_required(filling, item):
                return filling.subject.product or None
            return filling.rng.choice(subjects_with_product()).product
        case "object":
            return filling.rng.choice(filling.subject.objects)
    return filling.subject.name


def _term(filling: Filling, item: FormField, _: Mapping[str, Any]) -> Any:
    terms = filling.vocabularies[item.vocabulary or ""].terms
    if item.type is FieldType.TERM:
        return filling.rng.choice(terms).id
    taken = {filling.values.get("direction"), filling.values.get("product")}
    count = filling.rng.randint(item.min_items or 1, min(item.max_items or 2, 2))
    found = [term.id for term in filling.rng.sample(terms, count) if term.id not in taken]
    return found or None


def _choice(filling: Filling, item: FormField, _: Mapping[str, Any]) -> Any:
    if item.type is FieldType.CHOICE:
        return filling.rng.choice(item.choices).id
    count = filling.rng.randint(item.min_items or 1, len(item.choices))
    return [choice.id for choice in filling.rng.sample(item.choices, count)]


def _figure(filling: Filling, item: FormField, _: Mapping[str, Any]) -> Any:
    least = float(item.min) if item.min is not None else 1.0
    most = float(item.max) if item.max is not None else least + 100
    if item.type is FieldType.SERIES:
        return figures.series(filling.rng, item.years or 3, least + 100, growing=False)
    return figures.stored_number(item, filling.rng.uniform(least, most))


_WAYS: Mapping[str, Callable[[Filling, FormField, Mapping[str, Any]], Any]] = {
    "pick": _pick,
    "range": _range,
    "lognormal": _lognormal,
    "share": _share,
    "dates": _dates,
    "after": _after,
    "text": _text,
    "long": _long,
    "title": _title,
    "subject": _subject,
    "applicant": lambda filling, _, recipe: getattr(filling.company, recipe["applicant"]),
    "company": lambda filling, *_: company(filling.rng, filling.subject)[0],
    "words": lambda filling, _, recipe: filling.rng.choice(words(recipe["words"])),
    "person": lambda filling, *_: person(filling.rng),
    "phone": lambda filling, *_: phone(filling.rng),
}
"""The ways that a recipe may name; the first that it names is taken."""

_LATELY: Mapping[str, Any] = {"dates": (date(2020, 1, 1), date(2025, 12, 31))}

_TYPES: Mapping[FieldType, Callable[[Filling, FormField, Mapping[str, Any]], Any]] = {
    FieldType.TEXT: lambda filling, item, _: _text(filling, item, {"text": "{object}"}),
    FieldType.LONG_TEXT: _long,
    FieldType.INTEGER: _figure,
    FieldType.DECIMAL: _figure,
    FieldType.MONEY: _figure,
    FieldType.PERCENT: _figure,
    FieldType.SERIES: _figure,
    FieldType.DATE: lambda filling, item, _: _dates(filling, item, _LATELY),
    FieldType.MONTH: lambda filling, item, _: _dates(filling, item, _LATELY),
    FieldType.BOOLEAN: lambda filling, *_: filling.rng.random() < 0.5,  # noqa: PLR2004 - a coin
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choice,
    FieldType.TERM: _term,
    FieldType.TERMS: _term,
    FieldType.CREDIT_CODE: lambda filling, *_: company(filling.rng, filling.subject)[1],
    FieldType.REGION: lambda filling, *_: filling.company.region,
    FieldType.PERSON: lambda filling, *_: person(filling.rng),
    FieldType.PHONE: lambda filling, *_: phone(filling.rng),
    FieldType.EMAIL: lambda filling, *_: email(filling.rng),
    FieldType.ADDRESS: lambda filling, *_: filling.company.address,
}
"""How a field is filled of which no recipe speaks."""
