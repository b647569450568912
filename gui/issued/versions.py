# SPDX-License-Identifier: Apache-2.0
"""The action that holds a printed page against the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from gui.dialogs import ask
from gui.issued import work
from gui.issued.version_dialog import VersionDialog
from gui.jobs import State
from gui.sidebar import Scope
from gui.written import Written
from models.errors import UserError
from models.language import current_language, message
from models.rules.version_codes import readings
from models.storage.files import safe_name
from models.views.versions import find_quickly

if TYPE_CHECKING:
    from gui.jobs import Job
    from gui.office_view import OfficeView
    from gui.outgoing.printed_versions import PrintedAgain
    from gui.window import MainWindow
    from models.views.versions import PrintedVersion


class Versions(QObject):
    """Finds a printed version: quickly where its number is known, else by a job that looks through all."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._written = Written(self)
        self._job: Job | None = None
        self._text = ""
        self.dialog: VersionDialog | None = None
        window.actions_table.handle("printed_version", self.show)
        window.with_view(self._watch)

    @Slot()
    def show(self) -> None:
        """Ask for what stands on the page."""
        if self._window.view is not None and self.dialog is None:
            self._open(self._window.view)

    def _open(self, view: OfficeView) -> VersionDialog:
        view.dossier.commit()
        self.dialog = dialog = VersionDialog(self._window)
        dialog.wanted.connect(self._find)
        dialog.going.connect(self._go)
        dialog.printing.connect(self._print)
        dialog.finished.connect(self._on_finished)
        dialog.open()
        return dialog

    @Slot(object)
    def _watch(self, view: OfficeView) -> None:
        """Whoever scans a page into the search of the list means the same."""
        view.register.filters.text.returnPressed.connect(self._on_search)

    @Slot()
    def _on_search(self) -> None:
        desk, view = self._window.desk, self._window.view
        if desk is None or view is None:
            return
        text = view.register.filters.text.text()
        if any(typed.number for typed in readings(text)):
            self._text = text
            desk.ask(find_quickly, then=self._on_recognised, otherwise=_search_on, latest=self,
                     text=text)  # fmt: skip

    def _on_recognised(self, version: PrintedVersion | None) -> None:
        view = self._window.view
        if version is not None and view is not None and self.dialog is None:
            dialog = self._open(view)
            dialog.text.setText(self._text)
            dialog.show_version(version)

    @Slot(str)
    def _find(self, text: str) -> None:
        desk, dialog = self._window.desk, self.dialog
        if desk is not None and dialog is not None:
            self._text = text
            desk.ask(
                find_quickly,
                then=self._on_found,
                otherwise=dialog.show_fault,
                latest=self,
                text=text,
            )

    def _on_found(self, version: PrintedVersion | None) -> None:
        desk, dialog = self._window.desk, self.dialog
        if desk is None or dialog is None:
            return
        if version is not None:
            dialog.show_version(version)
            return
        dialog.show_searching()
        self._job = self._window.jobs.start(
            message("Find the printed version {code}", code=self._text[:40]),
            work.find_version,
            then=self._on_searched,
            folder=desk.folder,
            text=self._text,
        )
        self._job.changed.connect(self._on_job)

    def _on_searched(self, version: PrintedVersion) -> None:
        if self.dialog is not None:
            self.dialog.show_version(version)

    @Slot()
    def _on_job(self) -> None:
        job = self._job
        if job is None or job is not self.sender() or self.dialog is None:
            return
        if job.state in {State.FAILED, State.STOPPED} and isinstance(job.fault, UserError):
            self.dialog.show_fault(job.fault)

    @Slot(object)
    def _go(self, version: PrintedVersion) -> None:
        view = self._window.view
        if view is None or self.dialog is None:
            return
        self.dialog.accept()
        if view.register.scope != Scope():
            view.sidebar.choose(Scope())
        view.register.filters.clear()
        view.register.select(version.uid)

    @Slot(object)
    def _print(self, version: PrintedVersion) -> None:
        desk = self._window.desk
        if desk is None:
            return
        name = safe_name(f"{version.number} {version.code}.pdf")
        start = str(desk.folder / "exports" / name)
        target = ask.choose_target(self.dialog, message("Choose a file"), start, "*.pdf")
        if target:
            self._window.jobs.start(
                message("Print {number} as of {at}", number=version.number, at=version.at),
                work.print_version,
                then=self._on_printed,
                files=_files,
                folder=desk.folder,
                operator=desk.operator.name,
                version=version,
                out=Path(target),
                language=current_language(),
            )

    def _on_printed(self, again: PrintedAgain) -> None:
        offers = self._written.offers(again.files)
        name = again.path.name
        if again.noted is not None and again.noted.fault is not None:
            self._window.messages.warn(again.noted.fault, *offers)
        elif again.issue and not again.same:
            self._window.messages.warn(message("{path} is not what went out.", path=name), *offers)
        elif again.issue:
            text = message("{name} is byte for byte what went out under no. {n}.",
                           name=name, n=again.issue)  # fmt: skip
            self._window.messages.tell(text, *offers)
        else:
            self._window.messages.tell(message("Printed to {path}", path=name), *offers)

    @Slot()
    def _on_finished(self) -> None:
        if self._job is not None and self._job.state is State.RUNNING:
            self._job.cancel()
        self._job = None
        self.dialog = None


def _search_on(_fault: UserError) -> None:
    """What was typed into the search is no printed version: it only searches."""


def _files(again: Any) -> tuple[Path, ...]:
    return tuple(again.files)
