# SPDX-License-Identifier: Apache-2.0
"""Pinyin for finding by initials and for sorting, from pypinyin's tables, loaded when first needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@lru_cache(maxsize=4_000)
def sort_key(text: str) -> str:
    """How a name sorts: its pinyin with tone, then the text itself; Latin letters by case-folding.

    Surnames with a reading of their own (单 shàn, 仇 qiú) are read as such at the beginning.
    """
    if not text:
        return ""
    found = list(map(_readings().__getitem__, text[:_LONGEST]))
    if text[0] in _SURNAMES:
        found[0] = _SURNAMES[text[0]]
    double = _DOUBLE_SURNAMES.get(text[:2])
    if double:
        found[:2] = double
    return " ".join(found)


def initials(text: str) -> tuple[str, ...]:
    """The initials of a run of 汉字, once per way of reading it: by phrase, and by character.

    Few know the reading of a character that the tables lack, so the run is read without it as well.
    """
    table = _readings().characters
    runs = (text,) if table.issuperset(text) else (text, "".join(filter(table.__contains__, text)))
    return tuple(dict.fromkeys(way for run in runs for way in _ways(run)))


def _ways(run: str) -> tuple[str, str]:
    letters = "".join([reading[0] for reading in map(_readings().__getitem__, run)])
    return letters, _by_phrase(run, letters)


_LONGEST = 60
_SURNAMES = {"单": "shan4", "解": "xie4", "仇": "qiu2", "曾": "zeng1", "任": "ren2", "查": "zha1",
             "盖": "ge3", "区": "ou1", "朴": "piao2", "翟": "zhai2", "乐": "yue4", "尹": "yin3",
             "华": "hua4", "缪": "miao4", "宓": "mi4", "种": "chong2", "繁": "po2", "折": "she2",
             "黑": "he4", "秘": "bi4", "员": "yun4", "长": "zhang3"}  # fmt: skip
_VARIANTS = {"𠮷": "吉", "𠮟": "叱", "𡈽": "土"}
"""Characters of names that the tables lack, with the usual one that is read the same."""
_DOUBLE_SURNAMES = {"尉迟": ("yu4", "chi2"), "长孙": ("zhang3", "sun1"), "万俟": ("mo4", "qi2"),
                    "单于": ("chan2", "yu2"), "澹台": ("tan2", "tai2")}  # fmt: skip
"""Readings of surnames: 通用 readings in 《现代汉语词典》; a name that is no surname sorts a little off."""


@lru_cache(maxsize=1)
def _readings() -> _Readings:
    return _Readings()


class _Readings(dict[str, str]):
    """The first reading of a character with its tone, case-folded itself where none is known.

    Each is made when it is first asked for: the whole table is large.

    Attributes:
        characters: Those that the table has.
    """

    def __init__(self) -> None:
        from pypinyin.constants import PINYIN_DICT, Style
        from pypinyin.style import convert

        super().__init__()
        self._table: Mapping[int, str] = PINYIN_DICT
        self._convert: Callable[..., str] = convert
        self._style = Style.TONE3
        self.characters = frozenset(map(chr, PINYIN_DICT))

    def __missing__(self, char: str) -> str:
        found = char.casefold()
        all_readings = self._table.get(ord(_VARIANTS.get(char, char)))
        if all_readings:
            found = self._convert(all_readings.split(",")[0], self._style, strict=False)
        self[char] = found
        return found


def _by_phrase(text: str, letters: str) -> str:
    """The initials with those of phrases in place of those of their characters."""
    phrases, beginnings = _phrases()
    if beginnings.isdisjoint(text):
        return letters
    found = letters
    after = 0
    for place, char in enumerate(text):
        if place < after or char not in beginnings:
            continue
        for size in (4, 3, 2):
            phrase = phrases.get(text[place : place + size])
            if phrase is not None:
                after = place + len(phrase)
                found = found[:place] + phrase + found[after:]
                break
    return found


@lru_cache(maxsize=1)
def _phrases() -> tuple[Mapping[str, str], frozenset[str]]:
    """Phrases of two to four characters whose initials differ from those of their characters.

    And the characters with which any begins.
    """
    from pypinyin.constants import PHRASES_DICT, Style
    from pypinyin.style import convert

    readings = _readings()
    found: dict[str, str] = {}
    plain: dict[str, str] = {}
    for phrase, syllables in PHRASES_DICT.items():
        if not 2 <= len(phrase) <= 4 or len(syllables) != len(phrase):  # noqa: PLR2004
            continue
        letters = ""
        for syllable in syllables:
            first = syllable[0]
            letter = plain.get(first)
            if letter is None:
                letter = plain[first] = convert(first, Style.NORMAL, strict=False)[:1]
            letters += letter
        if any(letters[i] != readings[char][0] for i, char in enumerate(phrase)):
            found[phrase] = letters
    return found, frozenset(phrase[0] for phrase in found)
