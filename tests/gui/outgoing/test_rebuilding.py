# SPDX-License-Identifier: Apache-2.0
"""What went out is noted, and made again later byte for byte, whatever was done since."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from forms.attachments import examine
from gui.outgoing import Noted, issue
from gui.outgoing.logs import LogNameError, write_log
from gui.outgoing.rebuilding import NoSuchFileError, Rebuilt, UnknownOrderError, rebuild
from gui.outgoing.recipients import say_recipient
from models.language import Language
from models.orders import PacketOrder, SummaryOrder
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError
from models.storage.ledger import ledger_path, note_issue, read_ledger
from models.tables import Attachment
from models.verbs.applications import edit_application, trash_applications
from models.verbs.attachments import attach, detach
from models.verbs.calls import amend_call
from models.verbs.stages import advance
from models.verbs.trash import empty_trash
from models.views import dossiers
from models.views.dossiers import dossier
from models.views.find import application_row, call_row
from models.views.ledger import NoSuchIssueError, issue_of, last_order, ledger_lines
from models.workspace import Workspace
from tests.offices import CALL, FIRST, SECOND, add, amended, make_office

if TYPE_CHECKING:
    from pathlib import Path

THEN = date(2026, 3, 2)
PACKETS, XLSX, PDF, ONE = 1, 2, 3, 4


def uid(office: Workspace, number: str) -> str:
    return str(application_row(office.reader, number).uid)


def packets(office: Workspace, *numbers: str) -> PacketOrder:
    uids = tuple(uid(office, number) for number in numbers)
    return PacketOrder(applications=uids, language=Language.ZH)


def summary(office: Workspace, form: str) -> SummaryOrder:
    return SummaryOrder(call=call_row(office.reader, CALL).uid, form=form, language=Language.ZH)


def a_file(folder: Path, text: str) -> Path:
    (folder / "licence.txt").write_text(text, encoding="utf-8")
    return folder / "licence.txt"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office from which things went out, and in which everything was changed since."""
    place = tmp_path_factory.mktemp("worked")
    folder = place / "office"
    make_office(folder)
    with Workspace.open(folder, write=True) as office, pytest.MonkeyPatch.context() as patch:
        office.backs_up = False
        patch.setattr(dossiers, "today", lambda: THEN)
        attach(office, number=FIRST, slot="licence", file=examine(a_file(place, "原件")))
        advance(office, numbers=[SECOND], to="submitted")
        for order, out in (
            (packets(office, FIRST, SECOND), folder / "exports" / "packets"),
            (summary(office, "xlsx"), folder / "exports" / "汇总.xlsx"),
            (summary(office, "pdf"), folder / "exports" / "汇总.pdf"),
            (packets(office, FIRST), folder / "exports" / "重庆.pdf"),
        ):
            issue(office, order, out, recipient="部科技司", progress=NoProgress())
        edit_application(office, number=FIRST, values={"title": "改过的名称", "amount_wan": "1"})
        edit_application(office, number=SECOND, values={"tenants": [{"name": "新来的公司"}]})
        advance(office, numbers=[FIRST], to="submitted")
        add(office, {"title": "后来的", "applicant": "后来有限公司"})
        detach(office, uid=office.reader.scalar(select(Attachment.uid)))
        attach(office, number=FIRST, slot="licence", file=examine(a_file(place, "换过的")))
        changed = amended(place, ('version = "1"', 'version = "2"'), ("名称", "项目名称"))
        amend_call(office, call=CALL, notice="补充通知", programme=changed)
    return folder


@pytest.fixture
def past(worked: Path, tmp_path: Path) -> Workspace:
    """That office, of one's own."""
    folder = shutil.copytree(worked, tmp_path / "office")
    workspace = Workspace.open(folder, write=True)
    workspace.backs_up = False
    return workspace


def made(worked: Path, which: int, out: Path, file: int = 0) -> Rebuilt:
    with Workspace.open(worked) as office:
        return rebuild(office.reader, which, out, file=file, progress=NoProgress())


def test_packets_are_made_again_byte_for_byte(worked: Path, tmp_path: Path) -> None:
    again = made(worked, PACKETS, tmp_path)
    assert again.is_same
    assert [file.number for file in again.files] == [FIRST, SECOND]
    for path in (worked / "exports" / "packets").iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
    assert len(list(tmp_path.iterdir())) == len(again.files)


@pytest.mark.parametrize(("which", "name"), [(XLSX, "汇总.xlsx"), (PDF, "汇总.pdf")])
def test_a_summary_is_made_again_byte_for_byte(
    worked: Path, tmp_path: Path, which: int, name: str
) -> None:
    again = made(worked, which, tmp_path / f"again{name[2:]}")
    assert again.is_same
    assert again.files[0].path.read_bytes() == (worked / "exports" / name).read_bytes()


def test_one_packet_of_several_is_made_again(worked: Path, tmp_path: Path) -> None:
    again = made(worked, PACKETS, tmp_path / "second.pdf", file=2)
    assert again.is_same
    assert [(file.number, file.path.name) for file in again.files] == [(SECOND, "second.pdf")]


def test_what_is_printed_now_is_another_file(past: Workspace, tmp_path: Path) -> None:
    with past:
        issue(past, packets(past, FIRST), tmp_path / "now.pdf", progress=NoProgress())
        before = (past.folder / "exports" / "重庆.pdf").read_bytes()
        assert (tmp_path / "now.pdf").read_bytes() != before
        again = rebuild(past.reader, ONE, tmp_path / "then.pdf", progress=NoProgress())
    assert again.is_same
    assert (tmp_path / "then.pdf").read_bytes() == before


