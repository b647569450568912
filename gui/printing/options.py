# SPDX-License-Identifier: Apache-2.0
"""What one kind of output lets one choose: the part of the dialog that is different for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gui.widgets.rows import add_row, form_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from models.language import Language, Message, Translatable
    from models.orders import Order

Choice = TypeVar("Choice")


class Options(QWidget):
    """Fills in an order.

    - `changed` tells that somebody chose something.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form_layout(self)
        self.form.setContentsMargins(0, 0, 0, 0)

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
    def fault(self) -> Message | None:
        """Why there is no order yet; None where there is one."""
        return None

    def hear(self, notes: Sequence[str]) -> None:
        """Take note of what was found out while the preview was made."""

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
        box = QComboBox()
        for value, name in choices:
            box.addItem(str(name), value)
        box.currentIndexChanged.connect(self.changed)
        add_row(self.form, text, box, hint=hint)
        return box
