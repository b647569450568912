# SPDX-License-Identifier: Apache-2.0
"""The dialog of an import: four pages, one after the other, and then one change."""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from gui.dialogs import ask
from gui.dialogs.form import PageDialog
from gui.intake import work
from gui.intake.columns_page import ColumnsPage
from gui.intake.file_page import FilePage
from gui.intake.preview_page import PreviewPage
from gui.intake.saving import ErrorWorkbook
from gui.intake.table_page import TablePage
from gui.intake.values import stamp
from gui.intake.writing import import_look
from gui.settings import LAST_FOLDER
from gui.theme import icon
from gui.widgets.buttons import DO_IT
from gui.widgets.rows import name_widget, text_label
from gui.widgets.waiting import Waiting
from models.language import message
from models.verbs.recording import CallClosedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gui.desk import Desk
    from gui.intake.values import FileLook, PreviewLook, SheetLook
    from gui.jobs import Jobs
    from gui.settings import Settings
    from models.errors import UserError
    from models.language import Message
    from models.views.calls import CallLine


class Step(IntEnum):
    """The pages, in their order."""

    FILE = 0
    TABLE = 1
    COLUMNS = 2
    PREVIEW = 3


_STEPS: dict[Step, Message] = {
    Step.FILE: message("File and call"),
    Step.TABLE: message("Table"),
    Step.COLUMNS: message("Columns"),
    Step.PREVIEW: message("Preview"),
}


