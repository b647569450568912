# SPDX-License-Identifier: Apache-2.0
"""What one kind of output lets one choose: the part of the dialog that is different for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gui.widgets.checked import Note
from gui.widgets.rows import add_row, form_layout
from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gui.preview.making import Seen
    from models.language import Language, Message, Translatable
    from models.orders import Order

Choice = TypeVar("Choice")


class Options(QWidget):
    """Fills in an order.

    - `changed` tells that somebody chose something.
    - `language_asked` tells a language that goes with what was chosen.
    """

    changed = Signal()
    language_asked = Signal(object)  # Language

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form_layout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.fonts: QComboBox | None = None
        self._fonts_note = Note()

    def order(self, language: Language) -> Order:
        """What is asked for."""
        raise NotImplementedError

    def sample(self, language: Language) -> Order:
        """What the preview shows: all of it, unless that would take long."""
        return self.order(language)

    @property
    def suffix(self) -> str:
        """How the name of the file ends; empty for a folder."""
        raise NotImplementedError

    @property
    def sample_suffix(self) -> str:
        """How the name of the file for the preview ends; empty for a folder."""
        return self.suffix

    @property
    def own_fonts(self) -> bool:
        """Whether it is set in the fonts of this machine."""
        return self.fonts is not None and bool(self.fonts.currentData())

    @property
    def fault(self) -> Message | None:
        """What has to be mended before anything can be made."""
        return None

    def hear(self, notes: Sequence[str]) -> None:
        """Take note of what was found out while the preview was made."""

    def show_seen(self, seen: Seen) -> None:
        """Tell what the preview shows besides the pages: the fonts that this machine has."""
        if self.fonts is None:
            return
        said = [
            message("{use}: {font}", use=use, font=font or message("bundled with the program"))
            for use, font in seen.fonts
        ]
        self._fonts_note.setText(str(Listing(tuple(said), clauses=True)) if said else "")
        self.form.setRowVisible(self._fonts_note, bool(said))

    def fitting(self, target: Path) -> Path:
        """The file or folder as it may be called, given what was chosen."""
        return target

    def add_choice(
        self,
        text: Translatable,
        choices: Iterable[tuple[Choice, Translatable | str]],
        *,
        hint: Translatable | str = "",
    ) -> QComboBox:
        """Add a row with one of several."""
        box = choice_box(choices)
        box.currentIndexChanged.connect(self.changed)
        add_row(self.form, text, box, hint=hint)
        return box

    def add_fonts(self) -> None:
        """Add the choice of fonts, and a line that tells what this machine has."""
        self.fonts = self.add_choice(message("Fonts"), _FONTS)
        self.form.addRow("", self._fonts_note)
        self.form.setRowVisible(self._fonts_note, False)


_FONTS = (
    (True, message("those of this machine, where it has them")),
    (False, message("those of the program")),
)


def choice_box(choices: Iterable[tuple[Choice, Translatable | str]] = ()) -> QComboBox:
    """A box with one of several; a long name does not make it wider than there is room."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORT)
    for value, name in choices:
        box.addItem(str(name), value)
    return box


_SHORT = 8


def offer(box: QComboBox, choices: Iterable[tuple[Choice, Translatable]]) -> None:
    """Offer other choices; what was chosen stays if it is among them, else it is the first."""
    with QSignalBlocker(box):
        chosen = box.currentData()
        box.clear()
        for value, name in choices:
            box.addItem(str(name), value)
        box.setCurrentIndex(max(0, box.findData(chosen)))


def choose(box: QComboBox, value: object) -> bool:
    """Choose a value; whether it is among the choices."""
    place = box.findData(value)
    box.setCurrentIndex(max(0, place))
    return place >= 0


def listed(text: str) -> tuple[str, ...]:
    """Words with commas between, Chinese ones as well."""
    return tuple(filter(None, (part.strip() for part in re.split(r"[,，、;；]", text))))
