# SPDX-License-Identifier: Apache-2.0
"""The action that writes the intake workbook of a call, to be sent out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.intake import work
from gui.printing.dialog import OutputDialog
from gui.written import Written
from models.language import message
from models.storage.files import safe_name
from models.views.calls import calls

if TYPE_CHECKING:
    from pathlib import Path

    from gui.intake_outputs import Template
    from gui.window import MainWindow


class BlankWorkbooks(QObject):
    """Asks where to and in which language, and writes the blank workbook as a job."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._written = Written(self)
        window.actions_table.handle("blank_workbook", self.write)

    @Slot()
    def write(self) -> None:
        """Write the workbook of the call that is chosen, or of the application that is shown."""
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        call = view.call_id
        title = next((line.title for line in calls(desk.reader) if line.id == call), "")
        if not title:
            return
        name = safe_name(str(message("{call} intake workbook", call=title)))
        dialog = OutputDialog(
            message("Blank workbook…"),
            message("The workbook in which applicants, parks or counties fill in applications to"
                    " {call}. What comes back is imported.", call=title),
            target=desk.folder / "exports" / f"{name}.xlsx",
            parent=self._window,
        )  # fmt: skip
        if dialog.exec():
            self._window.jobs.start(
                message("Blank workbook of {call}", call=title),
                work.write_blank,
                then=self._on_written,
                files=_file,
                folder=desk.folder,
                call=call,
                out=dialog.target,
                language=dialog.chosen_language,
                replace=dialog.replace.isChecked(),
            )

    def _on_written(self, made: Template) -> None:
        text = message("The blank workbook is written: {name}", name=made.path.name)
        self._window.messages.tell(text, *self._written.offers([made.path]))


def _file(made: Template) -> tuple[Path, ...]:
    return (made.path,)
