# SPDX-License-Identifier: Apache-2.0
"""Writing the database file anew: SQLite leaves what was erased in its pages until they are used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.storage.engine import driver

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


class CannotRewriteError(UserError):
    """The file was not written anew: somebody reads in it, or the disk is full."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            message(
                "Everything is erased from the register, but traces of it may be left in the files of"
                " {folder} ({detail}). Close whatever else has the workspace open, make room on the"
                " disk, then empty the trash again.",
                folder=str(folder),
                detail=detail,
            )
        )


def rewrite(connection: Connection) -> bool:
    """Write database and log anew, with nothing in them but what is there.

    Whether nothing is left in the log comes back: who reads meanwhile may keep it.
    """
    base = driver(connection)
    base.execute("PRAGMA temp_store=FILE")  # a whole register need not fit into memory
    try:
        base.execute("VACUUM")
        return not base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        base.execute("PRAGMA temp_store=MEMORY")
