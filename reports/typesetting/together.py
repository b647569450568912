# SPDX-License-Identifier: Apache-2.0
"""Blocks that no page break may part: a signature with its date, and with the text that it signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.typesetting.prose import Prose


class Together(Flowable):  # type: ignore[misc] # reportlab has no types
    """Blocks below each other on one page; what is higher than a page is not held together."""

    def __init__(self, blocks: Sequence[Any], *, page: float, before: float = 0) -> None:
        super().__init__()
        self.spaceBefore = before
        self._blocks = blocks
        self._page = page

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """All of them."""
        self._width = width
        return width, sum(height for _, height in self._placed())

    def split(self, width: float, height: float) -> list[Any]:
        """Nothing, so that all move to the next page; or the blocks one by one."""
        _, whole = self.wrap(width)
        if whole <= height:
            return [self]
        return list(self._blocks) if whole > self._page else []

    def draw(self) -> None:
        """Draw them from the top down."""
        placed = self._placed()
        y = sum(height for _, height in placed)
        for block, height in placed:
            y -= height
            block.drawOn(self.canv, 0, y)

    def _placed(self) -> list[tuple[Any, float]]:
        """The blocks, each with its height and the space above it."""
        return [
            (
                block,
                block.wrap(self._width, self._page)[1] + (block.getSpaceBefore() if index else 0),
            )
            for index, block in enumerate(self._blocks)
        ]


class Signed(Flowable):  # type: ignore[misc] # reportlab has no types
    """A text with what stands below it: some of its lines always stand on the same page."""

    def __init__(self, text: Prose, end: Together) -> None:
        super().__init__()
        self.spaceBefore = text.getSpaceBefore()
        self._text = text
        self._end = end

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Both, and the space between them."""
        self._width = width
        return width, self._text.wrap(width)[1] + self._below(width)

    def split(self, width: float, height: float) -> list[Any]:
        """The lines of the text that fit, and its last ones with what stands below them."""
        text = self._text.wrap(width)[1]
        if text + self._below(width) <= height:
            return [self]
        parts = self._text.split(width, min(height, text - _LEAST))
        return [parts[0], Signed(parts[1], self._end)] if len(parts) > 1 else []

    def draw(self) -> None:
        """Draw both."""
        below = self._below(self._width)
        self._text.drawOn(self.canv, 0, below)
        self._end.drawOn(self.canv, 0, 0)

    def _below(self, width: float) -> float:
        return float(self._end.wrap(width)[1] + self._end.getSpaceBefore())


_LEAST = 1.0
"""So much lower than all of a text that its last line, and by that two of them, move on."""
