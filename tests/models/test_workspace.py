# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, select, text
from sqlalchemy.exc import OperationalError

from models.language import Language, message
from models.storage.engine import (
    Access,
    DatabaseOutOfReachError,
    WorkspaceDamagedError,
    connect_engine,
)
from models.storage.files import CannotWriteError
from models.storage.folder import WorkspaceThereError
from models.storage.lock import WorkspaceLockedError
from models.storage.migrate import SCHEMA_VERSION
from models.storage.opening import (
    NotAWorkspaceError,
    WorkspaceNewerError,
    WorkspaceOlderError,
    WorkspaceUnfinishedError,
)
from models.storage.private_copy import UnsettledError
from models.tables import Application
from models.verbs.applications import edit_application
from models.workspace import ReadOnlyError, Workspace
from tests.offices import FIRST, faults, row


def version(folder: Path, number: int) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        database.execute(f"PRAGMA user_version = {number}")


def journal(office: Workspace) -> str:
    assert office._writer is not None
    return str(office._writer.scalar(text("PRAGMA journal_mode")))


def test_a_closed_workspace_is_a_clean_folder(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    lock = {"workspace.lock"} & names  # some systems leave the empty lock file
    assert names - lock == {
        *("workspace.db", "attachments", "backups", "exports"),
        "非涉密说明 NON-CLASSIFIED.txt",
    }
    assert not [path for path in folder.rglob("*") if path.name.startswith(".~")]


def test_reading_leaves_nothing_behind(folder: Path) -> None:
    with Workspace.open(folder, write=True) as office:
        edit_application(office, number=FIRST, values={"title": "读前先写"})
    before = {path.name for path in folder.iterdir()}
    with Workspace.open(folder) as first, Workspace.open(folder) as second:
        assert row(first, FIRST).title == row(second, FIRST).title == "读前先写"
    assert {path.name for path in folder.iterdir()} == before


def test_a_workspace_says_that_it_is_for_material_that_is_not_classified(folder: Path) -> None:
    said = (folder / "非涉密说明 NON-CLASSIFIED.txt").read_text(encoding="utf-8")
    assert "非涉密" in said
    assert "non-classified" in said


def test_a_workspace_is_never_made_over_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(WorkspaceThereError):
        Workspace.create(tmp_path, office="局")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_without_a_database_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspaceError) as caught:
        Workspace.open(tmp_path)
    assert "xiandao new" in caught.value.text(Language.EN)


def test_a_second_writer_is_told_who_writes_and_may_read(folder: Path) -> None:
    with Workspace.open(folder, write=True) as first:
        with pytest.raises(WorkspaceLockedError) as caught:
            Workspace.open(folder, write=True, operator="李四")
        assert caught.value.owner is not None
        assert caught.value.owner.machine in caught.value.text(Language.EN)
        edit_application(first, number=FIRST, values={"title": "新名称"})
        with Workspace.open(folder) as second:
            assert row(second, FIRST).title == "新名称"
            with pytest.raises(ReadOnlyError), second.change(message("x")):
                pass
    with Workspace.open(folder, write=True):
        pass


def test_the_owner_is_gone_when_the_writer_closes(folder: Path) -> None:
    with Workspace.open(folder, write=True):
        assert (folder / "workspace.owner.json").is_file()
    assert not (folder / "workspace.owner.json").exists()


def test_closing_twice_is_no_fault(folder: Path) -> None:
    office = Workspace.open(folder, write=True)
    edit_application(office, number=FIRST, values={"title": "新名称"})
    office.close()
    office.close()


def test_a_newer_workspace_is_refused_and_left_untouched(folder: Path) -> None:
    version(folder, 99)
    before = (folder / "workspace.db").read_bytes()
    for write in (False, True):
        with pytest.raises(WorkspaceNewerError):
            Workspace.open(folder, write=write)
    assert (folder / "workspace.db").read_bytes() == before
    assert not (folder / "workspace.owner.json").exists()


@pytest.mark.parametrize(
    ("statement", "lacking"),
    [
        ("ALTER TABLE application RENAME COLUMN waivers TO accepted", "application.waivers"),
        ("DROP TABLE draft", "draft."),
    ],
)
@pytest.mark.parametrize("write", [True, False])
def test_an_office_of_a_version_that_was_never_released_is_not_called_damaged(
    folder: Path, statement: str, lacking: str, *, write: bool
) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        database.execute(statement)
    before = (folder / "workspace.db").read_bytes()
    with pytest.raises(WorkspaceUnfinishedError, match="unfinished earlier version") as said:
        Workspace.open(folder, write=write)
    assert lacking in str(said.value)
    assert (folder / "workspace.db").read_bytes() == before


