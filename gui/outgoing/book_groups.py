# SPDX-License-Identifier: Apache-2.0
"""Under which headings applications stand in a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.display import display
from models.views.find import application_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.language import Language
    from models.reader import Reader

_TERMS = frozenset({"direction", "product"})
GROUPING = _TERMS | {"region", "variant", "stage"}
"""The facts by which a book may be divided."""


@dataclass(frozen=True, slots=True)
class Group:
    """Under which heading an application stands, and the place of that heading in the book."""

    place: int
    title: str


def groups_by(
    fact: str, reader: Reader, uids: Sequence[str], language: Language
) -> dict[str, Group]:
    """The groups by a fact, by application; none where it does not group.

    Directions and products stand in the order of their notice, sub-fields with what they belong to;
    other groups as the list sorts them.
    """
    if fact not in GROUPING:
        return {}
    found: dict[str, Group] = {}
    places: dict[str, int] = {}
    for row in application_rows(reader, uids):
        rank, title = _named(reader, row, fact, language)
        places.setdefault(title, len(places))
        found[row.uid] = Group(places[title] if rank is None else rank, title)
    return found


def _named(reader: Reader, row: Any, fact: str, language: Language) -> tuple[int | None, str]:
    """The official place of a value, if it has one, and what it is called."""
    programme = reader.library.programme(row.definition_uid)
    vocabularies = reader.library.vocabularies(row.definition_uid)
    value, field = getattr(row, fact), programme.fields.get(fact)
    none = message("Without one").text(language)
    if fact == "stage":
        return list(programme.stages).index(value), programme.stages[value].label.text(language)
    if fact in _TERMS and field is not None:
        vocabulary = vocabularies[field.vocabulary or ""]
        roots = [term.id for term in vocabulary.roots()]
        root = vocabulary.root_of(value or "")
        rank = roots.index(root) if root in roots else len(roots)
        return rank, vocabulary.label_of(root).text(language) or none
    return None, (display(field, value, language, vocabularies) if field else "") or none
