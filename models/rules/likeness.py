# SPDX-License-Identifier: Apache-2.0
"""Titles that are so alike that one project may stand behind both.

The same material must not come by two channels (domain facts 2.3), and it comes under titles that
differ in brackets, blanks, or a word. Figures tell projects apart: “二期” is not “一期”, and 5 MW is
not 10 MW.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 85
"""How alike two titles must be, of 100, to be asked about."""

_NUMERAL = re.compile(
    "[0-9]+|[一二三四五六七八九十百]+(?=[期批号标阶])|(?<=第)[一二三四五六七八九十百]+"
)
_ROOM = 2 * (100 - LEAST) / LEAST
"""How many characters may differ, for each character of a title, and still be that alike."""


class Titles:
    """A list of titles to look for like ones in, by pairs of characters.

    A title that is like enough shares at least one of its rarer pairs, so only those that do are
    compared.
    """

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = [comparable(title) for title in titles]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, title in enumerate(self._titles):
            for pair in set(_pairs(title)):
                self._places[pair].append(place)

    def like(self, title: str) -> list[tuple[int, int]]:
        """The places of like titles and how alike they are, of 100; the most like first, then in order."""
        wanted = comparable(title)
        if not wanted:
            return []
        pairs = sorted(set(_pairs(wanted)), key=lambda pair: len(self._places.get(pair, ())))
        probes = pairs[: int(len(wanted) * _ROOM * 2) + 1]
        near = {place for pair in probes for place in self._places.get(pair, ())}
        numerals = _NUMERAL.findall(wanted)
        found = process.extract(
            wanted,
            {place: self._titles[place] for place in sorted(near)},
            scorer=fuzz.ratio,
            score_cutoff=LEAST,
            limit=None,
        )
        return [
            (place, int(share))
            for known, share, place in found
            if _NUMERAL.findall(known) == numerals
        ]


def figures(title: str) -> tuple[str, ...]:
    """The figures of a title; no titles are alike that have others."""
    return tuple(_NUMERAL.findall(comparable(title)))


def share_of_longer(title: str, other: str) -> int:
    """How much of the longer title the shorter one is, of 100, where it stands in it whole; else 0.

    So “…（修订）” is told; figures tell apart here as well.
    """
    shorter, longer = sorted((comparable(title), comparable(other)), key=len)
    if len(shorter) < _SHORTEST or shorter not in longer:
        return 0
    if _NUMERAL.findall(shorter) != _NUMERAL.findall(longer):
        return 0
    return 100 * len(shorter) // len(longer)


_SHORTEST = 6
"""Characters; a shorter title stands within too many others."""


def _pairs(title: str) -> Iterator[str]:
    if len(title) == 1:
        yield title
    for place in range(len(title) - 1):
        yield title[place : place + 2]
