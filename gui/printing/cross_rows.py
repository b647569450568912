# SPDX-License-Identifier: Apache-2.0
"""The cross tables of a summary: a row each, of two or three dimensions; the next row comes by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.printing.options import choice_box, choose, offer
from gui.widgets.rows import name_widget
from models.language import Label, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QComboBox

    from models.language import Message, Translatable

_FEWEST, _MOST = 2, 3
_NO_MORE = Label("—", "—")


class CrossRows(QWidget):
    """Rows of boxes; one that is empty is none."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dimensions: Mapping[str, Translatable] = {}
        self.rows: list[tuple[QComboBox, ...]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._add()

    @property
    def crosses(self) -> tuple[tuple[str, ...], ...]:
        """The tables, each by its dimensions."""
        return tuple(found for row in self.rows if (found := _of(row)))

    @property
    def fault(self) -> Message | None:
        """That a table has too few dimensions, or one of them twice."""
        for place, row in enumerate(self.rows, start=1):
            found = _of(row)
            if found and (len(found) < _FEWEST or len(set(found)) < len(found)):
                return message("Cross table {n} needs two or three different dimensions.", n=place)
        return None

    def offer(self, dimensions: Mapping[str, Translatable]) -> None:
        """Offer dimensions by id; a table by one that is gone loses it."""
        self._dimensions = dimensions
        for row in self.rows:
            for box in row:
                offer(box, [("", _NO_MORE), *dimensions.items()])

    def choose(self, crosses: tuple[tuple[str, ...], ...]) -> None:
        """Show just these tables."""
        while len(self.rows) <= len(crosses):
            self._add()
        for place, row in enumerate(self.rows):
            wanted = crosses[place] if place < len(crosses) else ()
            for box, value in zip(row, (*wanted, "", "", ""), strict=False):
                choose(box, value)

    def _add(self) -> None:
        place = len(self.rows)
        boxes = tuple(choice_box([("", _NO_MORE), *self._dimensions.items()]) for _ in range(_MOST))
        for column, box in enumerate(boxes):
            box.currentIndexChanged.connect(self._on_chosen)
            name = message("Cross table {n}, dimension {which}", n=place + 1, which=column + 1)
            name_widget(box, name)
            self._grid.addWidget(box, place, column)
            self._grid.setColumnStretch(column, 1)
        if self.rows:
            for before, after in pairwise((self.rows[-1][-1], *boxes)):
                QWidget.setTabOrder(before, after)
        else:
            self.setFocusProxy(boxes[0])
        self.rows.append(boxes)

    @Slot()
    def _on_chosen(self) -> None:
        if len(_of(self.rows[-1])) >= _FEWEST:
            self._add()
        self.changed.emit()


def _of(row: tuple[QComboBox, ...]) -> tuple[str, ...]:
    return tuple(str(box.currentData()) for box in row if box.currentData())
