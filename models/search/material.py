# SPDX-License-Identifier: Apache-2.0
"""What the search, lists and sorting need of an application, made from nothing but what it says.

So it can be made before the application has a number, in another process as well; `completed` adds
the words that only the database knows.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from models.language import Language
from models.programme.schema import NUMERIC, FieldType, FormField
from models.programme.values import read
from models.rules.regions import regions
from models.search.pinyin import sort_key
from models.search.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary

_LONGEST_ANSWER = 2000

ListedAnswer = tuple[str, int, float | None, str | None]
"""What lists show, sort or filter by: field, position, number, text."""


class Material(NamedTuple):
    """What is derived from an application itself: plain values, to hand to another process.

    Attributes:
        tokens: The tokens of its own texts, parted by blanks.
        title_key, applicant_key: How its names sort.
    """

    tokens: str
    answers: tuple[ListedAnswer, ...]
    title_key: str
    applicant_key: str


def material(
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    record: Mapping[str, Any],
    cells: Iterable[tuple[str, Mapping[str, Any]]] = (),
) -> Material:
    """Make the material of an application.

    Args:
        record: Its stored values by column, documents whole; what it lacks is empty.
        cells: The rows of its repeating tables, each with the id of its table.
    """
    title, applicant = record.get("title") or "", record.get("applicant") or ""
    answers = record.get("answers") or {}
    names = [
        title,
        applicant,
        *_term_texts(record, vocabularies),
        *_people(programme.fields, answers),
    ]
    texts = [
        record.get("credit_code") or "",
        _region_text(record.get("region")),
        *_answer_texts(programme.fields, record, vocabularies),
        *_cell_texts(programme.tables, cells, vocabularies),
    ]
    return Material(
        tokens(texts, names=names),
        listed_answers(programme.listed, record),
        *sort_keys(title, applicant),
    )


def completed(own: str, known: Mapping[str, Any], files: Iterable[str] = ()) -> str:
    """The tokens of an application with those of what only the database knows of it.

    Args:
        own: The tokens of its material.
        known: Its number, number_prefix and applicant, the title of its call (`call`), and of its
            applicant's master record the name (`master`), former_names and aliases.
        files: The names of its files.
    """
    number, prefix, master = known["number"], known["number_prefix"], known["master"]
    texts = [
        *(known["former_names"] or ()),
        *(known["aliases"] or ()),
        f"{number} {number[len(prefix) :]}",  # its end is what people remember
        known["call"] or "",
        *files,
    ]
    names = [master] if master and master != known["applicant"] else []
    there = f" {own} "
    more = [token for token in tokens(texts, names=names).split() if f" {token} " not in there]
    return " ".join([own, *more]).strip()


def sort_keys(title: str, applicant: str) -> tuple[str, str]:
    """How the names of an application sort."""
    return sort_key(title), sort_key(applicant)


def listed_answers(
    listed: Mapping[str, FormField], record: Mapping[str, Any]
) -> tuple[ListedAnswer, ...]:
    """The answers that lists show, sort or filter by.

    Args:
        listed: The fields that lists may show, by id.
        record: Stored values by column.
    """
    return tuple(_listed(listed, record))


def _listed(listed: Mapping[str, FormField], record: Mapping[str, Any]) -> Iterator[ListedAnswer]:
    for key, items in (record.get("tags") or {}).items():
        for place, item in enumerate(items):
            yield f"tags/{key}", place, None, item
    answers, office = record.get("answers") or {}, record.get("office_answers") or {}
    for key, field in listed.items():
        stored = office[key] if key in office else answers.get(key)
        if stored is None:
            continue
        value = read(field, stored)
        if field.type in NUMERIC and isinstance(value, int | Decimal):
            yield key, 0, float(value), None
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                yield key, place, None, item
        else:
            yield key, 0, None, str(stored)[:_LONGEST_ANSWER]


@lru_cache(maxsize=4_000)
def _region_text(region: str | None) -> str:
    return f"{region} {regions().path(region)}" if region else ""


def _term_texts(record: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> list[str]:
    named = [("directions", record.get("direction")), ("products", record.get("product"))]
    named += [(key, item) for key, items in (record.get("tags") or {}).items() for item in items]
    found: list[str] = []
    for key, item in named:
        if not item:
            continue
        vocabulary = vocabularies.get(key)
        term = vocabulary.get(item) if vocabulary else None
        found.append(f"{term.label.zh} {term.label.en}" if term else item)
    return found


def _people(fields: Mapping[str, FormField], answers: Mapping[str, Any]) -> Iterator[str]:
    for key, value in answers.items():
        field = fields.get(key)
        if field is not None and field.type is FieldType.PERSON:
            yield str(value)


def _answer_texts(
    fields: Mapping[str, FormField],
    record: Mapping[str, Any],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[str]:
    variant = {"variant": record.get("variant")}
    for document in (record.get("answers"), record.get("office_answers"), variant):
        yield from _texts(fields, document or {}, vocabularies)
    for key, found in (record.get("verified") or {}).items():
        yield from _texts(fields, {key: found["value"]}, vocabularies)
        yield found.get("source", "")


def _cell_texts(
    tables: Mapping[str, FormField],
    cells: Iterable[tuple[str, Mapping[str, Any]]],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[str]:
    columns: dict[str, Mapping[str, FormField]] = {}
    for key, values in cells:
        if key not in columns:
            some = tables[key].columns if key in tables else ()
            columns[key] = {item.id: item for item in some if item.type in _NAMED_BY_ID}
        yield from _texts(columns[key], values, vocabularies)


def _texts(
    fields: Mapping[str, FormField],
    values: Mapping[str, Any],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[str]:
    """What stands on the screen for stored values: names, never ids, where there are some."""
    for key, value in values.items():
        field = fields.get(key)
        if field is not None and field.type in _NAMED_BY_ID:
            yield from _names(field, value, vocabularies)
        elif isinstance(value, str):
            yield value
        else:
            yield from _strings(value)


def _names(field: FormField, value: Any, vocabularies: Mapping[str, Vocabulary]) -> Iterable[str]:
    if field.type is FieldType.REGION:
        return [_region_text(value)]
    chosen = value if isinstance(value, list) else [] if value is None else [value]
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        labels = field.choice_labels
        return (labels[item].text(Language.ZH) if item in labels else str(item) for item in chosen)
    vocabulary = vocabularies.get(field.vocabulary or "")
    return (vocabulary.label_of(item).zh if vocabulary else str(item) for item in chosen)


_NAMED_BY_ID = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.TERM, FieldType.TERMS, FieldType.REGION}
)


def _strings(value: Any) -> list[str]:
    """Every text inside a stored value."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return found
