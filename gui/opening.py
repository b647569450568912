# SPDX-License-Identifier: Apache-2.0
"""Opening an office in the window: who works, who else writes, and closing it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gui.desk import Desk
from gui.dialogs import ask
from gui.dialogs.operator import OperatorDialog
from gui.settings import LAST_FOLDER, LAST_OPERATOR
from models.duties import WrongPinError
from models.errors import UserError
from models.language import message
from models.storage.lock import WorkspaceLockedError
from models.views.office import office_details
from models.views.operators import operators
from models.workspace import ReadOnlyError, Workspace

if TYPE_CHECKING:
    from gui.window import MainWindow
    from models.views.operators import OperatorLine


class Opening(QObject):
    """Opens and closes offices for a window."""

    broke = Signal(object)  # a bug on the writer thread

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        actions = window.actions_table
        actions.handle("open_office", self.choose)
        actions.handle("close_office", self.close)
        actions.handle("switch_operator", self.switch)
        window.welcome.opened.connect(self.open)
        window.closing.connect(self.close)

    @Slot()
    def choose(self) -> None:
        """Let the user choose a folder, and open it."""
        settings = self._window.settings
        start = settings.get(LAST_FOLDER)
        folder = ask.choose_folder(self._window, message("Open an office"), start)
        if folder:
            settings.set(LAST_FOLDER, str(Path(folder).parent))
            self.open(folder)

    @Slot(str)
    def open(self, folder: str) -> None:
        """Open an office; what stands against it is said."""
        path = Path(folder)
        try:
            office, known = _who_works(path)
        except UserError as fault:
            ask.alert(self._window, fault.message)
            return
        chosen = self._choose_operator(office, known)
        if chosen is None:
            return
        self.close()
        self._open(path, *chosen)

    @Slot()
    def close(self) -> None:
        """Close the office that is open."""
        desk = self._window.desk
        if desk is None:
            return
        view = self._window.view
        if view is not None:
            view.dossier.commit()
        self._window.show_desk(None)
        fault = desk.close()
        if fault is not None:
            ask.alert(self._window, fault.message)

    @Slot()
    def switch(self) -> None:
        """Let somebody else work in the same office."""
        desk = self._window.desk
        if desk is not None:
            self.open(str(desk.folder))

    def _choose_operator(self, office: str, known: list[OperatorLine]) -> tuple[str, str] | None:
        if len(known) == 1 and not known[0].has_pin:
            return known[0].name, ""
        last = self._window.settings.get(LAST_OPERATOR)
        dialog = OperatorDialog(office, known, last=last, parent=self._window)
        return (dialog.name, dialog.pin) if dialog.exec() else None

    def _open(self, path: Path, name: str, pin: str) -> None:
        window = self._window
        notice: object = ""
        try:
            desk = Desk(path, operator=name, pin=pin)
        except (WorkspaceLockedError, ReadOnlyError) as fault:
            notice = fault.message
            desk = Desk(path, operator=name, write=False)
        except WrongPinError as fault:
            ask.alert(window, fault.message)
            return
        except UserError as fault:
            ask.alert(window, fault.message)
            return
        window.settings.add_recent(path)
        window.settings.set(LAST_OPERATOR, name)
        desk.failed.connect(self._on_failed)
        desk.broke.connect(self.broke)
        window.show_desk(desk)
        if notice:
            window.notice(notice)

    @Slot(object)
    def _on_failed(self, fault: UserError) -> None:
        self._window.messages.warn(fault.message)


def _who_works(folder: Path) -> tuple[str, list[OperatorLine]]:
    """The name of the office and its operators.

    Raises:
        UserError: The folder holds no workspace that can be opened.
    """
    try:
        opened = Workspace.open(folder)
    except UserError:
        opened = Workspace.open(folder, write=True)  # an older one is upgraded by a writer
    with opened as workspace:
        return office_details(workspace.reader).name, operators(workspace.reader)
