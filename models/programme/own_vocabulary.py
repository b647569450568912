# SPDX-License-Identifier: Apache-2.0
"""Reading a vocabulary that an office wrote: every fault at once, as for a definition."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import StringConstraints, ValidationError

from models.language import Label, message
from models.programme.loading import DefinitionError, Fault
from models.programme.schema import Part, TermId
from models.programme.shapes import shape_faults, with_labels
from models.programme.toml_words import toml_fault
from models.programme.trials import nearest
from models.programme.vocabulary import REGIONS, Vocabulary, read_vocabulary
from models.rules.text import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.programme.trials import Found

_RESERVED = frozenset({"labels", REGIONS})
"""Free labels and the table of divisions go by these ids wherever vocabularies do."""

_Short = Annotated[str, StringConstraints(max_length=400)]


class TermFile(Part):
    """A term as the file of a vocabulary has it."""

    id: TermId
    label: Label
    code: _Short = ""
    aliases: tuple[_Short, ...] = ()
    note: Label | None = None
    parent: _Short = ""
    retired: bool = False
    replaced_by: _Short = ""


class VocabularyFile(Part):
    """The file of a vocabulary."""

    id: TermId
    version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    label: Label
    basis: Label | None = None
    term: tuple[TermFile, ...] = ()


def read_own_vocabulary(text: str, *, file: str) -> Vocabulary:
    """Read a vocabulary of an office.

    Raises:
        DefinitionError: It has mistakes; the error lists all.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        fault = Fault(file, "TOML", toml_fault(error))
        raise DefinitionError(file, (fault,)) from None
    found = list(_faults(with_labels(data)))
    if found:
        raise DefinitionError(file, tuple(Fault(file, *fault) for fault in found))
    return read_vocabulary(text.removeprefix("\ufeff"), local=True)


def _faults(data: Mapping[str, Any]) -> Iterator[Found]:
    """What is wrong in shape, then what is wrong as far as the shape is right."""
    try:
        VocabularyFile.model_validate(data)
    except ValidationError as error:
        yield from shape_faults(data, error.errors())
    terms = data.get("term")
    named = [term for term in terms if _text(term, "id")] if isinstance(terms, list) else []
    if _text(data, "id") in _RESERVED:
        yield "id", message("the name “{name}” has a meaning already", name=data["id"]), ""
    for key, part in (("", data), *((f"term.{term['id']}.", term) for term in named)):
        label = part.get("label")
        if isinstance(label, Label) and is_blank(label.zh) and is_blank(label.en):
            yield f"{key}label", message("the label is empty"), ""
    for name, times in Counter(term["id"] for term in named).items():
        if times > 1:
            yield "term", message("the id “{name}” is used {n} times", name=name, n=times), ""
    yield from _references(named)


def _references(terms: Sequence[Mapping[str, Any]]) -> Iterator[Found]:
    above = {term["id"]: _text(term, "parent") for term in terms}
    for term in terms:
        for key in ("parent", "replaced_by"):
            name = _text(term, key)
            if name and name not in above:
                reason = message("there is no term “{name}”", name=name)
                yield f"term.{term['id']}.{key}", reason, nearest(name, above)
    for name in above:
        if _is_below_itself(name, above):
            yield f"term.{name}.parent", message("the term would be below itself"), ""


def _is_below_itself(term: str, above: Mapping[str, str]) -> bool:
    place, seen = above[term], set[str]()
    while place and place != term and place not in seen:
        seen.add(place)
        place = above.get(place, "")
    return place == term


def _text(part: Any, key: str) -> str:
    value = part.get(key) if isinstance(part, dict) else None
    return value if isinstance(value, str) else ""
