# SPDX-License-Identifier: Apache-2.0
"""Attachments as files in folders named by rule (AT-4), with a list of what is there and what is not."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from models.errors import UserError
from models.language import message
from models.storage.files import flush_to_disk, safe_name
from models.storage.folders import folder_out
from reports.interchange.frame import Exported
from reports.naming import NamePatternError, check_pattern, unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.dossier import Dossier
    from models.language import Message
    from models.programme.answers import File
    from models.progress import Progress
    from reports.interchange.frame import ExportFrame

WORDS = ("number", "applicant", "title", "stage", "call", "slot", "file")
_BLOCK = 1 << 20


class ChangedFileError(UserError):
    """The bytes of an attachment are not those that were recorded."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message("{name} has changed since it was attached; it was not copied.", name=name)
        )


def write_attachment_folders(
    dossiers: Iterable[Dossier],
    folder: Path,
    frame: ExportFrame,
    *,
    pattern: str,
    progress: Progress,
) -> Exported:
    """Copy every attachment to where the pattern says, and list all of them in a CSV file.

    A file that is gone or changed is named in the list and among the failures; the others go on. Two
    files whose names come out the same get numbered names.

    Raises:
        NamePatternError: The pattern uses an unknown word, or does not name files.
        FolderNotEmptyError: There are files in the folder.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it; nothing is left behind.
    """
    check_pattern(pattern, WORDS)
    if "{file}" not in pattern.rpartition("/")[2]:
        raise NamePatternError(pattern, WORDS)
    copying = _Copying(frame, pattern)
    with folder_out(folder) as aside:
        for done, dossier in enumerate(dossiers):
            progress.step(done, frame.count, message("{number}", number=dossier.number))
            for file in dossier.answers.files:
                copying.copy(dossier, file, aside, progress, done)
        title = message("Attachments").text(frame.language)
        listed = aside / f"{title}.csv"
        _write_list(listed, copying.lines, frame)
    return Exported(
        folder,
        (folder / listed.name,),
        frame.count,
        copied=copying.copied,
        failures=tuple(copying.failures),
    )


class _Copying:
    """What was copied so far."""

    def __init__(self, frame: ExportFrame, pattern: str) -> None:
        self.copied = 0
        self.lines: list[Sequence[str]] = []
        self.failures: list[tuple[str, Message]] = []
        self._frame = frame
        self._pattern = pattern
        self._used: dict[PurePosixPath, set[str]] = {}

    def copy(
        self, dossier: Dossier, file: File, folder: Path, progress: Progress, done: int
    ) -> None:
        """Copy one file, or say why not."""
        slot = dossier.programme.slots.get(file.slot)
        label = slot.label.text(self._frame.language) if slot else file.slot
        place = self._place(dossier, label, file)
        why: Message | None = None
        try:
            _copy(file, folder / place, progress, (done, self._frame.count))
            self.copied += 1
        except UserError as error:
            why = error.message
            self.failures.append((dossier.number, why))
        words = why.text(self._frame.language) if why else ""
        facts = (dossier.number, label, file.name, str(file.size), file.sha256, words)
        self.lines.append((str(place) if why is None else "", *facts))

    def _place(self, dossier: Dossier, slot: str, file: File) -> PurePosixPath:
        words = {
            "number": dossier.number,
            "applicant": dossier.applicant,
            "title": dossier.title,
            "stage": dossier.stage_label().text(self._frame.language),
            "call": dossier.call.title,
            "slot": slot,
            "file": file.name,
        }
        parts = [_filled(part, words) for part in self._pattern.split("/") if part.strip()]
        parent = PurePosixPath(*parts[:-1])
        return parent / unused(parts[-1], self._used.setdefault(parent, set()))


def _filled(part: str, words: Mapping[str, str]) -> str:
    flat = {key: " ".join(word.split()) for key, word in words.items()}
    return safe_name(part.format_map(flat).strip())


def _copy(file: File, target: Path, progress: Progress, step: tuple[int, int]) -> None:
    if not file.path:
        raise _GoneError(file.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with _opened(file) as source, target.open("wb") as copy:
        while block := source.read(_BLOCK):
            progress.step(*step)
            digest.update(block)
            copy.write(block)
    if digest.hexdigest() != file.sha256:
        target.unlink()
        raise ChangedFileError(file.name)
    flush_to_disk(target)


def _opened(file: File) -> BinaryIO:
    try:
        return Path(file.path).open("rb")
    except OSError:
        raise _GoneError(file.name) from None


class _GoneError(UserError):
    def __init__(self, name: str) -> None:
        super().__init__(message("{name}: the file itself is gone.", name=name))


def _write_list(path: Path, lines: Sequence[Sequence[str]], frame: ExportFrame) -> None:
    heads = (
        message("File"),
        message("Application number"),
        message("Attachment"),
        message("Name when attached"),
        message("Bytes"),
        message("SHA-256"),
        message("Not copied, because"),
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([head.text(frame.language) for head in heads])
        writer.writerows(lines)
