# SPDX-License-Identifier: Apache-2.0
"""Backups that are whole: a snapshot of the database, then the attachments which it names.

An automatic backup is a zip with the database, the list of what went out and a manifest in `backups/`;
attachments lie beside it once each, by hash, so a backup costs what changed. A backup to a file of its
own carries everything. Both are restored the same way (`restore`), and never over a workspace. At the
second place each workspace has a folder of its own; copies of one workspace share it, since they are
one register.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import time
import zipfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.language import message
from models.progress import NoProgress, Progress
from models.storage.attachments import attachment_path
from models.storage.files import CannotWriteError, written_aside, written_out
from models.storage.ledger import LEDGER, copy_ledger
from models.storage.manifest import MANIFEST, kept_in, make_manifest
from models.storage.rotation import own_folder, rotate
from models.storage.snapshot import copy_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATABASE = "workspace.db"


class BackupReason(StrEnum):
    """Why a backup was taken; the word stands in its file name."""

    CLOSING = "closing"
    IMPORT = "before-import"
    BULK = "before-bulk"
    UPGRADE = "before-upgrade"
    MANUAL = "manual"


def back_up(
    workspace: Path,
    reason: BackupReason,
    *,
    out: Path | None = None,
    second_place: str = "",
    replace: bool = False,
    progress: Progress | None = None,
) -> Path | None:
    """Take a backup of a workspace, which may be open.

    Without `out` it goes to `backups/`, is skipped when nothing changed since the newest one or when
    that one is younger than twenty times what it took (so backups never cost more than a twentieth of
    the day), and old ones rotate. With `out` it is one file that carries the attachments too.

    Raises:
        CannotWriteError: The place cannot be written.
        FileExistsAlreadyError: `out` is there already.
        OwnFileError: `out` is a file that a workspace lives by.
    """
    folder = workspace / "backups"
    started = time.monotonic()
    try:
        if out is None and reason is BackupReason.CLOSING and _recent_enough(workspace, folder):
            return None
        with tempfile.TemporaryDirectory(
            prefix=".~backup", dir=_temporary_place(workspace, out)
        ) as aside:
            copy = Path(aside) / DATABASE
            # First, so that no head in it goes farther than the history of the snapshot.
            issued = copy_ledger(workspace, Path(aside))
            copy_database(workspace / DATABASE, copy)
            manifest = make_manifest(copy, reason.value, issued)
            target = out or folder / f"{_stamp()}-{reason.value}.zip"
            write = written_out if out else written_aside
            with write(target, replace=replace) as path:
                _pack(path, Path(aside), manifest, workspace, started, carry=out is not None,
                      progress=progress or NoProgress())  # fmt: skip
    except (OSError, sqlite3.Error) as error:
        raise CannotWriteError(out or folder, error) from error
    if out is None:
        _copy_attachments(workspace, manifest["attachments"], folder)
        rotate(folder, manifest["workspace"])
        if second_place:
            _to_second_place(target, workspace, manifest, Path(second_place))
    return target


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def _temporary_place(workspace: Path, out: Path | None) -> Path:
    """Where the snapshot is made: beside what is made of it, so that one disk must have room."""
    place = out.parent if out else workspace / "backups"
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob(".~backup*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    return place


_ABANDONED = 24 * 3600


def _pack(
    path: Path,
    aside: Path,
    manifest: dict[str, Any],
    workspace: Path,
    started: float,
    *,
    carry: bool,
    progress: Progress,
) -> None:
    hashes = manifest["attachments"] if carry else []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.write(aside / DATABASE, DATABASE)
        if manifest["ledger"]:
            package.write(aside / LEDGER, LEDGER)
        for number, sha in enumerate(hashes):
            progress.step(number, len(hashes), message("Backing up attachments"))
            source = attachment_path(workspace, sha)
            if source.is_file():
                package.write(source, f"attachments/{sha[:2]}/{sha}", zipfile.ZIP_STORED)
        manifest["seconds"] = round(time.monotonic() - started, 3)
        package.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


def _copy_attachments(workspace: Path, hashes: Iterable[str], folder: Path) -> None:
    for sha in hashes:
        source, target = attachment_path(workspace, sha), attachment_path(folder, sha)
        if target.exists() or not source.is_file():
            continue
        with written_aside(target) as path:
            shutil.copyfile(source, path)


def _recent_enough(workspace: Path, folder: Path) -> bool:
    """Whether nothing changed since the newest backup, or that one is young for what it took."""
    with closing(sqlite3.connect(workspace / DATABASE, timeout=30)) as connection:
        office = connection.execute("SELECT min(uid) FROM office").fetchone()[0]
        head = connection.execute(
            "SELECT sequence, hash FROM history_entry ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
    own = [item for item in kept_in(folder)[0] if item.workspace == office]
    if not own:
        return False
    newest = own[-1]
    age = (datetime.now(UTC) - newest.made).total_seconds()
    # One from the future was stamped by a wrong clock: nobody knows how old it is.
    young = 0 <= age < _DAY_SHARE * newest.seconds
    return young or (newest.sequence, newest.head) == head


_DAY_SHARE = 20


def _to_second_place(
    backup: Path, workspace: Path, manifest: Mapping[str, Any], second_place: Path
) -> None:
    """Copy a backup to the second place, into a folder of its own there, since others may use it too.

    A stick that is not plugged in holds nothing up.
    """
    if not second_place.is_dir():
        return
    with suppress(CannotWriteError, OSError):
        own = own_folder(second_place, manifest["workspace"], manifest["office"])
        with written_aside(own / backup.name, replace=True) as path:
            shutil.copyfile(backup, path)
        _copy_attachments(workspace, manifest["attachments"], own)
        rotate(own, manifest["workspace"])
