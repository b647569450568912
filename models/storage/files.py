# SPDX-License-Identifier: Apache-2.0
"""Files that are either whole or not there: written aside, flushed to disk, renamed."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sqlite3
import tempfile
import unicodedata
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator


_FAULTS = {
    errno.EACCES: message("no permission"),
    errno.EPERM: message("no permission"),
    errno.ENOSPC: message("the disk is full"),
    errno.EDQUOT: message("the disk is full"),
    errno.EFBIG: message("the disk is full"),
    errno.EROFS: message("the disk cannot be written"),
    errno.EEXIST: message("a file is in the way"),
    errno.ENOTDIR: message("a file is in the way"),
    errno.ENOENT: message("no such folder"),
    errno.EIO: message("the disk does not answer"),
    errno.ENAMETOOLONG: message("the name is too long"),
}


_OF_DATABASE = {
    sqlite3.SQLITE_BUSY: message("somebody else writes just now"),
    sqlite3.SQLITE_FULL: message("the disk is full"),
    sqlite3.SQLITE_IOERR: message("the disk is full or does not answer"),
    sqlite3.SQLITE_READONLY: message("the disk cannot be written"),
}


def in_words(error: Exception) -> Message | str:
    """Why the system or the database refuses, in the user's language where we know it."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, OSError):
        return _FAULTS.get(cause.errno or 0) or cause.strerror or str(cause)
    return _OF_DATABASE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF) or str(cause)


def is_busy(error: Exception) -> bool:
    """Whether the database refuses because another program holds it."""
    cause = getattr(error, "orig", None) or error
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    }


class FileExistsAlreadyError(UserError):
    """The file is there already and nobody allowed to replace it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{path} exists already. Choose another name, or allow it to be replaced.",
                path=str(path),
            ),
        )


class OwnFileError(UserError):
    """What is made was to go where a workspace keeps its own files."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{path} is where a workspace keeps its own files. Choose another place, such as its"
                " folder “exports”.",
                path=str(path),
            ),
        )


class CannotWriteError(UserError):
    """A file cannot be written: open elsewhere, no permission, no space, no such folder."""

    def __init__(self, path: Path, error: Exception) -> None:
        detail = in_words(error)
        super().__init__(
            message(
                "{path} cannot be written ({detail}). If it is open in another program, close it"
                " there; otherwise choose another place.",
                path=str(path),
                detail=detail,
            ),
        )


class CannotReadError(UserError):
    """A file cannot be read."""

    def __init__(self, path: Path, error: OSError | None = None) -> None:
        if not path.exists():
            super().__init__(message("There is no file {path}.", path=str(path)))
            return
        if path.is_dir():
            super().__init__(message("{path} is a folder, not a file.", path=str(path)))
            return
        if error is None:
            super().__init__(message("{path} is not an ordinary file.", path=str(path)))
            return
        detail = in_words(error)
        super().__init__(
            message("{path} cannot be read ({detail}).", path=str(path), detail=detail),
        )


@contextmanager
def written_aside(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Give a path beside `path` to write to, and rename it to `path` when all went well.

    Raises:
        FileExistsAlreadyError: There is such a file, and `replace` is not set.
        CannotWriteError: The system refuses; nothing is left behind.
    """
    if path.exists() and not replace:
        raise FileExistsAlreadyError(path)
    aside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        aside = Path(name)
        yield aside
        flush_to_disk(aside)
        _ordinary_permissions(aside)
        aside.replace(path)
        aside = None
        flush_folder(path.parent)
    except OSError as error:
        raise CannotWriteError(path, error) from error
    finally:
        if aside is not None:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


@contextmanager
def written_out(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Like `written_aside`, for a place that a user named: never over what a workspace lives by.

    Raises:
        OwnFileError: It is the database, a lock, the list of what went out, or among the attachments
            of a workspace.
    """
    if is_own(path.resolve()):
        raise OwnFileError(path)
    with written_aside(path, replace=replace) as aside:
        yield aside


def is_own(path: Path) -> bool:
    """Whether a path is the database, the lock or among the attachments of a workspace."""
    for folder in path.parents:
        if (folder / "workspace.db").is_file():
            parts = [part.casefold() for part in path.relative_to(folder).parts]
            own = parts[0].startswith("workspace.") or parts in _OWN_LISTS
            return own or "attachments" in parts[:-1]
    return False


_OWN_LISTS = (["exports", "ledger.jsonl"], ["exports", "ledger.lock"])


def flush_to_disk(path: Path) -> None:
    """Make sure that a file's bytes survive a loss of power."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make sure that a new name in a folder survives; Windows does so by itself."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 180


def safe_name(name: str) -> str:
    """A file name that every system accepts, as close to `name` as it can be.

    No separators, control characters or names that Windows keeps for itself, no dots or blanks at
    the end, at most 180 bytes of UTF-8 with the suffix kept.
    """
    visible = "".join(char for char in name if unicodedata.category(char) not in {"Cf", "Cs", "Cc"})
    cleaned = _FORBIDDEN.sub("_", visible).strip().rstrip(". ").lstrip(".") or "_"
    if _RESERVED.match(cleaned):
        cleaned = f"_{cleaned}"
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot or len(suffix) > 10:  # noqa: PLR2004 - a longer one is no suffix
        stem, suffix = cleaned, ""
    tail = f".{suffix}" if suffix else ""
    while len((stem + tail).encode()) > _LONGEST:
        stem = stem[:-1]
    return stem + tail


def _ordinary_permissions(path: Path) -> None:
    """`mkstemp` lets only the owner read; a report is for whoever may read its folder."""
    if os.name != "nt":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)
