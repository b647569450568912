# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.errors import UserError
from models.language import Language
from models.storage.attachments import attachment_path
from models.storage.backup import (
    BackupReason,
    NotABackupError,
    RestoreTargetError,
    back_up,
    read_manifest,
    restore,
    rotate,
)
from models.storage.files import FileExistsAlreadyError
from models.verbs.applications import edit_application
from models.verbs.attachments import attach
from models.verbs.office import edit_office
from models.views.dossiers import history_head
from models.workspace import Workspace
from tests.offices import FIRST, faults, row

if TYPE_CHECKING:
    from pathlib import Path


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
    restore(place / made.name, tmp_path / "again")
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


def test_old_backups_rotate_by_date(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for hours in range(0, 24 * 400, 6):
        made = now - timedelta(hours=hours)
        (tmp_path / f"{made:%Y%m%dT%H%M%S%f}Z-closing.zip").write_bytes(b"")
    (tmp_path / "kept-by-hand.zip").write_bytes(b"")
    rotate(tmp_path, now=now)
    names = sorted((path.name for path in tmp_path.glob("*Z-*.zip")), reverse=True)
    ages = [
        (now - datetime.strptime(f"{name[:15]}+0000", "%Y%m%dT%H%M%S%z")).days for name in names
    ]
    assert (tmp_path / "kept-by-hand.zip").exists()
    assert names[:10] == sorted(names, reverse=True)[:10]
    assert set(range(7)) <= set(ages)
    assert 20 < len(names) < 40
    assert max(ages) <= 366
    assert {age // 31 for age in ages} >= set(range(11))
