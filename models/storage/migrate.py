# SPDX-License-Identifier: Apache-2.0
"""The version of a database, and bringing an older one up to this program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.storage.engine import Access, connect_engine

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

SCHEMA_VERSION = 1
"""The version that this program writes; the number of the newest file in `migrations/versions`."""


def schema_version(connection: Connection) -> int:
    """The version of a database, which SQLite keeps in its header."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def set_schema_version(connection: Connection, version: int) -> None:
    """Note the version in the header."""
    connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")


def upgrade(database: Path) -> None:
    """Run the upgrades that a database lacks, all of them or none; a backup comes first."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models.storage:migrations")
    engine = connect_engine(database, Access.WRITE)
    with engine.begin() as connection:
        version = schema_version(connection)
        config.attributes["connection"] = connection
        if version:
            command.stamp(config, str(version))
        command.upgrade(config, "head")
        set_schema_version(connection, SCHEMA_VERSION)
