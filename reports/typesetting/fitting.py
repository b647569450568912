# SPDX-License-Identifier: Apache-2.0
"""How wide the printed columns are: by what is in them, so that rows have the fewest lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_MOST_LINES = 400
_SHORT_ASIDE = 14
"""So long an aside in brackets, a unit as a rule, is kept whole."""
_PIECES = re.compile(
    rf"\d+[年月日号届批次]|[（(][^（）()]{{1,{_SHORT_ASIDE}}}[）)]|[（(]?[^\s\u2e80-\uffff（()]+[)）]?|."
)
_SUFFIXED = re.compile(
    "[\u4e00-\u9fff]{2}[性器区率额者人值数度会]|(?:[已待]|未(?!来))[\u4e00-\u9fff]{2}"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_ASIDE_END = "）)"
_MAIL_PARTS = re.compile(r"[^@.]*[@.]*")
_WORD = 3
"""A stretch of so many characters is one word."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs.

    Attributes:
        least: Keeps its numbers, codes and words whole.
        text: Sets its longer texts in one line.
        longest: Sets all of them in one line; only `share_out` asks for it.
    """

    least: float
    text: float
    longest: float = 0.0


def fitted_widths(
    total: float, needs: Sequence[Need], size: float
) -> tuple[int, list[float]] | None:
    """Widths that fill a total so that no column needs more lines than another has to.

    Returns:
        How many lines the long texts take, and the widths; None where even the least is too wide.
    """
    if sum(need.least for need in needs) > total:
        return None
    low, high = 1, _MOST_LINES
    while low < high:
        middle = (low + high) // 2
        if sum(_at(needs, middle, size)) <= total:
            high = middle
        else:
            low = middle + 1
    found = _at(needs, low, size)
    if sum(found) > total:
        found = [need.least for need in needs]
    spare = total - sum(found)
    weights = [max(need.text, 1.0) if low > 1 else width
               for need, width in zip(needs, found, strict=True)]  # fmt: skip
    share = spare / sum(weights)
    return low, [width + weight * share for width, weight in zip(found, weights, strict=True)]


def _at(needs: Sequence[Need], lines: int, size: float) -> list[float]:
    """The widths for so many lines; a broken line loses up to a character."""
    loss = size if lines > 1 else 0.0
    return [max(need.least, need.text / lines + loss if need.text else 0.0) for need in needs]


def squeezed(total: float, needs: Sequence[Need]) -> list[float]:
    """The least widths, made narrower alike: the last resort."""
    least = sum(need.least for need in needs)
    return [need.least * total / least for need in needs]


def heading_pieces(text: str) -> list[str]:
    """The words of a heading: Western ones, Chinese ones of two or three, short asides whole."""
    found: list[str] = []
    han = ""
    for piece in [*_PIECES.findall(text), ""]:
        if _HAN.fullmatch(piece):
            han += piece
            continue
        found += _words(han)
        han = ""
        if piece in _ASIDE_END and piece and found:
            found[-1] += piece
        elif piece:
            found.append(piece)
    return _opened(found)


def _opened(pieces: Iterable[str]) -> list[str]:
    """Pieces of which an opening bracket stands with what follows it."""
    found: list[str] = []
    for piece in pieces:
        if found and found[-1] in {"（", "("}:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _words(text: str) -> Iterator[str]:
    """Chinese text in words of two characters, or three with a suffix (标志性, 孵化器, 代表人)."""
    start = 0
    while start < len(text):
        left = len(text) - start
        if left == _WORD or (_SUFFIXED.match(text, start) and left != _WORD + 1):
            end = start + _WORD
        else:
            end = start + 2
        yield text[start:end]
        start = end


def heading_least(text: str, measured: Callable[[str], float]) -> float:
    """The room that keeps each word of a heading whole."""
    return max((measured(piece) for piece in heading_pieces(text)), default=0.0)


def broken_heading(text: str, room: float, measured: Callable[[str], float]) -> str:
    """A heading with line ends between its words."""
    return _broken(heading_pieces(text), room, measured)


def mail_parts(text: str) -> list[str]:
    """An e-mail address in the parts between which a line may end: after @ and dots."""
    return [part for part in _MAIL_PARTS.findall(text) if part]


def broken_mail(text: str, room: float, measured: Callable[[str], float]) -> str:
    """An e-mail address with line ends only after @ and dots."""
    if measured(text) <= room:
        return text
    return _broken(mail_parts(text), room, measured)


def _broken(pieces: Sequence[str], room: float, measured: Callable[[str], float]) -> str:
    lines = [""]
    for piece in pieces:
        if lines[-1] and measured((lines[-1] + piece).rstrip()) > room:
            lines.append("")
        lines[-1] = (lines[-1] + piece) if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)
