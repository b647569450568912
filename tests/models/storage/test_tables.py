# SPDX-License-Identifier: Apache-2.0
"""What another database and a later version would find."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from models.intake_mappings import known_mapping, remember_mapping
from models.storage.migrate import SCHEMA_VERSION, upgrade
from models.tables import Base
from models.workspace import Workspace
from tests.offices import FIRST, faults, row

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table

TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_compiles_for_postgresql(table: Table) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy's
    said = str(CreateTable(table).compile(dialect=dialect))
    assert f"CREATE TABLE {table.name}" in said
    for index in table.indexes:
        assert index.name is not None
        assert len(str(index.name)) <= 63, "PostgreSQL cuts longer names"
        assert "CREATE" in str(CreateIndex(index).compile(dialect=dialect))


def test_the_version_of_the_program_is_that_of_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "models.storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [str(SCHEMA_VERSION)]
    assert [script.revision for script in scripts.walk_revisions()][-1] == "1"


def test_a_workspace_says_its_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_an_upgrade_from_version_1_keeps_what_is_there(folder: Path) -> None:
    upgrade(folder / "workspace.db")
    upgrade(folder / "workspace.db")
    with Workspace.open(folder, write=True) as office:
        assert row(office, FIRST).number == FIRST
        assert faults(office) == ()


def as_version_1(folder: Path) -> None:
    """Take a workspace back to the tables of the first release."""
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        database.execute("DROP TABLE intake_mapping")
        database.execute("DROP TABLE form_map")
        database.execute("ALTER TABLE office DROP COLUMN paper")
        database.execute("ALTER TABLE attachment DROP COLUMN cleared")
        database.execute("PRAGMA user_version = 1")
        database.commit()


def shape(folder: Path) -> set[tuple[object, ...]]:
    question = (
        'SELECT kind.name, part.name, part.type, part."notnull", part.pk FROM sqlite_master AS kind,'
        " pragma_table_info(kind.name) AS part WHERE kind.type = 'table'"
    )
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        return set(database.execute(question))


def test_a_workspace_of_version_1_is_backed_up_and_gets_what_was_added_since(folder: Path) -> None:
    new = shape(folder)
    as_version_1(folder)
    assert shape(folder) < new
    before = set((folder / "backups").glob("*.zip"))
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        assert row(office, FIRST).number == FIRST
        remember_mapping(office, programme="mini", layout="ab", mapping={"columns": []})
        assert known_mapping(office.reader, programme="mini", layout="ab") == {"columns": []}
        assert faults(office) == ()
    made = set((folder / "backups").glob("*.zip")) - before
    assert ["before-upgrade" in path.name for path in made] == [True]
    assert shape(folder) == new
