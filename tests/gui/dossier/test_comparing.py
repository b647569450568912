# SPDX-License-Identifier: Apache-2.0
"""A clerk compares an application with a stamped PDF and takes over what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.attachments import examine
from models.verbs.applications import edit_application
from models.verbs.attachments import attach_files
from models.views.dossiers import dossier
from models.views.find import application_row
from tests.forms.intake.pdf_documents import form_pdf, scan_pdf
from tests.offices import FIRST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gui.dossier.comparing_dialog import ComparingDialog
    from tests.gui.hands import Hands

_LONG_MS = 30_000


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A form of the first application, with another area, staff and class."""
    return form_pdf(
        tmp_path / "盖章.pdf",
        [["名称", "重庆类脑智能孵化器"], ["面积", "13,500"], ["人数", "15"], ["类别", "卓越"]],
        lines=["人数：16"],
    )


@pytest.fixture
def dialog(hands: Hands, pdf: Path, here: None, monkeypatch: pytest.MonkeyPatch) -> ComparingDialog:
    """The dialog with the PDF read."""
    del here
    monkeypatch.setattr("gui.dialogs.ask.choose_file", lambda *_, **__: str(pdf))
    return opened(hands)


def opened(hands: Hands) -> ComparingDialog:
    hands.choose(FIRST)
    hands.press("compare_pdf")
    found = hands.program.comparing.dialog
    assert found is not None
    read(hands)
    return found


def read(hands: Hands) -> None:
    """Wait until what was chosen is read."""
    hands.qtbot.waitUntil(lambda: hands.window.jobs.running == 0, timeout=_LONG_MS)
    hands.settle()


def rows(dialog: ComparingDialog) -> list[list[str]]:
    items = (dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount()))
    return [[item.text(column) for column in range(5)] for item in items if item is not None]


def tick(dialog: ComparingDialog, row: int) -> None:
    """Go to a row and press Space, as somebody at the keyboard does."""
    item = dialog.tree.topLevelItem(row)
    assert item is not None
    dialog.tree.setFocus()
    dialog.tree.setCurrentItem(item)
    QTest.keyClick(dialog.tree, Qt.Key.Key_Space)


def stored(hands: Hands) -> Mapping[str, Any]:
    uid = application_row(hands.desk.reader, FIRST).uid
    return dossier(hands.desk.reader, uid).answers.stored


def test_what_a_pdf_says_otherwise_is_listed_and_unticked(dialog: ComparingDialog) -> None:
    assert rows(dialog) == [
        ["Class", "Plain", "卓越", "1", "sure"],
        ["Area", "12,000", "13,500", "1", "sure"],
        ["Staff", "12", "16", "1", "likely"],
        ["Staff", "12", "15", "1", "likely"],
    ]
    assert dialog.about.text() == "1 field says the same."
    assert (dialog.now.toPlainText(), dialog.then.toPlainText()) == ("Plain", "卓越")
    assert dialog.ticked == []
    assert not dialog.take.isEnabled()


def test_nothing_is_written_by_looking(hands: Hands, dialog: ComparingDialog) -> None:
    before = stored(hands)
    dialog.reject()
    hands.settle()
    assert stored(hands) == before


def test_what_is_ticked_is_taken_over_in_one_step_and_taken_back(
    hands: Hands, dialog: ComparingDialog
) -> None:
    tick(dialog, 0)
    tick(dialog, 1)
    assert dialog.take.isEnabled()
    dialog.take.click()
    hands.settle()
    found = stored(hands)
    assert (found["variant"], found["area_m2"], found["staff"]) == ("top", "13500", 12)
    assert hands.program.comparing.dialog is None
    assert "2 values of" in hands.window.messages.text
    hands.press("undo")
    hands.settle()
    found = stored(hands)
    assert (found["variant"], found["area_m2"]) == ("plain", "12000")


def test_of_two_answers_to_one_field_one_is_ticked(dialog: ComparingDialog) -> None:
    tick(dialog, 2)
    tick(dialog, 3)
    assert [line.offer.text for line in dialog.ticked] == ["15"]


def test_a_value_that_changed_meanwhile_is_not_written_over(
    hands: Hands, dialog: ComparingDialog
) -> None:
    tick(dialog, 1)
    hands.desk.do(edit_application, number=FIRST, values={"area_m2": "777"})
    hands.settle()
    dialog.take.click()
    hands.settle()
    assert stored(hands)["area_m2"] == "777"
    assert dialog.fault.isVisible()
    assert "777" in dialog.fault.text()
    dialog.reject()


def test_a_scan_says_so_and_another_file_can_be_chosen(
    hands: Hands, pdf: Path, tmp_path: Path, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del here
    files = iter([str(scan_pdf(tmp_path / "扫描.pdf")), str(pdf)])
    monkeypatch.setattr("gui.dialogs.ask.choose_file", lambda *_, **__: next(files))
    dialog = opened(hands)
    assert "扫描.pdf is a scan" in dialog.fault.text()
    assert rows(dialog) == []
    dialog.choose.click()
    read(hands)
    assert not dialog.fault.isVisible()
    assert len(rows(dialog)) == 4
    dialog.reject()


def test_attached_pdfs_are_offered_and_read_in_a_process_of_their_own(
    hands: Hands, pdf: Path
) -> None:
    hands.desk.do(attach_files, number=FIRST, slot="licence", files=[examine(pdf)])
    hands.settle()
    dialog = opened(hands)
    assert dialog.files.currentText() == "盖章.pdf"
    assert len(rows(dialog)) == 4
    dialog.reject()


def test_nothing_is_asked_of_who_turns_back_at_once(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.dialogs.ask.choose_file", lambda *_, **__: "")
    dialog = opened(hands)
    assert rows(dialog) == []
    assert not dialog.take.isEnabled()
    dialog.reject()
