# SPDX-License-Identifier: Apache-2.0
"""Vocabularies as data: versioned terms with aliases, retired ones kept readable."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from models.language import Label, Language
from models.rules.text import comparable
from resources import names, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REGIONS = "regions"
"""The id under which fields name the table of administrative divisions."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term; records refer to its id, never to its label.

    Attributes:
        code: A short code of the notice (`NY`).
        aliases: Other names seen in notices and imports.
        local: Added by this office.
    """

    id: str
    label: Label
    code: str = ""
    aliases: tuple[str, ...] = ()
    note: Label | None = None
    parent: str = ""
    retired: bool = False
    replaced_by: str = ""
    local: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """A named list or tree of terms."""

    id: str
    version: str
    label: Label
    terms: tuple[Term, ...] = ()
    basis: Label | None = None
    local: bool = field(default=False)

    def get(self, term_id: str) -> Term | None:
        """The term with that id."""
        return self._by_id.get(term_id)

    def label_of(self, term_id: str) -> Label:
        """The name of a term, with the names of what it belongs to; the id itself if unknown."""
        term = self._by_id.get(term_id)
        return term.label if term else Label(term_id, term_id)

    def find(self, text: str) -> Term | None:
        """The term that somebody means by id, code, name or alias, whatever its width or case."""
        return self._by_id.get(text) or self._by_name.get(comparable(text))

    def nearest(self, text: str) -> Term | None:
        """The term whose name is most like a text, for a message about a text that is none."""
        close = difflib.get_close_matches(comparable(text), self._by_name, n=1, cutoff=0.5)
        return self._by_name[close[0]] if close else None

    def roots(self) -> Iterator[Term]:
        """The broadest terms, in their official order."""
        return (term for term in self.terms if not term.parent)

    def children(self, term_id: str) -> Iterator[Term]:
        """The terms right below one."""
        return (term for term in self.terms if term.parent == term_id)

    def root_of(self, term_id: str) -> str:
        """The id of the broadest term above one; itself where there is none or it is unknown."""
        seen: set[str] = set()
        while (term := self._by_id.get(term_id)) and term.parent and term_id not in seen:
            seen.add(term_id)
            term_id = term.parent
        return term_id

    def below(self, term_id: str) -> tuple[str, ...]:
        """The id of a term and of all that is below it."""
        children = (self.below(child.id) for child in self.children(term_id))
        return (term_id, *(item for branch in children for item in branch))

    def with_terms(self, more: Iterable[Term]) -> Vocabulary:
        """This vocabulary with local terms; one with a known id replaces nothing."""
        added = tuple(term for term in more if term.id not in self._by_id)
        return Vocabulary(
            self.id,
            self.version,
            self.label,
            (*self.terms, *added),
            self.basis,
            self.local,
        )

    @cached_property
    def _by_id(self) -> Mapping[str, Term]:
        return {term.id: term for term in self.terms}

    @cached_property
    def _by_name(self) -> Mapping[str, Term]:
        found: dict[str, Term] = {}
        for term in self.terms:
            for name in (*map(term.label.text, Language), term.code, *term.aliases, term.id):
                if name:
                    found.setdefault(comparable(name), term)
        return found


@lru_cache(maxsize=64)
def read_vocabulary(text: str, *, local: bool = False) -> Vocabulary:
    """Read a vocabulary from its TOML text."""
    data = tomllib.loads(text)
    return Vocabulary(
        data["id"],
        data["version"],
        _label(data["label"]),
        tuple(_term(item) for item in data.get("term", ())),
        _label(data["basis"]) if "basis" in data else None,
        local,
    )


class _Shipped(Mapping[str, Vocabulary]):
    """Files by the id of their vocabulary, each read when it is first asked for."""

    def __init__(self) -> None:
        self._names = tuple(names("vocabularies", ".toml"))

    def __getitem__(self, key: str) -> Vocabulary:
        if key not in self._names:
            raise KeyError(key)
        return read_vocabulary(vocabulary_text(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@lru_cache(maxsize=1)
def shipped_vocabularies() -> Mapping[str, Vocabulary]:
    """The vocabularies that come with the program, by id."""
    return _Shipped()


def vocabulary_text(vocabulary_id: str) -> str:
    """The file of a vocabulary that comes with the program, which calls keep a copy of."""
    return read_text("vocabularies", f"{vocabulary_id}.toml")


def _label(data: Mapping[str, str]) -> Label:
    return Label(data.get("zh", ""), data.get("en", ""))


def _term(data: Mapping[str, Any]) -> Term:
    return Term(
        id=data["id"],
        label=_label(data["label"]),
        code=data.get("code", ""),
        aliases=tuple(data.get("aliases", ())),
        note=_label(data["note"]) if "note" in data else None,
        parent=data.get("parent", ""),
        retired=data.get("retired", False),
        replaced_by=data.get("replaced_by", ""),
    )
