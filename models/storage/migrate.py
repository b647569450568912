# SPDX-License-Identifier: Apache-2.0
"""The version of a database, and bringing an older one up to this program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.storage.engine import Access, connect_engine
from models.tables import Base

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

SCHEMA_VERSION = 3
"""The version that this program writes; the number of the newest file in `migrations/versions`."""


def schema_version(connection: Connection) -> int:
    """The version of a database, which SQLite keeps in its header."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def set_schema_version(connection: Connection, version: int) -> None:
    """Note the version in the header."""
    connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")


def unknown_layout(connection: Connection) -> str:
    """The first table or column that this version needs and a database of its number has not.

    Versions that were never released wrote the same number over other tables.
    """
    rows = connection.exec_driver_sql(
        "SELECT kind.name, part.name FROM sqlite_master AS kind, pragma_table_info(kind.name) AS part"
        " WHERE kind.type = 'table'"
    )
    there = {(table, column) for table, column in rows}
    needed = (
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
    )
    return next(
        (f"{table}.{column}" for table, column in needed if (table, column) not in there), ""
    )


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
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")  # the header says it
        set_schema_version(connection, SCHEMA_VERSION)
