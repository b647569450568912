# SPDX-License-Identifier: Apache-2.0
"""Tags: main and further directions and products, key tasks, labels, vocabularies of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import Label, Listing, message
from reports.packet.facts import Fact, fact_grid
from reports.packet.values import fact_text
from reports.typesetting.headings import headed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.dossier import Dossier
    from models.language import Message
    from reports.typesetting.setter import Setter

_NAMES: Mapping[str, Message] = {
    "directions": message("Further directions"),
    "products": message("Further product categories"),
    "tasks": message("Key tasks"),
    "labels": message("Labels"),
}


def tags(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table."""
    heading = setter.chapter_heading(message("Tags"))
    return headed(heading, [fact_grid(_facts(dossier, setter), setter)])


def _facts(dossier: Dossier, setter: Setter) -> Iterator[Fact]:
    yield Fact(message("Main direction"), fact_text("direction", dossier, setter))
    yield Fact(message("Main product category"), fact_text("product", dossier, setter))
    known = [name for name in _NAMES if name in dossier.tags or name != "labels"]
    for name in (*known, *(other for other in dossier.tags if other not in _NAMES)):
        terms = dossier.tags.get(name, ())
        yield Fact(_label(name, dossier), setter.text(Listing(_terms(name, terms, dossier))))


def _label(name: str, dossier: Dossier) -> Message | Label | str:
    if name in _NAMES:
        return _NAMES[name]
    vocabulary = dossier.vocabularies.get(name)
    return vocabulary.label if vocabulary else name


def _terms(name: str, terms: tuple[str, ...], dossier: Dossier) -> tuple[Label | str, ...]:
    vocabulary = dossier.vocabularies.get(name)
    return tuple(vocabulary.label_of(term) if vocabulary else term for term in terms)
