# SPDX-License-Identifier: Apache-2.0
"""The two buttons below a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox

from models.language import message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QPushButton

    from models.language import Translatable

DO_IT = "Ctrl+Return"
"""Does what a dialog is for from anywhere in it, also from a text of several lines."""


def add_decision(dialog: QDialog, does: Translatable | str) -> tuple[QDialogButtonBox, QPushButton]:
    """The buttons that do it and that turn back, and the first of them.

    Enter in a field does it, also after Cancel had the focus once: Qt knows the default button of a
    dialog only if the button is in the dialog before it is made the default.
    """
    buttons = QDialogButtonBox(dialog)
    accept = buttons.addButton(str(does), QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(str(message("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
    accept.setDefault(True)
    accept.setShortcut(DO_IT)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, accept
