# SPDX-License-Identifier: Apache-2.0
"""Fonts as they are embedded: what can be copied and searched is what went in, blanks included."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

QUARTER = 250
"""A quarter of an em, in thousandths of the size."""


class EmbeddedFont(TTFont):  # type: ignore[misc] # reportlab has no types
    """A font whose characters beyond U+FFFF can be copied and searched.

    reportlab writes their code points into the ToUnicode table, where ISO 32000-1, 9.10.3 asks for
    UTF-16.
    """

    def __init__(self, name: str, path: Path, index: int = 0) -> None:
        super().__init__(name, str(path), subfontIndex=index)
        self.face.get_table = _Tables(self.face)
        _mend_advances(self.face)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab calls it so
        """Add the font's objects to a document, its tables corrected."""
        subsets = len(self.state[doc].subsets)
        fonts = [self.getSubsetInternalName(index, doc)[1:] for index in range(subsets)]
        super().addObjects(doc)
        for name in fonts:
            font = doc.idToObject["BasicFonts"].dict[name]
            font.Widths = _Numbers(font.Widths.sequence)
            table = doc.idToObject[font.ToUnicode.name]
            table.content = _BEYOND.sub(_as_utf16, table.content)


def _mend_advances(face: Any) -> None:
    """Give the glyphs that share the last advance that one, which reportlab scales once too often."""
    own = face.get_ushort(face.get_table_pos("hhea")[0] + 34)
    if own < len(face.hmetrics) and face.unitsPerEm != _THOUSAND:
        last = face.hmetrics[own - 1][0]
        face.hmetrics[own:] = [(last, bearing) for _, bearing in face.hmetrics[own:]]


_THOUSAND = 1000


class _Numbers(PDFObject):  # type: ignore[misc] # reportlab has no types
    """An array of numbers, written at once."""

    def __init__(self, numbers: Sequence[float]) -> None:
        self._numbers = numbers

    def format(self, _document: Any) -> bytes:
        """The array as it stands in the file."""
        return f"[{' '.join(f'{number:g}' for number in self._numbers)}]".encode("ascii")


class _Tables:
    """The tables of a font; the outlines are not copied for each subset, since they are megabytes."""

    def __init__(self, face: Any) -> None:
        self._face = face

    def __call__(self, tag: str) -> Any:
        begin, length = self._face.get_table_pos(tag)
        return (
            _Outlines(self._face, begin) if tag == "glyf" else self._face.get_chunk(begin, length)
        )


class _Outlines:
    """The outlines of all glyphs, of which reportlab takes one after the other."""

    def __init__(self, face: Any, begin: int) -> None:
        self._face = face
        self._begin = begin

    def __getitem__(self, glyph: slice) -> bytes:
        chunk: bytes = self._face.get_chunk(self._begin + glyph.start, glyph.stop - glyph.start)
        return chunk


_BEYOND = re.compile(r"<([0-9A-F]{5,6})>")


def _as_utf16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


class SpacedFont(EmbeddedFont):
    """The same font with a quarter of an em after every character, as part of its advance.

    A space that is drawn as a move is read as a blank by programs that take the text out of a PDF; one
    that belongs to a character is not, and the widths in the file agree with the embedded font.
    """

    def __init__(self, font: EmbeddedFont, name: str) -> None:
        self.fontName = name
        self.face = copy.copy(font.face)  # tables and glyphs are shared
        self.face.name = type(font.face.name)(font.face.name + b"-Spaced")
        self.face.hmetrics = _Wider(font.face.hmetrics, QUARTER * font.face.unitsPerEm / 1000)
        self.face.getCharWidth = lambda code: font.face.getCharWidth(code) + QUARTER
        self.encoding = font.encoding
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self.shapable = False
        self._asciiReadable = 0


class _Wider:
    """The advances and bearings of glyphs, each advance wider by as much."""

    def __init__(self, metrics: Any, more: float) -> None:
        self._metrics = metrics
        self._more = round(more)

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        advance, bearing = self._metrics[glyph]
        return advance + self._more, bearing
