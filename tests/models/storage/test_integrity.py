# SPDX-License-Identifier: Apache-2.0
"""The verifier: whatever is changed behind the program's back is named."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.language import Language
from models.storage.attachments import attachment_path
from models.storage.backup import BackupReason, back_up
from models.storage.integrity import check_workspace
from models.storage.ledger import ledger_path, note_issue
from models.verbs.applications import edit_application, trash_applications
from models.verbs.attachments import attach
from models.verbs.trash import empty_trash
from models.views.dossiers import history_head
from models.workspace import Workspace
from tests.models.storage.issues import an_issue
from tests.offices import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path


def by_hand(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as database, database:
        for statement in statements:
            database.execute(statement)


def said(folder: Path, heads: tuple[tuple[int, str], ...] = ()) -> list[str]:
    with Workspace.open(folder) as office:
        report = check_workspace(office.reader, heads=heads)
    return [fault.text(Language.EN) for fault in report.faults]


@pytest.fixture(scope="module")
def history(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed office with some history: entries 4 and 5 edit, 6 erases an application."""
    folder = shutil.copytree(template, tmp_path_factory.mktemp("worked") / "office")
    office = Workspace.open(folder, write=True)
    office.backs_up = False
    edit_application(office, number=FIRST, values={"title": "甲", "staff": 7})
    edit_application(office, number=FIRST, values={"title": "乙", "tenants[1].area_m2": "99"})
    trash_applications(office, numbers=[SECOND])
    empty_trash(office, confirmed=True)
    office.close()
    for path in (office.folder / "backups").glob("*.zip"):
        path.unlink()
    assert said(folder) == []
    return folder


@pytest.fixture
def worked(history: Path, tmp_path: Path) -> Path:
    """Such an office of one's own."""
    return shutil.copytree(history, tmp_path / "office")


