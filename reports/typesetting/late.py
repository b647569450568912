# SPDX-License-Identifier: Apache-2.0
"""Texts that are known only when the document is set: drawn as forms that are defined last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.typesetting.fonts import draw_spans, spans, width_of
from reports.typesetting.styles import INK

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOM = 120.0


@dataclass(frozen=True, slots=True)
class _Place:
    font: str
    size: float
    right: bool


class Late:
    """The places of late texts in one document. Names are the caller's; the same name, one text."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}

    def place(
        self, canvas: Any, name: str, x: float, y: float, font: str, size: float, *, right: bool
    ) -> None:
        """Keep a place that begins at a point, or ends there if `right`."""
        self._places[name] = _Place(font, size, right)
        canvas.saveState()
        canvas.translate(x, y)
        canvas.doForm(name)
        canvas.restoreState()

    def settle(self, canvas: Any, text_of: Callable[[str], str]) -> None:
        """Write every text; after the last page, before the document is saved."""
        for name, place in self._places.items():
            found = spans(text_of(name), place.font, set())
            shift = width_of(found, place.size) if place.right else 0.0
            canvas.beginForm(name, -_ROOM, -place.size, _ROOM, 2 * place.size)
            canvas.setFillColor(INK)
            draw_spans(canvas, found, place.size, -shift, 0)
            canvas.endForm()
