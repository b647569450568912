# SPDX-License-Identifier: Apache-2.0
"""Emptying the trash: what was typed is found nowhere any more, and the rest is as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.language import Language
from models.storage.attachments import attachment_path
from models.storage.rewriting import CannotRewriteError
from models.verbs.applications import edit_application, trash_applications
from models.verbs.attachments import attach, detach
from models.verbs.findings import verify_value
from models.verbs.trash import NotConfirmedError, empty_trash
from models.views.dossiers import history_head
from models.views.histories import history
from tests.offices import FIRST, add, faults, found

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace

SECRETS = ("titlexyzzy", "13800001111", "secretbrief", "tenantplugh", "namefrotz", "bytesgnusto",
           "sourcerezrov", "oldtitleozmoo")  # fmt: skip


def full(office: Workspace, folder: Path, edits: int = 5) -> str:
    """An application with a word of its own in every place, edited until the index has pieces."""
    (number,) = add(
        office,
        {
            "title": "oldtitleozmoo",
            "note": "secretbrief 13800001111",
            "staff": 3,
            "tenants": [{"name": "tenantplugh", "area_m2": "10"}],
        },
    )
    file = folder / "namefrotz.txt"
    file.write_text("bytesgnusto", encoding="utf-8")
    kept = attach(office, number=number, slot="licence", file=examine(file))
    detach(office, uid=kept)
    attach(office, number=number, slot="licence", file=examine(file))
    verify_value(office, number=number, field="staff", value="4", source="sourcerezrov")
    for n in range(edits):
        edit_application(office, number=number, values={"note": f"secretbrief 13800001111 {n}"})
        edit_application(office, number=FIRST, values={"note": f"bleibt {n}"})
    edit_application(office, number=number, values={"title": "titlexyzzy"})
    return number


def traces(folder: Path) -> set[tuple[str, str]]:
    """Which words are in which files of a workspace, backups set aside."""
    files = [path for path in folder.rglob("*") if path.is_file() and "backups" not in path.parts]
    return {
        (word, path.name)
        for path in files
        for word in SECRETS
        if word.encode() in path.read_bytes().lower()
    }


def words_of_the_index(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, 'row')")
        return {row[0] for row in database.execute("SELECT term FROM temp.words")}


@pytest.mark.parametrize("edits", [0, 1, 2, 5, 30])
def test_no_file_keeps_a_trace_of_what_was_erased(
    office: Workspace, tmp_path: Path, edits: int
) -> None:
    number = full(office, tmp_path, edits)
    assert {word for word, _ in traces(office.folder)} == set(SECRETS)
    trash_applications(office, numbers=[number])
    assert empty_trash(office, confirmed=True) == 1
    assert traces(office.folder) == set()
    assert faults(office) == ()
    assert found(office, "secretbrief") == []
    assert found(office, "bleibt") == [FIRST] * bool(edits)
    office.close()
    assert traces(office.folder) == set()
    assert not {word for word in words_of_the_index(office.folder) if word in SECRETS}


def test_the_history_names_the_slot_of_a_removed_file(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "某人身份证.txt"
    file.write_text("x", encoding="utf-8")
    kept = attach(office, number=FIRST, slot="licence", file=examine(file))
    detach(office, uid=kept)
    said = history(office.reader)[-1].message
    assert FIRST in said.text(Language.EN)
    assert "某人" not in said.text(Language.ZH)
    assert said.text(Language.ZH).startswith(f"从 {FIRST} 移除")


def test_the_question_says_what_keeps_the_values(office: Workspace) -> None:
    trash_applications(office, numbers=[FIRST])
    with pytest.raises(NotConfirmedError) as asked:
        empty_trash(office, confirmed=False)
    said = asked.value.text(Language.EN)
    assert all(word in said for word in ("Backups", "printed", "master record"))


def test_files_that_no_record_names_go_with_the_trash(office: Workspace, tmp_path: Path) -> None:
    number = full(office, tmp_path)
    left = attachment_path(office.folder, "ab" * 32)
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"left by a crash")
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    attach(office, number=FIRST, slot="licence", file=examine(mine))
    trash_applications(office, numbers=[number])
    empty_trash(office, confirmed=True)
    assert not left.exists()
    assert faults(office) == ()


def test_who_reads_meanwhile_is_told_of_and_emptying_again_finishes_it(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = full(office, tmp_path)
    trash_applications(office, numbers=[number])
    with monkeypatch.context() as patch:
        patch.setattr("models.workspace.rewrite", lambda _: False)
        with pytest.raises(CannotRewriteError, match="empty the trash again"):
            empty_trash(office, confirmed=True)
    before = history_head(office.reader).sequence
    assert row_is_erased(office, number)
    assert empty_trash(office, confirmed=True) == 0
    assert history_head(office.reader).sequence == before
    assert traces(office.folder) == set()


def row_is_erased(office: Workspace, number: str) -> bool:
    one = office.reader.connection.exec_driver_sql(
        "SELECT trashed FROM application WHERE number = ?", (number,)
    ).scalar()
    office.reader.connection.rollback()
    return bool(one == 2)
