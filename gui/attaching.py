# SPDX-License-Identifier: Apache-2.0
"""Attaching files, opening and saving copies of them, removing them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from gui.dialogs import ask
from gui.dossier.slot_words import all_cleared
from gui.examining import Examined, examine_aside, examine_files, is_quick
from gui.settings import LAST_FOLDER
from gui.written import Written
from models.language import Listing, Message, message, plural
from models.storage.files import CannotWriteError, safe_name
from models.verbs.attachments import attach_files, detach
from models.verbs.clearance import clear_attachments

if TYPE_CHECKING:
    from gui.office_view import OfficeView
    from gui.undoing import Undoing
    from gui.window import MainWindow
    from models.programme.answers import File
    from models.reader import Reader
    from models.verbs.attachments import Attached
    from models.verbs.clearance import Clearance

_DOCUMENTS = frozenset(
    {
        *(".pdf", ".ofd", ".doc", ".docx", ".wps", ".rtf", ".odt", ".txt", ".md", ".csv"),
        *(".xls", ".xlsx", ".et", ".ods", ".ppt", ".pptx", ".dps", ".odp", ".zip", ".rar", ".7z"),
        *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".avif"),
    }
)
"""What the system's programs open; anything else might be run instead, so it is only saved."""
_SUFFIXES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