def test_an_older_workspace_is_backed_up_then_upgraded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set((folder / "backups").glob("*.zip"))
    monkeypatch.setattr("models.workspace.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr("models.workspace.upgrade", lambda _: version(folder, SCHEMA_VERSION + 1))
    with pytest.raises(WorkspaceOlderError):
        Workspace.open(folder)
    with Workspace.open(folder, write=True) as office:
        assert row(office, FIRST).number == FIRST
    made = {path.name for path in set((folder / "backups").glob("*.zip")) - before}
    assert len(made) == 1
    assert "before-upgrade" in made.pop()


def test_an_upgrade_that_fails_leaves_the_lock_free(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("models.workspace.SCHEMA_VERSION", SCHEMA_VERSION + 1)
        patch.setattr("models.workspace.upgrade", fail)
        with pytest.raises(RuntimeError):
            Workspace.open(folder, write=True)
    with Workspace.open(folder, write=True) as office:
        assert faults(office) == ()


def test_a_folder_that_cannot_be_written_opens_frozen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.workspace.is_writable", lambda _: False)
    with pytest.raises(ReadOnlyError):
        Workspace.open(folder, write=True)
    seen: list[Access] = []

    def spy(database: Path, access: Access, *, network: bool = False) -> object:
        seen.append(access)
        return connect_engine(database, access, network=network)

    monkeypatch.setattr("models.workspace.connect_engine", spy)
    with Workspace.open(folder) as office:
        assert row(office, FIRST).number == FIRST
        assert faults(office) == ()
    assert set(seen) == {Access.FROZEN}
    assert not list(folder.glob("workspace.db-*"))


CRASHED = """
import os, sys
from pathlib import Path
from models.verbs.applications import edit_application
from models.workspace import Workspace
office = Workspace.open(Path(sys.argv[1]), write=True)
edit_application(office, number="202601001", values={"title": "写在日志里"})
os._exit(9)
"""


def after_a_crash(folder: Path) -> Path:
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", CRASHED, str(folder)], cwd=root, check=False)
    assert (folder / "workspace.db-wal").stat().st_size
    return folder


def test_a_folder_that_cannot_be_written_shows_what_a_crash_left_in_the_log(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_a_crash(folder)
    before = {path.name: path.read_bytes() for path in folder.glob("workspace.db*")}
    monkeypatch.setattr("models.workspace.is_writable", lambda _: False)
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    with Workspace.open(folder) as office:
        assert office.read_only
        assert row(office, FIRST).title == "写在日志里"
        assert faults(office) == ()
        assert list(copies.iterdir())
    assert not list(copies.iterdir())
    assert {path.name: path.read_bytes() for path in folder.glob("workspace.db*")} == before


def test_a_log_that_cannot_be_brought_in_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_a_crash(folder)
    monkeypatch.setattr("models.workspace.is_writable", lambda _: False)
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path / "no such place"))
        with pytest.raises(UnsettledError, match="still in a log"):
            Workspace.open(folder)
    monkeypatch.setattr("models.storage.private_copy._copied", lambda *_: False)
    monkeypatch.setattr("time.sleep", lambda _: None)
    with pytest.raises(UnsettledError, match="Try again"):
        Workspace.open(folder)


def test_what_no_database_can_ask_for_is_not_called_damage(office: Workspace) -> None:
    assert office.reader.rows(select(Application.uid).where(Application.title == "\udcff")) == []
    assert office.reader.rows(select(Application.uid).where(Application.id == 1 << 80)) == []


def test_on_a_network_share_there_is_no_wal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(folder, write=True) as office:
        assert journal(office) == "wal"
    monkeypatch.setattr("models.workspace.is_network_share", lambda _: True)
    with Workspace.open(folder, write=True) as office:
        assert office.network
        assert journal(office) == "delete"
        edit_application(office, number=FIRST, values={"title": "共享上的名称"})
        assert not (folder / "workspace.db-wal").exists()
        assert row(office, FIRST).title == "共享上的名称"
        assert faults(office) == ()


def test_no_reading_connection_can_write(office: Workspace) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        office.reader.connection.exec_driver_sql("DELETE FROM application")
    office.reader.connection.rollback()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 400, b"SQLite format 3\x00"])
def test_a_file_that_is_no_database_is_refused_in_words(folder: Path, content: bytes) -> None:
    (folder / "workspace.db").write_bytes(content)
    for write in (False, True):
        with pytest.raises((WorkspaceDamagedError, WorkspaceOlderError)):
            Workspace.open(folder, write=write)
    assert (folder / "workspace.db").read_bytes() == content
    assert not (folder / "workspace.owner.json").exists()


@pytest.mark.parametrize("there", [True, False])
def test_an_office_for_which_there_is_no_room_leaves_nothing_and_is_made_when_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    folder = tmp_path / "滨海县"
    if there:
        folder.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr("models.workspace.set_schema_version", no_room)
        with pytest.raises(CannotWriteError, match="disk is full"):
            Workspace.create(folder, office="滨海县工业和信息化局")
    assert folder.exists() == there
    Workspace.create(folder, office="滨海县工业和信息化局").close()


def no_room(connection: Connection, _version: int) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 1")
    connection.exec_driver_sql("CREATE TABLE more AS SELECT randomblob(100000)")


def test_a_full_disk_is_not_called_damage_and_can_still_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(database: Path, access: Access, *, network: bool = False) -> Engine:
        engine = connect_engine(database, access, network=network)
        if access is not Access.FROZEN:
            event.listen(engine, "connect", no_shared_memory)
        return engine

    monkeypatch.setattr("models.workspace.connect_engine", refuse)
    with Workspace.open(folder) as office:
        assert row(office, FIRST).title
    with pytest.raises(DatabaseOutOfReachError) as said:
        Workspace.open(folder, write=True)
    assert "restore" not in str(said.value)


def no_shared_memory(_connection: sqlite3.Connection, _record: object) -> None:
    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    raise fault
