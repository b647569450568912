# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.errors import UserError
from models.language import Language
from models.storage.attachments import attachment_path
from models.storage.backup import BackupReason, back_up
from models.storage.files import FileExistsAlreadyError
from models.storage.manifest import Kept, NotABackupError, kept_in, read_manifest
from models.storage.restore import RestoreTargetError, SeveralWorkspacesError, restore
from models.storage.rotation import rotate, surplus
from models.verbs.applications import edit_application
from models.verbs.attachments import attach
from models.verbs.office import edit_office
from models.views.dossiers import history_head
from models.workspace import Workspace
from tests.offices import FIRST, faults, row

if TYPE_CHECKING:
    from collections.abc import Callable


def with_file(office: Workspace, folder: Path, text: str = "执照") -> str:
    source = folder / "licence.txt"
    source.write_text(text, encoding="utf-8")
    attach(office, number=FIRST, slot="licence", file=examine(source))
    return str(next((office.folder / "attachments").rglob("?" * 64)).name)


def test_one_file_carries_everything_and_is_restored_clean(
    office: Workspace, tmp_path: Path
) -> None:
    sha = with_file(office, tmp_path)
    out = tmp_path / "a" / "whole.zip"
    assert back_up(office.folder, BackupReason.MANUAL, out=out) == out
    head = history_head(office.reader)
    assert read_manifest(out)["head"] == {"sequence": head.sequence, "hash": head.hash}
    restore(out, tmp_path / "again")
    assert attachment_path(tmp_path / "again", sha).read_text(encoding="utf-8") == "执照"
    with Workspace.open(tmp_path / "again", write=True) as again:
        assert faults(again) == ()
        edit_application(again, number=FIRST, values={"title": "恢复后"})
        assert row(again, FIRST).title == "恢复后"


