# SPDX-License-Identifier: Apache-2.0
"""Several terms or free labels: each a chip that can be taken away, and a line to add another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.dossier.form.editors.base import Editor
from gui.theme import icon
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget
from gui.widgets.search_edit import SearchEdit
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.screen import Line
    from forms.suggest import Offer
    from models.programme.schema import FormField


class ChipsEditor(Editor):
    """Chips; Delete on one, or Backspace in the empty line, takes one away.

    With `free`, whatever is typed becomes a chip at Enter; else only what the vocabulary has.
    """

    keeps_drafts = False

    def __init__(
        self,
        field: FormField,
        find: Callable[[str], Sequence[Offer]],
        text_of: Callable[[str], str],
        *,
        free: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, parent)
        self._text_of, self._free = text_of, free
        self.items: list[str] = []
        self._shown: list[str] = []
        self._locked = False
        self._label = ""
        self._chips: list[QPushButton] = []
        holder = QWidget()
        self._flow = FlowLayout(holder)
        self.edit = SearchEdit(find)
        prompt = message("Type a label, then Enter") if free else message("Add: 汉字 or initials")
        if free:
            self.edit.hide_list()
        self.edit.setPlaceholderText(str(prompt))
        self.edit.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(holder)
        layout.addWidget(self.edit)
        self._holder = holder
        holder.hide()
        self.adopt(self.edit)
        self.edit.picked.connect(self._on_picked)
        self.edit.returnPressed.connect(self._on_enter)
        self.edit.textEdited.connect(self._on_text)

    @property
    def changed(self) -> bool:
        """Whether there are other chips than were shown, or a text that can become one."""
        return self.items != self._shown or bool(self._waiting())

    def show_line(self, line: Line) -> None:
        """Show what is stored; a text that was not understood stands in the line."""
        stored = line.stored
        self.items = [str(item) for item in stored] if isinstance(stored, list | tuple) else []
        self._shown = list(self.items)
        self._renew()
        unread = stored if isinstance(stored, str) else ""
        if unread or not self.edit.hasFocus():
            self.edit.setText(unread)

    def typed(self) -> Any:
        """The ids of the chips; a text in the line that means one is added."""
        more = self._waiting()
        if more:
            self._add(more)
        return list(self.items) or None

    def settle(self) -> None:
        """Take the chips as handed over."""
        self._shown = list(self.items)

    def show_draft(self, text: str) -> None:
        """Chips have no drafts."""

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        self._locked = locked
        self.edit.setVisible(not locked)
        self._renew()

    def name(self, label: str, hint: str = "") -> None:
        """Name the line, and the chips when they are made."""
        super().name(label, hint)
        self._label = label
        self._renew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Backspace in the empty line, or Delete on a chip, takes one away."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if watched is self.edit:
                if key == Qt.Key.Key_Backspace and not self.edit.text() and self.items:
                    self._remove(len(self.items) - 1)
                    return True
            elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not self._locked:
                place = next((n for n, one in enumerate(self._chips) if one is watched), -1)
                if place >= 0:
                    self._remove(place)
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_picked(self, chosen: str) -> None:
        self._add(chosen)
        self._say()

    @Slot()
    def _on_enter(self) -> None:
        more = self._waiting()
        if more:
            self._add(more)
            self._say()
        elif self.edit.text().strip():
            self._on_text()

    @Slot()
    def _on_text(self) -> None:
        text = self.edit.text().strip()
        unknown = bool(text) and not self._free and not self.edit.is_open and not self._waiting()
        known = message("There is no such term; Down shows all.") if unknown else ""
        self.hinted.emit(str(known), "")
        self.edited.emit()

    @Slot()
    def _on_chip(self) -> None:
        sender = self.sender()
        place = next((n for n, one in enumerate(self._chips) if one is sender), -1)
        if place >= 0 and not self._locked:
            self._remove(place)

    def _waiting(self) -> str:
        """What the text in the line can become."""
        text = self.edit.text().strip()
        if not text or self._locked:
            return ""
        return text if self._free else self.edit.meant()

    def _add(self, item: str) -> None:
        self.edit.clear()
        self.hinted.emit("", "")
        if item not in self.items:
            self.items.append(item)
            self._renew()

    def _remove(self, place: int) -> None:
        del self.items[place]
        self._renew()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _say(self) -> None:
        self.edited.emit()
        self.chosen.emit()

    def _renew(self) -> None:
        while len(self._chips) > len(self.items):
            chip = self._chips.pop()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        while len(self._chips) < len(self.items):
            chip = QPushButton()
            chip.setProperty("kind", "chip")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setIcon(icon("x"))
            chip.setAutoDefault(False)
            chip.installEventFilter(self)
            chip.clicked.connect(self._on_chip)
            self._chips.append(chip)
            self._flow.addWidget(chip)
        for chip, item in zip(self._chips, self.items, strict=True):
            text = self._text_of(item)
            chip.setText(text.replace("&", "&&"))
            chip.setEnabled(not self._locked)
            name = message("{field}: {item}. Take it away", field=self._label, item=text)
            name_widget(chip, name)
        self._holder.setHidden(not self.items)
        self._holder.updateGeometry()
