# SPDX-License-Identifier: Apache-2.0
"""The actions that show office, operators and vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.office.office_dialog import OfficeDialog
from gui.office.vocabularies_dialog import VocabulariesDialog
from models.language import message

if TYPE_CHECKING:
    from gui.window import MainWindow


class OfficeScreens(QObject):
    """Shows the office, its operators and its vocabularies.

    Attributes:
        office, vocabularies: The dialogs that were opened last.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.office: OfficeDialog | None = None
        self.vocabularies: VocabulariesDialog | None = None
        window.actions_table.handle("office_facts", self.show_office)
        window.actions_table.handle("vocabularies", self.show_vocabularies)

    @Slot()
    def show_office(self) -> None:
        """Show the office and its operators."""
        if self._window.desk is not None:
            self.office = OfficeDialog(self._window.desk, self._window)
            self.office.finished.connect(self._on_office_closed)
            self.office.open()

    @Slot()
    def show_vocabularies(self) -> None:
        """Show the vocabularies."""
        if self._window.desk is not None:
            self.vocabularies = VocabulariesDialog(self._window.desk, self._window)
            self.vocabularies.open()

    @Slot()
    def _on_office_closed(self) -> None:
        """The window bears the name of the office, which may be another one now."""
        if self._window.desk is not None:
            program = message("Xiandao")
            self._window.setWindowTitle(f"{self._window.desk.office} — {program}")
