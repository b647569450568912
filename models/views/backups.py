# SPDX-License-Identifier: Apache-2.0
"""The backups of a workspace: those beside it and its own ones at the second place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.storage.backup import BackupReason
from models.storage.lock import local_time
from models.storage.manifest import NotABackupError, read_manifest
from models.storage.rotation import folders_of
from models.tables import Office
from models.views.office import office_details

if TYPE_CHECKING:
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup; one that cannot be read says so by `sound`.

    Attributes:
        made: In local time.
        reason: None where it does not say, or is not sound.
        sequence: How far its history goes: the clock that stamped it may have been wrong.
        workspace: The uid of the office whose register it holds.
    """

    path: Path
    size: int
    sound: bool
    made: str = ""
    reason: BackupReason | None = None
    applications: int = 0
    attachments: int = 0
    sequence: int = -1
    workspace: str = ""


def backups(reader: Reader) -> list[BackupLine]:
    """All backups that can be found, the newest first; a copy at the second place is a line too."""
    found = [_line(path) for path in (reader.folder / "backups").glob("*.zip")]
    place = office_details(reader).backup_place
    if place and Path(place).is_dir():
        own = reader.scalar(select(func.min(Office.uid)))
        there = (_line(path) for folder in folders_of(Path(place)) for path in folder.glob("*.zip"))
        found += [line for line in there if line.workspace == own]  # others may use the place too
    return sorted(found, key=lambda line: (line.sequence, line.made, line.path.name), reverse=True)


def _line(path: Path) -> BackupLine:
    size = path.stat().st_size if path.is_file() else 0
    try:
        manifest = read_manifest(path)
        reason = manifest["reason"]
        return BackupLine(
            path,
            size,
            sound=True,
            made=local_time(manifest["made"]),
            reason=BackupReason(reason) if reason in set(BackupReason) else None,
            applications=int(manifest["counts"]["application"]),
            attachments=len(manifest["attachments"]),
            sequence=int((manifest["head"] or {"sequence": 0})["sequence"]),
            workspace=str(manifest["workspace"]),
        )
    except (NotABackupError, KeyError, TypeError, ValueError):
        return BackupLine(path, size, sound=False)
