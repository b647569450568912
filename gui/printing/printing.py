# SPDX-License-Identifier: Apache-2.0
"""The actions that print packets and export summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.printing import work
from gui.printing.export_options import ExportOptions
from gui.printing.for_whom import to_look_at
from gui.printing.issue_dialog import IssueDialog
from gui.printing.packet_options import PacketOptions
from gui.printing.summary_options import SummaryOptions
from gui.written import Written
from models.language import message, plural
from models.storage.files import safe_name
from models.views.calls import calls
from models.views.find import application_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gui.outgoing import Printed
    from gui.printing.options import Options
    from gui.printing.work import IssuedOrder
    from gui.widgets.messages import Offer
    from gui.window import MainWindow
    from models.language import Message
    from models.views.calls import CallLine
    from models.views.listing import Line
    from reports.interchange import Exported
    from reports.summary import SummaryResult

_NAMED = 3


class Printing(QObject):
    """Prints what is chosen in the list, and exports the call that is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._written = Written(self)
        window.actions_table.handle("print_packets", self.print_packets)
        window.actions_table.handle("export_summary", self.export_summary)
        window.actions_table.handle("export_data", self.export_data)

    @Slot()
    def print_packets(self) -> None:
        """Print the packets of the applications that are chosen."""
        lines = self._chosen()
        if not lines:
            return
        about = plural("The packet of {n} application: {numbers}",
                       "The packets of {n} applications: {numbers}",
                       n=len(lines), numbers=_numbers(lines))  # fmt: skip
        name = safe_name(f"{lines[0].number} {lines[0].cells[2]}")
        self._ask(
            message("Print review packets…"),
            about,
            message("Print"),
            about,
            PacketOptions([line.uid for line in lines], (name, safe_name(lines[0].number))),
            name if len(lines) == 1 else "packets",
            self._on_printed,
        )

    @Slot()
    def export_summary(self) -> None:
        """Export the summary of the call that is chosen, or of the application that is shown."""
        call = self._call()
        if call is not None:
            self._ask(
                message("Export the summary…"),
                message("The summary of the call {call} for the ministry, as its programme lays it"
                        " out.", call=call.title),
                message("Export"),
                message("Summary of {call}", call=call.title),
                SummaryOptions(call.uid),
                safe_name(call.title),
                self._on_exported,
            )  # fmt: skip

    @Slot()
    def export_data(self) -> None:
        """Export the data of the call that is chosen for other programs."""
        call = self._call()
        if call is not None:
            chosen = self._of_call(call)
            self._ask(
                message("Export data…"),
                message("The applications of the call {call} for other programs.", call=call.title),
                message("Export"),
                message("Data of {call}", call=call.title),
                ExportOptions(call.uid, chosen),
                safe_name(call.title),
                self._on_handed,
                new_folder=True,
            )

    def _chosen(self) -> list[Line]:
        view = self._window.view
        return view.register.selected() if view is not None else []

    def _of_call(self, call: CallLine) -> list[str]:
        """The chosen applications of a call; the list may show those of several."""
        desk = self._window.desk
        if desk is None:
            return []
        rows = application_rows(desk.reader, [line.uid for line in self._chosen()])
        return [row.uid for row in rows if row.call_uid == call.uid]

    def _call(self) -> CallLine | None:
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return None
        return next((line for line in calls(desk.reader) if line.id == view.call_id), None)

    def _ask(
        self,
        title: Message,
        about: Message,
        does: Message,
        job: Message,
        options: Options,
        name: str,
        then: Callable[[IssuedOrder], None],
        *,
        new_folder: bool = False,
    ) -> None:
        """Ask what and where to; then a job makes it.

        Args:
            does: What the button says.
            job: The title of the job.
            name: Of the file or folder that is proposed, without an ending.
        """
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        view.dossier.commit()
        dialog = IssueDialog(
            self._window.jobs,
            title,
            about,
            does,
            workspace=desk.folder,
            options=options,
            target=desk.folder / "exports" / name,
            new_folder=new_folder,
            parent=self._window,
        )

        def begin() -> None:
            self._window.jobs.start(
                job,
                work.issue_order,
                then=then,
                files=_files,
                folder=desk.folder,
                operator=desk.operator.name,
                order=dialog.order,
                out=dialog.target,
                replace=dialog.replace.isChecked(),
                recipient=dialog.recipient.text().strip(),
            )

        dialog.accepted.connect(begin)
        dialog.open()

    def _on_printed(self, issued: IssuedOrder) -> None:
        printed: Printed = issued.made
        offers = self._written.offers(printed.files)
        if printed.failures:
            number, why = printed.failures[0]
            text = plural("{n} packet could not be made. {number}: {why}",
                          "{n} packets could not be made. {number}: {why}",
                          n=len(printed.failures), number=number, why=why)  # fmt: skip
            self._tell(text, issued, offers, warns=True)
            return
        text = plural("{n} packet with {pages} pages was printed.",
                      "{n} packets with {pages} pages were printed.",
                      n=len(printed.files), pages=printed.pages)  # fmt: skip
        look = to_look_at(printed.left)
        self._tell(text, issued, offers, str(look or ""), warns=look is not None)

    def _on_exported(self, issued: IssuedOrder) -> None:
        made: SummaryResult = issued.made
        offers = self._written.offers([made.path])
        text = plural("The summary lists {n} application: {name}",
                      "The summary lists {n} applications: {name}",
                      n=made.listed, name=made.path.name)  # fmt: skip
        self._tell(text, issued, offers, made.filters, warns=bool(made.filters))

    def _on_handed(self, issued: IssuedOrder) -> None:
        made: Exported = issued.made
        offers = self._written.offers(made.files)
        text = plural("{n} application was exported: {name}",
                      "{n} applications were exported: {name}",
                      n=made.applications, name=made.path.name)  # fmt: skip
        more = ""
        if made.failures:
            number, why = made.failures[0]
            more = str(plural("{n} attachment was not copied. {number}: {why}",
                              "{n} attachments were not copied. {number}: {why}",
                              n=len(made.failures), number=number, why=why))  # fmt: skip
        self._tell(text, issued, offers, more, warns=bool(made.failures))

    def _tell(
        self,
        text: Message,
        issued: IssuedOrder,
        offers: tuple[Offer, ...],
        more: str = "",
        *,
        warns: bool = False,
    ) -> None:
        """Say what was made; that it could not be noted is a warning."""
        fault = issued.noted.fault
        said = " ".join(filter(None, (str(text), more, str(fault or ""))))
        tell = self._window.messages.warn if warns or fault else self._window.messages.tell
        tell(said, *offers)


def _numbers(lines: list[Line]) -> str:
    names = [line.number for line in lines[:_NAMED]]
    return "、".join(names) + ("…" if len(lines) > _NAMED else "")


def _files(issued: IssuedOrder) -> tuple[Path, ...]:
    return tuple(issued.made.files)