def test_a_register_on_a_disk_that_cannot_be_written_is_backed_up_to_another(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close()
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def no_shared_memory(place: object, **options: object) -> sqlite3.Connection:
        if "immutable" not in str(place) and str(place).startswith(str(office.folder)):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(place, **options)

    with monkeypatch.context() as patch:
        patch.setattr("models.storage.backup.sqlite3.connect", no_shared_memory)
        back_up(office.folder, BackupReason.MANUAL, out=tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "again")
    with Workspace.open(tmp_path / "again") as again:
        assert faults(again) == ()


def test_the_folder_of_backups_restores_its_newest(office: Workspace, tmp_path: Path) -> None:
    with_file(office, tmp_path)
    back_up(office.folder, BackupReason.MANUAL)
    edit_application(office, number=FIRST, values={"title": "最新"})
    back_up(office.folder, BackupReason.MANUAL)
    restore(office.folder / "backups", tmp_path / "again")
    with Workspace.open(tmp_path / "again") as again:
        assert row(again, FIRST).title == "最新"
        assert faults(again) == ()


def test_a_backup_comes_by_itself_when_closing_after_a_change(folder: Path) -> None:
    before = len(list((folder / "backups").glob("*.zip")))
    with Workspace.open(folder, write=True) as office:
        row(office, FIRST)
    assert len(list((folder / "backups").glob("*.zip"))) == before
    for path in (folder / "backups").glob("*.zip"):
        path.unlink()
    with Workspace.open(folder, write=True) as office:
        edit_application(office, number=FIRST, values={"title": "改"})
    assert [path.name.split("-")[1] for path in (folder / "backups").glob("*.zip")] == [
        "closing.zip"
    ]


def test_backups_go_to_the_second_place_too_and_restore_from_there(
    office: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    with_file(office, tmp_path)
    edit_office(office, values={"backup_place": str(place)})
    office.backs_up = True
    made = office.back_up(BackupReason.MANUAL)
    assert made is not None
    restore(place, tmp_path / "again")
    with Workspace.open(tmp_path / "again") as again:
        assert faults(again) == ()


def test_a_second_place_that_is_not_there_holds_nothing_up(
    office: Workspace, tmp_path: Path
) -> None:
    edit_office(office, values={"backup_place": str(tmp_path / "no stick")})
    office.backs_up = True
    assert office.back_up(BackupReason.MANUAL) is not None


def test_a_backup_is_not_written_over_unless_asked(office: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "b.zip"
    out.write_bytes(b"mine")
    with pytest.raises(FileExistsAlreadyError):
        back_up(office.folder, BackupReason.MANUAL, out=out)
    assert out.read_bytes() == b"mine"
    back_up(office.folder, BackupReason.MANUAL, out=out, replace=True)
    assert zipfile.is_zipfile(out)


def test_nothing_is_restored_over_a_workspace(office: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "b.zip"
    back_up(office.folder, BackupReason.MANUAL, out=out)
    before = (office.folder / "workspace.db").stat().st_mtime_ns
    with pytest.raises(RestoreTargetError):
        restore(out, office.folder)
    with pytest.raises(RestoreTargetError):
        restore(out, out)
    assert (office.folder / "workspace.db").stat().st_mtime_ns == before
    empty = tmp_path / "empty"
    empty.mkdir()
    restore(out, empty)
    assert (empty / "workspace.db").is_file()


def damaged(source: Path, place: float) -> bytes:
    data = bytearray(source.read_bytes())
    start = int(len(data) * place)
    data[start : start + 64] = b"\xa5" * 64
    return bytes(data)


@pytest.mark.parametrize("place", [0.0, 0.05, 0.3, 0.5, 0.9, 0.97, 0.999])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    office: Workspace, tmp_path: Path, place: float
) -> None:
    whole, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    back_up(office.folder, BackupReason.MANUAL, out=whole)
    bad.write_bytes(damaged(whole, place))
    said = ""
    try:
        restore(bad, tmp_path / "again")
    except UserError as error:
        said = error.text(Language.EN)
    if said:
        assert "bad.zip" in said
        assert not (tmp_path / "again").exists()
    else:  # the bytes were beside the point
        with Workspace.open(tmp_path / "again") as again:
            assert faults(again) == ()
    assert not list(tmp_path.glob(".~*"))


@pytest.mark.parametrize("size", [0, 10, 5000])
def test_a_backup_cut_short_is_refused(office: Workspace, tmp_path: Path, size: int) -> None:
    whole, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    back_up(office.folder, BackupReason.MANUAL, out=whole)
    bad.write_bytes(whole.read_bytes()[:size])
    with pytest.raises(NotABackupError):
        restore(bad, tmp_path / "again")


@pytest.mark.parametrize(
    "manifest",
    [
        [],
        {},
        {"format": 9},
        {"format": 1, "database": 3, "attachments": []},
        {"format": 1, "database": "x"},
        {"format": 1, "attachments": ["../../evil"]},
        "x",
    ],
)
def test_a_manifest_made_by_another_hand_is_refused(
    office: Workspace, tmp_path: Path, manifest: object
) -> None:
    whole, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    back_up(office.folder, BackupReason.MANUAL, out=whole)
    rewrite(whole, bad, manifest)
    with pytest.raises(NotABackupError):
        restore(bad, tmp_path / "in" / "again")
    assert not (tmp_path / "evil").exists()
    assert not (tmp_path / "in" / "evil").exists()


def rewrite(whole: Path, bad: Path, manifest: object) -> None:
    """The same package with another manifest, whose sums are right where it does not say."""
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bad, "w") as target:
        known = json.loads(source.read("manifest.json"))
        if isinstance(manifest, dict) and "attachments" in manifest and "database" not in manifest:
            manifest = {**known, **manifest}
            for name in manifest["attachments"]:
                target.writestr(f"attachments/{name[:2]}/{name}", b"evil")
        target.writestr("workspace.db", source.read("workspace.db"))
        target.writestr("manifest.json", json.dumps(manifest))


def kept(made: datetime, sequence: int) -> Kept:
    name = f"{made:%Y%m%dT%H%M%S%f}Z-closing.zip"
    return Kept(Path(name), "w", "示例局", sequence, "", made, 0.1)


def test_old_backups_rotate_by_date() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    all_of_them = [
        kept(now - timedelta(hours=hours), 2000 - hours // 6) for hours in range(0, 24 * 400, 6)
    ]
    gone = surplus(all_of_them, now)
    left = [item for item in all_of_them if item not in gone]
    ages = [(now - item.made).days for item in left]
    assert left[:10] == all_of_them[:10]
    assert set(range(7)) <= set(ages)
    assert 20 < len(left) < 40
    assert max(ages) <= 366
    assert {age // 31 for age in ages} >= set(range(11))


def test_the_last_backups_are_kept_under_a_clock_that_went_wrong() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    ahead = [kept(now + timedelta(days=400, minutes=n), n) for n in range(20)]
    today = [kept(now - timedelta(minutes=50 - n), 20 + n) for n in range(20)]
    gone = surplus([*ahead, *today], now)
    assert not {item.path for item in today[-10:]} & {item.path for item in gone}


def test_what_was_named_by_hand_or_is_another_workspaces_is_not_rotated_away(
    office: Workspace, tmp_path: Path
) -> None:
    made = back_up(office.folder, BackupReason.MANUAL)
    assert made is not None
    (tmp_path / "kept-by-hand.zip").write_bytes(made.read_bytes())
    for n in range(30):
        name = f"20200101T0000000000{n:02}Z-closing.zip"
        (tmp_path / name).write_bytes(made.read_bytes())
    rotate(tmp_path, "another")
    assert len(list(tmp_path.glob("*.zip"))) == 31
    rotate(tmp_path, read_manifest(made)["workspace"])
    assert (tmp_path / "kept-by-hand.zip").exists()
    assert len(list(tmp_path.glob("*.zip"))) == 11


def stamped(backup: Path, made: str) -> None:
    """The same backup as a clock would have stamped it that was wrong."""
    with zipfile.ZipFile(backup) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["manifest.json"] = json.dumps(
        {**json.loads(files["manifest.json"]), "made": made}
    ).encode()
    backup.unlink()
    name = f"{datetime.fromisoformat(made):%Y%m%dT%H%M%S}000000Z-closing.zip"
    with zipfile.ZipFile(backup.with_name(name), "w") as package:
        for inner, data in files.items():
            package.writestr(inner, data)


def test_a_backup_stamped_in_the_future_neither_stops_backups_nor_counts_as_the_newest(
    folder: Path, tmp_path: Path
) -> None:
    for path in (folder / "backups").glob("*.zip"):
        path.unlink()
    made = back_up(folder, BackupReason.MANUAL)
    assert made is not None
    stamped(made, "2030-01-01T00:00:00+00:00")
    with Workspace.open(folder, write=True) as office:
        edit_application(office, number=FIRST, values={"title": "今天"})
    assert len(list((folder / "backups").glob("*.zip"))) == 2
    restore(folder, tmp_path / "again")
    with Workspace.open(tmp_path / "again") as again:
        assert row(again, FIRST).title == "今天"


def test_a_backup_carried_away_alone_says_which_attachments_it_lacks(
    office: Workspace, tmp_path: Path
) -> None:
    with_file(office, tmp_path)
    made = back_up(office.folder, BackupReason.MANUAL)
    assert made is not None
    alone = tmp_path / "alone" / "b.zip"
    alone.parent.mkdir()
    alone.write_bytes(made.read_bytes())
    done = restore(alone, tmp_path / "again")
    assert [(item.name, item.number) for item in done.lost] == [("licence.txt", FIRST)]
    assert restore(made, tmp_path / "beside").lost == ()
    with Workspace.open(tmp_path / "again") as again:
        assert row(again, FIRST).title == "重庆类脑智能孵化器"


@pytest.mark.parametrize("beside", [True, False])
def test_one_damaged_attachment_does_not_cost_the_register(
    office: Workspace, tmp_path: Path, *, beside: bool
) -> None:
    sha = with_file(office, tmp_path)
    whole, bad = tmp_path / "b.zip", tmp_path / "bad" / "b.zip"
    back_up(office.folder, BackupReason.MANUAL, out=whole)
    bad.parent.mkdir()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"rot" if sha in name else source.read(name))
    if beside:
        shutil.copytree(office.folder / "attachments", bad.parent / "attachments")
    done = restore(bad, tmp_path / "again")
    assert [item.name for item in done.lost] == ([] if beside else ["licence.txt"])
    assert attachment_path(tmp_path / "again", sha).is_file() == beside
    with Workspace.open(tmp_path / "again") as again:
        assert row(again, FIRST).title == "重庆类脑智能孵化器"


def test_a_damaged_file_beside_the_newest_backup_is_said(office: Workspace, tmp_path: Path) -> None:
    back_up(office.folder, BackupReason.MANUAL)
    (office.folder / "backups" / "20990101T000000000000Z-closing.zip").write_bytes(b"PK")
    done = restore(office.folder, tmp_path / "again")
    assert [path.name for path in done.unreadable] == ["20990101T000000000000Z-closing.zip"]


def test_two_workspaces_keep_their_backups_apart_at_one_second_place(
    office: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    with_file(office, tmp_path)
    with Workspace.create(tmp_path / "other", office="另一个局") as other:
        for workspace in (office, other):
            edit_office(workspace, values={"backup_place": str(place)})
            workspace.backs_up = True
        for n in range(12):
            edit_office(other, values={"contact": f"{n}"})
            other.back_up(BackupReason.MANUAL)
            if not n:
                office.back_up(BackupReason.MANUAL)
        mine, theirs = sorted(place.iterdir(), key=lambda item: len(kept_in(item)[0]))
        assert (len(kept_in(mine)[0]), len(kept_in(theirs)[0])) == (1, 10)
        edit_office(office, values={"name": "改了名的局"})
        office.back_up(BackupReason.MANUAL)
        assert len(list(place.iterdir())) == 2
        with pytest.raises(SeveralWorkspacesError) as refused:
            restore(place, tmp_path / "again")
    said = refused.value.text(Language.EN)
    assert all(name in said for name in ("改了名的局", "另一个局", str(mine), str(theirs)))
    assert restore(mine, tmp_path / "again").lost == ()
    with Workspace.open(tmp_path / "again") as again:
        assert faults(again) == ()
