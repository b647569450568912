# SPDX-License-Identifier: Apache-2.0
"""Taking words that tell out of texts, and telling what was taken out and what may still tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.audiences.folding import folded, narrowed
from models.audiences.words import doubts, shapes
from models.language import Label, Listing, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.audiences.folding import Folded
    from models.audiences.identities import Identities
    from models.audiences.profile import Audience
    from models.language import Language, Param, Translatable

_OPENING, _CLOSING = "（(【[「『“《", "）)】]」』”》"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were taken out of a text, or that may tell and were left.

    Attributes:
        where: The field or whatever else the text is.
        words: As they stand there.
        times: How often.
    """

    where: Translatable
    words: str
    times: int = 1


class Redaction:
    """Takes words out of the texts of one application, and remembers what it did."""

    def __init__(self, found: Identities, audience: Audience, language: Language) -> None:
        self._wording = audience.wording.text(language)
        self._index = _by_first(found.telling)
        self._common = _by_first(found.common)
        kinds = audience.hides.replaces
        self._shapes = [shape.pattern for shape in shapes() if shape.kind in kinds]
        self._doubts = [shape.pattern for shape in doubts() if shape.kind in kinds]
        self._taken: Counter[tuple[Translatable, str]] = Counter()
        self._left: Counter[tuple[Translatable, str]] = Counter()

    @property
    def taken(self) -> tuple[Hit, ...]:
        """What was taken out."""
        return tuple(Hit(where, words, n) for (where, words), n in self._taken.items())

    @property
    def left(self) -> tuple[Hit, ...]:
        """What may still tell."""
        return tuple(Hit(where, words, n) for (where, words), n in self._left.items())

    def text(self, text: str, where: Translatable) -> str:
        """A text without the words that tell."""
        if not text.strip():
            return text
        plain, narrow = folded(text), narrowed(text)
        spans = [
            *_found(self._index, plain, text),
            *(
                narrow.span(*match.span())
                for shape in self._shapes
                for match in shape.finditer(narrow.text)
                if match.end() > match.start()
            ),
        ]
        made = self._without(text, spans, where) if spans else text
        self._look_again(made, where)
        return made

    def tells(self, text: str) -> bool:
        """Whether a text has words that tell."""
        return next(_found(self._index, folded(text), text), None) is not None

    def note(self, words: str, where: Translatable) -> None:
        """Remember something that was taken out as a whole."""
        self._taken[where, words] += 1

    def said(self, said: Translatable, where: Translatable) -> Translatable:
        """A sentence whose parameters are without the words that tell."""
        match said:
            case Message():
                params = tuple((name, self._param(value, where)) for name, value in said.params)
                return replace(said, params=params)
            case Listing():
                return replace(said, items=tuple(self._param(item, where) for item in said.items))
            case Label():
                return replace(said, zh=self.text(said.zh, where), en=self.text(said.en, where))
        return said

    def _param(self, value: Param, where: Translatable) -> Param:
        if isinstance(value, str):
            return self.text(value, where)
        return self.said(value, where) if isinstance(value, Message | Listing | Label) else value

    def _without(self, text: str, spans: list[tuple[int, int]], where: Translatable) -> str:
        pieces: list[str] = []
        done = 0
        for start, end in _merged(text, spans):
            self._taken[where, text[start:end]] += 1
            pieces += [text[done:start], self._wording]
            done = end
        return "".join((*pieces, text[done:]))

    def _look_again(self, text: str, where: Translatable) -> None:
        """What of a text that goes out may still tell."""
        plain, rest = folded(text), narrowed(text.replace(self._wording, "\n"))
        for start, end in _merged(text, list(_found(self._common, plain, text))):
            self._left[where, text[start:end]] += 1
        for shape in self._doubts:
            for match in shape.finditer(rest.text):
                self._left[where, match[0].strip()] += 1


def _by_first(found: Iterable[str]) -> dict[str, list[str]]:
    index: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(found, key=len, reverse=True):
        index[word[0]].append(word)
    return dict(index)


def _found(index: dict[str, list[str]], plain: Folded, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand; those of Latin letters or digits only where no more of them follow."""
    for start, char in enumerate(plain.text):
        for word in index.get(char, ()):
            if not plain.text.startswith(word, start):
                continue
            span = plain.span(start, start + len(word))
            if _stands_alone(word, text, span):
                yield span
                break


def _stands_alone(word: str, text: str, span: tuple[int, int]) -> bool:
    start, end = span
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_same(word[0], before) or _same(word[-1], after))


def _same(mine: str, other: str) -> bool:
    """Whether a neighbour would go on with the same word or number."""
    if not other or not mine.isascii():
        return False
    near = folded(other).text[:1]
    return near.isascii() and (
        (mine.isdigit() and near.isdigit()) or (mine.isalpha() and near.isalpha())
    )


def _merged(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places that touch, or between which nothing is written, as one, each with its brackets."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not folded(text[merged[-1][1] : start]).text):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    for start, end in merged:
        yield _with_brackets(text, start, end)


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with the other half of a bracket that it cuts, or with both that stand around it."""
    inside = text[start:end]
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        missing = inside.count(opening) - inside.count(closing)
        if missing > 0 and text[end : end + 1] == closing:
            return start, end + 1
        if missing < 0 and text[start - 1 : start] == opening:
            return start - 1, end
    around = text[start - 1 : start] + text[end : end + 1] if start else ""
    if around in {"（）", "()"}:
        return start - 1, end + 1
    return start, end
