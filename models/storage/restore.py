# SPDX-License-Identifier: Apache-2.0
"""Making a workspace from a backup, in a new folder: what is there is restored, what lacks is said."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import Listing, message
from models.progress import NoProgress, Progress
from models.storage.attachments import attachment_path
from models.storage.backup import DATABASE
from models.storage.files import CannotReadError, CannotWriteError, sha256_of
from models.storage.folder import make_folders
from models.storage.ledger import LEDGER, ledger_path
from models.storage.manifest import DAMAGED, FORMAT, NotABackupError, kept_in, read_manifest
from models.storage.rotation import folders_of

if TYPE_CHECKING:
    from models.storage.manifest import Kept

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Lost:
    """An attachment that is recorded, and whose file was not sound in the backup or beside it."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored.

    Attributes:
        backup: The file that it came from.
        manifest: What that says of itself.
        lost: The attachments that are missing now.
        unreadable: Files beside it that could not be read, so that one may have been newer.
    """

    backup: Path
    manifest: dict[str, Any]
    lost: tuple[Lost, ...]
    unreadable: tuple[Path, ...]


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


class SeveralWorkspacesError(UserError):
    """At the place lie backups of more than one workspace."""

    def __init__(self, place: Path, newest: list[Kept]) -> None:
        super().__init__(
            message(
                "{place} holds backups of several workspaces. Name the one to restore: {newest}",
                place=str(place),
                newest=Listing(tuple(f"{item.office}: {item.path}" for item in newest)),
            )
        )


def restore(backup: Path, folder: Path, *, progress: Progress | None = None) -> Restored:
    """Make a workspace from a backup in a new folder.

    `backup` is a backup file, or a place with backups of which the newest is taken: the one that goes
    farthest in the history.

    Raises:
        NotABackupError: It is none, or its database is not sound; an attachment that is not is lost.
        SeveralWorkspacesError: At the place lie backups of several workspaces.
        RestoreTargetError: The folder is there and not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RestoreTargetError(folder)
    unreadable: tuple[Path, ...] = ()
    if backup.is_dir():
        backup, unreadable = _newest(backup)
    if not backup.is_file():
        raise CannotReadError(backup)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".~restore", dir=folder.parent))
    except OSError as error:
        raise CannotWriteError(folder, error) from error
    try:
        manifest, missing = _unpack(backup, aside, progress or NoProgress())
        lost = _lost(backup, aside / DATABASE, missing)
        make_folders(aside)
        aside.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    except OSError as error:
        raise CannotWriteError(folder, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Restored(backup, manifest, lost, unreadable)


def _newest(place: Path) -> tuple[Path, tuple[Path, ...]]:
    newest: dict[str, Kept] = {}
    unreadable: list[Path] = []
    for folder in folders_of(place):
        kept, faulty = kept_in(folder)
        unreadable += faulty
        for item in kept:
            before = newest.get(item.workspace)
            if before is None or before.rank < item.rank:
                newest[item.workspace] = item
    if len(newest) > 1:
        raise SeveralWorkspacesError(place, list(newest.values()))
    if not newest:
        raise NotABackupError(unreadable[-1] if unreadable else place, "0 × .zip")
    return next(iter(newest.values())).path, tuple(unreadable)


def _unpack(backup: Path, aside: Path, progress: Progress) -> tuple[dict[str, Any], list[str]]:
    """Unpack a backup and what lies beside it; its manifest and the missing attachments come back."""
    manifest = read_manifest(backup)
    if manifest.get("format") != FORMAT:
        raise NotABackupError(backup, f"format {manifest.get('format')}")
    missing: list[str] = []
    try:
        with zipfile.ZipFile(backup) as package:
            with package.open(DATABASE) as source, (aside / DATABASE).open("wb") as database:
                shutil.copyfileobj(source, database)
            if sha256_of(aside / DATABASE) != manifest["database"]:
                raise NotABackupError(
                    backup, message("the database in it is not the one that was backed up")
                )
            _restore_ledger(package, manifest, aside)
            hashes = manifest["attachments"]
            for number, sha in enumerate(hashes):
                if not _SHA256.fullmatch(sha):  # a made-up one could name a place outside
                    raise NotABackupError(
                        backup, message("its list names what no attachment is called")
                    )
                progress.step(number, len(hashes), message("Restoring attachments"))
                target = attachment_path(aside, sha)
                target.parent.mkdir(parents=True, exist_ok=True)
                if not any(
                    bring(target) and sha256_of(target) == sha
                    for bring in (
                        partial(_carried, package, f"attachments/{sha[:2]}/{sha}"),
                        partial(_beside, attachment_path(backup.parent, sha)),
                    )
                ):
                    target.unlink(missing_ok=True)
                    missing.append(sha)
    except (KeyError, TypeError, ValueError, RuntimeError, *DAMAGED) as error:
        raise NotABackupError(backup, error) from error
    os.sync() if hasattr(os, "sync") else None
    return manifest, missing


def _restore_ledger(package: zipfile.ZipFile, manifest: dict[str, Any], aside: Path) -> None:
    """Unpack the list of what went out; the verifier says where it is not whole."""
    if manifest.get("ledger"):
        target = ledger_path(aside)
        target.parent.mkdir(exist_ok=True)
        with package.open(LEDGER) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)


def _carried(package: zipfile.ZipFile, name: str, target: Path) -> bool:
    """Unpack an attachment from the backup; whether it is there and can be read."""
    try:
        with package.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except (KeyError, *DAMAGED):
        return False
    return True


def _beside(source: Path, target: Path) -> bool:
    """Copy an attachment that automatic backups share; whether it is there."""
    if not source.is_file():
        return False
    shutil.copyfile(source, target)
    return True


_LOST = (
    "SELECT attachment.name, application.number FROM attachment"
    " LEFT JOIN application ON application.uid = attachment.owner_uid"
    " WHERE attachment.sha256 = ? AND attachment.trashed < 2 ORDER BY attachment.id"
)
_LOST_FORMS = "SELECT file, key FROM form_map WHERE sha256 = ? AND trashed < 2 ORDER BY id"
_HAS_FORMS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'form_map'"
"""A backup of an older version has no forms."""

_EMBLEM = "SELECT json_extract(paper, '$.office.emblem') FROM office ORDER BY id LIMIT 1"


def _lost(backup: Path, database: Path, missing: list[str]) -> tuple[Lost, ...]:
    uri = f"{database.resolve().as_uri()}?immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            (with_forms,) = connection.execute(_HAS_FORMS).fetchone()
            lost = [
                Lost(name, number or "—")
                for sha in missing
                for named in (_LOST, *((_LOST_FORMS,) if with_forms else ()))
                for name, number in connection.execute(named, (sha,))
            ]
            emblem = connection.execute(_EMBLEM).fetchone() if with_forms else None
            if emblem and emblem[0] in missing:
                lost.append(Lost(str(message("Emblem of the office")), "—"))
            return tuple(lost)
    except sqlite3.Error as error:
        raise NotABackupError(backup, error) from error
