# SPDX-License-Identifier: Apache-2.0
"""A file that came in, as the screens of an import are handed it: made by hand, every case in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms.intake.cells.incoming import CellProblem, Place, Repair
from forms.intake.compare.preview import Difference, Likeness, Preview, PreviewRow, Status
from forms.intake.tables.table import ColumnMap, Heading, Table
from gui.intake.values import FileLook, PreviewLook, SheetLook, Target, preview_look, stamp
from models.errors import Problem, Severity
from models.language import Label, message

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = Path("东营区2026年申报汇总.xlsx")
SHEET = "申报汇总"
TITLE = "东营区2026年未来产业申报汇总表"
TARGETS = {
    "": (
        Target("title", "名称", "基本情况", required=True),
        Target("applicant", "单位", "基本情况"),
        Target("credit_code", "代码", "基本情况", required=True),
        Target("region", "所在地", "基本情况"),
        Target("amount_wan", "金额", "资金", units=("元", "千元", "万元", "亿元")),
        Target("area_m2", "面积", "场地", units=("平方米", "亩")),
    ),
    "tenants": (Target("name", "名称", required=True), Target("area_m2", "面积")),
}
HEADINGS = (
    Heading(1, "序号"),
    Heading(2, "项目名称"),
    Heading(3, "申报单位"),
    Heading(4, "总投资（千元）", "千元"),
    Heading(5, "备注"),
)
RECORDS = (
    ("1", "类脑智能中试孵化器", "示例孵化运营有限公司", "12,000", "正文\n两行"),
    ("2", "深海勘探中试平台", "北方深海装备有限公司", "８００", ""),
    ("3", "人形机器人中心", "安徽机器人有限公司", "500万", "待补正"),
)


def table(name: str = SHEET, rows: tuple[int, ...] = (3, 4, 5)) -> Table:
    return Table(
        name,
        (2, 2),
        rows,
        HEADINGS,
        {6: message("{n} rows", n=1), 1: message("A title above the header")},
    )


def sheet(name: str = SHEET) -> SheetLook:
    first = (
        (TITLE, "", "", "", ""),
        tuple(heading.text for heading in HEADINGS),
        *RECORDS,
        ("合计", "", "", "13,300", ""),
    )
    columns = ColumnMap(
        {2: "title", 3: "applicant", 4: "amount_wan"},
        doubts={4: message("“{heading}” may also be another amount.", heading="总投资")},
    )
    samples = {
        column: tuple(row[column - 1] for row in RECORDS if row[column - 1])
        for column in range(1, 6)
    }
    return SheetLook(name, len(first), first, table(name), columns, samples, "a")


def other_sheet() -> SheetLook:
    """A sheet with other columns."""
    headings = (Heading(1, "县区"), Heading(2, "名称"))
    found = Table("分县区", (1, 1), (2,), headings)
    first = (("县区", "名称"), ("垦利区", "氢能中心"))
    return SheetLook("分县区", 2, first, found, ColumnMap({2: "title"}), {2: ("氢能中心",)}, "b")


def empty_sheet() -> SheetLook:
    return SheetLook("说明", 1, (("填表说明：逐行填写",),), None, None)


def file_look(*sheets: SheetLook, path: Path = PATH, call: str = "mini-2026-1") -> FileLook:
    return FileLook(
        (path,),
        call,
        stamp((path,)),
        shown := sheets or (sheet(), other_sheet(), empty_sheet()),
        (shown[0].name,),
        TARGETS,
        {"tenants": "企业"},
        senders=("东营区", "垦利区"),
    )


def _cell(row: int, column: int) -> Place:
    return Place(SHEET, row, column)


def _problem(row: int, column: int, field: str, severity: Severity) -> CellProblem:
    text = message("The credit code {code} is one of those that Excel cut off.", code="9.1E+17")
    fix = message("Ask the sender for the code; it cannot be worked out.")
    basis = Label("国家标准 GB 32100", "GB 32100")
    return CellProblem(_cell(row, column), Problem(severity, field, text, basis, fix))


def preview_rows() -> tuple[PreviewRow, ...]:
    """New, changed, same, two possible duplicates, refused."""
    width = message("Full-width digits were made half-width.")
    alike = Likeness(
        "uid-1", "202605001", "深海勘探中试平台", "北方深海装备有限公司", "2026年小专项", 96,
        message("the same applicant and a like title"),
    )  # fmt: skip
    return (
        PreviewRow(_cell(3, 0), Status.NEW, "类脑智能中试孵化器", "示例孵化运营有限公司"),
        PreviewRow(
            _cell(4, 0), Status.DUPLICATE, "深海勘探中试平台", "北方深海装备公司",
            likenesses=(alike,), repairs=(Repair(_cell(4, 4), "amount_wan", width),),
        ),
        PreviewRow(
            _cell(5, 0), Status.REFUSED, "人形机器人中心", "安徽机器人有限公司",
            problems=(
                _problem(5, 3, "credit_code", Severity.ERROR),
                _problem(5, 4, "tenants/2/name", Severity.WARNING),
            ),
        ),
        PreviewRow(
            _cell(6, 0), Status.CHANGED, "重庆类脑智能孵化器", "示例量子科技有限公司", "202601001",
            "uid-2",
            differences=(
                Difference("area_m2", Label("面积", "Area"), "12,000", "15,000"),
                Difference("note", Label("说明", "Note"), "", "新的说明"),
            ),
        ),
        PreviewRow(_cell(7, 0), Status.SAME, "安徽机器人项目", "安徽机器人有限公司", "202601002"),
        PreviewRow(
            _cell(8, 0), Status.DUPLICATE, "深海勘探平台", "北方深海", likenesses=(alike,)
        ),
    )  # fmt: skip


LABELS = {"credit_code": "代码", "tenants": "企业", "tenants/name": "名称", "amount_wan": "金额"}


def preview(
    *rows: PreviewRow, path: Path = PATH, lacking: Mapping[str, int] | None = None
) -> PreviewLook:
    found = Preview(path, "mini-2026-1", rows or preview_rows())
    return preview_look(found, LABELS, lacking or {})
