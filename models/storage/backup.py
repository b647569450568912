# SPDX-License-Identifier: Apache-2.0
"""Backups that are whole: a snapshot of the database, then the attachments which it names.

An automatic backup is a zip with the database and a manifest in `backups/`; attachments lie beside it
once each, by hash, so a backup costs what changed. A backup to a file of its own carries everything.
Both are restored the same way, and never over a workspace.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
import zipfile
import zlib
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import message
from models.progress import NoProgress, Progress
from models.storage.attachments import attachment_path
from models.storage.files import CannotReadError, CannotWriteError, sha256_of, written_aside

if TYPE_CHECKING:
    from collections.abc import Iterable

DATABASE = "workspace.db"
MANIFEST = "manifest.json"
FORMAT = 1


class BackupReason(StrEnum):
    """Why a backup was taken; the word stands in its file name."""

    CLOSING = "closing"
    IMPORT = "before-import"
    BULK = "before-bulk"
    UPGRADE = "before-upgrade"
    MANUAL = "manual"


class NotABackupError(UserError):
    """The file is no backup, or it is not whole."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            message("{path} is not a sound backup: {detail}", path=str(path), detail=detail)
        )


class RestoreTargetError(UserError):
    """There is something where a backup was to be restored."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} exists and is not empty. A backup is never restored over anything; name a"
                " new folder.",
                folder=str(folder),
            )
        )


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
    """
    folder = workspace / "backups"
    if out is None and reason is BackupReason.CLOSING and _recent_enough(workspace, folder):
        return None
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(
            prefix=".~backup", dir=_temporary_place(workspace, out)
        ) as aside:
            copy = Path(aside) / DATABASE
            _snapshot(workspace / DATABASE, copy)
            manifest = _manifest(copy, reason)
            target = out or folder / f"{_stamp()}-{reason.value}.zip"
            with written_aside(target, replace=replace) as path:
                _pack(path, copy, manifest, workspace, started, carry=out is not None,
                      progress=progress or NoProgress())  # fmt: skip
    except (OSError, sqlite3.Error) as error:
        problem = error if isinstance(error, OSError) else OSError(str(error))
        raise CannotWriteError(out or folder, problem) from error
    if out is None:
        _copy_attachments(workspace, manifest["attachments"], folder)
        rotate(folder)
        if second_place:
            _to_second_place(target, workspace, manifest["attachments"], Path(second_place))
    return target


def restore(backup: Path, folder: Path, *, progress: Progress | None = None) -> dict[str, Any]:
    """Make a workspace from a backup in a new folder; its manifest comes back.

    `backup` is a backup file, or a folder of backups of which the newest is taken.

    Raises:
        NotABackupError: It is none, or the sums do not agree.
        RestoreTargetError: The folder is there and not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RestoreTargetError(folder)
    if backup.is_dir():
        inside = backup / "backups" if (backup / "backups").is_dir() else backup
        newest = max(inside.glob("*.zip"), default=None, key=lambda item: item.name)
        if newest is None:
            raise NotABackupError(backup, "0 × .zip")
        backup = newest
    if not backup.is_file():
        raise CannotReadError(backup)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".~restore", dir=folder.parent))
    except OSError as error:
        raise CannotWriteError(folder, error) from error
    try:
        manifest = _unpack(backup, aside, progress or NoProgress())
        for name in ("attachments", "backups", "exports"):
            (aside / name).mkdir(exist_ok=True)
        aside.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    except OSError as error:
        raise CannotWriteError(folder, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return manifest


def read_manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of itself: when, why, how many records, the head of the history.

    Raises:
        NotABackupError: It is none.
    """
    try:
        with zipfile.ZipFile(backup) as package:
            found: Any = json.loads(package.read(MANIFEST))
    except (OSError, ValueError, KeyError, RuntimeError, RecursionError, *_DAMAGED) as error:
        raise NotABackupError(backup, str(error)) from error
    if not isinstance(found, dict):
        raise NotABackupError(backup, MANIFEST)
    return found


