# SPDX-License-Identifier: Apache-2.0
"""What the jobs do, in a process of their own: a backup, a restoring, a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from models.dossier import HistoryHead
    from models.progress import Progress
    from models.storage.integrity import CheckReport


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was taken."""

    path: Path
    applications: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace made from a backup, when that was taken (UTC), and how many attachments lack."""

    folder: Path
    applications: int
    made: str
    lost: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and the head of the chain that it followed."""

    report: CheckReport
    head: HistoryHead


def back_up_now(progress: Progress, *, folder: Path) -> BackedUp:
    """Take a backup of a workspace that somebody may be writing: a snapshot is read, no more."""
    from models.storage.backup import BackupReason, back_up
    from models.storage.manifest import read_manifest
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        made = back_up(
            folder,
            BackupReason.MANUAL,
            second_place=workspace.second_backup_place(),
            progress=progress,
        )
    assert made is not None  # only a backup at closing is left out where nothing changed
    return BackedUp(made, read_manifest(made)["counts"]["application"])


def restore_backup(progress: Progress, *, backup: Path, folder: Path) -> Restored:
    """Make a workspace from a backup in a new folder."""
    from models.storage.restore import restore

    done = restore(backup, folder, progress=progress)
    manifest = done.manifest
    return Restored(folder, manifest["counts"]["application"], manifest["made"], len(done.lost))


def check(progress: Progress, *, folder: Path) -> Checked:
    """Check the database, the chain of the history, each row and each attachment."""
    from models.storage.integrity import check_workspace
    from models.views.dossiers import history_head
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        report = check_workspace(workspace.reader, progress=progress)
        return Checked(report, history_head(workspace.reader))
