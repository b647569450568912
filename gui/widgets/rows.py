# SPDX-License-Identifier: Apache-2.0
"""Rows of forms: label, buddy and the name for screen readers are set together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from models.language import Translatable


def form_layout(parent: QWidget | None = None) -> QFormLayout:
    """A layout for rows of label and field, aligned and wide enough for both languages."""
    layout = QFormLayout(parent) if parent is not None else QFormLayout()
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return layout


def add_row(
    layout: QFormLayout,
    text: Translatable | str,
    field: QWidget,
    *,
    hint: Translatable | str = "",
) -> QLabel:
    """Add a field under its label; `hint` is read out and shown as a tool tip."""
    label = QLabel(str(text))
    label.setBuddy(field)
    label.setWordWrap(True)
    name_widget(field, text, hint)
    layout.addRow(label, field)
    return label


def name_widget(widget: QWidget, name: Translatable | str, hint: Translatable | str = "") -> None:
    """Give a widget its name for screen readers, and a hint."""
    widget.setAccessibleName(str(name).replace("&", ""))
    if str(hint):
        widget.setAccessibleDescription(str(hint))
        widget.setToolTip(str(hint))
    for kind in (QLineEdit, QPlainTextEdit):
        for inner in widget.findChildren(kind):
            inner.setAccessibleName(str(name))


def text_label(text: Translatable | str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label that plays a role of the theme: title, heading, hint, error, badge and others."""
    label = QLabel(str(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def set_state(widget: QWidget, state: str) -> None:
    """Mark a widget as `error`, `warning`, `success` or nothing; the style sheet shows it."""
    if widget.property("state") == state:
        return
    widget.setProperty("state", state)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
