# SPDX-License-Identifier: Apache-2.0
"""A form that says what is wrong right below the field that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from gui.widgets.rows import add_row, form_layout, set_state

if TYPE_CHECKING:
    from models.language import Translatable

Faults: TypeAlias = "dict[QWidget, Translatable | str]"
"""What is wrong, by field."""


class Note(QLabel):
    """A line below a field that wraps and takes no more height than its text needs."""

    def __init__(self, text: Translatable | str = "", role: str = "hint") -> None:
        super().__init__(str(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", role)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt calls it
        """One line: how many there are depends on the width, which Qt asks for apart."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing())


class CheckedForm(QWidget):
    """Rows of label and field, each with room for a fault; `changed` when something was typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form_layout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._faults: dict[QWidget, Note] = {}

    @property
    def has_faults(self) -> bool:
        """Whether a fault is shown."""
        return any(not label.isHidden() for label in self._faults.values())

    def add(
        self, text: Translatable | str, field: QWidget, *, hint: Translatable | str = ""
    ) -> QLabel:
        """Add a field; its label comes back."""
        label = add_row(self._form, text, field, hint=hint)
        fault = Note(role="error")
        self._form.addRow("", fault)
        self._form.setRowVisible(fault, False)
        self._faults[field] = fault
        for kind, signal in ((QLineEdit, "textChanged"), (QPlainTextEdit, "textChanged"),
                             (QComboBox, "currentIndexChanged")):  # fmt: skip
            for inner in (field, *field.findChildren(kind)):
                if isinstance(inner, kind):
                    getattr(inner, signal).connect(self._on_typed)
        return label

    def add_note(self, widget: QWidget) -> None:
        """Add a line in the column of the fields: an example, an explanation."""
        self._form.addRow("", widget)

    def show_faults(self, faults: Faults) -> QWidget | None:
        """Show what is wrong; the first such field comes back."""
        first = None
        for field, label in self._faults.items():
            text = str(faults[field]) if field in faults else ""
            first = first or (field if text else None)
            label.setText(text)
            self._form.setRowVisible(label, bool(text))
            inner = field.focusProxy() or field
            if not isinstance(inner, QCheckBox):  # one of several is not to blame
                set_state(inner, "error" if text else "")
            inner.setAccessibleDescription(text or field.toolTip())
        return first

    def clear(self) -> None:
        """Take all rows out."""
        self._faults.clear()
        while self._form.rowCount():
            self._form.removeRow(0)

    @Slot()
    def _on_typed(self) -> None:
        self.changed.emit()
