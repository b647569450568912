# SPDX-License-Identifier: Apache-2.0
"""A list of what can be ticked, in an order that can be changed: Space ticks, Alt+Up and Down move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.theme import icon
from gui.widgets.rows import name_widget
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from models.language import Translatable

_ID = Qt.ItemDataRole.UserRole


class OrderedList(QWidget):
    """Ticks some of many, and puts them in order.

    - `changed` tells that what is ticked, or its order, is another.
    """

    changed = Signal()

    def __init__(
        self, name: Translatable, *, lines: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.list = _List(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setProperty("role", "cells")
        self.list.setUniformItemSizes(True)
        self._lines = lines
        self.list.itemChanged.connect(self.changed)
        self.list.currentRowChanged.connect(self._on_current)
        name_widget(self.list, name, message("Space ticks, Alt+Up and Alt+Down move."))
        self.up = self._button("arrow-up", message("Move up (Alt+Up)"))
        self.down = self._button("arrow-down", message("Move down (Alt+Down)"))
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        beside = QVBoxLayout()
        beside.addWidget(self.up)
        beside.addWidget(self.down)
        beside.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(beside)
        self.setFocusProxy(self.list)
        self._on_current()

    def chosen(self) -> tuple[str, ...]:
        """The ids of what is ticked and shown, in order."""
        return tuple(
            str(item.data(_ID))
            for item in self._items()
            if not item.isHidden() and item.checkState() is Qt.CheckState.Checked
        )

    def offer(self, items: Iterable[tuple[str, Translatable | str]], chosen: Sequence[str]) -> None:
        """Show items by id and name: those that are ticked in front, in their order."""
        known = dict(items)
        first = [key for key in chosen if key in known]
        with QSignalBlocker(self.list):
            self.list.clear()
            for key in dict.fromkeys((*first, *known)):
                item = QListWidgetItem(str(known[key]))
                item.setData(_ID, key)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsSelectable
                    | Qt.ItemFlag.ItemIsUserCheckable
                )
                ticked = key in first
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.list.addItem(item)
            self.list.setCurrentRow(0)
        self.fit()
        self._on_current()
        self.changed.emit()

    def choose(self, chosen: Sequence[str]) -> None:
        """Tick just these, in this order; what is hidden stays so."""
        hidden = [str(item.data(_ID)) for item in self._items() if item.isHidden()]
        self.offer([(str(item.data(_ID)), item.text()) for item in self._items()], chosen)
        self.hide_items(hidden)

    def hide_items(self, ids: Collection[str]) -> None:
        """Show all but these; a tick at one that is hidden does not count."""
        for item in self._items():
            item.setHidden(item.data(_ID) in ids)
        self._on_current()

    def fit(self) -> None:
        """Be as high as so many whole lines."""
        line = self.list.sizeHintForRow(0) if self.list.count() else self.fontMetrics().height()
        self.list.setFixedHeight(line * self._lines + 2 * self.list.frameWidth())

    @Slot()
    def move_up(self) -> None:
        """Put what is current before the one above."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Put what is current after the one below."""
        self._move(1)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _target(self, step: int) -> int | None:
        """The row of the next that is shown."""
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count():
            if not self.list.item(row).isHidden():
                return row
            row += step
        return None

    def _move(self, step: int) -> None:
        row, target = self.list.currentRow(), self._target(step)
        if row < 0 or target is None:
            return
        hidden = {str(item.data(_ID)) for item in self._items() if item.isHidden()}
        with QSignalBlocker(self.list):
            self.list.insertItem(target, self.list.takeItem(row))
            self.list.setCurrentRow(target)
        self.hide_items(hidden)  # a row that is put in anew is shown
        self.changed.emit()

    @Slot()
    def _on_current(self) -> None:
        focused = self.up.hasFocus() or self.down.hasFocus()
        for button, step in ((self.up, -1), (self.down, 1)):
            button.setEnabled(self.list.currentRow() >= 0 and self._target(step) is not None)
        if focused and not (self.up.hasFocus() or self.down.hasFocus()):
            self.list.setFocus()

    def _button(self, name: str, text: Translatable) -> QPushButton:
        button = QPushButton()
        button.setIcon(icon(name))
        button.setProperty("kind", "flat")
        button.setAutoDefault(False)
        name_widget(button, text, text)
        return button


class _List(QListWidget):
    """The list itself, with the keys that move; as high as whole lines once the theme dressed it."""

    def __init__(self, whole: OrderedList) -> None:
        super().__init__(whole)
        self._whole = whole

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt calls it
        """Lines are as high as the theme has them, known only now."""
        super().showEvent(event)
        self._whole.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Move with Alt and the arrows; the rest is the list's own."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if event.key() == Qt.Key.Key_Up:
                self._whole.move_up()
                return
            if event.key() == Qt.Key.Key_Down:
                self._whole.move_down()
                return
        super().keyPressEvent(event)
