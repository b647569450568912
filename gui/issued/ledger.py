# SPDX-License-Identifier: Apache-2.0
"""The action that shows what went out, and what is done with a line of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from gui.dialogs import ask
from gui.issued import work
from gui.issued.ledger_dialog import LedgerDialog
from gui.issued.recipient_dialog import RecipientDialog
from gui.outgoing.recipients import say_recipient
from gui.printing import work as printing_work
from gui.printing.dialog import OutputDialog
from gui.written import Written
from models.errors import UserError
from models.language import current_language, message, plural
from models.orders import ExportForm, ExportOrder, PacketOrder, SummaryOrder
from models.storage.files import safe_name
from models.views.ledger import issue_of

if TYPE_CHECKING:
    from gui.outgoing.rebuilding import Rebuilt
    from gui.printing.work import IssuedOrder
    from gui.window import MainWindow
    from models.ledger import Issue
    from models.orders import Order
    from models.views.ledger import LedgerLine

_SEVERAL = 2


class LedgerScreens(QObject):
    """Shows what went out; makes it again, and orders the same anew, as jobs.

    Attributes:
        dialog, recipient, ordering: The dialogs that were opened last.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._written = Written(self)
        self.dialog: LedgerDialog | None = None
        self.recipient: RecipientDialog | None = None
        self.ordering: OutputDialog | None = None
        window.actions_table.handle("what_went_out", self.show)

    @Slot()
    def show(self) -> None:
        """Show the list."""
        if self._window.desk is not None:
            self.dialog = LedgerDialog(self._window.desk, self._window)
            self.dialog.saying.connect(self._ask_recipient)
            self.dialog.rebuilding.connect(self._rebuild)
            self.dialog.anew.connect(self._order_anew)
            self.dialog.logging.connect(self._write_log)
            self.dialog.open()

    @Slot(object)
    def _ask_recipient(self, line: LedgerLine) -> None:
        self.recipient = RecipientDialog(line, self.dialog)
        self.recipient.submitted.connect(self._say_recipient)
        self.recipient.open()

    @Slot()
    def _say_recipient(self) -> None:
        desk, dialog = self._window.desk, self.recipient
        if desk is not None and dialog is not None:
            desk.ask(
                say_recipient,
                then=self._on_said,
                otherwise=dialog.show_fault,
                which=dialog.line.id,
                operator=desk.operator.name,
                recipient=dialog.recipient.text(),
                note=dialog.note.text(),
            )

    def _on_said(self, _line: LedgerLine) -> None:
        if self.recipient is not None and isValid(self.recipient):
            self.recipient.accept()
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.refresh()

    @Slot(object)
    def _rebuild(self, line: LedgerLine) -> None:
        desk = self._window.desk
        issue = self._issue(line)
        if desk is None or issue is None:
            return
        suffix = Path(issue.files[0].name).suffix
        folder = desk.folder / "exports"
        several = len(issue.files) >= _SEVERAL
        if several:
            title = message("Choose a folder")
            target = ask.choose_folder(self.dialog, title, str(folder))
        else:
            start = str(folder / safe_name(f"{line.id} {line.about}{suffix}"))
            target = ask.choose_target(self.dialog, message("Choose a file"), start, f"*{suffix}")
        if target:
            self._window.jobs.start(
                message("Make no. {n} again", n=line.id),
                work.rebuild_issue,
                then=self._on_rebuilt,
                files=_rebuilt_files,
                folder=desk.folder,
                which=line.id,
                out=Path(target),
                replace=not several,  # the system asked for one file; of several nobody was asked
            )

    def _on_rebuilt(self, made: Rebuilt) -> None:
        offers = self._written.offers(_rebuilt_files(made))
        if made.is_same:
            text = plural(
                "No. {id} was made again: {n} file, byte for byte what went out.",
                "No. {id} was made again: {n} files, byte for byte what went out.",
                n=len(made.files),
                id=made.id,
            )
            self._window.messages.tell(text, *offers)
            return
        same = sum(file.same for file in made.files)
        said = message(
            "No. {id} was made again; {same} of {all} files are byte for byte what went out.",
            id=made.id,
            same=same,
            all=len(made.files) + len(made.missing),
        )
        missing = [f"{number}: {why}" for number, why in made.missing[:_SEVERAL]]
        self._window.messages.warn(
            " ".join([str(said), *missing, *map(str, made.reasons)]), *offers
        )

    @Slot(object)
    def _order_anew(self, line: LedgerLine) -> None:
        desk, issue = self._window.desk, self._issue(line)
        order = issue.order if issue is not None else None
        if desk is None or issue is None or self.dialog is None:
            return
        if order is None:
            self.dialog.say(
                message(
                    "This version of Xiandao does not know what was ordered with no. {n}.",
                    n=line.id,
                )
            )
            return
        title = message("The same as no. {n}", n=line.id)
        about = message("{what}: {about}", what=line.what, about=line.about)
        self.ordering = dialog = OutputDialog(
            title, about, target=_target(desk.folder / "exports", order, line, issue),
            parent=self._window,
        )  # fmt: skip
        dialog.language.setCurrentIndex(dialog.language.findData(order.language))
        if dialog.exec():
            self._window.jobs.start(
                title,
                printing_work.issue_order,
                then=self._on_issued,
                files=_issued_files,
                folder=desk.folder,
                operator=desk.operator.name,
                order=replace(order, language=dialog.chosen_language),
                out=dialog.target,
                replace=dialog.replace.isChecked(),
                recipient="",
            )

    def _on_issued(self, issued: IssuedOrder) -> None:
        files = _issued_files(issued)
        offers = self._written.offers(files)
        fault = issued.noted.fault
        text = plural("{n} file was made.", "{n} files were made.", n=len(files))
        if fault is not None:
            self._window.messages.warn(f"{text} {fault}", *offers)
        else:
            self._window.messages.tell(text, *offers)
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.refresh()

    @Slot(object)
    def _write_log(self, lines: list[LedgerLine]) -> None:
        desk = self._window.desk
        if desk is None:
            return
        name = message("Log of what went out").text(current_language())
        start = str(desk.folder / "exports" / safe_name(f"{name}.xlsx"))
        target = ask.choose_target(self.dialog, message("Choose a file"), start, "*.xlsx *.csv")
        if target:
            self._window.jobs.start(
                message("Write the list of what went out"),
                work.write_log,
                then=self._on_logged,
                files=_log_file,
                folder=desk.folder,
                lines=lines,
                out=Path(target),
                language=current_language(),
            )

    def _on_logged(self, path: Path) -> None:
        text = message("The list was written: {name}", name=path.name)
        self._window.messages.tell(text, *self._written.offers([path]))

    def _issue(self, line: LedgerLine) -> Issue | None:
        desk = self._window.desk
        try:
            return issue_of(desk.reader, line.id) if desk is not None else None
        except UserError as fault:
            if self.dialog is not None:
                self.dialog.show_fault(fault)
            return None


def _target(folder: Path, order: Order, line: LedgerLine, issue: Issue) -> Path:
    """What is proposed: a file where one was made, else a folder."""
    match order:
        case PacketOrder() if not issue.in_folder:
            return folder / safe_name(f"{line.about}.pdf")
        case SummaryOrder(form=form):
            return folder / safe_name(f"{line.about}.{form}")
        case ExportOrder(form=ExportForm.JSON):
            return folder / safe_name(f"{line.about}.json")
        case _:
            return folder / safe_name(f"{line.about} {line.id}")


def _rebuilt_files(made: Rebuilt) -> tuple[Path, ...]:
    return tuple(file.path for file in made.files)


def _issued_files(issued: IssuedOrder) -> tuple[Path, ...]:
    return tuple(issued.made.files)


def _log_file(path: Any) -> tuple[Path, ...]:
    return (path,)