_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What reading a damaged package raises."""

_SHA256 = re.compile("[0-9a-f]{64}")


def rotate(folder: Path, *, now: datetime | None = None) -> None:
    """Keep the last ten, then one a day for a week, one a week for a month, one a month for a year."""
    now = now or datetime.now(UTC)
    backups = sorted(folder.glob("*.zip"), key=lambda item: item.name, reverse=True)
    keep = set(backups[:10])
    for days, period in ((7, "%Y-%m-%d"), (31, "%G-%V"), (366, "%Y-%m")):
        seen: set[str] = set()
        for backup in backups:
            made = _made(backup)
            if made is None:
                keep.add(backup)
            elif now - made <= timedelta(days=days) and made.strftime(period) not in seen:
                seen.add(made.strftime(period))
                keep.add(backup)
    for backup in set(backups) - keep:
        with suppress(OSError):
            backup.unlink()


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def _made(backup: Path) -> datetime | None:
    try:
        moment = datetime.strptime(backup.name.partition("-")[0], "%Y%m%dT%H%M%S%fZ")  # noqa: DTZ007
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC)


def _temporary_place(workspace: Path, out: Path | None) -> Path:
    """Where the snapshot is made: beside what is made of it, so that one disk must have room."""
    place = out.parent if out else workspace / "backups"
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob(".~backup*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    return place


_ABANDONED = 24 * 3600


def _snapshot(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))


_COUNT = "SELECT count(*) FROM {}"
_IN_USE = dict.fromkeys(("application", "applicant", "call", "attachment"), " WHERE trashed = 0")


def _manifest(copy: Path, reason: BackupReason) -> dict[str, Any]:
    with closing(sqlite3.connect(copy)) as connection:
        office = connection.execute("SELECT name FROM office").fetchone()
        head = connection.execute(
            "SELECT sequence, hash FROM history_entry ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        counted = ("application", "applicant", "call", "attachment", "history_entry")
        return {
            "format": FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "reason": reason.value,
            "office": office[0] if office else "",
            "counts": {
                name: connection.execute(_COUNT.format(name) + _IN_USE.get(name, "")).fetchone()[0]
                for name in counted
            },
            "head": {"sequence": head[0], "hash": head[1]} if head else None,
            "database": sha256_of(copy),
            "attachments": [
                row[0]
                for row in connection.execute(
                    "SELECT DISTINCT sha256 FROM attachment WHERE trashed < 2 ORDER BY sha256"
                )
            ],
        }


def _pack(
    path: Path,
    copy: Path,
    manifest: dict[str, Any],
    workspace: Path,
    started: float,
    *,
    carry: bool,
    progress: Progress,
) -> None:
    hashes = manifest["attachments"] if carry else []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.write(copy, DATABASE)
        for number, sha in enumerate(hashes):
            progress.step(number, len(hashes), message("Backing up attachments"))
            source = attachment_path(workspace, sha)
            if source.is_file():
                package.write(source, f"attachments/{sha[:2]}/{sha}", zipfile.ZIP_STORED)
        manifest["seconds"] = round(time.monotonic() - started, 3)
        package.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


def _recent_enough(workspace: Path, folder: Path) -> bool:
    newest = max(folder.glob("*.zip"), default=None, key=lambda item: item.name)
    made = _made(newest) if newest else None
    if newest is None or made is None:
        return False
    try:
        manifest = read_manifest(newest)
    except NotABackupError:
        return False
    age = (datetime.now(UTC) - made).total_seconds()
    if age < 20 * manifest.get("seconds", 0):
        return True
    with closing(sqlite3.connect(workspace / DATABASE, timeout=30)) as connection:
        head = connection.execute("SELECT max(sequence) FROM history_entry").fetchone()[0]
    return bool(manifest["head"] and manifest["head"]["sequence"] == head)


def _copy_attachments(workspace: Path, hashes: Iterable[str], folder: Path) -> None:
    for sha in hashes:
        source, target = attachment_path(workspace, sha), attachment_path(folder, sha)
        if target.exists() or not source.is_file():
            continue
        with written_aside(target) as path:
            shutil.copyfile(source, path)


def _to_second_place(
    backup: Path, workspace: Path, hashes: Iterable[str], second_place: Path
) -> None:
    """Copy a backup to the second place; a stick that is not plugged in holds nothing up."""
    if not second_place.is_dir():
        return
    with suppress(CannotWriteError):
        with written_aside(second_place / backup.name, replace=True) as path:
            shutil.copyfile(backup, path)
        _copy_attachments(workspace, hashes, second_place)
        rotate(second_place)


def _unpack(backup: Path, aside: Path, progress: Progress) -> dict[str, Any]:
    manifest = read_manifest(backup)
    if manifest.get("format") != FORMAT:
        raise NotABackupError(backup, f"format {manifest.get('format')}")
    try:
        with zipfile.ZipFile(backup) as package:
            with package.open(DATABASE) as source, (aside / DATABASE).open("wb") as target:
                shutil.copyfileobj(source, target)
            if sha256_of(aside / DATABASE) != manifest["database"]:
                raise NotABackupError(backup, "SHA-256: workspace.db")
            carried = set(package.namelist())
            hashes = manifest["attachments"]
            for number, sha in enumerate(hashes):
                if not _SHA256.fullmatch(sha):  # a made-up one could name a place outside
                    raise NotABackupError(backup, f"SHA-256: {sha}")
                progress.step(number, len(hashes), message("Restoring attachments"))
                target_path = attachment_path(aside, sha)
                target_path.parent.mkdir(parents=True, exist_ok=True)
                name = f"attachments/{sha[:2]}/{sha}"
                beside = attachment_path(backup.parent, sha)
                if name in carried:
                    with package.open(name) as source, target_path.open("wb") as target:
                        shutil.copyfileobj(source, target)
                elif beside.is_file():
                    shutil.copyfile(beside, target_path)
                if target_path.is_file() and sha256_of(target_path) != sha:
                    raise NotABackupError(backup, f"SHA-256: {sha}")
    except (KeyError, TypeError, ValueError, RuntimeError, *_DAMAGED) as error:
        raise NotABackupError(backup, str(error)) from error
    os.sync() if hasattr(os, "sync") else None
    return manifest
