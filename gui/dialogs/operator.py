# SPDX-License-Identifier: Apache-2.0
"""Who works here: chosen at opening, with a PIN where they have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.buttons import add_decision
from gui.widgets.rows import add_row, form_layout, text_label
from gui.widgets.sizes import wide
from models.language import current_language, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.views.operators import OperatorLine


class OperatorDialog(QDialog):
    """Asks who works here."""

    def __init__(
        self,
        office: str,
        operators: Sequence[OperatorLine],
        *,
        last: str = "",
        fault: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(message("Who works here?")))
        self._operators = {item.name: item for item in operators}
        self.box = QComboBox()
        self.box.addItems(list(self._operators))
        if last in self._operators:
            self.box.setCurrentText(last)
        self.duties = text_label("", "hint", wrap=True)
        self.pin_edit = QLineEdit()
        self.pin_edit.setEchoMode(QLineEdit.EchoMode.Password)
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(office, "heading", wrap=True))
        form = form_layout()
        add_row(form, message("Operator"), self.box)
        form.addRow("", self.duties)
        self._pin_label = add_row(form, message("PIN"), self.pin_edit)
        layout.addLayout(form)
        if fault:
            layout.addWidget(text_label(fault, "error", wrap=True))
        buttons, _ = add_decision(self, message("Open"))
        layout.addWidget(buttons)
        self.setMinimumWidth(wide(self, 52))
        self.box.currentTextChanged.connect(self._on_operator)
        self._on_operator(self.box.currentText())

    @property
    def name(self) -> str:
        """Who was chosen."""
        return self.box.currentText()

    @property
    def pin(self) -> str:
        """What was typed as PIN."""
        return self.pin_edit.text()

    @Slot(str)
    def _on_operator(self, name: str) -> None:
        found = self._operators.get(name)
        if found is None:
            return
        language = current_language()
        comma = "、" if language.value == "zh" else ", "
        self.duties.setText(comma.join(duty.label.text(language) for duty in found.duties))
        self.pin_edit.setVisible(found.has_pin)
        self._pin_label.setVisible(found.has_pin)
        self.pin_edit.clear()
