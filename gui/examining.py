# SPDX-License-Identifier: Apache-2.0
"""Looking at files before they are attached: small ones aside, large ones in a job of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import Message, message
from models.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.progress import Progress
    from models.reader import Reader
    from models.verbs.attachments import Incoming

_SMALL_BYTES = 3_000_000
_FEW = 12


@dataclass(frozen=True, slots=True)
class Examined:
    """Files that want into a slot of an application.

    Attributes:
        folder: The office that was open when they were chosen.
        faults: Why some of them cannot be read.
    """

    folder: Path
    number: str
    slot: str
    files: tuple[Incoming, ...]
    faults: tuple[Message, ...]


def is_quick(paths: Sequence[Path]) -> bool:
    """Whether looking at files takes no time to speak of."""
    return len(paths) <= _FEW and sum(_size(path) for path in paths) <= _SMALL_BYTES


def examine_files(
    progress: Progress, *, folder: Path, number: str, slot: str, paths: Sequence[Path]
) -> Examined:
    """Look at files one after the other; folders are not taken."""
    from forms.attachments import examine

    files: list[Incoming] = []
    faults: list[Message] = []
    for done, path in enumerate(paths):
        progress.step(done, len(paths), message("{name}", name=path.name))
        if path.is_dir():
            faults.append(message("{name} is a folder; choose the files in it.", name=path.name))
            continue
        try:
            files.append(examine(path))
        except UserError as fault:
            faults.append(fault.message)
    return Examined(folder, number, slot, tuple(files), tuple(faults))


def examine_aside(
    reader: Reader, *, number: str, slot: str, paths: Sequence[Path], folder: Path
) -> Examined:
    """Look at a few small files on the reading thread."""
    del reader
    return examine_files(NoProgress(), folder=folder, number=number, slot=slot, paths=paths)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
