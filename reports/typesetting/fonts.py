# SPDX-License-Identifier: Apache-2.0
"""The fonts, and which of them sets which character of a text.

A text is set in the font asked for; a character that it lacks comes from the first other that has
it, which for letters and small figures (Š, ₂) is one of the same weight (resources/fonts/README.md);
one that none has is printed as its code point and reported. A font is loaded when it is first needed.
A font of the office's machine (`office_fonts`) sets Chinese alone: Western letters and digits come
from the bundled font that goes with it. Between Chinese and Western characters stands a quarter of an em.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.pdfbase import pdfmetrics

from reports.typesetting.embedding import EmbeddedFont, SpacedFont
from resources import entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SERIF = "NotoSerifSC-Regular"
SANS = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
RARE = "RareHan-Regular"
MORE_SERIF = "MoreSerif-Regular"
MORE_SANS = "MoreSans-Regular"
MORE_BOLD = "MoreSans-Bold"

_OTHERS = {
    SERIF: (MORE_SERIF, RARE, MORE_SANS, SANS),
    SANS: (MORE_SANS, RARE, SERIF),
    BOLD: (MORE_BOLD, RARE, MORE_SANS, SANS, SERIF),
    RARE: (SANS, MORE_SANS, SERIF),
}
_BLANKS = {"\t": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n"}
_SELECTORS = frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)))
)

_CHINESE = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STAYING = frozenset(" ¹²³⁴")
_SMALL = "\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209c"
_LETTERS = f"0-9A-Za-z{_SMALL}\u00c0-\u024f\u0370-\u03ff\u1e00-\u1eff"
_CHANGE = re.compile(f"[{_CHINESE}](?=[{_LETTERS}])|[{_LETTERS}%‰‱](?=[{_CHINESE}])")
_WESTERN = frozenset(
    map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x250), *map(ord, "ª²³¹º"), *range(0x2070, 0x209D)))
) - {"×", "÷"}

Span: TypeAlias = tuple[str, str]
"""A font and a text that it can set whole."""


_SPACED = "+"
"""Ends the name of a font that has a quarter of an em after every character."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A font that is not bundled.

    Attributes:
        index: Of the font in a collection (.ttc).
        western: The bundled font that sets letters and digits, and what the font lacks.
    """

    path: Path
    index: int
    western: str


_foreign: dict[str, Foreign] = {}


def add_foreign(name: str, font: Foreign) -> None:
    """Make a font known under a name."""
    _foreign[name] = font


@cache
def face(font: str) -> EmbeddedFont:
    """A font, registered with reportlab when it is first asked for."""
    loaded: EmbeddedFont
    if font.endswith(_SPACED):
        loaded = SpacedFont(face(unspaced(font)), font)
    elif font in _foreign:
        loaded = EmbeddedFont(font, _foreign[font].path, _foreign[font].index)
    else:
        with as_file(entry("fonts", f"{font}.ttf")) as path:
            loaded = EmbeddedFont(font, path)
    pdfmetrics.registerFont(loaded)
    return loaded


def unspaced(font: str) -> str:
    """The font itself."""
    return font.removesuffix(_SPACED)


@cache
def coverage(font: str) -> frozenset[str]:
    """The characters that a font sets: with a glyph, and neither control nor invisible."""
    known = frozenset(
        char
        for char, glyph in ((chr(code), own) for code, own in face(font).face.charToGlyph.items())
        if glyph and unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
    return known - _WESTERN if font in _foreign else known


class _Widths(dict[str, float]):
    """The widths of a font's characters in thousandths of its size, looked up once each."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._width = face(font).face.getCharWidth

    def __missing__(self, char: str) -> float:
        width = float(self._width(ord(char)))
        self[char] = width
        return width


@cache
def widths(font: str) -> dict[str, float]:
    """The width of each character in thousandths of the size."""
    return _Widths(font)


def width_of(spans: list[Span], size: float) -> float:
    """How wide spans are at a size, in points."""
    total = sum(sum(map(widths(font).__getitem__, text)) for font, text in spans)
    return total * size / 1000


def spans(text: str, font: str, lost: set[str]) -> list[Span]:
    r"""A text in the fonts that set it; line ends stay as `\n` in the font asked for.

    `lost` takes the characters that no font has.
    """
    if coverage(font).issuperset(text):
        return _with_spaces([(font, text)], text) if text else []
    joined = groupby(_pieces(text, font, lost), key=lambda piece: piece[0])
    found = [(name, "".join(part for _, part in group)) for name, group in joined]
    return _with_spaces(found, "".join(part for _, part in found))


def _with_spaces(found: list[Span], text: str) -> list[Span]:
    """Spans of which each character before a change of script is one of its own."""
    places = [match.start() for match in _CHANGE.finditer(text)]
    if not places:
        return found
    made: list[Span] = []
    begin = 0
    for font, part in found:
        done, end = begin, begin + len(part)
        for place in places[bisect_left(places, begin) : bisect_left(places, end)]:
            if place > done:
                made.append((font, text[done:place]))
            made.append((face(font + _SPACED).fontName, text[place]))
            done = place + 1
        if done < end:
            made.append((font, text[done:end]))
        begin = end
    return made


def fitted(text: str, font: str, size: float, width: float, lost: set[str]) -> list[Span]:
    """One line of a text, cut with … where it is wider than there is room."""
    line = " ".join(text.split())
    found = spans(line, font, lost)
    if width_of(found, size) <= width:
        return found
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(spans(f"{line[:middle].rstrip()}…", font, set()), size) <= width:
            low = middle
        else:
            high = middle - 1
    return spans(f"{line[:low].rstrip()}…", font, lost)


def draw_spans(canvas: Any, found: Sequence[Span], size: float, x: float, y: float) -> None:
    """Draw spans in one line."""
    text = canvas.beginText(x, y)
    for font, part in found:
        text.setFont(font, size)
        text.textOut(part)
    canvas.drawText(text)


def _pieces(text: str, font: str, lost: set[str]) -> Iterator[Span]:
    """The font of each character; a blank and ²³ stay in that of the character before.

    Programs that take the text out of a PDF lose a blank that is a span of its own, and take ₄ and ²
    from two fonts for two lines.
    """
    last = font
    for char in text:
        if char in _STAYING and char in coverage(last):
            yield last, char
            continue
        piece = _piece(char, font, lost)
        if piece[1]:
            last = piece[0]
            yield piece


def _piece(char: str, font: str, lost: set[str]) -> Span:
    if char in coverage(font) or char == "\n":
        return font, char
    instead = _instead(char)
    if instead is not None:
        return font, instead
    for other in _others(font):
        if char in coverage(other):
            return other, char
    lost.add(char)
    return font, f"[U+{ord(char):04X}]"


def _others(font: str) -> tuple[str, ...]:
    if font in _foreign:
        western = _foreign[font].western
        return (western, *_OTHERS[western])
    return _OTHERS[font]


def _instead(char: str) -> str | None:
    """What is set for a blank that has no glyph, and nothing for what is invisible."""
    if char in _BLANKS:
        return _BLANKS[char]
    if char in _SELECTORS or unicodedata.category(char) == "Cf":
        return ""
    return " " if unicodedata.category(char) == "Zs" else None