class Attaching(QObject):
    """What the attachments page asks for, done."""

    def __init__(self, window: MainWindow, undoing: Undoing) -> None:
        super().__init__(window)
        self._window, self._undoing = window, undoing
        self._copies = QTemporaryDir()
        self._faults: tuple[Message, ...] = ()
        self._written = Written(self)
        self._removed = ""
        self._withdrawn = False
        window.actions_table.handle("attach", self.attach)
        window.actions_table.handle("clear_attachment", self.clear_current)
        window.with_view(self._on_view)

    @Slot()
    def attach(self) -> None:
        """Attach files to the slot that is current on the attachments page."""
        view = self._window.view
        if view is not None and view.dossier.dossier is not None:
            view.dossier.open_page("attachments")
            line = view.dossier.attachments.slot_line
            if line is not None:
                self.add(line.slot.id, [])

    @Slot(str, list)
    def add(self, slot: str, paths: list[Path]) -> None:
        """Look at files, and attach those that may be."""
        desk, view = self._window.desk, self._window.view
        dossier = view.dossier.dossier if view is not None else None
        if desk is None or dossier is None:
            return
        label = dossier.programme.slots[slot].label
        wanted = paths or self._choose(message("Attach to “{slot}”", slot=label))
        if not wanted:
            return
        if is_quick(wanted):
            desk.ask(examine_aside, then=self._on_examined, number=dossier.number, slot=slot,
                     paths=wanted, folder=desk.folder)  # fmt: skip
        else:
            title = plural("Look at {n} file for “{slot}”", "Look at {n} files for “{slot}”",
                           n=len(wanted), slot=label)  # fmt: skip
            self._window.jobs.start(title, examine_files, then=self._on_examined,
                                    number=dossier.number, slot=slot, paths=wanted,
                                    folder=desk.folder)  # fmt: skip

    @Slot(object)
    def open(self, file: File) -> None:
        """Open a read-only copy in the system's program."""
        name = safe_name(file.name)
        suffix = Path(name).suffix.lower()
        if suffix not in _DOCUMENTS:
            added = _SUFFIXES.get(file.media_type, "")
            if not added:
                text = message(
                    "{name} is no document that this program opens. Save a copy to look at it.",
                    name=file.name,
                )
                self._window.messages.warn(text)
                return
            name += added
        target = Path(self._copies.path(), file.sha256[:12], name)
        self._copy(file, target, read_only=True)

    @Slot(object)
    def save_copy(self, file: File) -> None:
        """Save a copy where the user says."""
        settings = self._window.settings
        start = str(Path(settings.get(LAST_FOLDER), safe_name(file.name)))
        found = ask.choose_target(self._window, message("Save a copy"), start)
        if found:
            settings.set(LAST_FOLDER, str(Path(found).parent))
            self._copy(file, Path(found), read_only=False)

    @Slot(object)
    def remove(self, file: File) -> None:
        """Take a file off an application; its bytes stay."""
        if self._window.desk is not None:
            self._removed = file.name
            self._window.desk.do(detach, then=self._on_removed, uid=file.uid)

    @Slot()
    def clear_current(self) -> None:
        """Clear what is current on the attachments page for experts, or take that back."""
        view = self._window.view
        if view is not None and view.dossier.dossier is not None:
            view.dossier.open_page("attachments")
            view.dossier.attachments.ask_to_clear()

    @Slot(list)
    def clear(self, files: list[File]) -> None:
        """Say that nothing in files tells whose they are; of files that are cleared, take it back."""
        if self._window.desk is not None:
            self._withdrawn = all_cleared(files)
            self._window.desk.do(clear_attachments, then=self._on_cleared,
                                 uids=[file.uid for file in files],
                                 withdraw=self._withdrawn)  # fmt: skip

    @Slot(object)
    def _on_view(self, view: OfficeView) -> None:
        panel = view.dossier.attachments
        panel.add_asked.connect(self.add)
        panel.open_asked.connect(self.open)
        panel.copy_asked.connect(self.save_copy)
        panel.remove_asked.connect(self.remove)
        panel.clear_asked.connect(self.clear)

    def _choose(self, title: Message) -> list[Path]:
        settings = self._window.settings
        found = ask.choose_files(self._window, title, settings.get(LAST_FOLDER))
        if found:
            settings.set(LAST_FOLDER, str(Path(found[0]).parent))
        return [Path(item) for item in found]

    def _copy(self, file: File, target: Path, *, read_only: bool) -> None:
        if self._window.desk is not None:
            then = self._on_opened if read_only else self._on_saved
            self._window.desk.ask(
                copy_out, then=then, source=Path(file.path), target=target, read_only=read_only
            )

    def _on_examined(self, examined: Examined) -> None:
        desk = self._window.desk
        if desk is None or desk.folder != examined.folder:
            return
        if not examined.files:
            self._window.messages.warn(" ".join(str(fault) for fault in examined.faults))
            return
        self._faults = examined.faults
        desk.do(attach_files, then=self._on_attached, number=examined.number,
                slot=examined.slot, files=examined.files)  # fmt: skip

    def _on_attached(self, done: Attached) -> None:
        faults = [*self._faults, *(item.message for item in done.refused)]
        told = [message("{name} is attached here already.", name=name) for name, _ in done.same]
        told += [
            message("{name} is also attached as “{slot}”.", name=name, slot=slot)
            for name, slot in done.elsewhere
        ]
        parts = [str(item) for item in (*told, *faults)]
        if done.kept:
            kept = plural("Attached {n} file as “{slot}”.", "Attached {n} files as “{slot}”.",
                          n=len(done.kept), slot=done.slot)  # fmt: skip
            parts.insert(0, str(kept))
        tell = self._window.messages.warn if faults else self._window.messages.tell
        tell(" ".join(parts), *(self._undoing.offer() if done.kept else ()))
        if done.classified:
            text = "\n\n".join(str(item.message) for item in done.classified)
            ask.alert(self._window, text)

    def _on_opened(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            text = message("The system has no program that opens {name}.", name=path.name)
            self._window.messages.warn(text)

    def _on_saved(self, path: Path) -> None:
        text = message("Saved a copy: {path}", path=str(path))
        self._window.messages.tell(text, self._written.offer_of_folder([path]))

    def _on_removed(self, _done: None) -> None:
        text = message("Removed {name}.", name=self._removed)
        self._window.messages.tell(text, *self._undoing.offer())

    def _on_cleared(self, done: Clearance) -> None:
        n = len(done.changed)
        if self._withdrawn:
            text = plural("The clearance of {n} file is withdrawn; packets for experts leave it out.",
                          "The clearance of {n} files is withdrawn; packets for experts leave them out.",
                          n=n)  # fmt: skip
        else:
            text = plural("{n} file is cleared for experts.", "{n} files are cleared for experts.",
                          n=n)  # fmt: skip
        if done.refused:
            left = message("Not cleared, since they cannot be opened: {names}",
                           names=Listing(done.refused))  # fmt: skip
            self._window.messages.warn(f"{text} {left}", *self._undoing.offer())
        else:
            self._window.messages.tell(text, *self._undoing.offer())


def copy_out(reader: Reader, *, source: Path, target: Path, read_only: bool) -> Path:
    """Copy the bytes of an attachment; a copy to be looked at is made once and cannot be written.

    Raises:
        CannotWriteError: The target cannot be written.
    """
    del reader
    try:
        if read_only and target.exists():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        if read_only:
            target.chmod(0o400)
    except OSError as error:
        raise CannotWriteError(target, error) from error
    return target
