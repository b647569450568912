# SPDX-License-Identifier: Apache-2.0
"""Bars drawn as vectors, each with its number beside it; what is too much is hatched, not coloured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from models.language import message, plural
from models.programme.display import number_text
from reports.summary.overview import quota_name
from reports.typesetting.fonts import BOLD, SANS, draw_spans, fitted, spans, width_of
from reports.typesetting.styles import INK, QUIET, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.language import Message
    from reports.summary.frame import Frame, QuotaState
    from reports.summary.overview import Spread
    from reports.typesetting.setter import Setter

_FILL, _PALE = HexColor("#44546a"), HexColor("#e6e9ee")
_TITLE, _TEXT = 9.5, 8.0
_TITLE_ROOM = 18.0
_ROW, _BAR = 15.0, 8.5
_GAP = 6.0
_LABELS = 0.46
"""Of the width, at most, for what stands before the bars."""
_SIDE = 14.0
"""Free at the right, so that two charts beside each other stay apart."""
_HATCH = 2.6
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        text: The number as it stands behind the bar.
        limit: How far it may go; None where nothing limits it.
    """

    label: str
    value: int
    text: str
    limit: int | None = None


class Chart(Flowable):  # type: ignore[misc] # reportlab has no types
    """Bars that lie, the first on top, under their title; may be split between two of them."""

    def __init__(
        self, title: str, bars: Sequence[Bar], setter: Setter, *, most: int | None = None,
        before: float = 10,
    ) -> None:  # fmt: skip
        super().__init__()
        self.spaceBefore = before
        self.spaceAfter = 4
        self._title = title
        self._bars = tuple(bars)
        self._setter = setter
        self._most = most or max((max(bar.value, bar.limit or 0) for bar in bars), default=1)
        self._width = 0.0

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """As high as its bars."""
        self._width = width - _SIDE
        return width, _TITLE_ROOM + _ROW * len(self._bars)

    def split(self, _width: float, height: float) -> list[Any]:
        """The bars that fit, and the others on the same scale."""
        fit = int((height - _TITLE_ROOM) // _ROW)
        if fit >= len(self._bars):
            return [self]
        fit = min(fit, len(self._bars) - _FEWEST)
        if fit < _FEWEST:
            return []
        parts = (self._bars[:fit], self._bars[fit:])
        return [Chart(self._title, part, self._setter, most=self._most) for part in parts]

    def draw(self) -> None:
        """Draw the title, then the bars from the top."""
        canvas, lost = self.canv, self._setter.lost
        y = _ROW * len(self._bars)
        canvas.saveState()
        canvas.setFillColor(INK)
        title = fitted(self._title, BOLD, _TITLE, self._width, lost)
        draw_spans(canvas, title, _TITLE, 0, y + 5)
        names = [spans(bar.label, SANS, lost) for bar in self._bars]
        widest = max((width_of(name, _TEXT) for name in names), default=0.0)
        room = min(widest, self._width * _LABELS)
        behind = max(
            (width_of(spans(bar.text, SANS, lost), _TEXT) for bar in self._bars), default=0
        )
        scale = (self._width - room - behind - 2 * _GAP) / max(1, self._most)
        for bar in self._bars:
            y -= _ROW
            self._draw_bar(bar, y, room, scale)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.line(room + _GAP, 0, room + _GAP, _ROW * len(self._bars))
        canvas.restoreState()

    def _draw_bar(self, bar: Bar, y: float, room: float, scale: float) -> None:
        canvas, lost = self.canv, self._setter.lost
        base = y + (_ROW - _BAR) / 2
        start = room + _GAP
        canvas.setFillColor(INK)
        label = fitted(bar.label, SANS, _TEXT, room, lost)
        draw_spans(canvas, label, _TEXT, room - width_of(label, _TEXT), y + _ROW / 2 - _TEXT * 0.36)
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(_FILL)
        end = bar.value
        if bar.limit is not None:
            canvas.setFillColor(_PALE)
            canvas.rect(start, base, bar.limit * scale, _BAR, stroke=1, fill=1)
            end = max(bar.value, bar.limit)
        canvas.setFillColor(_FILL)
        inside = bar.value if bar.limit is None else min(bar.value, bar.limit)
        if inside:
            canvas.rect(start, base, inside * scale, _BAR, stroke=0, fill=1)
        if bar.limit is not None and bar.value > bar.limit:
            self._hatch(start + bar.limit * scale, base, (bar.value - bar.limit) * scale)
        canvas.setFillColor(QUIET if not bar.value else INK)
        text = spans(bar.text, SANS, lost)
        draw_spans(canvas, text, _TEXT, start + end * scale + 4, y + _ROW / 2 - _TEXT * 0.36)

    def _hatch(self, x: float, y: float, width: float) -> None:
        """What is beyond the limit."""
        canvas = self.canv
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, y, width, _BAR)
        canvas.clipPath(path, stroke=1, fill=0)
        at = x - _BAR
        while at < x + width:
            canvas.line(at, y, at + _BAR, y + _BAR)
            at += _HATCH
        canvas.restoreState()


def spread_chart(spread: Spread, setter: Setter, *, most: int | None = None) -> Chart:
    """How many applications each value of a dimension has; at most so many bars, the rest as one."""
    lines = list(spread.lines)
    if most is not None and len(lines) > most:
        lines = sorted(lines, key=lambda line: -line[1].count)
    shown = lines if most is None or len(lines) <= most else lines[: most - 1]
    bars = [Bar(entry.label, tally.count, number_text(tally.count)) for entry, tally in shown]
    rest = sum(tally.count for _, tally in lines[len(shown) :])
    if len(shown) < len(lines):
        n = len(lines) - len(shown)
        bars.append(Bar(setter.text(_others(n)), rest, number_text(rest)))
    return Chart(spread.title, bars, setter)


def _others(n: int) -> Message:
    return plural("{n} other", "{n} others", n=n)


def quota_bars(frame: Frame) -> list[Bar]:
    """How many places of each quota are taken."""
    return [
        Bar(
            quota_name(state, frame),
            state.taken,
            frame.say(_standing(state)),
            state.limit,
        )
        for state in frame.quotas
    ]


def _standing(state: QuotaState) -> Message:
    if state.left < 0:
        return message(
            "{taken} of {limit}, {n} too many", taken=state.taken, limit=state.limit, n=-state.left
        )
    return message("{taken} of {limit}", taken=state.taken, limit=state.limit)
