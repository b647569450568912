# SPDX-License-Identifier: Apache-2.0
"""The window: puts menus, toolbar, panes and lines together; what they do lies elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui.actions import MENUS, SPECS, Actions, Menu, When
from gui.dialogs import ask
from gui.jobs import Jobs
from gui.office_view import OfficeView
from gui.settings import WINDOW
from gui.status import Status
from gui.welcome import Welcome
from gui.widgets.jobs_panel import JobsPanel
from gui.widgets.messages import Messages
from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import resize_to
from models.language import message, plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from gui.desk import Desk
    from gui.settings import Settings


class MainWindow(QMainWindow):
    """One window: the welcome page, or an open office."""

    closing = Signal()
    view_made = Signal(object)  # OfficeView, with all that is in it

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.actions_table = Actions(self)
        self.jobs = Jobs(self)
        self.closing.connect(self.jobs.close)
        self.messages = Messages()
        self.welcome = Welcome(settings, self.actions_table)
        self.view: OfficeView | None = None
        self.desk: Desk | None = None
        self._notice = QFrame()
        self._notice.setProperty("role", "notice")
        self._notice_text = text_label("", wrap=True)
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(12, 5, 12, 5)
        notice.addWidget(self._notice_text, 1)
        self._notice.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._notice)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.messages)
        self.setCentralWidget(middle)
        self.menus: dict[str, QMenu] = {}
        self._make_menus()
        self._make_toolbar()
        self.status = Status(self.jobs)
        self.setStatusBar(self.status)
        self.jobs_panel = JobsPanel(self.jobs)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.jobs_panel)
        self.jobs_panel.hide()
        self.status.jobs_asked.connect(self.show_jobs)
        self.actions_table.handle("show_jobs", self.show_jobs)
        self.status.stop_asked.connect(self.stop_saving)
        self.actions_table.handle("stop", self.stop_saving)
        resize_to(self, characters=200, lines=50)
        if not (kept := settings.get(WINDOW)).isEmpty():
            self.restoreGeometry(kept)
        self.show_desk(None)

    def show_desk(self, desk: Desk | None) -> None:
        """Show an open office, or the welcome page."""
        current = self.view.register.current if self.view is not None and desk is self.desk else ""
        self._drop_view()
        self.desk = desk
        self.status.show_desk(desk)
        self._toolbar.setVisible(desk is not None)
        if desk is None:
            self._notice.hide()
            self.setWindowTitle(str(message("Xiandao")))
            self.welcome.refresh()
            self._stack.setCurrentWidget(self.welcome)
            self.actions_table.allow(())
            return
        program = message("Xiandao")
        self.setWindowTitle(f"{desk.office} — {program}")
        self.view = OfficeView(desk, self.actions_table, self.settings, self.messages)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self.view.chosen_changed.connect(self.allow)
        self.view.dossier.shown.connect(self.allow)
        if current:
            self.view.register.select(current)
        self.view.register.view.setFocus()
        self.allow()
        self.view.filled.connect(self._on_filled)

    def with_view(self, handler: Callable[[OfficeView], None]) -> None:
        """Hand over the view that there is, and every one that follows, once all of it is there."""
        self.view_made.connect(handler)
        if self.view is not None and self.view.is_filled:
            handler(self.view)

    def _drop_view(self) -> None:
        if self.view is not None:
            self.view.stop()
            self.view.keep_layout()
            self._stack.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None

    def renew(self) -> None:
        """Word and paint everything again: the language or the look has changed."""
        self.actions_table.renew()
        for kind, menu in self.menus.items():
            menu.setTitle(str(MENUS[Menu(kind)]))
        self._name_toolbar()
        self.jobs_panel.renew()
        if self.view is not None:
            self.view.dossier.commit()
        self.show_desk(self.desk)

    def notice(self, text: object) -> None:
        """A line above everything that stays: who else writes here."""
        self._notice_text.setText(str(text))
        self._notice.show()

    @Slot()
    def _on_filled(self) -> None:
        self.view_made.emit(self.view)

    @Slot()
    def show_jobs(self) -> None:
        """Show the jobs, or hide them."""
        self.jobs_panel.toggle()

    @Slot()
    def stop_saving(self) -> None:
        """Stop what takes its time to be saved, and take back what it began."""
        if self.desk is not None and self.desk.busy:
            self.desk.stop()
        else:
            self.messages.tell(message("Nothing is being saved."))

    @Slot()
    def allow(self) -> None:
        """Switch on what can be done now."""
        desk, view = self.desk, self.view
        if desk is None or view is None:
            self.actions_table.allow(())
            return
        can_write, scope = not desk.read_only, view.register.scope
        chosen = bool(view.register.selected())
        now = {When.OPEN}
        now |= {When.WRITABLE} if can_write else set()
        now |= {When.CALL} if scope.call or view.dossier.dossier else set()
        now |= {When.CALL_WRITABLE} if When.CALL in now and can_write else set()
        if chosen and scope.trashed:
            now |= {When.TRASHED_WRITABLE} if can_write else set()
        elif chosen:
            now |= {When.CHOSEN, *([When.CHOSEN_WRITABLE] if can_write else [])}
        self.actions_table.allow(now)

    def _make_menus(self) -> None:
        for kind, title in MENUS.items():
            menu = self.menuBar().addMenu(str(title))
            self.menus[kind] = menu
            for spec in SPECS:
                if spec.menu is kind:
                    if spec.separated:
                        menu.addSeparator()
                    menu.addAction(self.actions_table[spec.id])

    def _make_toolbar(self) -> None:
        bar = self._toolbar = QToolBar()
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        order = (
            "new_application",
            "import_file",
            "advance",
            "print_packets",
            "export_summary",
            "undo",
            "redo",
        )
        for name in order:
            bar.addAction(self.actions_table[name])
            bar.widgetForAction(self.actions_table[name]).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addToolBar(bar)
        self._name_toolbar()

    def _name_toolbar(self) -> None:
        self._toolbar.setWindowTitle(str(message("Toolbar")))
        for action in self._toolbar.actions():
            name_widget(self._toolbar.widgetForAction(action), action.text().rstrip("…"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt calls it
        """Keep the layout, save what is half typed, wait for what is queued; ask if jobs run."""
        running = plural("{n} job is not done yet.", "{n} jobs are not done yet.",
                         n=self.jobs.running)  # fmt: skip
        if self.jobs.running and not ask.confirm(
            self, running, yes=message("Stop and quit"), danger=True
        ):
            event.ignore()
            return
        if self.view is not None:
            self.view.dossier.commit()
        self.settings.set(WINDOW, self.saveGeometry())
        self.closing.emit()
        event.accept()
