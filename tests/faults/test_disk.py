# SPDX-License-Identifier: Apache-2.0
"""Loss of power, a full disk, damaged databases, two at once."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.language import Language
from models.storage.lock import WorkspaceLock
from models.views.histories import history
from models.workspace import Workspace
from tests.offices import CALL, FIRST, add, faults, found, row

if TYPE_CHECKING:
    from tests.faults.commands import Commands

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")

WRITER = """
import sys
from pathlib import Path
from models.verbs.applications import edit_application, record_applications
from models.workspace import Workspace

office = Workspace.open(Path(sys.argv[1]), write=True)
office.backs_up = False
n = int(sys.argv[2])
while True:
    n += 1
    made = record_applications(office, call="mini-2026-1", entries=[{"title": f"断电{n}", "staff": n}])
    edit_application(office, number=made.numbers[0], values={"note": f"已确认{n}"})
    print(n, made.numbers[0], flush=True)
"""


def tell(told: dict[int, str], line: str) -> None:
    n, number = line.split()
    told[int(n)] = number


@posix
def test_no_acknowledged_change_is_lost_to_a_kill(folder: Path) -> None:
    told: dict[int, str] = {}
    for turn in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(turn * 1000)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        assert child.stdout is not None
        for _ in range(8 + 5 * turn):
            tell(told, child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest, _ = child.communicate()
        for line in rest.splitlines():
            tell(told, line)
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Workspace.open(folder, write=True) as office:
        assert faults(office) == ()
        for n, number in told.items():
            assert row(office, number).title == f"断电{n}"
            assert row(office, number).answers["note"] == f"已确认{n}"
            assert number in found(office, f"断电{n}")
        assert office.reader.connection.exec_driver_sql("SELECT count(*) FROM stale").scalar() == 0
        office.reader.connection.rollback()


def test_what_a_crash_left_unindexed_is_indexed_at_the_next_opening(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "renew_index", lambda _: None)
        (number,) = add(office, {"title": "未及索引"})
        assert found(office, "未及索引") == []
    office.close()
    with Workspace.open(office.folder, write=True) as again:
        assert found(again, "未及索引") == [number]


LIMITED = """
import resource, sys
from gui.commands import run
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(run(sys.argv[2:]))
"""


def on_a_full_disk(size: int, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file beyond a size."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), *map(str, words), "--lang", "en"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_database_that_another_program_holds_is_said_and_the_import_tried_again(
    xiandao: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr("models.storage.engine._PATIENCE_S", 0.05)
    file = tmp_path / "来件.csv"
    file.write_text("名称,单位,人数\n甲平台,甲公司,3\n", encoding="utf-8")
    with closing(sqlite3.connect(xiandao.folder / "workspace.db")) as other:
        other.execute(f"BEGIN {how}")
        said = xiandao("import", CALL, file)
        other.rollback()
    assert said.code == 2
    assert "another program keeps the database" in said.err
    assert "try again" in said.err
    assert "room on the disk" not in said.err
    assert len(xiandao("list").data) == 3
    assert xiandao("import", CALL, file).data["new"]
    assert len(xiandao("list").data) == 4


@posix
@pytest.mark.parametrize("size", [1, 30_000, 40_000])
def test_a_full_disk_refuses_a_change_in_words(folder: Path, tmp_path: Path, size: int) -> None:
    entry = tmp_path / "in.json"
    entry.write_text(json.dumps({"title": "满", "note": "满" * 60_000}), encoding="utf-8")
    done = on_a_full_disk(size, "add", folder, CALL, entry)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "inside the program" not in done.stderr
    assert "Traceback" not in done.stderr
    with Workspace.open(folder, write=True) as office:
        assert found(office, "满") == []
        assert faults(office) == ()


@posix
@pytest.mark.parametrize("what", ["attach", "packet", "backup", "summary"])
def test_a_full_disk_leaves_no_half_file(folder: Path, tmp_path: Path, what: str) -> None:
    big = tmp_path / "big.txt"
    big.write_text("执照" * 200_000, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    words, size = {
        "attach": (("attach", folder, FIRST, "licence", big), 200_000),
        "packet": (("packet", folder, FIRST, "--out", out / "p.pdf"), 9_000),
        "backup": (("backup", folder, "--out", out / "b.zip"), 9_000),
        "summary": (("summary", folder, CALL, "--out", out / "s.xlsx"), 2_000),
    }[what]
    before = files(folder)
    done = on_a_full_disk(size, *words)
    assert done.returncode == 2, done.stderr
    assert "inside the program" not in done.stderr, done.stderr
    assert list(out.iterdir()) == []
    assert files(folder) == before
    with Workspace.open(folder) as office:
        assert faults(office) == ()


def files(folder: Path) -> list[str]:
    """The files of a workspace, without those that SQLite keeps beside its own."""
    kept = ("-wal", "-shm", ".lock")
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if not path.name.endswith(kept))


def test_a_second_command_waits_then_names_who_writes(
    xiandao: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.commands.opening.WAIT_SECONDS", 0.2)
    lock = WorkspaceLock(xiandao.folder)
    lock.acquire("李四")
    try:
        said = xiandao("set", FIRST, "title=x")
        assert (said.code, said.out) == (2, "")
        assert "李四" in said.err
        assert xiandao("list").code == 0
    finally:
        lock.release()
    assert xiandao("set", FIRST, "title=x").code == 0


def test_a_folder_that_cannot_be_written_can_be_looked_at(
    xiandao: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("models.workspace.is_writable", lambda _: False)
    before = (xiandao.folder / "workspace.db").read_bytes()
    for command in (("list",), ("show", FIRST), ("history",), ("check",), ("call list",)):
        assert xiandao(*command).code == 0
    assert xiandao("packet", FIRST, "--out", tmp_path / "p.pdf").code == 0
    said = xiandao("set", FIRST, "title=x")
    assert said.code == 2
    assert "reading only" in said.err
    assert (xiandao.folder / "workspace.db").read_bytes() == before


def damage(folder: Path, kind: str) -> None:
    file = folder / "workspace.db"
    data = bytearray(file.read_bytes())
    match kind:
        case "garbage":
            data[20_000 : len(data) - 8_000] = os.urandom(len(data) - 28_000)
        case "zeros":
            data[12_000:] = bytes(len(data) - 12_000)
        case "schema":
            data[100:4096] = b"\xa5" * 3996
        case _:
            del data[int(kind) :]
    file.write_bytes(data)


@pytest.mark.parametrize("kind", ["garbage", "zeros", "schema", "100", "5000", "60000"])
def test_a_damaged_database_is_said_with_the_way_to_restore(xiandao: Commands, kind: str) -> None:
    damage(xiandao.folder, kind)
    for command in (("list",), ("show", FIRST), ("set", FIRST, "title=x"), ("call list",)):
        said = xiandao(*command)
        if said.code == 0:  # that part was not hit
            continue
        assert said.code == 2
        assert "xiandao restore" in said.err, (command, said.err)
        assert len(said.err.strip().splitlines()) == 1
    checked = xiandao("check")
    assert checked.code in {1, 2}
    assert checked.err.strip()


def test_a_workspace_that_was_damaged_is_restored_from_its_backups(
    xiandao: Commands, tmp_path: Path
) -> None:
    assert xiandao("backup").code == 0
    damage(xiandao.folder, "garbage")
    from gui.commands import run

    assert run(["restore", str(xiandao.folder / "backups"), str(tmp_path / "again")]) == 0
    with Workspace.open(tmp_path / "again", write=True) as again:
        assert faults(again) == ()
        assert history(again.reader)[-1].message.text(Language.EN).startswith("Record 3")


def test_a_backup_without_its_attachments_is_restored_and_ends_with_1(
    xiandao: Commands, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from gui.commands import run

    file = tmp_path / "执照.txt"
    file.write_text("执照", encoding="utf-8")
    assert xiandao("attach", FIRST, "licence", file).code == 0
    made = Path(xiandao("backup").data["path"])
    alone = tmp_path / "alone.zip"
    alone.write_bytes(made.read_bytes())
    assert run(["--lang", "en", "restore", str(alone), str(tmp_path / "again")]) == 1
    said = capsys.readouterr()
    assert "Restored 3 applications" in said.out
    assert "1 attachment is missing" in said.err
    assert f"执照.txt of {FIRST}" in said.err
    whole = tmp_path / "whole.zip"
    assert xiandao("backup", "--out", whole).code == 0
    assert run(["--lang", "en", "restore", str(whole), str(tmp_path / "whole")]) == 0


@pytest.mark.parametrize("own", ["workspace.db", "workspace.lock", "attachments/x.zip"])
def test_a_backup_is_never_written_over_what_the_workspace_lives_by(
    xiandao: Commands, own: str
) -> None:
    said = xiandao("backup", "--out", xiandao.folder / own, "--force")
    assert said.code == 2
    assert "keeps its own files" in said.err
    assert xiandao("check").code == 0


def test_nothing_is_printed_among_the_attachments(xiandao: Commands) -> None:
    inside = xiandao.folder / "attachments"
    for words in (("packet", FIRST, "--out", inside / "p.pdf"),
                  ("summary", CALL, "--out", inside / "s.xlsx"),
                  ("summary", CALL, "--out", inside / "s.pdf")):  # fmt: skip
        said = xiandao(*words)
        assert said.code == 2
        assert "keeps its own files" in said.err
    assert list(inside.iterdir()) == []
    assert xiandao("summary", CALL, "--out", xiandao.folder / "exports" / "s.pdf").code == 0
