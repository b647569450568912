# SPDX-License-Identifier: Apache-2.0
"""Forms as applicants send them, made by python-docx for the tests."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TENANTS = (
    ("1", "甲一智能科技有限公司", "91310101MA1FPX1234", "2023年5月", "人工智能", "120.5"),
    ("2", "乙二生物有限公司", "91310101MA1FPX5678", "2024.3", "生物制造", "80"),
    ("3", "丙三材料科技（上海）有限公司", "91310101MA1FPX9012", "2022-11", "", "66"),
)


def table_of(document: Any, rows: Sequence[Sequence[str | None]]) -> Any:
    """A table with these texts; a cell that is None belongs to the one at its left."""
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            if text is not None:
                cell.text = text
    for row, texts in zip(table.rows, rows, strict=True):
        last = 0
        for place, text in enumerate(texts):
            if text is None and place:
                row.cells[last].merge(row.cells[place])
            elif text is not None:
                last = place
    return table


def declaration(path: Path) -> Path:
    """An 孵化器申报书: cover, basic table, list of tenants, funds by year, undertaking."""
    document = Document()
    document.add_paragraph("附件1")
    document.add_heading("未来产业孵化器申报书", 0)
    document.add_paragraph("项  目  名  称：____未来智能孵化器____")
    line = document.add_paragraph("申报单位（盖章）：")
    line.add_run("  上海示例孵化器管理有限公司  ").underline = True
    line.add_run("推荐单位（盖章）：")
    line.add_run("          ").underline = True
    document.add_paragraph("联 系 人：张三    联系电话：13800138000")
    document.add_paragraph("填报日期：2026 年 3 月 15 日")
    document.add_paragraph("一、基本情况表")
    table_of(
        document,
        [
            ["运营主体名称", "上海示例孵化器管理有限公司", None, None],
            ["统一社会信用代码", "91350100M000100Y43", "成立时间", "2019年6月"],
            ["申报类别", "☑标准级 □卓越级", "孵化器类型", "□综合  √专业"],
            ["是否位于艰苦边远地区", "是□  否☑", "所在地", "上海市黄浦区"],
            ["孵化场地总面积（平方米）", "12000", "孵化资金总额（万元）", "1,200.50"],
            ["项目简介（500字以内）", "面向类脑智能。\n已建成平台三个。", None, None],
        ],
    )
    people = table_of(
        document,
        [
            ["法定代表人", "姓名", "王五", "职务", "董事长"],
            ["联系人", "姓名", "李四", "手机", "13900139000"],
            [None, "职务", "主任", "电子邮箱", "li@example.com"],
        ],
    )
    people.cell(1, 0).merge(people.cell(2, 0))
    document.add_paragraph("二、在孵企业一览表")
    table_of(
        document,
        [
            [
                "序号",
                "企业名称",
                "统一社会信用代码",
                "入驻时间",
                "所属领域",
                "使用面积\n（平方米）",
            ],
            *TENANTS,
            ["", "", "", "", "", ""],
            ["合计", None, None, None, None, "266.5"],
        ],
    )
    document.add_paragraph("三、近三年收入")
    table_of(
        document,
        [
            ["项目", "2023年", "2024年", "2025年"],
            ["总收入（万元）", "100", "200.5", "300"],
            ["其中：房租及物业收入", "50", "60", ""],
        ],
    )
    document.add_paragraph("四、建设基础")
    document.add_paragraph("（一）场地条件")
    document.add_paragraph("位于核心区，交通便利：地铁直达。")
    document.add_paragraph("（二）团队")
    document.add_paragraph("共有专职人员12人，其中：博士3人。")
    document.add_paragraph("承诺书").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("本单位承诺所填内容真实有效，如有虚假，愿承担责任。")
    document.add_paragraph("法定代表人（签字）：            年    月    日")
    document.save(str(path))
    return path


def with_body(path: Path, body: str) -> Path:
    """A document whose body is this XML (the prefixes w, w14, wps, mc, v are known)."""
    document = Document()
    spaces = (
        nsdecls("w", "r", "wp", "a")
        + ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    new = parse_xml(f"<w:body {spaces}>{body}</w:body>")
    old = document.element.body
    old.getparent().replace(old, new)
    document.save(str(path))
    return path


def repacked(path: Path, parts: dict[str, bytes]) -> Path:
    """The same document with other parts."""
    held = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return path
