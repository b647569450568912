# SPDX-License-Identifier: Apache-2.0
"""The three panes of an open office: sidebar, list, application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.dossier import DossierPane
from gui.later import Later
from gui.register import RegisterPane
from gui.settings import COLUMNS, PANES
from gui.sidebar import Scope, Sidebar
from gui.widgets.sizes import wide

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.desk import Desk
    from gui.settings import Settings
    from gui.widgets.messages import Messages
    from models.reader import Reader

_SHARES = (18, 36, 46)


class OfficeView(QWidget):
    """The panes of one desk, and how they follow each other.

    The list comes first; the sidebar is counted and the pages of the application are made after it.
    """

    chosen_changed = Signal()
    filled = Signal()  # everything is there

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
        self.register.restore_layout(settings.get(COLUMNS))
        self.register.show_scope(self.sidebar.scope)  # found aside while the rest is made
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
        self._desk = desk
        self._pages = Later(*self.dossier.pieces(), parent=self)
        self._pages.finished.connect(self.filled)
        self._rest = Later(
            self.register.filters.fill, self.sidebar.refresh, self._prepare_pages, parent=self
        )
        self.register.listed.connect(self._rest.start)
        self.sidebar.chosen.connect(self._on_scope)
        self.register.current_changed.connect(self.dossier.show_application)
        self.register.selection_changed.connect(self.chosen_changed)
        if not (kept := settings.get(PANES)).isEmpty():
            self.splitter.restoreState(kept)

    @property
    def call_id(self) -> str:
        """The call that is chosen, else that of the application that is shown; empty for none."""
        shown = self.dossier.dossier
        return self.register.scope.call_id or (shown.call.id if shown else "")

    @property
    def is_filled(self) -> bool:
        """Whether all panes are made."""
        return self._pages.is_done

    def stop(self) -> None:
        """Make nothing more: the office is being left."""
        self._rest.stop()
        self._pages.stop()

    def keep_layout(self) -> None:
        """Remember how wide panes and columns are."""
        self._settings.set(PANES, self.splitter.saveState())
        self._settings.set(COLUMNS, self.register.layout_state())

    def _prepare_pages(self) -> None:
        """Load what the pages know of definitions aside, where it holds nobody up; then make them."""
        self._desk.ask(_load_definitions, then=self._make_pages)

    def _make_pages(self, _nothing: None) -> None:
        self._pages.start()

    @Slot(object)
    def _on_scope(self, scope: Scope) -> None:
        self.dossier.commit()
        self.register.show_scope(scope)
        self.chosen_changed.emit()


def _load_definitions(_reader: Reader) -> None:
    """Load what the pages need, one after the other, so that nobody waits long for the import lock."""
    for name in _OF_PAGES:
        import_module(name)


_OF_PAGES = (
    *("models.programme.schema", "models.views.dossiers", "models.programme.values"),
    *("models.verbs.stages", "models.verbs.prospects", "models.verbs.applications"),
    *("models.views.histories", "models.views.history_words", "forms.screen", "forms.suggest"),
)
