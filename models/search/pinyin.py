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
    readings = _readings()
    found = [readings.get(char, char.casefold()) for char in text[:_LONGEST]]
    if text[0] in _SURNAMES:
        found[0] = _SURNAMES[text[0]]
    for surname, reading in _DOUBLE_SURNAMES.items():
        if text.startswith(surname):
            found[: len(surname)] = reading
    return " ".join(found)


def initials(text: str) -> tuple[str, ...]:
    """The initials of a run of 汉字, once per way of reading it: by phrase, and by character.

    Few know the reading of a character that the tables lack, so the run is read without it as well.
    """
    known = "".join(char for char in text if char in _readings())
    runs = (text,) if len(known) == len(text) else (text, known)
    return tuple(dict.fromkeys(way for run in runs for way in _ways(run)))


def _ways(run: str) -> tuple[str, str]:
    readings = _readings()
    return "".join(readings.get(char, char)[0] for char in run), _phrase_initials(run)


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
    from pypinyin.constants import PINYIN_DICT, Style
    from pypinyin.style import convert

    return _Readings(PINYIN_DICT, convert, Style.TONE3)


class _Readings:
    """Readings by character, made when first asked for: the whole table is large."""

    def __init__(
        self, table: Mapping[int, str], convert: Callable[..., str], style: object
    ) -> None:
        self._table, self._convert, self._style = table, convert, style
        self._made: dict[str, str] = {}

    def __contains__(self, char: str) -> bool:
        """Whether the table has the character itself."""
        return ord(char) in self._table

    def get(self, char: str, default: str) -> str:
        """The first reading of a character, with its tone; the default where none is known."""
        found = self._made.get(char)
        if found is None:
            all_readings = self._table.get(ord(_VARIANTS.get(char, char)))
            found = default
            if all_readings:
                found = self._convert(all_readings.split(",")[0], self._style, strict=False)
            self._made[char] = found
        return found


def _phrase_initials(text: str) -> str:
    phrases = _phrases()
    found: list[str] = []
    place = 0
    readings = _readings()
    while place < len(text):
        for size in (4, 3, 2):
            phrase = phrases.get(text[place : place + size])
            if phrase is not None and place + size <= len(text):
                found.append(phrase)
                place += size
                break
        else:
            found.append(readings.get(text[place], text[place])[0])
            place += 1
    return "".join(found)


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, str]:
    """Phrases of two to four characters whose initials differ from those of their characters."""
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
        if any(letters[i] != readings.get(char, char)[0] for i, char in enumerate(phrase)):
            found[phrase] = letters
    return found