def test_what_was_erased_is_not_made_again_and_the_rest_is(past: Workspace, tmp_path: Path) -> None:
    with past:
        trash_applications(past, numbers=[SECOND], reason="撤回")
        empty_trash(past, confirmed=True)
        again = rebuild(past.reader, PACKETS, tmp_path / "again", progress=NoProgress())
        assert [(file.number, file.same) for file in again.files] == [(FIRST, True)]
        ((number, why),) = again.missing
        assert (number, "erased for good" in str(why)) == (SECOND, True)
        only = rebuild(past.reader, PACKETS, tmp_path / "x.pdf", file=2, progress=NoProgress())
        assert only.files == ()
        listed = rebuild(past.reader, XLSX, tmp_path / "again.xlsx", progress=NoProgress())
        assert [file.same for file in listed.files] == [False]
        assert f"erased for good since: {SECOND}" in str(listed.reasons[0])


def test_another_program_is_named_where_the_bytes_differ(past: Workspace, tmp_path: Path) -> None:
    with past:
        noted = issue_of(past.reader, ONE)
        other = replace(noted.files[0], sha256="0" * 64)
        older = {**noted.made_with, "reportlab": "1.0"}
        which = note_issue(past.folder, replace(noted, made_with=older, files=(other,)))
        again = rebuild(past.reader, which, tmp_path / "again.pdf", progress=NoProgress())
    assert not again.is_same
    assert again.files[0].path.is_file()
    assert "made with reportlab 1.0; here is" in str(again.reasons[0])


def test_what_cannot_be_made_again_says_why(past: Workspace, tmp_path: Path) -> None:
    with past:
        which = note_issue(
            past.folder, replace(issue_of(past.reader, ONE), stored_order={"kind": "hologram"})
        )
        with pytest.raises(UnknownOrderError, match="knows more than this one"):
            rebuild(past.reader, which, tmp_path / "a.pdf", progress=NoProgress())
        with pytest.raises(NoSuchIssueError, match=r"no\. 99; the last is no\. 5"):
            rebuild(past.reader, 99, tmp_path / "a.pdf", progress=NoProgress())
        with pytest.raises(NoSuchFileError, match="has 2 files"):
            rebuild(past.reader, PACKETS, tmp_path, file=3, progress=NoProgress())
        (tmp_path / "there.pdf").write_bytes(b"")
        with pytest.raises(FileExistsAlreadyError):
            rebuild(past.reader, ONE, tmp_path / "there.pdf", progress=NoProgress())


def test_no_title_and_no_applicant_stands_in_the_list(worked: Path) -> None:
    text = ledger_path(worked).read_text(encoding="utf-8")
    for word in ("重庆", "示例量子", "北方深海", "汇总"):
        assert word not in text
    assert FIRST in text


def test_each_file_is_noted_with_its_version_code(worked: Path) -> None:
    (first, *_) = read_ledger(worked).issues
    assert [(file.name, file.number) for file in first.files] == [
        ("{number} {applicant} {title}.pdf", FIRST),
        ("{number} {applicant} {title}.pdf", SECOND),
    ]
    assert all(len(file.code) == 8 for file in first.files)
    with Workspace.open(worked) as office:
        now = dossier(office.reader, uid(office, FIRST)).version_code
    assert first.files[0].code != now


def test_what_cannot_be_noted_is_told_and_the_file_is_whole(
    past: Workspace, tmp_path: Path
) -> None:
    with past:
        ledger_path(past.folder).unlink()
        ledger_path(past.folder).mkdir()
        told: list[Noted] = []
        issue(past, packets(past, FIRST), tmp_path / "a.pdf", noted=told.append,
              progress=NoProgress())  # fmt: skip
    assert "not in the list of what went out" in str(told[0].fault)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_the_list_is_filtered_and_the_recipient_said_later(past: Workspace) -> None:
    with past:
        assert [line.id for line in ledger_lines(past.reader)] == [4, 3, 2, 1]
        say_recipient(
            past.reader, which=XLSX, operator="张三", recipient="  省工信厅 ", note="机要"
        )
        (line,) = ledger_lines(past.reader, to="省工信厅")
        assert (line.id, line.recipient, line.about) == (XLSX, "省工信厅", "2026年小专项")
        assert [line.id for line in ledger_lines(past.reader, to=SECOND)] == [PACKETS]
        assert ledger_lines(past.reader, until=date(2026, 1, 1)) == []
        assert len(ledger_lines(past.reader, since=date(2026, 1, 1))) == 4


def test_the_last_order_is_found_again(worked: Path) -> None:
    with Workspace.open(worked) as office:
        call = call_row(office.reader, CALL).uid
        assert last_order(office.reader, SummaryOrder, call=call) == summary(office, "pdf")
        assert last_order(office.reader, PacketOrder, call=call) == packets(office, FIRST)
        assert last_order(office.reader, SummaryOrder, call="another") is None


def test_the_log_names_every_file(worked: Path, tmp_path: Path) -> None:
    with Workspace.open(worked) as office:
        lines = ledger_lines(office.reader)
        for name in ("log.xlsx", "log.csv"):
            write_log(office.reader, lines, tmp_path / name, language=Language.ZH)
        with pytest.raises(LogNameError):
            write_log(office.reader, lines, tmp_path / "log.pdf", language=Language.ZH)
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    sheet = load_workbook(tmp_path / "log.xlsx").active
    assert sheet is not None
    cells = [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
    hashes = [file.sha256 for issue in read_ledger(worked).issues for file in issue.files]
    assert [row[-1] for row in rows[1:]] == hashes
    assert [row[-1] for row in cells[1:]] == hashes
    assert {row[7] for row in rows[1:]} == {"部科技司"}
