# SPDX-License-Identifier: Apache-2.0
"""Reading a database in a folder that cannot be written, while its last changes are still in a log.

SQLite must bring such a log in before it reads, and may not there: so a copy of both is read.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from models.errors import UserError
from models.language import Message, message
from models.storage.files import in_words

_LOGS = ("-wal", "-journal")
_TRIES = 5


class UnsettledError(UserError):
    """The last changes are in a log that cannot be brought in."""

    def __init__(self, folder: Path, detail: Message | str) -> None:
        super().__init__(
            message(
                "The last changes in {folder} are still in a log beside the database, the folder"
                " cannot be written, and no private copy could be made to read them ({detail}). Try"
                " again in a moment, or open the workspace once where its folder can be written.",
                folder=str(folder),
                detail=detail,
            )
        )


def private_copy(database: Path) -> tempfile.TemporaryDirectory[str] | None:
    """A folder with a copy of a database and its log, for this program alone; None where there is none.

    Raises:
        UnsettledError: There is no room for it, or somebody writes all the while.
    """
    if not _logs(database):
        return None
    try:
        place = tempfile.TemporaryDirectory(prefix="xiandao-")
    except OSError as error:
        raise UnsettledError(database.parent, in_words(error)) from error
    try:
        for _ in range(_TRIES):
            if _copied(database, Path(place.name)):
                return place
            time.sleep(0.2)
    except OSError as error:
        place.cleanup()
        raise UnsettledError(database.parent, in_words(error)) from error
    place.cleanup()
    raise UnsettledError(database.parent, "workspace.db")


def _logs(database: Path) -> list[Path]:
    found = (database.with_name(database.name + ending) for ending in _LOGS)
    return [path for path in found if path.is_file() and path.stat().st_size]


def _copied(database: Path, place: Path) -> bool:
    """Copy database and logs; whether nobody wrote in them meanwhile."""
    before = _state(database)
    for old in place.iterdir():
        old.unlink()
    for path in (database, *_logs(database)):
        shutil.copyfile(path, place / path.name)
    return _state(database) == before


def _state(database: Path) -> list[tuple[str, int, int]]:
    files = ((path.name, path.stat()) for path in (database, *_logs(database)))
    return [(name, found.st_size, found.st_mtime_ns) for name, found in files]
