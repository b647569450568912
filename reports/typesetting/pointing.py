# SPDX-License-Identifier: Apache-2.0
"""A cell that says on which page something begins, and leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.typesetting.paragraphs import paragraphs
from reports.typesetting.prose import Prose

if TYPE_CHECKING:
    from reports.typesetting.late import Late
    from reports.typesetting.styles import TextStyle

_MEASURE = "8888"
_BASELINE = 0.36


class PageNumber(Prose):
    """The page of an entry, aligned right; the number comes when it is known.

    Args:
        key: Of the entry.
        style: Of the number.
        late: Of the document.
    """

    def __init__(self, key: str, style: TextStyle, late: Late) -> None:
        super().__init__(paragraphs(_MEASURE, style, set()))
        self._key = key
        self._style = style
        self._late = late

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the number and the link."""
        style = self._style
        width, height = self._wrapped, self._height
        base = y + height - style.leading / 2 - style.size * _BASELINE
        name = f"page-{self._key}"
        self._late.place(canvas, name, x + width, base, style.font, style.size, right=True)
        box = (x, y, x + width, y + height)
        canvas.linkRect("", self._key, box, relative=1)
