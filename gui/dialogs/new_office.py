# SPDX-License-Identifier: Apache-2.0
"""A new office: its name, its division, who works there, and the folder that will hold it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import ask
from gui.widgets.buttons import add_decision
from gui.widgets.path_field import browse_button, put_beside
from gui.widgets.rows import add_row, form_layout, text_label
from gui.widgets.sizes import wide
from models.language import Label, message
from models.rules.regions import regions
from models.storage.files import safe_name
from models.storage.lock import account

if TYPE_CHECKING:
    from models.language import Translatable


class NewOfficeDialog(QDialog):
    """Asks for what a workspace needs; `folder` does not exist yet, or is empty."""

    def __init__(self, start: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(message("New office")))
        self._parent_folder = start or str(Path.home())
        self._folder_typed = False
        self.name, self.region = QLineEdit(), QLineEdit()
        self.operator, self.place = QLineEdit(account()), QLineEdit()
        self.region.setPlaceholderText(str(message("for instance 370500 or 东营市")))
        self.region_hint = text_label("", "hint", wrap=True)
        self.fault = text_label("", "error", wrap=True)
        browse = browse_button(message("The folder in which the office gets its own"))
        browse.clicked.connect(self._browse)
        place = QWidget()
        put_beside(place, self.place, browse)
        form = form_layout()
        add_row(form, message("Name of the office"), self.name)
        add_row(form, message("Division"), self.region)
        form.addRow("", self.region_hint)
        add_row(form, message("Your name"), self.operator)
        add_row(form, message("Folder"), place)
        layout = QVBoxLayout(self)
        about = message(
            "The register of an office is one folder. It can be copied when it is closed, and backups"
            " are taken by themselves."
        )
        layout.addWidget(text_label(about, "hint", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.fault)
        buttons, self.accept_button = add_decision(self, message("Make the office"))
        layout.addWidget(buttons)
        self.setMinimumWidth(wide(self, 76))
        self.name.textChanged.connect(self._on_name)
        self.place.textEdited.connect(self._on_folder_typed)
        for field in (self.name, self.region, self.operator, self.place):
            field.textChanged.connect(self._check)
        self._on_name("")
        self._check()

    @property
    def folder(self) -> Path:
        """The folder that will hold the office."""
        return Path(self.place.text().strip())

    @property
    def region_code(self) -> str | None:
        """The division that is meant; none where nothing was typed."""
        found = regions().find(self.region.text()) if self.region.text().strip() else ()
        return found[0].code if len(found) == 1 else None

    def show_fault(self, text: str) -> None:
        """Say why it could not be made."""
        self.fault.setText(text)

    @Slot(str)
    def _on_name(self, text: str) -> None:
        if not self._folder_typed:
            name = safe_name(text.strip()) if text.strip() else str(message("Xiandao"))
            self.place.setText(str(Path(self._parent_folder, name)))

    @Slot()
    def _on_folder_typed(self) -> None:
        self._folder_typed = True

    @Slot()
    def _browse(self) -> None:
        found = ask.choose_folder(
            self, message("The folder in which the office gets its own"), self._parent_folder
        )
        if found:
            self._parent_folder, self._folder_typed = found, False
            self._on_name(self.name.text())

    @Slot()
    def _check(self) -> None:
        typed = self.region.text().strip()
        found = regions().find(typed) if typed else ()
        if len(found) > 1:
            paths = "、".join(region.path for region in found[:4])
            hint: Translatable = message("Which one? {paths}", paths=paths)
        elif typed and not found:
            hint = message("No division has this code or full name.")
        else:
            hint = Label(found[0].path, found[0].path) if found else message("May be added later.")
        self.region_hint.setText(str(hint))
        complete = all(field.text().strip() for field in (self.name, self.operator, self.place))
        self.accept_button.setEnabled(complete and (not typed or len(found) == 1))
