# SPDX-License-Identifier: Apache-2.0
"""Somebody with a file that came in; reading and comparing happen at once, without a process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from gui.widgets.waiting import Waiting
from models.errors import UserError
from models.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gui.intake.dialog import ImportDialog
    from tests.gui.hands import Hands

HEADER = ("名称", "单位", "金额（千元）", "人数", "备注")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("类脑智能中试孵化器", "示例孵化运营有限公司", 12000, 12, "甲"),
    ("人形机器人中试基地", "齐鲁机器人有限公司", 8000, 7, "乙"),
    ("氢能关键材料中心", "垦利氢能有限公司", "很多", 3, "丙"),
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(
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

    monkeypatch.setattr(Waiting, "start", start)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook as a county would: a title, a header, rows."""

    def make(
        *rows: Sequence[Any], name: str = "东营区申报.xlsx", header: Sequence[str] = HEADER
    ) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "申报"
        for row in (("东营区2026年申报汇总表",), header, *(rows or ROWS)):
            sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return make


@pytest.fixture
def drop(hands: Hands) -> Callable[[Path], ImportDialog]:
    """Drop a file on the list; the dialog that comes up."""

    def take(path: Path) -> ImportDialog:
        hands.view.register.files_dropped.emit([path])
        dialog = hands.program.intake.dialog
        assert dialog is not None
        return dialog

    return take
