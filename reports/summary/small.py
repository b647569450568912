# SPDX-License-Identifier: Apache-2.0
"""The small types in which the wide tables of a summary are printed."""

from __future__ import annotations

from dataclasses import dataclass

from reports.summary.needs import Ruler
from reports.typesetting.fonts import BOLD, SERIF, spans, width_of
from reports.typesetting.styles import Align, TextStyle

_SLACK = 0.6


@dataclass(frozen=True, slots=True)
class Small:
    """A type and the room beside it; measures in points."""

    size: float
    leading: float
    side: float

    @property
    def cell(self) -> TextStyle:
        """Of texts."""
        return TextStyle(SERIF, self.size, self.leading)

    @property
    def number(self) -> TextStyle:
        """Of numbers."""
        return TextStyle(SERIF, self.size, self.leading, Align.RIGHT)

    @property
    def centred(self) -> TextStyle:
        """Of what is counted only."""
        return TextStyle(SERIF, self.size, self.leading, Align.CENTRE)

    @property
    def head(self) -> TextStyle:
        """Of headings."""
        return TextStyle(BOLD, self.size, self.leading, Align.CENTRE)

    def width(self, text: str) -> float:
        """How wide a cell's text is in one line."""
        return _width(text, SERIF, self.size)

    def bold_width(self, text: str) -> float:
        """How wide a heading or a sum is in one line."""
        return _width(text, BOLD, self.size)

    def ruler(self) -> Ruler:
        """Measures with this type."""
        return Ruler(self.width, self.bold_width, 2 * self.side + _SLACK, self.size)


def _width(text: str, font: str, size: float) -> float:
    return max((width_of(spans(line, font, set()), size) for line in text.split("\n")), default=0.0)


SIZES = (Small(6.5, 8.8, 2.2), Small(6.0, 8.2, 1.9), Small(5.5, 7.6, 1.6))
"""From the largest to the smallest that is still read on paper."""

LARGE_SIZES = (Small(10.0, 14.5, 4.0), Small(9.0, 13.0, 3.5), Small(8.0, 11.5, 3.0))
"""Those in which a list with few columns is printed, where they do."""
