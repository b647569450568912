# SPDX-License-Identifier: Apache-2.0
"""Whether a folder holds a workspace that this version of the program can open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from models.errors import UserError
from models.language import message
from models.storage.engine import Access, WorkspaceDamagedError, connect_engine, database_fault
from models.storage.migrate import SCHEMA_VERSION, schema_version, unknown_layout

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

DATABASE = "workspace.db"


class NotAWorkspaceError(UserError):
    """The folder is not a workspace."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} is not a workspace. Make one with: xiandao new {folder} --office NAME",
                folder=str(folder),
            )
        )


class WorkspaceNewerError(UserError):
    """The workspace was written by a later version of the program."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} was written by a newer version of Xiandao. It is left untouched; update"
                " the program to open it.",
                folder=str(folder),
            )
        )


class WorkspaceUnfinishedError(UserError):
    """Its tables are not those of this version, though the number is the same."""

    def __init__(self, folder: Path, lacking: str) -> None:
        super().__init__(
            message(
                "{folder} has other tables than this version of Xiandao ({lacking} is missing): an"
                " unfinished earlier version made it, or another program altered it. It is left"
                " untouched. Open it with the version that made it, or make it anew; if it was"
                " altered, restore the newest backup: xiandao restore {backups} NEW_FOLDER",
                folder=str(folder),
                lacking=lacking,
                backups=str(folder / "backups"),
            )
        )


class WorkspaceOlderError(UserError):
    """The workspace must be upgraded, which only a writer may do."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            message(
                "{folder} comes from an older version of Xiandao and has to be upgraded first."
                " Open it once where its folder can be written.",
                folder=str(folder),
            )
        )


def database_of(folder: Path, aside: TemporaryDirectory[str] | None = None) -> Path:
    """Where the database of a workspace lies; `aside` holds a private copy of it."""
    return (Path(aside.name) if aside else folder) / DATABASE


def known_version(
    folder: Path, access: Access, aside: TemporaryDirectory[str] | None = None
) -> int:
    """The version of a database that this program can read or bring up to date.

    Raises:
        WorkspaceDamagedError: It cannot be read.
        WorkspaceNewerError: A later version of the program made it.
        WorkspaceUnfinishedError: Its tables are not those of this version.
    """
    engine = connect_engine(database_of(folder, aside), access)
    try:
        with engine.connect() as connection:
            version = schema_version(connection)
            lacking = unknown_layout(connection) if version == SCHEMA_VERSION else ""
    except DatabaseError as error:
        raise database_fault(folder, error) from error
    if not version:  # a crash while it was made, or another program's database
        raise WorkspaceDamagedError(folder, "user_version 0")
    if version > SCHEMA_VERSION:
        raise WorkspaceNewerError(folder)
    if lacking:
        raise WorkspaceUnfinishedError(folder, lacking)
    return version
