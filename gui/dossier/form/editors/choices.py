# SPDX-License-Identifier: Apache-2.0
"""Yes or no, one of a few, several of a few: buttons where there is room, a box where there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QRadioButton, QWidget

from gui.dossier.form.editors.base import Editor
from gui.widgets.flow import FlowLayout
from gui.widgets.rows import name_widget, text_label
from models.language import current_language, message
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from forms.screen import Line
    from models.programme.schema import FormField

_CLEARING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


def options_of(field: FormField) -> list[tuple[Any, str]]:
    """What there is to choose, with its name in the language of the window."""
    language = current_language()
    if field.type is FieldType.BOOLEAN:
        return [(True, str(message("Yes"))), (False, str(message("No")))]
    return [(choice.id, choice.label.text(language)) for choice in field.choices]


class _Choosing(Editor):
    """What is chosen is complete at once: there are no drafts."""

    keeps_drafts = False

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._shown: Any = None

    @property
    def changed(self) -> bool:
        """Whether something else is chosen than was shown."""
        return bool(self.typed() != self._shown)

    def settle(self) -> None:
        """Take the choice as handed over."""
        self._shown = self.typed()

    def show_draft(self, text: str) -> None:
        """Choices have no drafts."""

    def _choose(self) -> None:
        self.edited.emit()
        self.chosen.emit()


class ButtonsEditor(_Choosing):
    """One or several of a few, as buttons; Delete takes a choice back."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._many = field.type is FieldType.CHOICES
        self._names = ("", "")
        self.buttons: dict[Any, QAbstractButton] = {}
        self._flow = FlowLayout(self, spacing=10)
        self._unknown = text_label("", "error", wrap=True)
        self._unknown.hide()
        for key, text in options_of(field):
            shown = text.replace("&", "&&")
            button = QCheckBox(shown) if self._many else QRadioButton(shown)
            button.setAutoExclusive(False)
            name_widget(button, text)
            button.installEventFilter(self)
            button.clicked.connect(self._on_clicked)
            self.buttons[key] = button
            self._flow.addWidget(button)
            self.adopt(button)
        self._flow.addWidget(self._unknown)
        self._stop_at_chosen()

    def show_line(self, line: Line) -> None:
        """Show what is chosen; what was not understood stands beside the buttons as it was typed."""
        stored = line.stored
        chosen = stored if self._many and isinstance(stored, list) else [stored]
        for key, button in self.buttons.items():
            with QSignalBlocker(button):
                button.setChecked(any(key is item or key == item for item in chosen))
        known = stored is None or all(item in self.buttons for item in chosen)
        self._unknown.setText("" if known else line.text)
        self._unknown.setHidden(known)
        self._shown = self.typed()
        self._stop_at_chosen()

    def typed(self) -> Any:
        """The ids that are chosen, or the one."""
        chosen = [key for key, button in self.buttons.items() if button.isChecked()]
        if self._many:
            return chosen or None
        return chosen[0] if chosen else None

    def lock(self, *, locked: bool) -> None:
        """Let it be read only; what is chosen stays readable."""
        for button in self.buttons.values():
            button.setEnabled(not locked)

    def name(self, label: str, hint: str = "") -> None:
        """Name each button after its field and itself."""
        for button in self.buttons.values():
            name_widget(button, f"{label}: {button.text()}".replace("&&", "&"), hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Arrows move among the buttons without choosing; Delete takes the choice back."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QAbstractButton):
            self._stop_at(watched)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            buttons = list(self.buttons.values())
            place = next((n for n, one in enumerate(buttons) if one is watched), -1)
            step = _STEPS.get(event.key(), 0)
            if step and place >= 0:
                buttons[(place + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and place >= 0:
                buttons[place].click()
                return True
            if event.key() in _CLEARING and not self._many and self.typed() is not None:
                for button in buttons:
                    button.setChecked(False)
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def _stop_at_chosen(self) -> None:
        buttons = list(self.buttons.values())
        if buttons and not any(button.hasFocus() for button in buttons):
            self._stop_at(next((one for one in buttons if one.isChecked()), buttons[0]))

    def _stop_at(self, stop: QAbstractButton) -> None:
        """Tab stops once where one of the buttons can be chosen, and then goes on."""
        policies = Qt.FocusPolicy
        for button in () if self._many else self.buttons.values():
            button.setFocusPolicy(policies.StrongFocus if button is stop else policies.ClickFocus)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if not self._many:
            for button in self.buttons.values():
                button.setChecked(button is sender)
        self._unknown.hide()
        self._choose()


_STEPS = {
    int(Qt.Key.Key_Left): -1,
    int(Qt.Key.Key_Up): -1,
    int(Qt.Key.Key_Right): 1,
    int(Qt.Key.Key_Down): 1,
}


class BoxEditor(_Choosing):
    """One of many, in a box."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QComboBox()
        self.box.addItem("", None)
        for key, text in options_of(field):
            self.box.addItem(text, key)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(12)
        flow = FlowLayout(self)
        flow.addWidget(self.box)
        self.adopt(self.box)
        self.box.activated.connect(self._choose)

    def show_line(self, line: Line) -> None:
        """Show what is chosen; what was not understood stands in the box as it was typed."""
        with QSignalBlocker(self.box):
            place = self.box.findData(line.stored) if line.stored is not None else 0
            if place < 0:
                self.box.addItem(line.text, line.stored)
                place = self.box.count() - 1
            self.box.setCurrentIndex(place)
        self._shown = self.typed()

    def typed(self) -> Any:
        """The id that is chosen."""
        return self.box.currentData()

    def lock(self, *, locked: bool) -> None:
        """Let it be read only."""
        self.box.setEnabled(not locked)
