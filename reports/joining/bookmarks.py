# SPDX-License-Identifier: Apache-2.0
"""The bookmarks of an attachment: nested, without loops, only such as lead to one of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, NameTree, String

from reports.joining.joined import Bookmark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Object, Pdf

_MOST = 400
_DEEPEST = 6
_LONGEST = 160


def bookmarks(pdf: Pdf, pages: Sequence[Object]) -> tuple[Bookmark, ...]:
    """The bookmarks in their order; at most so many, and at most so deep."""
    root = pdf.Root.get(Name.Outlines)
    if not isinstance(root, Dictionary):
        return ()
    numbers = {page.objgen: index for index, page in enumerate(pages) if page.is_indirect}
    found = list(_below(root, _Targets(pdf, numbers), 0, set()))
    return tuple(found[:_MOST])


def _below(
    node: Dictionary, targets: _Targets, level: int, seen: set[tuple[int, int]]
) -> Iterator[Bookmark]:
    item: Any = node.get(Name.First)
    while isinstance(item, Dictionary) and item.is_indirect and item.objgen not in seen:
        if len(seen) > 10 * _MOST:
            return
        seen.add(item.objgen)
        page = targets.page(item)
        title = _title(item)
        shown = page is not None and bool(title)
        if shown:
            assert page is not None
            yield Bookmark(title, level, page)
        if level + shown < _DEEPEST:
            yield from _below(item, targets, level + shown, seen)
        item = item.get(Name.Next)


def _title(item: Dictionary) -> str:
    value = item.get(Name.Title)
    text = str(value) if isinstance(value, String) else ""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


class _Targets:
    """Where bookmarks lead: pages, directly or by way of a name."""

    def __init__(self, pdf: Pdf, numbers: dict[tuple[int, int], int]) -> None:
        self._numbers = numbers
        names: Any = pdf.Root.get(Name.Names)
        tree = names.get(Name.Dests) if isinstance(names, Dictionary) else None
        self._tree = NameTree(tree) if isinstance(tree, Dictionary) else None
        old = pdf.Root.get(Name.Dests)
        self._old = old if isinstance(old, Dictionary) else None

    def page(self, item: Dictionary) -> int | None:
        """The page to which a bookmark leads."""
        target: Any = item.get(Name.Dest)
        action = item.get(Name.A)
        if target is None and isinstance(action, Dictionary) and action.get(Name.S) == Name.GoTo:
            target = action.get(Name.D)
        if isinstance(target, (String, Name)):
            target = self._named(target)
        if isinstance(target, Dictionary):
            target = target.get(Name.D)
        if not isinstance(target, Array) or len(target) == 0:
            return None
        page: Any = target[0]
        return self._numbers.get(page.objgen) if isinstance(page, Dictionary) else None

    def _named(self, name: String | Name) -> Any:
        if isinstance(name, Name):
            return self._old.get(name) if self._old is not None else None
        if self._tree is None:
            return None
        return self._tree.get(str(name))
