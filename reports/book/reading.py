# SPDX-License-Identifier: Apache-2.0
"""Bookmarks and the places of links in a document that is put into a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, NameTree, String

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object, Pdf

_DEEPEST = 12
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: its title, its page from 0, and those below it."""

    title: str
    page: int
    below: tuple[Mark, ...] = ()


class Places:
    """The pages of a document and the names of places in them."""

    def __init__(self, pdf: Pdf) -> None:
        self._pages: dict[tuple[int, int], int] = {
            page.obj.objgen: index for index, page in enumerate(pdf.pages)
        }
        self._names = dict(_named(pdf))

    def page_of_object(self, item: Object) -> int | None:
        """The page, from 0, that an object is; None where it is none."""
        return self._pages.get(item.objgen)

    def page_of(self, place: Any) -> int | None:
        """The page, from 0, that a destination or an action goes to; None for none of this document."""
        if isinstance(place, Dictionary):
            place = place.get(Name.D) if place.get(Name.S) == Name.GoTo else None
        if isinstance(place, String | Name):
            place = self._names.get(str(place).removeprefix("/"))
        if isinstance(place, Dictionary):
            place = place.get(Name.D)
        if not isinstance(place, Array) or not len(place):
            return None
        first: Any = place[0]
        return self._pages.get(first.objgen) if isinstance(first, Dictionary) else None


def marks(pdf: Pdf, places: Places) -> tuple[Mark, ...]:
    """The bookmarks of a document; what is endless or too deep is cut off."""
    outlines = pdf.Root.get(Name.Outlines)
    seen: set[tuple[int, int]] = set()
    return tuple(_marks(outlines, places, seen, 0)) if isinstance(outlines, Dictionary) else ()


def _marks(
    parent: Dictionary, places: Places, seen: set[tuple[int, int]], depth: int
) -> Iterator[Mark]:
    item: Any = parent.get(Name.First)
    while isinstance(item, Dictionary) and item.objgen not in seen and len(seen) < _MOST:
        seen.add(item.objgen)
        page = places.page_of(item.get(Name.Dest) or item.get(Name.A))
        below = tuple(_marks(item, places, seen, depth + 1)) if depth < _DEEPEST else ()
        if page is not None:
            yield Mark(str(item.get(Name.Title, "")), page, below)
        item = item.get(Name.Next)


def _named(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    old: Any = pdf.Root.get(Name.Dests)
    if isinstance(old, Dictionary):
        yield from ((key.removeprefix("/"), value) for key, value in old.items())
    tree = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    if tree is not None:
        yield from NameTree(tree).items()


def embedded(pdf: Pdf) -> list[tuple[str, Object]]:
    """The files that are embedded in a document, by name."""
    tree = pdf.Root.get(Name.Names, Dictionary()).get(Name.EmbeddedFiles)
    return list(NameTree(tree).items()) if tree is not None else []
