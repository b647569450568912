# SPDX-License-Identifier: Apache-2.0
"""What of a name of an organisation tells who it is: 重庆云图智能科技有限公司, 云图智能, 云图."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.audiences.folding import key
from models.audiences.words import places, words
from models.rules.text import half_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORTEST = 2
"""A single character of a name tells nothing."""
_LONG = 5
"""From so many characters on, common words tell by standing together."""
_LONGEST_PLACE = 15
_LONGEST_WORD = 6
_PLACE = re.compile("[\u4e00-\u9fff]{2,4}?(?:自治[区州县旗]|[省市县区])")
_CHINESE = re.compile("[\u4e00-\u9fff]{3}")
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")


@dataclass(frozen=True, slots=True)
class Stems:
    """What is left of a name, made comparable.

    Attributes:
        telling: What tells wherever it stands.
        common: What may as well be an ordinary word; the clerk decides.
    """

    telling: tuple[str, ...]
    common: tuple[str, ...] = ()


def stems(name: str, *, known: Callable[[str], bool], title: bool = False) -> Stems:
    """The parts of a name by which others call it, the whole name not among them.

    - The legal form is left off, then the place, then what the organisation does, one word after the
      other.
    - What is nothing but ordinary words, or stands in a vocabulary, is common: a text about quantum
      technology is not a text about 重庆量子科技有限公司. From five characters on, only the latter is.
    - Of a title what follows a place is common too: 渝北区商业航天先导区 names a place and an industry.

    Args:
        known: Whether a vocabulary has a term with this in its name.
        title: It is the title of what is applied for, not the name of who applies.
    """
    whole = key(name)
    telling: dict[str, None] = {}
    common: dict[str, None] = {}
    for base in _bases(name):
        for stem, after_place in _stems(base, known):
            if stem == whole or len(stem) < SHORTEST:
                continue
            plain = (title and after_place) or is_common(stem, known)
            (common if plain else telling)[stem] = None
        for stem in () if title else _heads(base, known):
            (common if is_common(stem, known) else telling)[stem] = None
    telling.pop(whole, None)
    return Stems(tuple(telling), tuple(item for item in common if item not in telling))


def _bases(name: str) -> tuple[str, ...]:
    """The name, without what stands in brackets, and with what everybody says in short."""
    found = [key(name), key(_BRACKETED.sub("", half_width(name)))]
    for whole, short in words().short_forms:
        found += [base.replace(whole, short) for base in found if whole in base]
    return tuple(dict.fromkeys(found))


def _stems(base: str, known: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """What is left of a name, step by step, with its place and without."""
    bare = _without_endings(base, words().legal_forms)
    rest = _without_place(bare)
    for after_place, stem in ((False, bare), *(((True, rest),) if rest != bare else ())):
        left = stem
        while True:
            yield left, after_place
            shorter = _without_trade(left, known)
            if shorter == left:
                break
            left = shorter


def _heads(base: str, known: Callable[[str], bool]) -> Iterator[str]:
    """The two and three characters with which a name begins after its place: its own word (字号).

    企业名称登记管理规定, article 6: a name is division, own word, trade and form, and the own word has two
    characters or more. No list of trades is ever complete, so its end is not always found from behind.
    """
    rest = _without_place(_without_endings(base, words().legal_forms))
    while (shorter := _without_trade(rest, known)) != rest:
        rest = shorter
    if _CHINESE.match(rest):
        yield from (rest[:size] for size in (SHORTEST, SHORTEST + 1) if len(rest) > size)


def _without_trade(name: str, known: Callable[[str], bool]) -> str:
    """A name without the last word that says what is done, or that is an ordinary one."""
    shorter = _without_ending(name, words().trades)
    if shorter != name:
        return shorter
    pieces = words().pieces
    for size in range(min(_LONGEST_WORD, len(name) - SHORTEST), 1, -1):
        word = name[-size:]
        if word in pieces or known(word):
            return name[:-size]
    return name


def _without_endings(name: str, endings: tuple[str, ...]) -> str:
    while (shorter := _without_ending(name, endings)) != name:
        name = shorter
    return name


def _without_ending(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name


def _without_place(name: str) -> str:
    rest = name
    for _ in range(3):
        place = _place(rest)
        if not place or len(rest) - len(place) < SHORTEST:
            break
        rest = rest.removeprefix(place)
    return rest


def _place(name: str) -> str:
    """The place with which a name begins: one that is known, else what is called like one."""
    known = places()
    for size in range(min(_LONGEST_PLACE, len(name)), 1, -1):
        if name[:size] in known:
            return name[:size]
    found = _PLACE.match(name)
    return found[0] if found else ""


def is_common(stem: str, known: Callable[[str], bool]) -> bool:
    """Whether a word may stand in a text for its own sake."""
    if known(stem):
        return True
    return len(stem) < _LONG and _is_made_of(stem, known)


def _is_made_of(stem: str, known: Callable[[str], bool]) -> bool:
    """Whether a stem falls into pieces that are all ordinary."""
    reached = {0}
    pieces = words().pieces
    for end in range(1, len(stem) + 1):
        starts = [start for start in reached if end - start >= SHORTEST]
        if any(stem[start:end] in pieces or known(stem[start:end]) for start in starts):
            reached.add(end)
    return len(stem) in reached
