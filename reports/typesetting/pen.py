# SPDX-License-Identifier: Apache-2.0
"""Writing lines on a page: what is set already is not set again, which keeps files small.

reportlab's own text object sets the font anew for every piece of text, and measures it once more.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reportlab.lib.rl_accel import escapePDF

from reports.typesetting.fonts import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.lib.colors import Color

    from reports.typesetting.fonts import Span

_FILLED, _FILLED_AND_STROKED = "0 Tr", "2 Tr"


class Pen:
    """Writes lines as one text object of a page."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - fonts assign their codes by document
        self._code = ["BT"]
        self._colour: Color | None = None
        self._weight = 0.0
        self._space = 0.0
        self._font = ""

    def move(self, x: float, y: float) -> None:
        """Begin a line at a point."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def look(self, colour: Color, weight: float = 0.0, space: float = 0.0) -> None:
        """Say how the next line looks: its colour, how much heavier, and the room between characters."""
        if colour is not self._colour:
            self._code.append(_filling(colour))
            self._colour = colour
        if weight != self._weight:
            stroked = f"{_filling(colour).upper()} {weight:g} w {_FILLED_AND_STROKED}"
            self._code.append(stroked if weight else _FILLED)
            self._weight = weight
        if space != self._space:
            self._code.append(f"{space:.3f} Tc")
            self._space = space

    def write(self, spans: Iterable[Span], size: float) -> None:
        """Write spans where the line has come to."""
        add, document, sized = self._code.append, self._document, f"{size:g} Tf"
        for font, part in spans:
            loaded = face(font)
            for subset, codes in loaded.splitString(part, document):
                wanted = f"{loaded.getSubsetInternalName(subset, document)} {sized}"
                if wanted != self._font:
                    add(wanted)
                    self._font = wanted
                add(f"({escapePDF(codes)}) Tj")

    def done(self) -> None:
        """Put the lines on the page."""
        if self._space:
            self._code.append("0 Tc")
        if self._weight:
            self._code.append(_FILLED)
        self._code.append("ET")
        self._canvas.addLiteral("\n".join(self._code))


@cache
def _filling(colour: Color) -> str:
    return f"{colour.red:.4f} {colour.green:.4f} {colour.blue:.4f} rg"
