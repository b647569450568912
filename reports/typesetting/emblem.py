# SPDX-License-Identifier: Apache-2.0
"""The emblem of an office above its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.utils import ImageReader

from reports.typesetting.styles import MM

if TYPE_CHECKING:
    from models.dossier import OfficeFacts

_BELOW = 8.0
_WIDEST = 120 * MM


class Emblem:
    """The picture that the office's template names; nothing where there is none, or it is gone.

    Attributes:
        height: With the room below it.
    """

    def __init__(self, office: OfficeFacts) -> None:
        self._path = office.emblem
        self.height = 0.0
        if self._path:
            self._size = self._fitted(float(office.paper.office.emblem_mm) * MM)
            self.height = self._size[1] + _BELOW

    def draw(self, canvas: Any, middle: float, y: float) -> None:
        """Draw it in the middle above a line."""
        if self._path:
            width, height = self._size
            canvas.drawImage(self._path, middle - width / 2, y + _BELOW, width, height, mask="auto")

    def _fitted(self, height: float) -> tuple[float, float]:
        across, down = ImageReader(self._path).getSize()
        width = min(height * across / down, _WIDEST)
        return width, width * down / across