ONE = f"number = '{FIRST}'"
ANY = "id = (SELECT max(id) FROM history_item WHERE path = 'title')"
NO_AMOUNT = "amount_fen IS NULL AND trashed = 0"
FIRST_TITLE = "sequence = 4 AND path = 'title'"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (f"UPDATE application SET title = '丙' WHERE {ONE}", f"Application {FIRST}: “Title”"),
        (f"UPDATE application SET amount_fen = 1 WHERE {ONE}", "“Amount”"),
        (f"UPDATE application SET amount_fen = 0 WHERE {ONE}", "“Amount”"),
        (f"UPDATE application SET stage = 'approved' WHERE {ONE}", "“Stage”"),
        (f"UPDATE application SET trashed = 1 WHERE {ONE}", "“Trash”"),
        (f"UPDATE application SET trashed = 2, title = 'x' WHERE {ONE}", "“Trash”"),
        (f"UPDATE application SET answers = '{{\"staff\":8}}' WHERE {ONE}", "“Answers”"),
        (f"UPDATE application SET answers = '{{broken' WHERE {ONE}", "Application"),
        ("UPDATE answer_row SET trashed = 2 WHERE position = 1", "Row of a table"),
        ('UPDATE answer_row SET "values" = \'{"name":"x"}\' WHERE position = 1', "“Cells”"),
        ("UPDATE stage_event SET operator = '王五'", "“Operator”"),
        ("UPDATE call SET closes = '2030-01-01'", "“Closes”"),
        ("UPDATE operator SET duties = '[]'", "“Duties”"),
        ("UPDATE applicant SET credit_code = 'x'", "“Credit code”"),
        ("UPDATE office SET name = 'x'", "“Name”"),
        (f"DELETE FROM application WHERE {ONE}", "removed outside the program"),
        ("UPDATE history_entry SET operator = '王五' WHERE sequence = 4", "entry 4 (王五"),
        ("UPDATE history_entry SET at = 'x' WHERE sequence = 5", "entry 5 (张三, x) was altered"),
        ("UPDATE history_entry SET message = '{broken' WHERE sequence = 5", "entr"),
        ("DELETE FROM history_entry WHERE sequence = 4", "entry 4 is missing"),
        (f"UPDATE history_item SET old = '\"z\"' WHERE {FIRST_TITLE}", "“Title” in entry 4"),
        (f"UPDATE history_item SET new = '\"z\"', salt = NULL WHERE {FIRST_TITLE}", "in entry 4"),
        (f"UPDATE history_item SET old = NULL, new = NULL, salt = NULL WHERE {FIRST_TITLE}",
         "entry 4"),
        (f"UPDATE history_item SET new = '{{broken' WHERE {ANY}", "entry 5"),
        (f"DELETE FROM history_item WHERE {FIRST_TITLE}", "values of entry 4"),
        ("INSERT INTO applicant (uid, trashed, name, name_key) VALUES ('u', 0, '外来', 'k')",
         "Applicant 外来 was put in outside"),
        (('INSERT INTO history_item (sequence, "table", record, subject, path, digest) '
         "VALUES (5, 'application', 'r', 's', 'title', 'd')"), "values of entry 5"),
        (f"UPDATE application SET amount_fen = 0 WHERE {NO_AMOUNT}", "“Amount”"),
        (f"UPDATE application SET answers = '{{}}' WHERE {ONE}", "“Answers”"),
        (f"UPDATE application SET answers = replace(answers, '7', '7.0') WHERE {ONE}", "“Answers”"),
        (f"UPDATE application SET answers = replace(answers, '7', 'true') WHERE {ONE}", "“Answers”"),
        ("UPDATE call SET quotas = '{}'", "“Quotas”"),
        (f"UPDATE application SET updated = '2020-01-01T00:00:00Z' WHERE {ONE}",
         "“Last changed” was altered outside the program after entry 5"),
        (f"UPDATE application SET revision = 9 WHERE {ONE}", "“Revision”"),
        ("UPDATE application SET amount_fen = 5 WHERE trashed = 2", "“Amount”"),
        ("UPDATE application SET trashed = 0 WHERE trashed = 2", "“Trash”"),
        ("UPDATE stage_event SET reason = 'x' WHERE trashed = 2", "“Reason”"),
        (f"UPDATE history_item SET subject = 'x' WHERE {FIRST_TITLE}", "values of entry 4"),
        (f"UPDATE history_item SET old = x'00' WHERE {FIRST_TITLE}", "“Title” in entry 4"),
        ("UPDATE answer SET number = 5 WHERE field = 'staff'", f"{FIRST}: by what lists sort"),
        (f"UPDATE application SET title_key = 'x' WHERE {ONE}", f"{FIRST}: by what lists sort"),
        ("CREATE TRIGGER sly AFTER UPDATE ON application BEGIN SELECT 1; END", "holds “sly”"),
        ("UPDATE history_entry SET sequence = -1 WHERE sequence = 4", "entry -1"),
    ],
)  # fmt: skip
def test_what_was_edited_by_hand_is_named(worked: Path, statement: str, fault: str) -> None:
    by_hand(worked, statement)
    found = said(worked)
    assert any(fault in line for line in found), found


def test_a_fault_is_said_without_names_of_tables_and_columns(worked: Path) -> None:
    by_hand(worked, f"UPDATE application SET stage = 'approved' WHERE {ONE}")
    with Workspace.open(worked) as office:
        (fault,) = check_workspace(office.reader).faults
    assert fault.text(Language.ZH).startswith(f"申报 {FIRST}：“阶段”")


def test_the_first_bad_entry_comes_first(worked: Path) -> None:
    by_hand(worked, "UPDATE history_entry SET operator = 'x' WHERE sequence IN (4, 5)")
    assert "entry 4" in said(worked)[0]


UID = f"(SELECT uid FROM application WHERE {ONE})"
ERASED = "(SELECT uid FROM application WHERE trashed = 2)"


