# SPDX-License-Identifier: Apache-2.0
"""Paragraphs in the fonts that set them, each character measured once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from reports.typesetting.fonts import spans, widths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.typesetting.fonts import Span
    from reports.typesetting.styles import TextStyle


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in the fonts that set it, measured.

    Attributes:
        fonts: The font of each span.
        stops: Where each span ends.
        sums: How wide the first n characters are.
    """

    text: str
    style: TextStyle
    fonts: Sequence[str]
    stops: Sequence[int]
    sums: Sequence[float] = field(repr=False)

    def parts(self, start: int, end: int) -> Iterator[Span]:
        """The spans of a stretch of the text."""
        index = bisect_right(self.stops, start)
        while start < end:
            stop = min(self.stops[index], end)
            yield self.fonts[index], self.text[start:stop]
            start = stop
            index += 1


def paragraphs(text: str, style: TextStyle, lost: set[str]) -> list[Paragraph]:
    """The paragraphs of a text, one a line of it; empty lines are left out."""
    found = spans(text, style.font, lost)
    if not any("\n" in part for _, part in found):
        return [measured(found, style)] if found else []
    return [measured(line, style) for line in _lines(found) if "".join(x for _, x in line).strip()]


def _lines(found: list[Span]) -> Iterator[list[Span]]:
    line: list[Span] = []
    for font, text in found:
        head, *more = text.split("\n")
        line.append((font, head))
        for piece in more:
            yield [span for span in line if span[1]]
            line = [(font, piece)]
    yield [span for span in line if span[1]]


def measured(found: list[Span], style: TextStyle) -> Paragraph:
    """A paragraph of spans, each character measured once."""
    scale = style.size / 1000
    each = chain.from_iterable(map(widths(font).__getitem__, text) for font, text in found)
    sums = list(accumulate((width * scale for width in each), initial=0.0))
    stops = list(accumulate(len(text) for _, text in found))
    text = "".join(text for _, text in found)
    return Paragraph(text, style, [font for font, _ in found], stops, sums)