class ImportDialog(PageDialog):
    """Asks for a file and everything about it; `imported` gives what was done, before it closes."""

    imported = Signal(object)  # Outcome

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        settings: Settings,
        calls: Sequence[CallLine],
        *,
        call: str = "",
        paths: Sequence[Path] = (),
        title: Message | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            call: The uid of the call that is proposed.
            paths: The files, where they were dropped on the list.
            title: Where it is one of several files: which.
        """
        super().__init__(title or message("Import…"), chars=150, lines=46, parent=parent)
        self._desk, self._settings = desk, settings
        self._touched, self._step = False, Step.FILE
        self._look: FileLook | None = None
        self._compared: tuple[Any, ...] | None = None
        self.file = FilePage(calls, call=call, paths=paths, folder=settings.get(LAST_FOLDER))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.file)
        self._names: list[QLabel] = []
        # Not below, among the buttons: Tab would pass over what stands before the default one there.
        self.back_button = QPushButton(icon("arrow-left"), str(message("&Back")))
        self.back_button.setAutoDefault(False)
        self.back_button.setProperty("kind", "flat")
        steps = QHBoxLayout()
        steps.setSpacing(self.fontMetrics().height())
        steps.addWidget(self.back_button)
        for step, name in _STEPS.items():
            label = text_label(f"{step + 1}  {name}", "step")
            self._names.append(label)
            steps.addWidget(label)
        steps.addStretch(1)
        self.content.addLayout(steps)
        self.content.addWidget(self.stack, 1)
        self.waiting = Waiting(jobs)
        self._layout.insertWidget(1, self.waiting)
        self._make_buttons()
        self.saving = ErrorWorkbook(self, self.waiting)
        self._layout.insertWidget(2, self.saving)
        self._connect()
        self._go(Step.FILE)

    def _make_buttons(self) -> None:
        roles = QDialogButtonBox.ButtonRole
        self.next_button = self.add_button(message("&Next"), roles.AcceptRole, default=True)
        self.add_button(message("Cancel"), roles.RejectRole).setAutoDefault(True)
        do_it = QShortcut(QKeySequence(DO_IT), self)
        do_it.activated.connect(self.next_button.click)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._on_back)
        self.file.changed.connect(self._allow)
        self.waiting.changed.connect(self._on_waiting)
        self.waiting.failed.connect(self.show_fault)
        self.waiting.stop_asked.connect(self._desk.stop)
        self._desk.progressed.connect(self.waiting.show_step)

    @property
    def step(self) -> Step:
        """The page that is shown."""
        return self._step

    @cached_property
    def table(self) -> TablePage:
        """The second page; the pages are made when they are first needed."""
        page = TablePage()
        page.changed.connect(self._on_touched)
        page.header_said.connect(self._on_header)
        self.stack.addWidget(page)
        return page

    @cached_property
    def columns(self) -> ColumnsPage:
        """The third page."""
        page = ColumnsPage()
        page.changed.connect(self._on_touched)
        page.refused.connect(self.say)
        self.stack.addWidget(page)
        return page

    @cached_property
    def preview(self) -> PreviewPage:
        """The last page."""
        page = PreviewPage()
        page.changed.connect(self._on_decided)
        page.outcome.errors.clicked.connect(self._on_errors)
        self.stack.addWidget(page)
        return page

    def reject(self) -> None:
        """Turn back; what was said here is not dropped without a word.

        While something is read or written, only that is stopped.
        """
        if self.waiting.writes:
            self.waiting.stop.click()
            return
        if self.waiting.busy:
            self.waiting.stop_job()
            return
        if self._touched and not ask.confirm(
            self,
            message("Drop what was said about this file? Nothing of it is imported yet."),
            yes=message("Drop it"),
            danger=True,
        ):
            return
        super().reject()

    def show_file(self, look: FileLook) -> None:
        """Show a file that was read; one that needs no looking at is compared at once."""
        self._look, self._touched, self._compared = look, False, None
        self.table.show_file(look)
        self.columns.show_file(look)
        taken = self.table.taken
        if taken and not self.table.fault() and all(map(_is_known, taken)):
            self.columns.show_sheets(taken)
            self._compare()
        else:
            self._go(Step.TABLE)

    def show_preview(self, look: PreviewLook) -> None:
        """Show what an import would do."""
        self.preview.show_preview(look)
        self._go(Step.PREVIEW)

    def show_fault(self, fault: UserError) -> None:
        """Say why something could not be done; one may try again, or go back."""
        super().show_fault(fault)
        self._allow()
        self._focus_page()

    def _go(self, step: Step) -> None:
        self.say("")
        self.saving.clear()
        self._step = step
        self.stack.setCurrentWidget(self._shown_page())
        for place, label in enumerate(self._names):
            label.setProperty("role", "badge" if place == step else "step")
            label.style().unpolish(label)
            label.style().polish(label)
        where = message("Step {n} of {all}: {name}", n=step + 1, all=len(_STEPS), name=_STEPS[step])
        self.stack.setAccessibleName(str(where))
        self._allow()
        if self.isVisible():
            self._focus_page()

    def _shown_page(self) -> FilePage | TablePage | ColumnsPage | PreviewPage:
        match self._step:
            case Step.FILE:
                return self.file
            case Step.TABLE:
                return self.table
            case Step.COLUMNS:
                return self.columns
            case Step.PREVIEW:
                return self.preview

    def _focus_page(self) -> None:
        """Put the keyboard where a page begins."""
        self._shown_page().begins.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _allow(self) -> None:
        busy, step = self.waiting.busy, self.step
        self.stack.setEnabled(not busy)
        self.back_button.setEnabled(not busy and step is not Step.FILE)
        possible, text, why = True, message("&Next"), ""
        if step is Step.FILE:
            possible = bool(self.file.paths)
        elif step is Step.PREVIEW:
            decisions = self.preview.decisions
            against = decisions.against()
            possible, why = against is None, str(against or "")
            text = decisions.does
        self.next_button.setText(str(text))
        name_widget(self.next_button, text)
        self.next_button.setToolTip(why)
        self.next_button.setAccessibleDescription(why)
        self.next_button.setEnabled(possible and not busy)

    @Slot()
    def _on_waiting(self) -> None:
        """Once work has ended, the keyboard is in the page again: it went to Cancel meanwhile."""
        self._allow()
        if not self.waiting.busy and self.isVisible():
            self._focus_page()

    @Slot()
    def _on_accepted(self) -> None:
        """Go on: what the button with Enter does depends on the page."""
        self.say("")
        forward = {
            Step.FILE: self._read,
            Step.TABLE: self._take_table,
            Step.COLUMNS: self._compare,
            Step.PREVIEW: self._import,
        }
        if not self.waiting.busy:
            forward[self.step]()

    @Slot()
    def _on_back(self) -> None:
        self._go(Step(self.step - 1))

    def _read(self) -> None:
        paths, call = self.file.paths, self.file.chosen_call.id
        look = self._look
        if look is not None and (look.paths, look.call, look.stamp) == (paths, call, stamp(paths)):
            self._go(Step.TABLE)
            return
        self._settings.set(LAST_FOLDER, str(paths[0].parent))
        self.waiting.start(
            message("Reading {name}", name=self.file.name),
            work.read_file,
            then=self.show_file,
            folder=self._desk.folder,
            paths=paths,
            call=call,
        )

    @Slot(str, tuple)
    def _on_header(self, sheet: str, header: tuple[int, int]) -> None:
        self.say("")
        self.waiting.start(
            message("Reading {name}", name=sheet),
            work.read_sheet,
            then=self._on_header_read,
            folder=self._desk.folder,
            paths=self.file.paths,
            call=self.file.chosen_call.id,
            sheet=sheet,
            header=header,
        )

    def _on_header_read(self, sheet: SheetLook) -> None:
        self._touched = True
        self.table.show_sheet_anew(sheet)

    def _take_table(self) -> None:
        if fault := self.table.fault():
            self.say(fault)
            return
        self.columns.show_sheets(self.table.taken)
        self._go(Step.COLUMNS)

    def _compare(self) -> None:
        fault = self.columns.fault()
        if fault is not None:
            self._go(Step.COLUMNS)
            self.say(fault)
            return
        sources, sender = self.columns.sources(), self.columns.sender_name
        asked = (sources, sender, self.file.paths, self.file.chosen_call.id, stamp(self.file.paths))
        if self._compared == asked:
            self._go(Step.PREVIEW)
            return
        self._compared = asked
        self.waiting.start(
            message("Comparing with the register"),
            work.compare,
            then=self.show_preview,
            folder=self._desk.folder,
            paths=self.file.paths,
            call=self.file.chosen_call.id,
            sources=sources,
        )

    @Slot()
    def _on_errors(self) -> None:
        if self.preview.look is not None:
            self.saving.save(
                self._desk.folder, self.file.paths, self.preview.look, self.columns.sources()
            )

    def _import(self, reason: str = "") -> None:
        look = self.preview.look
        if look is None:
            return
        self.waiting.begin_writing(message("Importing"))
        self._desk.do(
            import_look,
            then=self._on_imported,
            otherwise=self._on_refused,
            look=look,
            choice=self.preview.decisions.choice,
            rulings=dict(self.preview.decisions.made),
            sources=self.columns.sources(),
            sender=self.columns.sender_name,
            reason=reason,
        )

    def _on_imported(self, done: Any) -> None:
        self.waiting.end_writing()
        self.imported.emit(done)
        self.accept()

    def _on_refused(self, fault: UserError) -> None:
        self.waiting.end_writing()
        if isinstance(fault, CallClosedError):
            reason = ask.ask_reason(self, fault.message)
            if reason:
                self._import(reason)
            return
        self._compared = None  # what is in the register may be another by now
        self.show_fault(fault)

    @Slot()
    def _on_touched(self) -> None:
        self._touched = True
        self.say("")

    @Slot()
    def _on_decided(self) -> None:
        decisions = self.preview.decisions
        self._touched = self._touched or bool(decisions.made)
        self._allow()


def _is_known(sheet: SheetLook) -> bool:
    """Whether nobody need look at a sheet: it is our own workbook, or laid out as one seen before."""
    table, columns = sheet.table, sheet.columns
    if table is None or columns is None or table.doubts or columns.doubts:
        return False
    return columns.remembered or bool(table.definition)
