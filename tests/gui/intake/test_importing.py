# SPDX-License-Identifier: Apache-2.0
"""A file that came in, from the drop on the list to its applications, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docx import Document
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QPushButton
from python_calamine import CalamineWorkbook

from forms.intake.compare.preview import Choice, Decision, Status
from gui.intake.dialog import ImportDialog, Step
from gui.printing.dialog import OutputDialog
from models.language import message
from models.verbs.calls import amend_call
from tests.gui.intake.conftest import HEADER
from tests.offices import CALL, FIRST, MINI

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.gui.hands import Hands

    Write = Callable[..., Path]
    Drop = Callable[[Path], ImportDialog]


_LONG_MS = 60_000


def go_to_preview(dialog: ImportDialog) -> None:
    """Press what Enter presses until the preview is there."""
    for _ in range(3):
        if dialog.step is not Step.PREVIEW:
            dialog.next_button.click()
    assert is_at(dialog, Step.PREVIEW), dialog.fault.text()


def is_at(dialog: ImportDialog, step: Step) -> bool:
    return dialog.step is step


def test_a_dropped_file_is_imported_shown_and_taken_back(
    hands: Hands, write: Write, drop: Drop
) -> None:
    dialog = drop(write())
    assert dialog.file.chosen_call.id == CALL
    go_to_preview(dialog)
    assert dialog.preview.decisions.counts[Status.REFUSED] == 1
    assert not dialog.next_button.isEnabled()
    assert "1 row is refused" in dialog.next_button.toolTip()
    dialog.preview.outcome.buttons[Choice.GOOD].click()
    assert dialog.next_button.text() == "&Import 2 applications"
    dialog.next_button.click()
    hands.settle()
    assert "Imported 2 new applications from 东营区申报.xlsx." in hands.window.messages.text
    assert len(hands.numbers()) == 5
    hands.program.intake.show_imported()
    hands.settle()
    assert len(hands.numbers()) == 2
    hands.view.register.filters.step.click()
    hands.settle()
    assert len(hands.numbers()) == 5
    hands.window.messages.press()
    hands.settle()
    assert len(hands.numbers()) == 3


def test_what_is_said_of_an_import_stays_until_the_next_change(
    hands: Hands, write: Write, drop: Drop
) -> None:
    dialog = drop(write())
    go_to_preview(dialog)
    dialog.preview.outcome.buttons[Choice.GOOD].click()
    dialog.next_button.click()
    hands.settle()
    messages = hands.window.messages
    assert "1 refused row was left out." in messages.text
    assert not any(timer.isActive() for timer in messages.findChildren(QTimer))
    [show] = [item for item in messages.findChildren(QPushButton) if item.text() == "Show"]
    show.click()
    hands.settle()
    assert len(hands.numbers()) == 2
    assert "Imported 2 new" in messages.text, "and so is Undo still there"
    hands.desk.do(amend_call, call=CALL, notice="补充通知", closes=date(2030, 1, 31))
    hands.settle()
    assert not messages.text


def test_a_skipped_duplicate_is_counted(hands: Hands, write: Write, drop: Drop) -> None:
    path = write()
    dialog = drop(path)
    go_to_preview(dialog)
    dialog.preview.outcome.buttons[Choice.GOOD].click()
    dialog.next_button.click()
    hands.settle()
    like = ("类脑智能中试孵化器", "别家公司", 12000, 12, "甲")
    dialog = drop(write(like, ("另一个完全不同的项目", "辛公司", 1, 2, ""), name="二.xlsx"))
    go_to_preview(dialog)
    assert dialog.preview.decisions.counts[Status.DUPLICATE] == 1
    dialog.preview.view.selectRow(0)
    dialog.preview.deciding.buttons[Decision.SKIP].click()
    dialog.next_button.click()
    hands.settle()
    assert "1 possible duplicate was skipped." in hands.window.messages.text


def test_escape_while_it_is_written_stops_as_the_button_does(
    hands: Hands, write: Write, drop: Drop
) -> None:
    stopped: list[bool] = []
    dialog = drop(write())
    dialog.waiting.stop_asked.connect(lambda: stopped.append(True))
    dialog.waiting.begin_writing(message("Importing"))
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert stopped
    assert dialog.isVisible()
    dialog.waiting.end_writing()


def test_the_rest_can_be_recorded_as_drafts_with_what_was_typed(
    hands: Hands, write: Write, drop: Drop
) -> None:
    dialog = drop(write())
    go_to_preview(dialog)
    dialog.preview.outcome.buttons[Choice.DRAFTS].click()
    assert dialog.next_button.text() == "&Import 2 applications, and 1 as drafts"
    dialog.next_button.click()
    hands.settle()
    hands.view.register.select(hands.view.register.current)
    assert len(hands.numbers()) == 6


def test_the_same_file_again_changes_nothing_and_goes_straight_to_the_preview(
    hands: Hands, write: Write, drop: Drop
) -> None:
    path = write()
    dialog = drop(path)
    go_to_preview(dialog)
    dialog.columns.sender_box.setCurrentText("东营区")
    dialog.preview.outcome.buttons[Choice.GOOD].click()
    dialog.next_button.click()
    hands.settle()
    again = drop(path)
    again.next_button.click()
    assert is_at(again, Step.PREVIEW)
    assert again.preview.decisions.counts[Status.SAME] == 2
    assert again.preview.decisions.counts[Status.NEW] == 0
    again.back_button.click()
    assert "sender: 东营区" in again.columns.remembered.text()
    assert again.columns.sender_name == "东营区"


def test_what_a_person_said_about_columns_is_taken_and_remembered(
    hands: Hands, write: Write, drop: Drop
) -> None:
    header = ("项目", *HEADER[1:])
    path = write(("类脑中心", "甲公司", 1, 2, "正文"), header=header)
    dialog = drop(path)
    dialog.next_button.click()
    dialog.next_button.click()
    assert is_at(dialog, Step.COLUMNS)
    model = dialog.columns.view.columns
    model.choose(0, "title")
    model.choose(4, "note")
    model.say_unit(2, "万元")
    dialog.next_button.click()
    assert is_at(dialog, Step.PREVIEW), dialog.fault.text()
    dialog.next_button.click()
    hands.settle()
    assert "Imported 1 new application" in hands.window.messages.text
    hands.program.intake.show_imported()
    hands.settle()
    dossier = hands.view.dossier.dossier
    assert dossier is not None
    assert dossier.answers.stored["note"] == "正文"
    assert dossier.title == "类脑中心"
    again = drop(path)
    again.next_button.click()
    assert is_at(again, Step.PREVIEW)


def test_a_header_that_somebody_points_at_is_the_header(write: Write, drop: Drop) -> None:
    dialog = drop(write())
    dialog.next_button.click()
    grid = dialog.table.grid
    grid.choose_rows(3, 3)
    dialog.table.these.click()
    sheet = dialog.table.look.sheet("申报") if dialog.table.look else None
    assert sheet is not None
    assert sheet.table is not None
    assert sheet.table.header == (3, 3)
    assert sheet.records == 2
    grid.choose_rows(2, 2)
    dialog.table.these.click()
    dialog.next_button.click()
    assert is_at(dialog, Step.COLUMNS)


def test_a_file_that_is_none_is_said_in_the_dialog_and_another_can_be_chosen(
    tmp_path: Path, write: Write, drop: Drop
) -> None:
    bad = tmp_path / "空.xlsx"
    bad.write_bytes(b"")
    dialog = drop(bad)
    dialog.next_button.click()
    assert "空.xlsx is empty" in dialog.fault.text()
    dialog.file.file.edit.setText(str(write()))
    dialog.next_button.click()
    assert is_at(dialog, Step.TABLE)
    assert not dialog.fault.isVisible()


def test_files_come_one_after_the_other(hands: Hands, write: Write, tmp_path: Path) -> None:
    one, other = write(), write(("另一个", "乙公司", 1, 1, ""), name="垦利区.xlsx")
    register = hands.view.register
    data = QMimeData()
    names = (one, tmp_path / "照片.png", other)
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in names])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    register.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert register.target.isVisible()
    register.dropEvent(QDropEvent(QPoint(9, 9), copy, data, left, none))
    assert not register.target.isVisible()
    first = hands.program.intake.dialog
    assert first is not None
    assert first.windowTitle() == "Import: file 1 of 2"
    first.reject()
    second = hands.program.intake.dialog
    assert second is not None
    assert second.file.paths == (other,)
    second.reject()
    assert hands.program.intake.dialog is None


def test_nothing_said_is_dropped_without_a_question(
    write: Write, drop: Drop, monkeypatch: pytest.MonkeyPatch, hands: Hands
) -> None:
    dialog = drop(write())
    go_to_preview(dialog)
    dialog.back_button.click()
    dialog.columns.view.columns.choose(3, "")
    asked: list[str] = []

    def stay(_parent: object, question: object, **_: object) -> bool:
        asked.append(str(question))
        return len(asked) > 1

    monkeypatch.setattr("gui.dialogs.ask.confirm", stay)
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    hands.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert hands.program.intake.dialog is None
    assert len(asked) == 2


def test_a_closed_call_asks_for_a_reason(
    hands: Hands, write: Write, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.desk.do(amend_call, call=CALL, notice="补充通知", closes=date(2026, 1, 31))
    hands.settle()
    monkeypatch.setattr("gui.dialogs.ask.ask_reason", lambda *_: "经领导批准")
    dialog = drop(write(("补报项目", "甲公司", 1, 2, "")))
    assert "closed on 2026-01-31" in dialog.file.closed.text(), "said before anything is read"
    assert dialog.file.closed.isVisible()
    go_to_preview(dialog)
    dialog.next_button.click()
    hands.settle()
    assert "Imported 1 new application" in hands.window.messages.text


def test_a_changed_row_is_shown_field_by_field_and_written(
    hands: Hands, write: Write, drop: Drop
) -> None:
    path = write((FIRST, "重庆类脑智能孵化器", 15), header=("申报编号", "名称", "人数"))
    dialog = drop(path)
    go_to_preview(dialog)
    assert dialog.preview.decisions.counts[Status.CHANGED] == 1
    [entry] = [item for item in dialog.preview.details.entries.entries if "→" in item.whole]
    assert entry.whole == "Staff\n12  →  15"
    dialog.next_button.click()
    hands.settle()
    assert "1 application was changed as" in hands.window.messages.text


def test_a_file_without_a_column_for_a_required_field_has_no_row_without_a_fault(
    hands: Hands, write: Write, drop: Drop, tmp_path: Path
) -> None:
    asks_more = MINI.read_text(encoding="utf-8").replace('version = "1"', 'version = "2"')
    asks_more = asks_more.replace('en = "Applicant" } }', 'en = "Applicant" }, required = true }')
    (tmp_path / "mini.toml").write_text(asks_more, encoding="utf-8")
    hands.desk.do(amend_call, call=CALL, notice="补充通知", programme=str(tmp_path / "mini.toml"))
    hands.settle()
    dialog = drop(write(("甲平台", 15), ("乙平台", 16), header=("名称", "人数")))
    go_to_preview(dialog)
    [entry] = dialog.preview.details.entries.entries
    assert "1 required field has no column" in entry.whole


def test_what_is_refused_goes_back_in_a_workbook_of_the_sender(
    hands: Hands, write: Write, drop: Drop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "退回.xlsx"
    proposed: list[str] = []

    def choose(_parent: object, _title: object, start: str, *_: object) -> str:
        proposed.append(start)
        return str(out)

    monkeypatch.setattr("gui.dialogs.ask.choose_target", choose)
    dialog = drop(write())
    go_to_preview(dialog)
    dialog.preview.outcome.errors.click()
    assert proposed == [str(tmp_path / "东营区申报 to correct.xlsx")]
    assert f"Saved for the sender: {out}" in dialog.saving.said.text()
    assert dialog.saving.isVisible()
    texts = [
        str(cell)
        for sheet in CalamineWorkbook.from_path(out).sheet_names
        for row in CalamineWorkbook.from_path(out).get_sheet_by_name(sheet).to_python()
        for cell in row
    ]
    assert "很多" in texts
    assert hands.window.desk is not None


def test_after_work_the_keyboard_is_in_the_page_and_enter_never_cancels(
    hands: Hands, write: Write, drop: Drop
) -> None:
    dialog = drop(write())
    go_to_preview(dialog)
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.preview.outcome.errors.setFocus()
    dialog.waiting.begin_writing(message("Writing the error workbook"))
    assert dialog.focusWidget() is not dialog.preview.outcome.errors
    dialog.waiting.end_writing()
    assert dialog.focusWidget() is dialog.preview.view
    [default] = [item for item in dialog.findChildren(QPushButton) if item.isDefault()]
    assert default is dialog.next_button


def test_a_blank_workbook_of_the_call_comes_back_as_our_own(
    hands: Hands, folder: Path, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Accepted(OutputDialog):
        def exec(self) -> int:
            return QDialog.DialogCode.Accepted

    monkeypatch.setattr("gui.intake.blank.OutputDialog", Accepted)
    hands.press("blank_workbook")
    hands.qtbot.waitUntil(lambda: hands.window.jobs.running == 0, timeout=_LONG_MS)
    path = folder / "exports" / "2026年小专项 intake workbook.xlsx"
    assert path.name in hands.window.messages.text
    dialog = drop(path)
    dialog.next_button.click()
    look = dialog.table.look
    assert look is not None
    assert {sheet.repeating for sheet in look.sheets if sheet.table} == {"", "tenants"}


def test_there_must_be_a_call(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.call.known.calls", lambda _reader: [])
    hands.press("import_file")
    assert hands.program.intake.dialog is None
    assert "no call yet" in hands.window.messages.text
    assert hands.window.messages.findChildren(QPushButton)


def test_word_forms_are_one_import(hands: Hands, tmp_path: Path) -> None:
    paths = []
    for name, title in (("甲公司", "甲项目中心"), ("乙公司", "乙项目中心")):
        document = Document()
        table = document.add_table(rows=3, cols=2)
        for row, texts in enumerate((("名称", title), ("单位", name), ("说明", "正文"))):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        paths.append(tmp_path / f"{name}.docx")
        document.save(str(paths[-1]))
    hands.view.register.files_dropped.emit(paths)
    dialog = hands.program.intake.dialog
    assert dialog is not None
    assert dialog.file.file.edit.text() == "2 Word forms: 甲公司.docx, 乙公司.docx"
    go_to_preview(dialog)
    assert [line.title for line in dialog.preview.model.lines] == ["甲项目中心", "乙项目中心"]
    dialog.next_button.click()
    hands.settle()
    assert "Imported 2 new applications" in hands.window.messages.text


def test_files_chosen_together_come_after_the_first(
    hands: Hands, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write(name="一.xlsx"), write(name="二.xlsx")]
    monkeypatch.setattr("gui.dialogs.ask.choose_files", lambda *_: [str(path) for path in paths])
    hands.press("import_file")
    dialog = hands.program.intake.dialog
    assert dialog is not None
    dialog.file.file.button.click()
    assert dialog.file.paths == (paths[0],)
    assert dialog.windowTitle() == "Import: file 1 of 2"
    dialog.reject()
    following = hands.program.intake.dialog
    assert following is not None
    assert following.file.paths == (paths[1],)
    following.reject()
