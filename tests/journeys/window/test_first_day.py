# SPDX-License-Identifier: Apache-2.0
"""The first day, from the welcome page to packet and summary on disk, and all of it taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from python_calamine import CalamineWorkbook

from forms.screen import LABELS, TAGS
from gui.application import Program
from gui.dialogs.move import MoveDialog
from gui.dialogs.new_office import NewOfficeDialog
from gui.dossier.stages import StagesPanel
from gui.jobs import State
from gui.printing.issue_dialog import IssueDialog
from gui.recording.dialog import NewApplicationDialog
from models.language import Message, message
from models.storage.integrity import check_workspace
from models.views.dossiers import dossier as read_dossier
from models.views.find import application_row
from models.views.histories import history
from tests.gui.typing import focus, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.window.clerk import Clerk

TITLE = "东营𠮷氏类脑智能中试孵化器"
APPLICANT = "示例孵化运营有限公司"
CODE = "91350100M000100Y43"
PROGRAMME = {"zh": "未来产业孵化器", "en": "Future-industry incubator"}
PASTED = "企业名称\t使用面积\n甲一公司\t120.5\n甲二公司\t80\n"


def word(text: Message) -> str:
    """A text of the program in the language of the day."""
    return str(text).replace("&", "")


@pytest.fixture
def office(clerk: Clerk, tmp_path: Path, language: str) -> Path:
    """An office that the clerk made, with a call."""
    folder = tmp_path / "office"

    def found_office(dialog: NewOfficeDialog) -> None:
        clerk.type_into(dialog.name, "示例市工业和信息化局")
        clerk.type_into(dialog.region, "370502")
        clerk.type_into(dialog.operator, "张三")
        clerk.type_into(dialog.place, str(folder))
        clerk.click(dialog, word(message("Make the office")))

    with clerk.answering(NewOfficeDialog, found_office):
        clerk.click(clerk.window.welcome, word(message("New office")))
    clerk.settle()
    clerk.press("new_call")
    dialog = clerk.program.calls.opening
    assert dialog is not None
    clerk.settle()
    dialog.programme.setCurrentText(PROGRAMME[language])
    clerk.click(dialog, word(message("Open the call")))
    clerk.settle()
    clerk.come_back()
    return folder


@pytest.fixture
def number(clerk: Clerk, office: Path) -> str:
    """An application that the clerk recorded in it."""
    assert clerk.desk.folder == office

    def record(dialog: NewApplicationDialog) -> None:
        clerk.type_into(dialog.applicant, APPLICANT)
        clerk.type_into(dialog.editors["credit_code"], CODE)
        clerk.type_into(dialog.editors["title"], TITLE)
        clerk.click(dialog, word(message("Record")))

    with clerk.answering(NewApplicationDialog, record):
        clerk.press("new_application")
    clerk.settle()
    shown = clerk.view.dossier.dossier
    assert shown is not None
    assert (shown.title, shown.applicant) == (TITLE, APPLICANT)
    assert clerk.numbers() == [shown.number]
    return shown.number


def fill_in(clerk: Clerk) -> None:
    """What the clerk types in the form, section by section."""
    clerk.fill("basic", {"region": "370502", "legal_person": "䶮明"})
    clerk.fill("focus", {"direction": "wlxx"})
    clerk.fill("premises", {"area_m2": "12000", "operating_since": "2019年3月"})
    clerk.fill("team", {"amount_wan": "1.2亿元", "staff_total": "35人"})
    clerk.fill("contacts", {"contact": "李四", "contact_phone": "13800001234"})
    form = clerk.form
    form.sections.choose("companies")
    assert form.page is not None
    QGuiApplication.clipboard().setText(PASTED)
    table = form.page.rows["tenants"]
    table.setFocus()
    clerk.qtbot.keyClick(focus(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    clerk.settle()
    form.sections.choose(TAGS)
    assert form.page is not None
    form.page.rows[LABELS].setFocus()
    write(clerk.qtbot, "重点跟踪")
    clerk.qtbot.keyClick(focus(), Qt.Key.Key_Return)
    clerk.settle()


def stored(clerk: Clerk, number: str) -> dict[str, object]:
    """What was saved, with the names of companies in the table and the labels."""
    reader = clerk.desk.reader
    found = read_dossier(reader, application_row(reader, number).uid)
    return {
        **found.answers.stored,
        "tenants": [row.values["name"] for row in found.answers.rows.get("tenants", ())],
        "labels": list(found.tags.get("labels", ())),
        "stage": found.stage,
    }


def test_a_first_application_is_recorded_filled_in_and_saved_by_itself(
    clerk: Clerk, number: str
) -> None:
    """IN-1, IN-2, IN-3."""
    fill_in(clerk)
    found = stored(clerk, number)
    assert found["region"] == "370502"
    assert found["amount_wan"] == "12000.00"
    assert found["operating_since"] == "2019-03"
    assert found["staff_total"] == 35
    assert found["legal_person"] == "䶮明"
    assert found["tenants"] == ["甲一公司", "甲二公司"]
    assert found["labels"] == ["重点跟踪"]
    saved = str(message("All changes saved at {time}", time=""))
    assert clerk.window.status.saved.text().startswith(saved[:3])


def test_it_is_attached_submitted_and_what_stands_against_more_is_explained(
    clerk: Clerk, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AT-1, WF-2, WF-3."""
    licence = tmp_path / "营业执照.txt"
    licence.write_text("营业执照正文", encoding="utf-8")
    clerk.view.dossier.open_page("attachments")
    monkeypatch.setattr("gui.dialogs.ask.choose_files", lambda *_: [str(licence)])
    clerk.press("attach")
    clerk.qtbot.waitUntil(lambda: "营业执照.txt" in str(_files(clerk, number)))
    clerk.settle()
    clerk.view.dossier.open_page("stages")
    clerk.settle()
    stages = clerk.view.dossier.panels["stages"]
    assert isinstance(stages, StagesPanel)
    clerk.qtbot.mouseClick(stages.cards[0].button, Qt.MouseButton.LeftButton)
    clerk.settle()
    assert stored(clerk, number)["stage"] == "submitted"
    accept = next(card for card in stages.cards if not card.button.isEnabled())
    assert len(clerk.said(accept).splitlines()) > 2
    monkeypatch.setattr("gui.dialogs.ask.ask_reason", lambda *_: "材料不全")
    clerk.press("revert")
    clerk.settle()
    assert stored(clerk, number)["stage"] == "draft"
    assert "材料不全" in [line.reason for line in history(clerk.desk.reader)]


