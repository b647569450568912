# SPDX-License-Identifier: Apache-2.0
"""What differs between two reports, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from models.dossier import HistoryHead
from models.language import Language
from models.programme.answers import Answers, Row
from reports.summary import Before, Frame, write_summary_workbook
from reports.summary.differences import Difference, Kind, Reason, differences
from reports.summary.pdf import write_summary_pdf
from tests.reports.summary.conftest import applications
from tests.reports.summary.test_pdf import pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reports.summary import SummaryRow

WHY = Reason(date(2026, 3, 9), "张三", "Edit", "审计报告更正")
CAME = Reason(date(2026, 3, 20), "李四", "Move", "")


def why(uid: str) -> Mapping[str, Reason]:
    return {"amount_wan": WHY, "tenants/0-1": WHY, "stage": CAME} if uid != "u3" else {}


def before_and_now(around: dict[str, Any]) -> tuple[list[SummaryRow], list[SummaryRow]]:
    """Six applications: one got another amount and lost a tenant, one left, one came."""
    rows = [
        replace(row, uid=f"u{n}", stage="recommended")
        for n, row in enumerate(applications(around["programme"], 7))
    ]
    first = rows[0].answers
    stored = {**first.stored, "amount_wan": "77.5"}
    tenants = {"tenants": (Row("0-0", {"name": "=企业0之0"}),)}
    changed = replace(rows[0], answers=Answers(first.programme, stored, rows=tenants))
    return rows[:6], [changed, *rows[2:]]


def test_new_gone_and_changed_are_told_with_reason_and_date(around: dict[str, Any]) -> None:
    then, now = before_and_now(around)
    found = list(differences(then, now, Frame(**around, language=Language.EN), why))
    assert found == [
        Difference(then[0].number, "=1+1", Kind.CHANGED, "Investment", "0.10", "77.50", WHY),
        Difference(then[0].number, "=1+1", Kind.CHANGED, "Tenants, row 2", "=企业0之1", "", WHY),
        Difference(now[-1].number, "=1+1", Kind.NEW, "Stage", "", "Recommended", CAME),
        Difference(then[1].number, "-5", Kind.GONE, "Stage", "Recommended", "", CAME),
    ]


def test_the_same_rows_differ_in_nothing(around: dict[str, Any]) -> None:
    then, _ = before_and_now(around)
    assert not list(differences(then, then, Frame(**around, language=Language.EN), why))


@pytest.fixture
def compared(around: dict[str, Any]) -> tuple[Frame, list[SummaryRow]]:
    then, now = before_and_now(around)
    head = HistoryHead(90, "a" * 64)
    before = Before(date(2026, 3, 1), head, then, why)
    left = replace(then[1], stage="draft")
    return Frame(**around, language=Language.ZH, before=before), [now[0], left, *now[1:]]


def test_the_workbook_has_them_on_a_sheet_and_sums_them_up_below_the_list(
    tmp_path: Path, compared: tuple[Frame, list[SummaryRow]]
) -> None:
    frame, rows = compared
    path = write_summary_workbook(rows, tmp_path / "s.xlsx", frame, count=len(rows)).path
    book = openpyxl.load_workbook(path)
    sheet = book["与上次报送的差异"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[2:6] for row in found] == [
        ["变更", "总投资", "0.10", "77.50"],
        ["变更", "企业第 2 行", "=企业0之1", None],
        ["退出", "阶段", "已推荐", "录入"],
        ["新增", "阶段", None, "已推荐"],
    ]
    assert [row[8] for row in found] == ["审计报告更正", "审计报告更正", "Move", "Move"]
    assert {row[0].data_type for row in sheet.iter_rows(min_row=4)} == {"s"}
    notes = [cell.value for cell in book["推荐汇总表"]["A"] if "相比" in str(cell.value)]
    assert len(notes) == 1
    assert "新增 1 份，退出 1 份，变更 1 份；上次 6 份，本次 6 份" in notes[0]
    assert "合计金额由 12.50 万元变为 94.90 万元" in notes[0]


def test_the_pdf_has_them_on_a_page(
    tmp_path: Path, compared: tuple[Frame, list[SummaryRow]]
) -> None:
    frame, rows = compared
    path = write_summary_pdf(rows, tmp_path / "s.pdf", frame, count=len(rows)).path
    page = next(text for text in pages(path) if "与上次报送的差异" in text)
    for part in ("77.50", "审计报告更正", "2026-03-09", "退出"):
        assert part in page
