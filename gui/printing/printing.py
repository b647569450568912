# SPDX-License-Identifier: Apache-2.0
"""The actions that print packets and export summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.printing import work
from gui.printing.dialog import OutputDialog
from gui.written import Written
from models.language import message, plural
from models.orders import PacketOrder, SummaryOrder
from models.storage.files import safe_name
from models.views.calls import calls

if TYPE_CHECKING:
    from pathlib import Path

    from gui.outgoing import Printed
    from gui.printing.work import IssuedOrder
    from gui.widgets.messages import Offer
    from gui.window import MainWindow
    from models.language import Message
    from models.views.listing import Line
    from reports.summary import SummaryResult

_FORMATS = ((".xlsx", message("Excel workbook")), (".pdf", message("PDF document")))
_NAMED = 3


class Printing(QObject):
    """Prints what is chosen in the list, and exports the call that is chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._written = Written(self)
        window.actions_table.handle("print_packets", self.print_packets)
        window.actions_table.handle("export_summary", self.export_summary)

    @Slot()
    def print_packets(self) -> None:
        """Print the packets of the applications that are chosen."""
        desk, view = self._window.desk, self._window.view
        lines = view.register.selected() if view is not None else []
        if desk is None or view is None or not lines:
            return
        view.dossier.commit()
        title = message("Print review packets…")
        about = plural("The packet of {n} application: {numbers}",
                       "The packets of {n} applications: {numbers}",
                       n=len(lines), numbers=_numbers(lines))  # fmt: skip
        folder = desk.folder / "exports"
        name = safe_name(f"{lines[0].number} {lines[0].cells[2]}")
        target = folder / (f"{name}.pdf" if len(lines) == 1 else "packets")
        dialog = OutputDialog(title, about, target=target, parent=self._window)
        if dialog.exec():
            self._window.jobs.start(
                about,
                work.issue_order,
                then=self._on_printed,
                files=_files,
                folder=desk.folder,
                operator=desk.operator.name,
                order=PacketOrder(
                    applications=tuple(line.uid for line in lines),
                    language=dialog.chosen_language,
                ),
                out=dialog.target,
                replace=dialog.replace.isChecked(),
            )

    @Slot()
    def export_summary(self) -> None:
        """Export the summary of the call that is chosen, or of the application that is shown."""
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        view.dossier.commit()
        call = next((line for line in calls(desk.reader) if line.id == view.call_id), None)
        if call is None:
            return
        dialog = OutputDialog(
            message("Export the summary…"),
            message("The summary of the call {call} for the ministry, as its programme lays it out.",
                    call=call.title),
            target=desk.folder / "exports" / f"{safe_name(call.title)}.xlsx",
            formats=_FORMATS,
            parent=self._window,
        )  # fmt: skip
        if dialog.exec():
            self._window.jobs.start(
                message("Summary of {call}", call=call.title),
                work.issue_order,
                then=self._on_exported,
                files=_files,
                folder=desk.folder,
                operator=desk.operator.name,
                order=SummaryOrder(
                    call=call.uid,
                    form=dialog.target.suffix.lower().removeprefix("."),
                    language=dialog.chosen_language,
                ),
                out=dialog.target,
                replace=dialog.replace.isChecked(),
            )

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
        self._tell(text, issued, offers)

    def _on_exported(self, issued: IssuedOrder) -> None:
        made: SummaryResult = issued.made
        offers = self._written.offers([made.path])
        text = plural("The summary lists {n} application: {name}",
                      "The summary lists {n} applications: {name}",
                      n=made.listed, name=made.path.name)  # fmt: skip
        self._tell(text, issued, offers, made.filters, warns=bool(made.filters))

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
