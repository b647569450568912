# SPDX-License-Identifier: Apache-2.0
"""Paragraphs in the fonts that set them, each character measured once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from reports.typesetting.embedding import QUARTER
from reports.typesetting.fonts import spans, unspaced, widths
from reports.typesetting.lines import NO_GAPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reports.typesetting.fonts import Span
    from reports.typesetting.styles import TextStyle


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in the fonts that set it, measured.

    Attributes:
        fonts: The font of each span.
        stops: Where each span ends.
        sums: How wide the first n characters are.
        gaps: The room before characters that follow another script; none where a line begins.
    """

    text: str
    style: TextStyle
    fonts: Sequence[str]
    stops: Sequence[int]
    sums: Sequence[float] = field(repr=False)
    gaps: Mapping[int, float] = field(repr=False)

    def width(self, start: int, end: int) -> float:
        """How wide a stretch of the text is, by itself."""
        return self.sums[end] - self.sums[start] - self.gaps.get(start, 0.0)

    def parts(self, start: int, end: int) -> Iterator[Span]:
        """The spans of a stretch of the text, by itself."""
        index = bisect_right(self.stops, start)
        while start < end:
            stop = min(self.stops[index], end)
            font = self.fonts[index]
            yield (unspaced(font) if stop == end else font), self.text[start:stop]
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
    scale, tracking = style.size / 1000, style.tracking
    fonts = [font for font, _ in found]
    stops = list(accumulate(len(text) for _, text in found))
    each = [
        width * scale + tracking
        for font, text in found
        for width in map(widths(unspaced(font)).__getitem__, text)
    ]
    gap = QUARTER * scale
    gaps = {stop: gap for font, stop in zip(fonts, stops, strict=True) if font != unspaced(font)}
    for place in gaps:
        each[place] += gap
    sums = list(accumulate(each, initial=0.0))
    text = "".join(text for _, text in found)
    return Paragraph(text, style, fonts, stops, sums, gaps or NO_GAPS)
