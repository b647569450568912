# SPDX-License-Identifier: Apache-2.0
"""The first steps: a new office, and a sample office to look around in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.dialogs import ask
from gui.dialogs.new_office import NewOfficeDialog
from gui.settings import LAST_FOLDER
from models.errors import UserError
from models.language import message
from models.workspace import Workspace

if TYPE_CHECKING:
    from gui.opening import Opening
    from gui.window import MainWindow
    from models.progress import Progress

_SAMPLES = 120


class Starting(QObject):
    """Makes offices, then opens them."""

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        window.actions_table.handle("new_office", self.new_office)
        window.actions_table.handle("sample_office", self.sample_office)

    @Slot()
    def new_office(self) -> None:
        """Ask for an office, make its workspace, and open it."""
        settings = self._window.settings
        dialog = NewOfficeDialog(settings.get(LAST_FOLDER), self._window)
        while dialog.exec():
            try:
                _make(dialog)
            except UserError as fault:
                dialog.show_fault(str(fault))
                continue
            settings.set(LAST_FOLDER, str(dialog.folder.parent))
            self._opening.open(str(dialog.folder))
            return

    @Slot()
    def sample_office(self) -> None:
        """Make a sample office in a job, and open it."""
        settings = self._window.settings
        start = settings.get(LAST_FOLDER) or str(Path.home())
        found = ask.choose_folder(
            self._window, message("The folder in which the sample office is made"), start
        )
        if not found:
            return
        folder = _free(Path(found), str(message("Sample office")))
        self._window.jobs.start(
            message("Make a sample office"), make_sample, then=self._on_made, folder=folder
        )

    def _on_made(self, folder: Path) -> None:
        self._opening.open(str(folder))


def _make(dialog: NewOfficeDialog) -> None:
    made = Workspace.create(
        dialog.folder,
        office=dialog.name.text(),
        region=dialog.region_code,
        operator=dialog.operator.text(),
    )
    made.close()


def _free(parent: Path, name: str) -> Path:
    """A name in a folder that nothing has yet."""
    found, number = parent / name, 2
    while found.exists():
        found, number = parent / f"{name} {number}", number + 1
    return found


def make_sample(progress: Progress, *, folder: Path) -> Path:
    """Make the sample office; runs in the process of a job."""
    from models.demo import build_office
    from reports.samples import write_sample_file

    build_office(folder, applications=_SAMPLES, make_file=write_sample_file, progress=progress)
    return folder
