# SPDX-License-Identifier: Apache-2.0
"""The list of what went out: lines are only added, and whoever alters one is found out."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.language import Language
from models.orders import PacketOrder, order_to_json
from models.storage.backup import BackupReason, back_up
from models.storage.files import OwnFileError, written_out
from models.storage.integrity import check_workspace
from models.storage.ledger import (
    CannotNoteError,
    erase_words,
    ledger_path,
    note_issue,
    note_recipient,
    read_ledger,
)
from models.storage.restore import restore
from models.workspace import Workspace
from tests.models.storage.issues import an_issue

if TYPE_CHECKING:
    from pathlib import Path

SAID = {
    "at": "2026-03-05T01:00:00Z",
    "operator": "李四",
    "account": "li",
    "machine": "pc-2",
    "recipient": "工业和信息化部科技司",
    "note": "机要通道",
}


def faults(folder: Path) -> list[str]:
    return [fault.text(Language.EN) for fault in read_ledger(folder).faults]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with three lines: two issues, and to whom the first went."""
    note_issue(tmp_path, an_issue())
    note_issue(tmp_path, an_issue(at="2026-03-03T01:00:00Z", recipient="专家组"))
    note_recipient(tmp_path, 1, SAID)
    return tmp_path


def test_what_went_out_is_read_back_with_what_was_said_later(place: Path) -> None:
    ledger = read_ledger(place)
    first, second = ledger.issues
    assert ledger.faults == ()
    assert (first.id, first.recipient, first.note) == (1, "工业和信息化部科技司", "机要通道")
    assert first.said == "2026-03-05T01:00:00Z"
    assert replace(first, id=0, recipient="", note="", said="") == an_issue()
    assert (second.id, second.recipient, second.said) == (2, "专家组", "2026-03-03T01:00:00Z")
    assert second.order == PacketOrder(applications=("u1",), language=Language.ZH)


def test_an_order_of_a_later_version_is_listed_and_not_understood(tmp_path: Path) -> None:
    note_issue(tmp_path, an_issue(stored_order={"kind": "hologram", "language": "zh"}))
    (issue,) = read_ledger(tmp_path).issues
    assert (issue.kind, issue.order) == ("hologram", None)


@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_line_that_was_altered_is_named(place: Path, line: int) -> None:
    path = ledger_path(place)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[line - 1] = lines[line - 1].replace("2026", "2025")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert faults(place)[0] == f"What went out: line {line} of ledger.jsonl was altered."


def test_a_line_that_was_taken_out_or_made_up_is_named(place: Path) -> None:
    path = ledger_path(place)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[2], encoding="utf-8")
    assert "line 2 of ledger.jsonl does not follow" in faults(place)[0]


def test_a_list_that_was_cut_short_shows_by_a_backup(folder: Path) -> None:
    for _ in range(2):
        note_issue(folder, an_issue())
    back_up(folder, BackupReason.MANUAL)
    path = ledger_path(folder)
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    with Workspace.open(folder) as office:
        found = [fault.text(Language.EN) for fault in check_workspace(office.reader).faults]
    assert any("ledger.jsonl was cut short or rewritten: its line 2" in text for text in found)


def test_a_backup_takes_the_list_along_and_restores_it(folder: Path, tmp_path: Path) -> None:
    note_issue(folder, an_issue(recipient="专家组"))
    backup = back_up(folder, BackupReason.MANUAL)
    assert backup is not None
    restore(backup, tmp_path / "restored")
    assert read_ledger(tmp_path / "restored") == read_ledger(folder)
    note_issue(tmp_path / "restored", an_issue())
    assert [issue.id for issue in read_ledger(tmp_path / "restored").issues] == [1, 2]


@pytest.mark.parametrize("cut", [1, 30])
def test_a_line_half_written_when_the_power_went_is_mended(place: Path, cut: int) -> None:
    path = ledger_path(place)
    path.write_bytes(path.read_bytes()[:-cut])
    assert faults(place) == []
    note_issue(place, an_issue())
    assert faults(place) == []
    assert [issue.id for issue in read_ledger(place).issues] == [1, 2, 3]
    assert bool(read_ledger(place).issues[0].note) == (cut == 1)  # only its end of line was lost


def test_behind_a_damaged_line_the_list_goes_on_and_no_id_comes_twice(place: Path) -> None:
    with ledger_path(place).open("ab") as file:
        file.write("被改坏的一行\n".encode())
    assert note_issue(place, an_issue()) == 3
    assert faults(place) == ["What went out: line 4 of ledger.jsonl cannot be read."]


def test_several_who_print_at_once_all_stand_in_the_list(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda _: note_issue(tmp_path, an_issue()), range(8)))
    assert sorted(ids) == list(range(1, 9))
    assert faults(tmp_path) == []


def test_a_long_list_is_added_to_without_reading_it_whole(tmp_path: Path) -> None:
    many = tuple(replace(an_issue().files[0], number=f"{n:09}") for n in range(2_000))
    note_issue(tmp_path, an_issue(files=many))
    note_issue(tmp_path, an_issue(files=many))
    note_recipient(tmp_path, 2, SAID)
    assert faults(tmp_path) == []
    assert [len(issue.files) for issue in read_ledger(tmp_path).issues] == [2_000, 2_000]


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("a file", encoding="utf-8")
    with pytest.raises(CannotNoteError, match="not in the list of what went out"):
        note_issue(tmp_path, an_issue())


def test_nothing_that_is_made_is_written_over_the_list(folder: Path) -> None:
    note_issue(folder, an_issue())
    with (
        pytest.raises(OwnFileError),
        written_out(folder / "exports" / "Ledger.jsonl", replace=True),
    ):
        pass
    assert len(read_ledger(folder).issues) == 1


def test_each_line_is_json_that_any_program_reads(place: Path) -> None:
    lines = ledger_path(place).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["line"] for line in lines] == [1, 2, 3]


def test_words_of_an_order_are_erased_and_the_chain_stands(tmp_path: Path) -> None:
    order = PacketOrder(
        applications=("u1", "u2"), language=Language.ZH, withhold=("示例量子", "王小明")
    )
    noted = an_issue(stored_order=json.loads(json.dumps(order_to_json(order))))
    for _ in range(2):
        note_issue(tmp_path, noted)
    assert read_ledger(tmp_path).issues[0].order == order
    erase_words(tmp_path, {"u3"})
    assert read_ledger(tmp_path).issues[0].order == order
    erase_words(tmp_path, {"u2"})
    note_issue(tmp_path, an_issue())
    ledger = read_ledger(tmp_path)
    assert ledger.faults == ()
    assert [issue.words_erased for issue in ledger.issues] == [True, True, False]
    assert ledger.issues[0].order == replace(order, withhold=())
    assert "示例量子" not in ledger_path(tmp_path).read_text(encoding="utf-8")


def test_words_of_an_order_that_were_altered_are_named(tmp_path: Path) -> None:
    order = PacketOrder(applications=("u1",), language=Language.ZH, withhold=("示例量子",))
    note_issue(tmp_path, an_issue(stored_order=json.loads(json.dumps(order_to_json(order)))))
    path = ledger_path(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("示例", "别的"), encoding="utf-8")
    assert faults(tmp_path) == ["What went out: line 1 of ledger.jsonl was altered."]
