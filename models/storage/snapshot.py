# SPDX-License-Identifier: Apache-2.0
"""A copy of a database as it is now, while others may be writing in it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path
from urllib.parse import quote

from models.storage.private_copy import private_copy


def copy_database(database: Path, copy: Path) -> None:
    """Copy a database, also from a disk that is full or cannot be written."""
    try:
        with closing(sqlite3.connect(database, timeout=30)) as connection:
            _vacuum(connection, copy)
    except sqlite3.OperationalError:
        copy.unlink(missing_ok=True)
        aside = private_copy(database)
        source = Path(aside.name) / database.name if aside else database
        path = quote(os.fsencode(source.resolve().as_posix()))
        uri = f"file:{path}?{'mode=rw' if aside else 'immutable=1'}"
        with aside or nullcontext(), closing(sqlite3.connect(uri, uri=True)) as connection:
            _vacuum(connection, copy)


def _vacuum(connection: sqlite3.Connection, copy: Path) -> None:
    # As bytes, since a path may hold what is no text.
    connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(copy),))
