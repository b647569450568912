# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtWidgets import QDialog, QPushButton
from python_calamine import CalamineWorkbook

from gui.jobs import State
from gui.printing import printing
from gui.printing.dialog import OutputDialog
from gui.printing.issue_dialog import IssueDialog
from gui.printing.packet_options import PacketOptions
from models.language import Language, message
from models.verbs.applications import edit_application
from tests.offices import FIRST, SECOND, THIRD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.hands import Hands

_LONG_MS = 60_000


@pytest.fixture(autouse=True)
def _accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who takes what a dialog proposes, in Chinese."""

    class Accepted(IssueDialog):
        def open(self) -> None:
            self.language.setCurrentIndex(self.language.findData(Language.ZH))
            self.done(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(printing, "IssueDialog", Accepted)


def finish(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.window.jobs.running == 0, timeout=_LONG_MS)


def test_a_packet_of_the_chosen_application_is_printed(hands: Hands, folder: Path) -> None:
    hands.choose(FIRST)
    hands.press("print_packets")
    finish(hands)
    [job] = hands.window.jobs.jobs
    assert job.state is State.DONE
    [path] = job.files
    assert path.parent == folder / "exports"
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert "重庆类脑智能孵化器" in text.replace("\r\n", "")
    assert "1 packet" in hands.window.messages.text


@pytest.mark.usefixtures("here")
def test_several_packets_go_into_a_folder_and_one_there_is_told(hands: Hands, folder: Path) -> None:
    hands.choose(FIRST, SECOND)
    hands.press("print_packets")
    finish(hands)
    assert len(list((folder / "exports" / "packets").glob("*.pdf"))) == 2
    hands.press("print_packets")
    finish(hands)
    assert "exists already" in hands.window.messages.text


@pytest.mark.usefixtures("here")
def test_the_summary_of_a_call_is_exported(hands: Hands, folder: Path) -> None:
    hands.press("export_summary")
    finish(hands)
    path = folder / "exports" / "2026年小专项.xlsx"
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("推荐汇总表").to_python()
    assert any("重庆类脑智能孵化器" in map(str, row) for row in rows)
    [line] = hands.window.jobs_panel.lines
    assert line.title.text() == "Summary of 2026年小专项"


@pytest.mark.usefixtures("here")
def test_a_call_is_printed_as_a_book_and_written_about_in_a_letter(
    hands: Hands, folder: Path
) -> None:
    hands.press("print_book")
    finish(hands)
    assert "A book of" in hands.window.messages.text
    [path] = (folder / "exports").glob("*.pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert {number for number in (FIRST, SECOND, THIRD) if number in text} == {FIRST, SECOND, THIRD}
    hands.press("write_letter")
    finish(hands)
    assert "A letter of" in hands.window.messages.text


@pytest.mark.usefixtures("here")
def test_the_jobs_come_by_themselves_and_give_their_room_back_when_all_went_well(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = hands.window.jobs_panel
    hands.press("export_summary")
    assert panel.isVisible()
    finish(hands)
    assert not panel.isVisible()
    shown: list[str] = []
    monkeypatch.setattr(
        "gui.written.QDesktopServices.openUrl",
        lambda url: shown.append(url.toLocalFile()),
    )
    for button in hands.window.messages.findChildren(QPushButton):
        if button.text() == "Show in folder":
            button.click()
    assert [path.rpartition("/")[2] for path in shown] == ["exports"]
    hands.press("show_jobs")
    hands.press("print_packets")
    finish(hands)
    assert panel.isVisible(), "it stays where somebody opened it"


def test_the_window_asks_before_it_closes_on_a_job_that_runs(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.choose(FIRST)
    hands.press("print_packets")
    asked: list[str] = []

    def stay(_parent: object, question: object, **_: object) -> bool:
        asked.append(str(question))
        return False

    monkeypatch.setattr("gui.dialogs.ask.confirm", stay)
    hands.window.close()
    assert asked == ["1 job is not done yet."]
    assert hands.window.isVisible()
    finish(hands)
    [job] = hands.window.jobs.jobs
    assert job.state is State.DONE
    assert job.files[0].exists()


def test_a_job_can_be_stopped(hands: Hands) -> None:
    hands.choose(FIRST, SECOND)
    hands.press("print_packets")
    [line] = hands.window.jobs_panel.lines
    line.stop.click()
    finish(hands)
    assert hands.window.jobs.jobs[0].state is State.STOPPED


def test_a_file_that_is_there_is_told_before_anything_is_made(hands: Hands, tmp_path: Path) -> None:
    there = tmp_path / "s.xlsx"
    there.write_bytes(b"mine")
    dialog = OutputDialog(message("Open"), message("Open"), target=there)
    hands.qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "exists already" in dialog.fault.text()
    assert "--" not in dialog.fault.text()
    dialog.replace.setChecked(True)
    dialog.accept_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_packet_for_experts_names_nobody_not_even_in_the_name_of_its_file(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Blind(IssueDialog):
        def open(self) -> None:
            assert isinstance(self.options, PacketOptions)
            self.language.setCurrentIndex(self.language.findData(Language.ZH))
            box = self.options.audience
            box.setCurrentIndex(box.findData("expert"))
            self.done(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(printing, "IssueDialog", Blind)
    said = {"note": "示例量子科技有限公司与某某大学共建"}
    hands.desk.do(edit_application, then=lambda _done: None, number=FIRST, values=said)
    hands.settle()
    hands.choose(FIRST)
    hands.press("print_packets")
    finish(hands)
    [job] = hands.window.jobs.jobs
    [path] = job.files
    assert path.name == f"{FIRST}.pdf"
    with pypdfium2.PdfDocument(path) as pdf:
        text = "".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))
    assert "示例量子" not in text.replace("\r\n", "")
    assert "某某大学" in hands.window.messages.text
