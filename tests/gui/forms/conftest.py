# SPDX-License-Identifier: Apache-2.0
"""An office with forms of others; jobs are done in this process, since `test_jobs` has the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import Workbook

from gui.jobs import Jobs
from gui.widgets.waiting import Waiting
from models.errors import UserError
from models.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gui.forms.forms_dialog import FormsDialog
    from gui.printing.work import IssuedOrder
    from tests.gui.hands import Hands


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(
        self: Waiting, title: object, work: Callable[..., Any], *, then: Callable[[Any], None],
        makes_file: bool = False, **arguments: Any,
    ) -> None:  # fmt: skip
        del title, makes_file
        try:
            found = work(NoProgress(), **arguments)
        except UserError as fault:
            self.failed.emit(fault)
        else:
            then(found)

    def start(
        _jobs: Jobs, _title: object, work: Any, *, then: Any, files: Any, **more: Any
    ) -> None:
        made: IssuedOrder = work(NoProgress(), **more)
        assert all(path.is_file() for path in files(made))
        then(made)

    monkeypatch.setattr(Waiting, "start", wait)
    monkeypatch.setattr(Jobs, "start", start)


@pytest.fixture
def ministry_book(tmp_path: Path) -> Path:
    """A ministry's workbook: a title over all columns, who reports, headings, three rows, a sum."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "推荐汇总表"
    sheet["A2"] = "推荐单位："
    for column, text in enumerate(("序号", "单位", "金额（元）", "附注"), start=1):
        sheet.cell(3, column, text)
    sheet["A7"], sheet["C7"] = "合计", "=SUM(C4:C6)"
    book.save(tmp_path / "部里的表.xlsx")
    return tmp_path / "部里的表.xlsx"


@pytest.fixture
def word_form(tmp_path: Path) -> Path:
    """A Word form about one application: a name in braces, another office's word, a cell."""
    document = Document()
    document.add_paragraph("{title} 推荐表，推荐日期：{填报日}")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 0).text = "单位", "金额（元）"
    document.save(str(tmp_path / "推荐表.docx"))
    return tmp_path / "推荐表.docx"


def listing(hands: Hands) -> FormsDialog:
    """The list of forms."""
    hands.press("forms_of_others")
    dialog = hands.program.forms.dialog
    assert dialog is not None
    hands.settle()
    return dialog
