# SPDX-License-Identifier: Apache-2.0
"""The four fonts, and which of them sets which character of a text.

A text is set in the font asked for; a character that it lacks comes from the first other that has
it (resources/fonts/README.md); one that none has is printed as its code point and reported.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import as_file
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

SERIF = "NotoSerifSC-Regular"
SANS = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
RARE = "RareHan-Regular"

_OTHERS = {
    SERIF: (RARE, SANS),
    SANS: (RARE, SERIF),
    BOLD: (RARE, SANS, SERIF),
    RARE: (SANS, SERIF),
}
_BLANKS = {"\t": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n"}
_SELECTORS = frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)))
)

Span: TypeAlias = tuple[str, str]
"""A font and a text that it can set whole."""


class _Font(TTFont):  # type: ignore[misc] # reportlab has no types
    """A font that is embedded as it is.

    reportlab writes code points beyond U+FFFF into the ToUnicode table, where ISO 32000-1, 9.10.3
    asks for UTF-16: such characters could be neither copied nor searched. Where many glyphs share a
    width, as in Chinese fonts, it takes that width in thousandths for one in units of the font, so
    that the embedded font and the widths beside it differ.
    """

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        own = int.from_bytes(self.face.get_table("hhea")[_WIDTHS_OF_THEIR_OWN], "big")
        metrics = self.face.hmetrics
        metrics[own:] = [(metrics[own - 1][0], bearing) for _, bearing in metrics[own:]]

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab calls it so
        """Add the font's objects to a document, its tables corrected."""
        super().addObjects(doc)
        for name, item in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                item.content = _BEYOND.sub(_as_utf16, item.content)


_WIDTHS_OF_THEIR_OWN = slice(34, 36)
"""Where the table `hhea` says how many glyphs have a width of their own."""
_BEYOND = re.compile(r"<([0-9A-F]{5,6})>")


def _as_utf16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


@lru_cache(maxsize=4)
def face(font: str) -> TTFont:
    """A font, registered with reportlab when it is first asked for."""
    with as_file(entry("fonts", f"{font}.ttf")) as path:
        loaded = _Font(font, str(path))
    pdfmetrics.registerFont(loaded)
    return loaded


@lru_cache(maxsize=4)
def coverage(font: str) -> frozenset[str]:
    """The characters that a font sets: with a glyph, and neither control nor invisible."""
    known = map(chr, face(font).face.charToGlyph)
    return frozenset(char for char in known if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})


class _Widths(dict[str, float]):
    """The widths of a font's characters in thousandths of its size, looked up once each."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._face = face(font).face

    def __missing__(self, char: str) -> float:
        width = float(self._face.getCharWidth(ord(char)))
        self[char] = width
        return width


@lru_cache(maxsize=4)
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
        return [(font, text)] if text else []
    pieces = (_piece(char, font, lost) for char in text)
    joined = groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0])
    return [(name, "".join(part for _, part in group)) for name, group in joined]


def runs(text: str, font: str, lost: set[str] | None = None) -> str:
    """A text as reportlab's paragraph markup: XML escaped, `<font>` where another font sets it."""
    found: set[str] = set() if lost is None else lost
    return "".join(_markup(spans(text, font, found), font))


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


def _markup(found: list[Span], font: str) -> Iterator[str]:
    for name, text in found:
        marked = escape(text).replace("\n", "<br/>")
        yield marked if name == font else f'<font name="{name}">{marked}</font>'


def _piece(char: str, font: str, lost: set[str]) -> Span:
    if char in coverage(font) or char == "\n":
        return font, char
    instead = _instead(char)
    if instead is not None:
        return font, instead
    for other in _OTHERS[font]:
        if char in coverage(other):
            return other, char
    lost.add(char)
    return font, f"[U+{ord(char):04X}]"


def _instead(char: str) -> str | None:
    """What is set for a blank that has no glyph, and nothing for what is invisible."""
    if char in _BLANKS:
        return _BLANKS[char]
    if char in _SELECTORS or unicodedata.category(char) == "Cf":
        return ""
    return " " if unicodedata.category(char) == "Zs" else None