def _files(clerk: Clerk, number: str) -> list[str]:
    reader = clerk.desk.reader
    return [
        file.name
        for file in read_dossier(reader, application_row(reader, number).uid).answers.files
    ]


def test_packet_and_summary_lie_on_the_disk_in_the_language_that_was_chosen(
    clerk: Clerk, number: str, office: Path, language: str
) -> None:
    """PK-1, XL-1."""
    fill_in(clerk)
    clerk.choose(number)

    def accept(dialog: IssueDialog) -> None:
        assert dialog.chosen_language.value == language
        clerk.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    for action in ("print_packets", "export_summary"):
        with clerk.answering(IssueDialog, accept):
            clerk.press(action)
        clerk.wait_for_jobs()
    drafts = message(
        "No application has reached the stages that this summary lists, so all of them are listed."
    )
    assert str(drafts) in clerk.window.messages.text
    jobs = clerk.window.jobs.jobs
    assert [job.state for job in jobs] == [State.DONE, State.DONE]
    [packet], [summary] = (job.files for job in jobs)
    assert packet.parent == summary.parent == office / "exports"
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(packet))
    for wanted in (TITLE, APPLICANT, CODE, "甲二公司", "重点跟踪"):
        assert wanted in text.replace("\r\n", "")
    assert ("法定代表人" in text) == (language == "zh")
    rows = CalamineWorkbook.from_path(summary).get_sheet_by_index(1).to_python()
    assert any(TITLE in map(str, row) for row in rows)


def test_all_of_the_day_is_taken_back_and_done_again(
    clerk: Clerk, number: str, office: Path
) -> None:
    """AU-4."""
    fill_in(clerk)
    before = stored(clerk, number)
    steps = 0
    while clerk.numbers():
        clerk.press("undo")
        clerk.settle()
        steps += 1
        assert steps < 40
    assert steps > 10
    for _ in range(steps):
        clerk.press("redo")
        clerk.settle()
    assert clerk.numbers() == [number]
    assert stored(clerk, number) == before
    with clerk.kept(office) as kept:
        assert check_workspace(kept.reader).faults == ()


def test_a_second_opener_reads_only(clerk: Clerk, number: str, office: Path) -> None:
    second = Program(clerk.program.settings)
    clerk.qtbot.addWidget(second.window)
    second.opening.open(str(office))
    reading = type(clerk)(clerk.qtbot, second)
    reading.settle()
    assert reading.numbers() == [number]
    assert "张三" in clerk.said(second.window)
    for action in ("new_application", "undo", "advance", "new_call"):
        assert not second.window.actions_table[action].isEnabled()
    with clerk.answering(MoveDialog, lambda dialog: dialog.reject()):
        clerk.press("advance")  # the first one goes on working
    second.window.close()
