# SPDX-License-Identifier: Apache-2.0
"""What differs between an empty Word form and the filled one: all but what the map asked for is alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.filling.compare import Difference, Kind
from reports.filling.sheet_part import local
from reports.filling.word_text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reports.filling.word_parts import WordParts

_SETTINGS = frozenset({"tcPr", "pPr", "sdtPr"})


class WordAsked:
    """What the filling asked to change in one part.

    Attributes:
        areas: Cells, paragraphs and controls that were filled.
        added: Rows that were put in.
        removed: Rows that were taken out.
    """

    def __init__(self, root: Any) -> None:
        self._root = root
        self._before = {item: place for place, item in enumerate(root.iter())}
        self.areas: list[Any] = []
        self.added: list[Any] = []
        self.removed: list[Any] = []

    @property
    def changed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.areas or self.added or self.removed)

    def before(self) -> tuple[set[int], set[int]]:
        """The places of what was filled and of what was taken out, in the empty form."""
        return (
            {self._before[item] for item in self.areas if item in self._before},
            {self._before[item] for item in self.removed},
        )

    def after(self) -> tuple[set[int], set[int]]:
        """The places of what was filled and of what was put in, in the filled form."""
        places = {item: place for place, item in enumerate(self._root.iter())}
        return (
            {places[item] for item in self.areas if item in places},
            {places[item] for item in self.added if item in places},
        )

    def pairs(self) -> Iterator[tuple[int | None, int]]:
        """Where each area was, if it was there, and where it is."""
        places = {item: place for place, item in enumerate(self._root.iter())}
        for item in self.areas:
            if item in places:
                yield self._before.get(item), places[item]


def compare_word(
    empty: WordParts, filled: WordParts, asked: Mapping[str, WordAsked]
) -> list[Difference]:
    """All differences, those of the kind `OTHER` among them, which should not be."""
    old, new = empty.package, filled.package
    found = [
        Difference(Kind.OTHER, part, "—", part if part in old.parts else "", "")
        for part in sorted(set(old.parts) ^ set(new.parts))
    ]
    for part in new.parts:
        if part not in old or old.data(part) == new.data(part):
            continue
        item = asked.get(part)
        if item is None:
            found.append(Difference(Kind.OTHER, part, "—", "…", "…"))
            continue
        found += _part(part, old.tree(part), new.tree(part), item)
    return found


def _part(part: str, old: Any, new: Any, asked: WordAsked) -> Iterator[Difference]:
    was, now = list(old.iter()), list(new.iter())
    for before, after in asked.pairs():
        texts = ("" if before is None else text_of(was[before]), text_of(now[after]))
        if texts[0] != texts[1]:
            yield Difference(Kind.VALUE, part, f"{local(now[after])} {after}", *texts)
    for place in sorted(asked.after()[1]):
        yield Difference(Kind.ROW, part, f"tr {place}", "", text_of(now[place]))
    for place in sorted(asked.before()[1]):
        yield Difference(Kind.ROW, part, f"tr {place}", text_of(was[place]), "")
    one = list(_skeleton(old, *asked.before()))
    other = list(_skeleton(new, *asked.after()))
    for left, right in zip(one, other, strict=False):
        if left != right:
            yield Difference(Kind.OTHER, part, local(new), left, right)
            return
    if len(one) != len(other):
        yield Difference(Kind.OTHER, part, local(new), str(len(one)), str(len(other)))


def _skeleton(root: Any, areas: set[int], left_out: set[int]) -> Iterator[str]:
    """A document without what was asked for, a line an element."""
    places = {item: place for place, item in enumerate(root.iter())}

    def walk(element: Any) -> Iterator[str]:
        place = places[element]
        if place in left_out:
            return
        if place in areas:
            yield f"… {element.tag}"
            yield from (_line(item) for item in element if local(item) in _SETTINGS - {"sdtPr"})
            return
        yield _line(element)
        for child in element:
            yield from walk(child)

    yield from walk(root)


def _line(element: Any) -> str:
    facts = " ".join(f"{key}={value}" for key, value in sorted(element.attrib.items()))
    return f"{element.tag} {facts} {element.text or ''} {element.tail or ''}"
