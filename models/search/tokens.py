# SPDX-License-Identifier: Apache-2.0
"""Text into tokens, and what somebody types into a match over tokens.

汉字 become overlapping pairs (FTS5's own tokenizers cannot find two-character words), Latin words and
numbers stay whole and are found by their beginning, and runs of 汉字 can be found by their pinyin
initials: every tail of the initials of a run is a token of at most six letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING, TypeAlias

from models.search.pinyin import initials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HAN = (
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\ue000-\uf8ff"
    r"\U00020000-\U000323af"
)
_RUN = re.compile(rf"[{_HAN}]+|(?:(?![{_HAN}])[^\W_])+", re.UNICODE)
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_WORD = re.compile(r"[^\W_]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_DROPPED = re.compile(r"[\ufe00-\ufe0f\u200b-\u200d\ufeff\U000e0100-\U000e01ef·•・･‧]")
_MARK = "_"
_TAIL = 6
_LONGEST_RUN = 80
_LONGEST_TEXT = 200_000
_LONGEST_NAME = 2_000


def normalise(text: str) -> str:
    """Text as it is compared when searching: width, case, dots and variants do not count."""
    if text.isascii():
        return text.casefold()
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def tokens(texts: Iterable[str], *, names: Iterable[str] = ()) -> str:
    """The tokens of a record, for the index.

    All texts are gone through as one, since a record has many short ones.

    Args:
        texts: What is found by its words.
        names: Titles and names, which are found by their words and their pinyin initials.
    """
    called = list(names)
    whole = normalise("\n".join([text[:_LONGEST_TEXT] for text in (*called, *texts)]))
    found = _WORD.findall(whole if whole.isascii() else _HAN_RUN.sub(" ", whole))
    for run in _HAN_RUN.findall(whole):
        found.extend(map(add, run, run[1:]))
        found.append(run[-1])
    begun = normalise("\n".join([name[:_LONGEST_NAME] for name in called]))
    for run in _HAN_RUN.findall(begun):
        found.extend(_initial_tokens(run[:_LONGEST_RUN]))
    return " ".join(dict.fromkeys(found))


@lru_cache(maxsize=4_000)
def _initial_tokens(run: str) -> tuple[str, ...]:
    """What a run of 汉字 is found by besides its words; names of terms come back all the time."""
    return tuple(
        _MARK + letters[place : place + _TAIL]
        for letters in initials(run)
        for place in range(len(letters))
    )


@dataclass(frozen=True, slots=True)
class Token:
    """A token that a record must have, or with `open` the beginning of one."""

    text: str
    open: bool = False


Word: TypeAlias = tuple[tuple[Token, ...], ...]
"""Ways to find a word, any of which; all tokens of a way."""


def query_words(query: str) -> list[Word]:
    """What a query means: of each word one of several ways to be found, of each way all tokens.

    Every word must occur. A word of Latin letters is found as the beginning of a word or as pinyin
    initials; a single 汉字 is found wherever a pair begins or a run ends with it.
    """
    words: list[Word] = []
    for run in _RUN.findall(normalise(query[:_LONGEST_TEXT])):
        if _IS_HAN.match(run):
            pairs = tuple(Token(pair) for pair in _pairs(run))
            words.append((pairs or (Token(run, open=True),),))
        elif run.isascii() and run.isalpha():
            words.append(((Token(run, open=True),), _initials_wanted(run)))
        else:
            words.append(((Token(run, open=True),),))
    return words


def match_expression(query: str) -> str | None:
    """What a query means as an FTS5 match; None for one without any word."""
    words = query_words(query)
    return " AND ".join(_either(word) for word in words) or None


def _either(word: Word) -> str:
    ways = [" AND ".join(f'"{t.text}"{" *" if t.open else ""}' for t in way) for way in word]
    return ways[0] if len(ways) == 1 else "(" + " OR ".join(f"({way})" for way in ways) + ")"


def _pairs(run: str) -> Iterator[str]:
    for place in range(len(run) - 1):
        yield run[place : place + 2]


def _initials_wanted(letters: str) -> tuple[Token, ...]:
    if len(letters) <= _TAIL:
        return (Token(_MARK + letters, open=True),)
    windows = (letters[i : i + _TAIL] for i in range(len(letters) - _TAIL + 1))
    return tuple(Token(_MARK + window) for window in windows)
