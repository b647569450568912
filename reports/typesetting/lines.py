# SPDX-License-Identifier: Apache-2.0
"""Where lines of Chinese and Western text may end.

No closing mark begins a line and no opening mark ends one (CY/T 154—2017 and GB/T 15834—2011, 5.1);
words, numbers and codes stay whole where a line can hold them.
"""

from __future__ import annotations

from bisect import bisect_right
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NEVER_FIRST = frozenset("，。、；：？！…—～·）》〉」』】〕］｝”’〗%％‰‱℃°′″!),.:;?]}〞々ー/／")
NEVER_LAST = frozenset("（《〈「『【〔［｛“‘〖([{￥$#№§")
_JOINTS = frozenset(".,'_@:%")
_SMALL_SIGNS = frozenset("⁺⁻⁼⁽⁾₊₋₌₍₎")
_FIRST_IDEOGRAPH = "\u2e80"
_FARTHEST_BACK = 60
_TOLERANCE = 0.01
NO_GAPS: Mapping[int, float] = MappingProxyType({})


def break_lines(
    text: str,
    sums: Sequence[float],
    first: float,
    later: float,
    gaps: Mapping[int, float] = NO_GAPS,
) -> Iterator[tuple[int, int]]:
    """Begin and end of each line.

    `sums` says how wide the first n characters are, for n from 0 to the length of the text; `first`
    and `later` are the room in the first line and in the others; `gaps` says what room before a
    character is left out where a line begins with it.
    """
    start, room, length = 0, first, len(text)
    while start < length:
        farthest = (
            bisect_right(sums, sums[start] + gaps.get(start, 0.0) + room + _TOLERANCE, start + 1)
            - 1
        )
        end = max(farthest, start + 1)
        if end < length:
            end = _best_end(text, start, end)
        yield start, end
        start = end
        while start < length and text[start] == " ":
            start += 1
        room = later


def _best_end(text: str, start: int, farthest: int) -> int:
    if text[farthest] == " ":
        return farthest
    for end in range(farthest, max(start, farthest - _FARTHEST_BACK), -1):
        if _may_break(text[end - 1], text[end]):
            return end
    return farthest


def _may_break(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST or after == " ":
        return False
    if _is_western(after):
        return not (_is_western(before) or before in _JOINTS)
    return not (after in _JOINTS and _is_western(before))


def _is_western(char: str) -> bool:
    return char < _FIRST_IDEOGRAPH and (char.isalnum() or char in _SMALL_SIGNS)