@pytest.mark.parametrize("sequence", [999_999, 0, -5])
def test_values_put_in_without_an_entry_are_named_and_erase_nothing(
    worked: Path, sequence: int
) -> None:
    by_hand(
        worked,
        'INSERT INTO history_item (sequence, "table", record, subject, path, new, salt, digest)'
        f" SELECT {sequence}, 'application', uid, uid, 'trashed', '2', 's', 'd' FROM application"
        f" WHERE {ONE}",
        f"UPDATE application SET trashed = 2, title = NULL WHERE {ONE}",
        f"UPDATE history_item SET old = NULL, new = NULL, salt = NULL WHERE subject = {UID}"
        f" AND sequence BETWEEN 1 AND 5",
    )
    found = said(worked)
    assert any(f"values of an entry {sequence}" in line for line in found), found
    assert any(f"Application {FIRST}: “Trash”" in line for line in found), found
    assert any("“Title” in entry 4" in line for line in found), found


def test_the_last_entry_taken_away_shows_by_the_values_it_leaves(worked: Path) -> None:
    by_hand(worked, "DELETE FROM history_entry WHERE sequence = 6")
    assert any("values of an entry 6" in line for line in said(worked))


def test_renumbered_values_do_not_roll_a_record_back(worked: Path) -> None:
    by_hand(
        worked,
        f"UPDATE history_item SET id = id + 1000 WHERE {FIRST_TITLE}",
        f"UPDATE application SET title = '甲' WHERE {ONE}",
    )
    assert any(f"Application {FIRST}: “Title”" in line for line in said(worked))


def test_a_value_blanked_under_the_name_of_an_erased_record_is_named(worked: Path) -> None:
    by_hand(
        worked,
        f"UPDATE history_item SET subject = {ERASED}, old = NULL, new = NULL, salt = NULL"
        f" WHERE {ANY}",
        f"UPDATE application SET title = NULL WHERE {ONE}",
    )
    assert any("values of entry 5" in line for line in said(worked))


CUT = (
    "DELETE FROM history_item WHERE sequence >= 5",
    "DELETE FROM history_entry WHERE sequence >= 5",
)


def test_a_cut_tail_shows_by_a_printed_head(worked: Path) -> None:
    with Workspace.open(worked) as office:
        head = history_head(office.reader)
    by_hand(worked, *CUT)
    given = ((head.sequence, head.hash[:16]),)
    assert any("cut short" in line for line in said(worked, given))
    note_issue(worked, an_issue(head))
    assert any("printed on 20" in line for line in said(worked))


def test_a_cut_tail_shows_by_a_backup(folder: Path) -> None:
    back_up(folder, BackupReason.MANUAL)
    by_hand(folder, "DELETE FROM history_item WHERE sequence = 3",
            "DELETE FROM history_entry WHERE sequence = 3")  # fmt: skip
    assert any("cut short" in line and "backup" in line for line in said(folder))


def test_a_rewritten_history_shows_by_a_printed_head(worked: Path) -> None:
    assert any("rewritten" in line for line in said(worked, ((4, "0" * 16),)))


@pytest.mark.parametrize("line", ["5", "null", "{", '{"kind":"issued"}', '{"id":"a","files":2}'])
def test_a_damaged_list_of_what_went_out_is_named_and_stops_nothing(
    worked: Path, line: str
) -> None:
    ledger_path(worked).write_text(f"{line}\n", encoding="utf-8")
    assert "line 1 of ledger.jsonl cannot be read" in said(worked)[0]
    ledger_path(worked).write_bytes(b"\xff\xfe\x00\n")
    assert "line 1 of ledger.jsonl cannot be read" in said(worked)[0]


def test_a_lost_or_altered_attachment_is_named(office: Workspace, tmp_path: Path) -> None:
    shas = []
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        incoming = examine(tmp_path / name)
        attach(office, number=FIRST, slot="licence", file=incoming)
    shas = sorted((office.folder / "attachments").rglob("?" * 64))
    texts = [path.read_text(encoding="utf-8") for path in shas]
    shas[0].unlink()
    attachment_path(office.folder, shas[1].name).write_text("other", encoding="utf-8")
    found = said(office.folder)
    assert f"The attachment {texts[0]} of {FIRST} is recorded, but its file is gone." in found
    assert any(f"{texts[1]} of {FIRST} was altered" in line for line in found)
