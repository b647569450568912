# SPDX-License-Identifier: Apache-2.0
"""A county's workbook, from the key that asks for it to its applications, by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.intake.dialog import ImportDialog, Step
from models.storage.integrity import check_workspace
from tests.gui.typing import focus, write
from tests.offices import make_office

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.window.clerk import Clerk

_PATIENCE_MS = 60_000


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """As a county fills one in: a title, a two-row header, a code that Excel cut, a total."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("东营区2026年申报汇总表", "", "", "", ""),
        ("项目", "申报单位", "", "投资", "备注"),
        ("名称", "单位", "代码", "金额（千元）", "说明"),
        ("类脑智能中试孵化器", "示例孵化运营有限公司", "91350100M000100Y43", 12000, "甲"),
        ("人形机器人中试基地", "齐鲁机器人有限公司", "9.1E+17", 8000, "乙"),
        ("合计", "", "", 20000, ""),
    ):
        sheet.append(row)
    path = tmp_path / "东营区申报.xlsx"
    book.save(path)
    return path


def press(clerk: Clerk, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    clerk.qtbot.keyClick(focus(), key, modifiers)


def enter(clerk: Clerk, dialog: ImportDialog, step: Step) -> None:
    """Press Enter from wherever the keyboard is, and wait for a page."""
    press(clerk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def is_there() -> None:
        assert (dialog.step, dialog.waiting.busy) == (step, False), dialog.fault.text()

    clerk.qtbot.waitUntil(is_there, timeout=_PATIENCE_MS)


@pytest.mark.parametrize("language", ["zh"])
def test_a_workbook_is_imported_by_keyboard_and_taken_back(
    clerk: Clerk, tmp_path: Path, workbook: Path
) -> None:
    folder = tmp_path / "office"
    make_office(folder)
    clerk.open(folder)
    assert len(clerk.numbers()) == 3
    clerk.press("import_file")
    dialog = clerk.program.intake.dialog
    assert dialog is not None
    clerk.qtbot.waitUntil(dialog.isActiveWindow)
    assert QApplication.focusWidget() is dialog.file.file.edit
    write(clerk.qtbot, str(workbook))
    enter(clerk, dialog, Step.TABLE)
    table = dialog.table.taken[0].table
    assert table is not None
    assert len(table.rows) == 2
    enter(clerk, dialog, Step.COLUMNS)
    assert QApplication.focusWidget() is dialog.columns.view
    columns = dialog.columns.view.columns
    given = {target.id for row in range(5) if (target := columns.target(row))}
    assert {"title", "applicant", "credit_code", "amount_wan"} <= given
    enter(clerk, dialog, Step.PREVIEW)
    assert not dialog.next_button.isEnabled()
    press(clerk, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)  # good rows only
    clerk.qtbot.waitUntil(dialog.next_button.isEnabled)
    press(clerk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    clerk.qtbot.waitUntil(lambda: clerk.program.intake.dialog is None, timeout=_PATIENCE_MS)
    clerk.settle()
    clerk.come_back()
    assert workbook.name in clerk.window.messages.text
    assert len(clerk.numbers()) == 4
    clerk.press("undo")
    clerk.settle()
    assert len(clerk.numbers()) == 3
    with clerk.kept(folder) as office:
        assert not check_workspace(office.reader).faults
