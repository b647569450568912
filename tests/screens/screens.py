# SPDX-License-Identifier: Apache-2.0
"""Every screen and dialog by name: how to get there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.dialogs.help import About, ShortcutSheet
from gui.dialogs.move import MoveDialog
from gui.dialogs.new_office import NewOfficeDialog
from gui.dialogs.operator import OperatorDialog
from gui.dialogs.settings import SettingsDialog
from gui.faults import FaultDialog
from gui.printing.dialog import OutputDialog
from gui.recording.dialog import NewApplicationDialog
from models.language import message
from models.views.calls import calls
from models.views.operators import operators

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.application import Program
    from gui.desk import Desk
    from gui.window import MainWindow


@dataclass(frozen=True, slots=True)
class Stage:
    """Where pictures are taken.

    Attributes:
        folder: An office.
        settle: Waits until everything is shown.
    """

    program: Program
    folder: Path
    settle: Callable[[], None]

    @property
    def window(self) -> MainWindow:
        return self.program.window

    def open(self) -> Desk:
        """Open the office, unless it is open."""
        if self.window.desk is None:
            self.program.opening.open(str(self.folder))
        self.settle()
        assert self.window.desk is not None
        return self.window.desk


def welcome(stage: Stage) -> QWidget:
    stage.program.opening.close()
    return stage.window


def office(stage: Stage) -> QWidget:
    stage.open()
    return stage.window


def nothing_found(stage: Stage) -> QWidget:
    stage.open()
    assert stage.window.view is not None
    stage.window.view.register.filters.text.setText("没有这样的申报")
    stage.window.view.register.search()
    stage.settle()
    return stage.window


def _page(stage: Stage, name: str) -> QWidget:
    """A page of the first application."""
    stage.open()
    view = stage.window.view
    assert view is not None
    view.register.filters.clear()
    stage.settle()
    view.dossier.open_page(name)
    stage.settle()
    return stage.window


def attachments(stage: Stage) -> QWidget:
    return _page(stage, "attachments")


def problems(stage: Stage) -> QWidget:
    return _page(stage, "problems")


def stages(stage: Stage) -> QWidget:
    return _page(stage, "stages")


def history(stage: Stage) -> QWidget:
    return _page(stage, "history")


def move(stage: Stage) -> QWidget:
    desk = stage.open()
    view = stage.window.view
    assert view is not None
    view.register.filters.clear()
    stage.settle()
    view.register.view.selectAll()
    lines = [(line.number, line.cells[1]) for line in view.register.selected()]
    dialog = MoveDialog(desk, lines, to="submitted", parent=stage.window)
    stage.settle()
    return dialog


def jobs(stage: Stage) -> QWidget:
    stage.open()
    stage.window.jobs_panel.show()
    stage.settle()
    return stage.window


def new_application(stage: Stage) -> QWidget:
    desk = stage.open()
    return NewApplicationDialog(desk.reader, calls(desk.reader), parent=stage.window)


def new_office(stage: Stage) -> QWidget:
    dialog = NewOfficeDialog(str(stage.folder.parent), stage.window)
    dialog.name.setText("示例市工业和信息化局")
    dialog.region.setText("370500")
    return dialog


def operator(stage: Stage) -> QWidget:
    desk = stage.open()
    return OperatorDialog(desk.office, operators(desk.reader), parent=stage.window)


def settings(stage: Stage) -> QWidget:
    return SettingsDialog(stage.program.settings, stage.window)


def shortcuts(stage: Stage) -> QWidget:
    return ShortcutSheet(stage.window)


def about(stage: Stage) -> QWidget:
    return About(stage.window)


def fault(stage: Stage) -> QWidget:
    return FaultDialog("Traceback (most recent call last):\n  …\nZeroDivisionError", stage.window)


def export(stage: Stage) -> QWidget:
    return OutputDialog(
        message("Export the summary…"),
        message("The summary of the call {call} for the ministry, as its programme lays it out.",
                call="incubator-2026-1"),
        target=stage.folder / "exports" / "incubator-2026-1.xlsx",
        formats=((".xlsx", message("Excel workbook")), (".pdf", message("PDF document"))),
        parent=stage.window,
    )  # fmt: skip


SCREENS: dict[str, Callable[[Stage], QWidget]] = {
    function.__name__: function
    for function in (
        *(
            welcome,
            office,
            nothing_found,
            jobs,
            new_application,
            new_office,
            operator,
            settings,
            shortcuts,
        ),
        *(about, fault, export),
        *(attachments, problems, stages, history, move),
    )
}
MAIN = ("welcome", "office", "attachments", "problems", "stages", "history", "move")
"""Those that are taken at 200 % too."""
