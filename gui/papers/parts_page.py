# SPDX-License-Identifier: Apache-2.0
"""Which parts a packet has, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.papers.page import PaperPage
from gui.theme import icon
from gui.widgets.rows import name_widget
from models.language import message
from models.packet_parts import PACKET_PARTS
from models.paper import PacketPart, Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from gui.widgets.checked import Faults

_ID = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PartsList(QListWidget):
    """The parts in their order, each with a tick; Alt with an arrow moves one."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabKeyNavigation(False)
        name_widget(self, message("Parts of a packet"))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of those that are ticked, in order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)

    def show_parts(self, chosen: Sequence[str]) -> None:
        """Show parts as chosen and those that are not below them; all are where none is named."""
        self.clear()
        names = [name for name in chosen if name in PACKET_PARTS]
        for name in (*names, *(name for name in PACKET_PARTS if name not in names)):
            item = QListWidgetItem(str(PACKET_PARTS[name]))
            item.setData(_ID, name)
            ticked = not names or name in names
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        high = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(high + 2 * self.frameWidth() + self.fontMetrics().height() // 2)

    def move_current(self, step: int) -> None:
        """Move the part under the keyboard up or down."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt calls it
        """Alt with an arrow moves."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
            return
        super().keyPressEvent(event)


class PartsPage(PaperPage):
    """The parts as programmes have them, or the office's own choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked = False
        self.own = QCheckBox(str(message("The office chooses parts and order itself")))
        name_widget(self.own, self.own.text(), _OWN_HINT)
        self.parts = PartsList()
        self.up = QPushButton(icon("arrow-up"), str(message("Up")))
        self.down = QPushButton(icon("arrow-down"), str(message("Down")))
        for button, hint in ((self.up, message("Move up (Alt+Up)")),
                             (self.down, message("Move down (Alt+Down)"))):  # fmt: skip
            button.setAutoDefault(False)
            name_widget(button, button.text(), hint)
        self.fields.add(message("Order of parts"), self.own)
        self.add_hint(_OWN_HINT)
        box = QWidget()
        beside = QVBoxLayout()
        beside.addWidget(self.up)
        beside.addWidget(self.down)
        beside.addStretch()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.parts, 1)
        row.addLayout(beside)
        box.setFocusProxy(self.parts)
        self.fields.add(message("Parts"), box)
        self._box = box
        self.page.addStretch()
        self.own.toggled.connect(self._on_own)
        self.parts.itemChanged.connect(self.changed)
        self.parts.moved.connect(self.changed)
        self.parts.currentRowChanged.connect(self._show_state)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)

    def show_paper(self, paper: Paper) -> None:
        """Show what a template says."""
        self.own.setChecked(bool(paper.packet.parts))
        self.parts.show_parts(paper.packet.parts)
        self._show_state()

    def put_into(self, paper: Paper) -> Paper:
        """The template as the fields have it."""
        parts = self.parts.chosen if self.own.isChecked() else ()
        return paper.model_copy(update={"packet": PacketPart(parts=parts)})

    def lock(self) -> None:
        """Let nobody change anything."""
        super().lock()
        self._locked = True
        self._show_state()

    def check(self) -> Faults:
        """What is wrong, by field."""
        if self.own.isChecked() and not self.parts.chosen:
            return {self._box: message("A packet needs at least one part.")}
        return {}

    @Slot()
    def _on_own(self) -> None:
        self._show_state()
        self.changed.emit()

    @Slot()
    def _on_up(self) -> None:
        self.parts.move_current(-1)
        self._show_state()

    @Slot()
    def _on_down(self) -> None:
        self.parts.move_current(1)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        own, row = self.own.isChecked() and not self._locked, self.parts.currentRow()
        at = self.focusWidget()
        self.parts.setEnabled(own)
        self.up.setEnabled(own and row > 0)
        self.down.setEnabled(own and 0 <= row < self.parts.count() - 1)
        if own and at in {self.up, self.down} and not at.isEnabled():
            self.parts.setFocus()


_OWN_HINT = message(
    "Else a packet has the parts that its programme names, or all. What a recipient may not see is"
    " left out in any case."
)
