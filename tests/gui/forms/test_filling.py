# SPDX-License-Identifier: Apache-2.0
"""At the window: a form that is kept is seen filled, then written; one is removed and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.forms.form_options import FormOptions
from models.verbs.forms import add_form
from models.workspace import Workspace
from tests.gui.forms.conftest import listing
from tests.offices import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from gui.printing.issue_dialog import IssueDialog
    from tests.gui.hands import Hands

TABLE = {"first": 4, "rows": 3, "columns": {"A": "index", "B": "applicant"}}
LIST = {"scope": "call", "sheet": [{"name": "汇总", "table": [TABLE]}]}
ONE = {"scope": "application", "sheet": [{"name": "1", "cells": {"B1": "applicant"}}],
       "words": {"填报日": "date"}}  # fmt: skip


@pytest.fixture
def folder(folder: Path, ministry_book: Path, word_form: Path) -> Path:
    kept: tuple[tuple[Path, dict[str, Any], str], ...] = (
        (ministry_book, LIST, "list"),
        (word_form, ONE, "one"),
    )
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        for file, mapping, key in kept:
            add_form(office, template=file, mapping=mapping, programme="mini", key=key)
    return folder


def filling(hands: Hands) -> tuple[IssueDialog, FormOptions]:
    hands.qtbot.waitUntil(lambda: hands.program.forms.issue is not None)
    dialog = hands.program.forms.issue
    assert dialog is not None
    assert isinstance(dialog.options, FormOptions)
    hands.qtbot.waitUntil(lambda: not dialog._later.isActive(), timeout=5000)
    return dialog, dialog.options


def test_a_form_is_seen_filled_before_it_is_written(hands: Hands, folder: Path) -> None:
    dialog = listing(hands)
    assert [form.key for form in dialog.shown] == ["list", "one"]
    hands.qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    issue, _ = filling(hands)
    cells = issue.preview.sheets.model
    assert cells.index(3, 1).data() == "示例量子科技有限公司"
    assert cells.index(0, 0).data() == "推荐汇总表"
    issue.accept()
    path = folder / "exports" / "部里的表.xlsx"
    assert load_workbook(path)["汇总"]["B4"].value == "示例量子科技有限公司"
    assert "Filled the form with" in hands.window.messages.text


def test_a_word_form_asks_for_its_application(hands: Hands, folder: Path) -> None:
    hands.choose(SECOND)
    dialog = listing(hands)
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    dialog.fill_button.click()
    issue, options = filling(hands)
    assert options.application.text().startswith(SECOND)
    assert issue.target.suffix == ".docx"
    options.application.selectAll()
    hands.qtbot.keyClicks(options.application, "zzz")
    issue, options = filling(hands)
    assert "choose it" in issue.preview.word.text()
    issue.accept()
    assert "choose it" in issue.fault.text()
    options.application.selectAll()
    hands.qtbot.keyClicks(options.application, FIRST)
    options.application.editingFinished.emit()
    issue, options = filling(hands)
    assert "重庆类脑智能孵化器 推荐表" in issue.preview.text.toPlainText()
    assert "示例量子科技有限公司" in issue.preview.text.toPlainText()
    issue.accept()
    assert (folder / "exports" / "推荐表.docx").is_file()


def test_a_form_that_is_removed_comes_back_by_undo(hands: Hands) -> None:
    dialog = listing(hands)
    dialog.remove_button.click()
    hands.settle()
    assert [form.key for form in dialog.shown] == ["one"]
    (undo,) = [item for item in dialog.messages.findChildren(QPushButton) if item.text() == "Undo"]
    undo.click()
    hands.settle()
    assert [form.key for form in dialog.shown] == ["list", "one"]
