# SPDX-License-Identifier: Apache-2.0
"""A text as a search for names sees it, and where each of its characters came from.

Whoever types a name types it as they like: full width or half, with blanks, quotes, brackets, dots or
dashes in between, with marks that nobody sees. `folded` drops all of that; `narrowed` keeps blanks and
punctuation and only makes widths and case the same, for what is recognised by its shape.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from models.rules.text import DASHES, PRIVATE_USE_TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

_BETWEEN = frozenset(DASHES) | frozenset(
    "\"'`´ʹ‘’‚‛“”„‟′″〝〞〟«»‹›「」『』《》〈〉<>()[]{}【】〔〕〖〗〘〙⟨⟩（）·•・‧∙⋅●_~～|/\\"
)
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Mn", "Me", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable.

    Attributes:
        text: What is left of it.
        places: For each character of `text`, the place of the one that it came from.
    """

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of a piece of `text`."""
        return self.places[start], self.places[end - 1] + 1


def folded(text: str) -> Folded:
    """A text without widths, case, marks, blanks, quotes, brackets, dots in the middle and dashes."""
    return _made(text, _fold)


def narrowed(text: str) -> Folded:
    """A text in half width and small letters; blanks and punctuation stay."""
    return _made(text, _narrow)


def key(text: str) -> str:
    """A name as `folded` would find it."""
    return folded(text).text


def _made(text: str, change: Callable[[str], str]) -> Folded:
    found: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        made = change(char)
        found.append(made)
        places += [place] * len(made)
    return Folded("".join(found), tuple(places))


@lru_cache(maxsize=20_000)
def _fold(char: str) -> str:
    today = PRIVATE_USE_TODAY.get(char, char)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", today).casefold())
    return "".join(item for item in plain if item not in _BETWEEN and not _unseen(item))


@lru_cache(maxsize=20_000)
def _narrow(char: str) -> str:
    plain = unicodedata.normalize("NFKC", PRIVATE_USE_TODAY.get(char, char)).casefold()
    return "".join(
        "-" if item in DASHES else item for item in plain if item in _WHITE or not _unseen(item)
    )


_WHITE = frozenset(" \t\n")


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN
