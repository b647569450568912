# SPDX-License-Identifier: Apache-2.0
"""What somebody may mean while they type: terms and divisions by 汉字, code, name or pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from models.rules.regions import regions
from models.rules.text import comparable
from models.search.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.language import Label, Language
    from models.programme.schema import FormField
    from models.programme.vocabulary import Term, Vocabulary
    from models.rules.regions import Region

MOST = 60
"""So many are offered at once; who sees more types on."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose.

    Attributes:
        id: What is stored.
        text: Its name.
        detail: Its code, or what it belongs to.
        depth: How far below the broadest terms it stands.
        exact: Whether what was typed is its name, code or alias, not only a part of one.
    """

    id: str
    text: str
    detail: str = ""
    depth: int = 0
    exact: bool = False


def term_offers(vocabulary: Vocabulary, typed: str, language: Language) -> list[Offer]:
    """The terms that a text can mean, in their official order; all of them for an empty one."""
    wanted = comparable(typed)
    found = []
    for term, depth in _in_order(vocabulary):
        names = (*_names(term.label), term.code, *term.aliases)
        if term.retired or not _fits(wanted, names):
            continue
        text = term.label.text(language)
        exact = bool(wanted) and wanted in map(comparable, names)
        if wanted and term.parent:
            above = vocabulary.label_of(term.parent).text(language)
            found.append(Offer(term.id, text, above, exact=exact))
        else:
            found.append(Offer(term.id, text, term.code, depth, exact))
    return found


def choice_offers(field: FormField, typed: str, language: Language) -> list[Offer]:
    """The choices of a field that a text can mean."""
    wanted = comparable(typed)
    return [
        Offer(choice.id, choice.label.text(language))
        for choice in field.choices
        if _fits(wanted, _names(choice.label))
    ]


def name_offers(offers: Iterable[Offer], typed: str) -> list[Offer]:
    """Of some offers those that a text can mean, in their order; all of them for an empty one."""
    wanted = comparable(typed)
    return [
        replace(offer, exact=bool(wanted) and wanted == comparable(offer.text))
        for offer in offers
        if _fits(wanted, (offer.text,))
    ]


def region_offers(typed: str, *, near: str = "") -> list[Offer]:
    """The present divisions that a text can mean; provinces for an empty one.

    Args:
        near: The code of the office's division; those in its city, then in its province, come first.
    """
    wanted = comparable(typed)
    if not wanted:
        return [Offer(item.code, item.path, item.code) for item in regions().children("")]
    fitting = (item for item in _all_regions() if _region_fits(wanted, item))
    return [
        Offer(item.code, item.path, item.code, exact=wanted in {item.code, comparable(item.path)})
        for item in sorted(fitting, key=partial(_far_from, near))[:MOST]
    ]


_CITY, _PROVINCE = 4, 2


def _far_from(near: str, region: Region) -> int:
    if near and region.code[:_CITY] == near[:_CITY]:
        return 0
    return 1 if near and region.code[:_PROVINCE] == near[:_PROVINCE] else 2


def _region_fits(wanted: str, region: Region) -> bool:
    if wanted.isdecimal():
        return region.code.startswith(wanted)
    if wanted.isascii():
        return any(letters.startswith(wanted) for letters in initials(region.name)) or any(
            wanted in letters for letters in initials(region.path)
        )
    return wanted in region.path or wanted in comparable(region.path)


@lru_cache(maxsize=1)
def _all_regions() -> tuple[Region, ...]:
    def below(code: str) -> Iterator[Region]:
        for region in regions().children(code):
            yield region
            yield from below(region.code)

    return tuple(sorted(below(""), key=_by_level))


def _by_level(region: Region) -> tuple[int, str]:
    return ("省级", "地级", "县级").index(region.level), region.code


def _in_order(vocabulary: Vocabulary) -> Iterator[tuple[Term, int]]:
    """The terms with their depth, each right below what it belongs to."""

    def below(terms: Iterable[Term], depth: int) -> Iterator[tuple[Term, int]]:
        for term in terms:
            yield term, depth
            if depth < _DEEPEST:
                yield from below(vocabulary.children(term.id), depth + 1)

    return below(vocabulary.roots(), 0)


_DEEPEST = 8


def _names(label: Label) -> tuple[str, str]:
    return label.zh, label.en


def _fits(wanted: str, names: Iterable[str]) -> bool:
    return not wanted or any(_means(wanted, name) for name in names if name)


@lru_cache(maxsize=20_000)
def _means(wanted: str, name: str) -> bool:
    found = comparable(name)
    if wanted in found:
        return True
    return wanted.isascii() and any(wanted in letters.casefold() for letters in initials(found))
