# SPDX-License-Identifier: Apache-2.0
"""The right pane: one application, its head and its pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from gui.dossier.header import DossierHeader
from gui.widgets.rows import name_widget, text_label
from models.language import Message, message
from models.views.find import application_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.actions import Actions
    from gui.desk import Changes, Desk
    from gui.dossier.attachments import AttachmentsPanel
    from gui.dossier.form import FormPanel
    from gui.dossier.panel import Panel
    from gui.widgets.messages import Messages
    from models.dossier import Dossier
    from models.errors import UserError
    from models.reader import Reader

_TITLES: dict[str, Message] = {
    "form": message("Form"),
    "attachments": message("Attachments"),
    "problems": message("Problems"),
    "stages": message("Stages"),
    "history": message("History"),
}


class DossierPane(QWidget):
    """Shows the application whose uid it is given, and keeps it fresh.

    Its pages are made a moment after the list is there (`pieces`), or when one is asked for.
    """

    move_asked = Signal(str)
    shown = Signal(object)  # Dossier or None

    def __init__(
        self, desk: Desk, actions: Actions, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._messages = desk, messages
        self._uid = ""
        self.dossier: Dossier | None = None
        self.header = DossierHeader()
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        name_widget(self.pages, message("Parts of the application"))
        self.panels: dict[str, Panel] = {}
        whole = QWidget()
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.header)
        inner.addWidget(self.pages, 1)
        self._nothing = text_label(message("Choose an application in the list."), "hint", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(whole)
        self.header.move_asked.connect(self.move_asked)
        self.header.problems_asked.connect(self.show_problems)
        desk.changed.connect(self._on_changed)
        actions.handle("show_problems", self.show_problems)
        actions.handle("verify_value", self.verify_value)

    @property
    def attachments(self) -> AttachmentsPanel:
        """The page of attachments."""
        self._complete()
        return cast("AttachmentsPanel", self.panels["attachments"])

    def pieces(self) -> tuple[Callable[[], None], ...]:
        """What makes the pages, one after the other."""
        return tuple(partial(self._make, name) for name in _TITLES)

    def show_application(self, uid: str) -> None:
        """Show an application; empty for none."""
        self.commit()
        self._uid = uid
        if not uid:
            self._show(None)
            return
        self._read()

    def commit(self) -> None:
        """Save what is half typed."""
        for panel in self.panels.values():
            panel.commit()

    def open_page(self, name: str) -> None:
        """Bring a page to the front and the keyboard into it."""
        self._complete()
        panel = self.panels[name]
        self.pages.setCurrentWidget(panel)
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def open_field(self, path: str) -> None:
        """Bring the keyboard to the field or the attachment slot that a problem is about."""
        name = "attachments" if path.startswith("slot/") else "form"
        self.open_page(name)
        self.panels[name].open_field(path)

    @Slot()
    def show_problems(self) -> None:
        """Bring the problems to the front."""
        self.open_page("problems")

    @Slot()
    def verify_value(self) -> None:
        """Record a verified value beside the one in which the keyboard is."""
        self._complete()
        cast("FormPanel", self.panels["form"]).verify_current()

    def _complete(self) -> None:
        for name in _TITLES:
            self._make(name)

    def _make(self, name: str) -> None:
        if name in self.panels:
            return
        self.panels[name] = panel = self._panel(name)
        self.pages.addTab(panel, str(_TITLES[name]))
        if len(self.panels) == len(_TITLES) and self._uid:
            self._read()

    def _panel(self, name: str) -> Panel:
        # Loaded here, since what they know of definitions and verbs takes longer than all of the list.
        match name:
            case "form":
                from gui.dossier.form import FormPanel

                return FormPanel(self._desk, self._messages)
            case "attachments":
                from gui.dossier.attachments import AttachmentsPanel

                return AttachmentsPanel(self._desk, self._messages)
            case "problems":
                from gui.dossier.problems import ProblemsPanel

                problems = ProblemsPanel(self._desk, self._messages)
                problems.field_asked.connect(self.open_field)
                return problems
            case "stages":
                from gui.dossier.stages import StagesPanel

                stages = StagesPanel(self._desk, self._messages)
                stages.move_asked.connect(self.move_asked)
                stages.page_asked.connect(self._on_page)
                return stages
            case _:
                from gui.dossier.history import HistoryPanel

                return HistoryPanel(self._desk, self._messages)

    def _read(self) -> None:
        if len(self.panels) < len(_TITLES):  # read as soon as there is where to show it
            return
        self._desk.ask(
            _dossier, then=self._show, otherwise=self._on_gone, latest=self, uid=self._uid
        )

    def _show(self, dossier: Dossier | None) -> None:
        self.dossier = dossier
        self._stack.setCurrentIndex(0 if dossier is None else 1)
        if dossier is not None:
            self.header.show_dossier(dossier, writable=not self._desk.read_only)
        for name, panel in self.panels.items():
            panel.show_dossier(dossier)
            title = f"{_TITLES[name]} ({panel.badge})" if panel.badge else _TITLES[name]
            self.pages.setTabText(self.pages.indexOf(panel), str(title))
        self.shown.emit(dossier)

    @Slot(str)
    def _on_page(self, name: str) -> None:
        if name in self.panels:
            self.open_page(name)

    def _on_gone(self, _fault: UserError) -> None:
        self._show(None)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._uid and (self._uid in changes.touched or _of_call(self.dossier, changes)):
            self._read()


def _of_call(dossier: Dossier | None, changes: Changes) -> bool:
    """Whether a change touched no application: calls, vocabularies and operators concern all."""
    return dossier is not None and len(changes.touched) < _FEW


_FEW = 3


def _dossier(reader: Reader, *, uid: str) -> Dossier:
    from models.views.dossiers import dossier  # as the pages

    return dossier(reader, application_row(reader, uid).uid)
