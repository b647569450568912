# SPDX-License-Identifier: Apache-2.0
"""Words set over a sheet from elsewhere, where that sheet leaves room for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reports.typesetting.fonts import SANS
from reports.typesetting.styles import TextStyle

if TYPE_CHECKING:
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

_INSET = 2.0
_SMALLEST, _USUAL, _LARGEST = 3.0, 10.0, 12.0
_OF_HEIGHT = 0.7
_LEADING = 1.25


@dataclass(frozen=True, slots=True)
class Words:
    """Words set over a sheet; measures are shares of its width and height, from its lower left.

    Attributes:
        size: Of the type; 0 for what fits.
        lines: They may take several lines.
    """

    text: str
    left: float
    bottom: float
    width: float
    height: float
    size: float = 0
    lines: bool = False


def set_words(words: Words, size: tuple[float, float], setter: Setter) -> Prose:
    """Set words for a sheet of a size: as large as they ask, smaller where they would not fit."""
    width, height = words.width * size[0] - 2 * _INSET, words.height * size[1]
    wanted = words.size * size[1] or (_USUAL if words.lines else height * _OF_HEIGHT)
    points = min(max(wanted, _SMALLEST), words.size * size[1] or _LARGEST)
    style = TextStyle(SANS, points, points * _LEADING)
    prose = setter.block(words.text, style)
    while points > _SMALLEST and not _fits(prose, width, height, lines=words.lines):
        points = max(points * 0.9, _SMALLEST)
        style = replace(style, size=points, leading=points * _LEADING)
        prose = setter.block(words.text, style)
    return prose


def _fits(prose: Prose, width: float, height: float, *, lines: bool) -> bool:
    if lines:
        return bool(prose.wrap(width)[1] <= height)
    return prose.natural_width <= width


def draw_words(
    canvas: Any,
    words: Words,
    prose: Prose,
    origin: tuple[float, float],
    size: tuple[float, float],
    scale: float,
) -> None:
    """Draw words over a sheet that begins at a point; nothing goes beyond their room."""
    left, bottom = words.left * size[0], words.bottom * size[1]
    width, height = words.width * size[0], words.height * size[1]
    canvas.saveState()
    canvas.translate(*origin)
    canvas.scale(scale, scale)
    room = canvas.beginPath()
    room.rect(left, bottom, width, height)
    canvas.clipPath(room, stroke=0, fill=0)
    used = prose.wrap(max(width - 2 * _INSET, 1) if words.lines else prose.natural_width + 1)[1]
    gap = 0.0 if words.lines else (height - used) / 2
    prose.draw_at(canvas, left + _INSET, bottom + height - gap - used)
    canvas.restoreState()
