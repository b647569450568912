# SPDX-License-Identifier: Apache-2.0
"""The three panes of an open office: sidebar, list, application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.dossier import DossierPane
from gui.register import RegisterPane
from gui.settings import COLUMNS, PANES
from gui.sidebar import Scope, Sidebar
from gui.widgets.sizes import wide

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.desk import Desk
    from gui.settings import Settings
    from gui.widgets.messages import Messages

_SHARES = (18, 36, 46)


class OfficeView(QWidget):
    """The panes of one desk, and how they follow each other."""

    chosen_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        actions: Actions,
        settings: Settings,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.sidebar = Sidebar(desk)
        self.register = RegisterPane(desk, actions)
        self.dossier = DossierPane(desk, actions, messages)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for pane, share in zip((self.sidebar, self.register, self.dossier), _SHARES, strict=True):
            self.splitter.addWidget(pane)
            pane.setMinimumWidth(wide(self, share) // 2)
        self.splitter.setSizes([share * 12 for share in _SHARES])
        for place, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(place, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.sidebar.chosen.connect(self._on_scope)
        self.register.current_changed.connect(self.dossier.show_application)
        self.register.selection_changed.connect(self.chosen_changed)
        if not (kept := settings.get(PANES)).isEmpty():
            self.splitter.restoreState(kept)
        self.register.restore_layout(settings.get(COLUMNS))
        self.register.show_scope(self.sidebar.scope)

    def keep_layout(self) -> None:
        """Remember how wide panes and columns are."""
        self._settings.set(PANES, self.splitter.saveState())
        self._settings.set(COLUMNS, self.register.layout_state())

    @Slot(object)
    def _on_scope(self, scope: Scope) -> None:
        self.dossier.commit()
        self.register.show_scope(scope)
        self.chosen_changed.emit()
