# SPDX-License-Identifier: Apache-2.0
"""Getting around by keyboard: into the search box, the list, the sidebar, the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

if TYPE_CHECKING:
    from gui.window import MainWindow


class Going(QObject):
    """Puts the keyboard where somebody wants it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        for name, handler in (
            ("find", self.find),
            ("select_all", self.select_all),
            ("show_sidebar", self.show_sidebar),
            ("show_list", self.show_list),
            ("show_dossier", self.show_dossier),
            ("show_problems", self.show_problems),
        ):
            window.actions_table.handle(name, handler)

    @Slot()
    def find(self) -> None:
        """Into the search box, with its text marked."""
        if (view := self._window.view) is not None:
            view.register.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            view.register.filters.text.selectAll()

    @Slot()
    def select_all(self) -> None:
        """Choose exactly what the list shows."""
        if (view := self._window.view) is not None:
            view.register.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            view.register.view.selectAll()

    @Slot()
    def show_sidebar(self) -> None:
        """Into calls and stages."""
        if (view := self._window.view) is not None:
            view.sidebar.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def show_list(self) -> None:
        """Into the list."""
        if (view := self._window.view) is not None:
            view.register.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def show_dossier(self) -> None:
        """Into the form of the application."""
        if (view := self._window.view) is not None:
            view.dossier.open_page("form")

    @Slot()
    def show_problems(self) -> None:
        """Into its problems."""
        if (view := self._window.view) is not None:
            view.dossier.show_problems()
