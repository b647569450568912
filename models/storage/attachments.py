# SPDX-License-Identifier: Apache-2.0
"""Where the bytes of attachments lie: once each, by hash, written aside and renamed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from models.storage.files import CannotReadError, CannotWriteError, written_aside

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def attachment_path(folder: Path, sha256: str) -> Path:
    """The path of the file with that hash below a workspace or a folder of backups."""
    return folder / "attachments" / sha256[:2] / sha256


def store_file(folder: Path, source: Path) -> tuple[str, int]:
    """Store a file once by its hash; the hash and the size in bytes come back.

    Raises:
        CannotReadError: The source cannot be read.
        CannotWriteError: The workspace cannot be written; nothing is left behind.
    """
    try:
        with source.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        size = source.stat().st_size
    except OSError as error:
        raise CannotReadError(source, error) from error
    target = attachment_path(folder, sha)
    if target.is_file() and target.stat().st_size == size:
        return sha, size
    with written_aside(target, replace=True) as path, source.open("rb") as file:
        digest = hashlib.sha256()
        with path.open("wb") as copy:
            while block := file.read(1 << 20):
                digest.update(block)
                copy.write(block)
    if digest.hexdigest() != sha:
        target.unlink(missing_ok=True)
        raise CannotReadError(source)
    return sha, size


def remove_others(folder: Path, named: Collection[str]) -> None:
    """Remove the stored files that no record names any more.

    Raises:
        CannotWriteError: One cannot be removed.
    """
    for path in (folder / "attachments").glob("*/*"):
        if path.name not in named:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise CannotWriteError(path, error) from error
