# SPDX-License-Identifier: Apache-2.0
"""The sheet of shortcuts, made from the table of actions, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.actions import MENUS, SPECS
from gui.widgets.buttons import DO_IT
from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import resize_to, wide
from models.language import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

_MORE = (
    (message("Next field"), "Tab"),
    (message("Field before"), "Shift+Tab"),
    (message("Menu of a line in the list"), "Menu"),
    (message("Do what a dialog is for"), DO_IT),
    (message("Leave a dialog"), "Esc"),
)


class ShortcutSheet(QDialog):
    """All shortcuts by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(message("Shortcuts")))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([str(message("What it does")), str(message("Keys"))])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        name_widget(self.tree, message("Shortcuts"))
        for kind, title in MENUS.items():
            lines = [(spec.text, spec.shortcut) for spec in SPECS if spec.menu is kind]
            self._add(title, lines)
        self._add(message("Everywhere"), _MORE)
        self.tree.expandAll()
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree)
        layout.addWidget(_close_button(self))
        resize_to(self, characters=76, lines=34)

    def _add(self, title: Message, lines: Sequence[tuple[Message, str]]) -> None:
        top = QTreeWidgetItem([str(title).replace("&", ""), ""])
        self.tree.addTopLevelItem(top)
        for text, keys in lines:
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            top.addChild(QTreeWidgetItem([str(text).rstrip("…"), native]))


class About(QDialog):
    """What the program is, its version and its licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from importlib.metadata import version

        super().__init__(parent)
        self.setWindowTitle(str(message("About Xiandao")))
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(message("Xiandao"), "title"))
        layout.addWidget(text_label(f"{version('xiandao')} · Qt {qVersion()}", "hint"))
        for text in (
            message(
                "A register for the offices that collect, check, review and report applications to"
                " future-industry incubators and pilot zones."
            ),
            message("For non-classified (非涉密) material only."),
            message(
                "A PIN separates duties; it does not encrypt anything: whoever can open the folder"
                " can read it."
            ),
            message("Apache-2.0; fonts and data under their own licences, see NOTICE."),
        ):
            line = text_label(text, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(line)
        layout.addWidget(_close_button(self))
        self.setFixedWidth(wide(self, 76))


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox()
    close = buttons.addButton(str(message("Close")), QDialogButtonBox.ButtonRole.AcceptRole)
    close.setDefault(True)
    buttons.accepted.connect(dialog.accept)
    return buttons
