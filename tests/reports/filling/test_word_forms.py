# SPDX-License-Identifier: Apache-2.0
"""An office's own Word form, filled by the same map and names as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.filling import Kind
from reports.filling.faults import FormDoubtsError, MapDoesNotFitError, NotAFormError
from tests.reports.filling.forms import changed, fill, filled, listed, parts

if TYPE_CHECKING:
    from pathlib import Path

_CONTROL = (
    '<w:sdt {ns}><w:sdtPr><w:tag w:val="{tag}"/>{more}</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t>'
    "</w:r></w:sdtContent></w:sdt>"
)
_BOX = '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter, a table of facts, a table that repeats; names split over runs as Word splits them."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{office}"
    paragraph = document.add_paragraph()
    for text in ("致：{app", "lic", "ant}（编号{number}）", "，截至{date}。"):
        paragraph.add_run(text).bold = text == "lic"
    paragraph = document.add_paragraph("方向：")
    paragraph._p.append(
        parse_xml(_CONTROL.format(ns=nsdecls("w"), tag="所在地", more="", text="点击"))
    )
    control = _CONTROL.format(ns=nsdecls("w"), tag="类别=卓越", more=_BOX, text="☐")
    document.add_paragraph("卓越")._p.append(parse_xml(control))
    facts = document.add_table(rows=3, cols=2)
    for row, label in enumerate(("单位", "类别", "金额（元）")):
        facts.cell(row, 0).text = label
    facts.cell(1, 1).text = "□普通  □卓越"
    facts.cell(2, 1).paragraphs[0].add_run("填").italic = True
    rows = document.add_table(rows=3, cols=2)
    rows.cell(0, 0).text, rows.cell(0, 1).text = "序号", "企业名称"
    rows.cell(2, 0).text = "合计"
    document.add_paragraph("结尾{note}")
    path = tmp_path_factory.mktemp("word") / "form.docx"
    document.save(str(path))
    return path


MAP: dict[str, Any] = {
    "scope": "application",
    "sheet": [
        {"name": "1", "cells": {"B1": "applicant", "B2": "variant",
                                "B3": {"source": "amount_wan", "unit": "元"}}},
        {"name": "2", "table": [{"first": 2, "of": "tenants",
                                 "columns": {"A": "index", "B": "name"}}]},
    ],
}  # fmt: skip


def test_a_word_form_is_filled_and_keeps_its_look(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    result = fill(form, MAP, [filled(1, variant="top", note="第一行\n第二行")], out)
    document = Document(str(out))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "致：单位1（编号202600001），截至2026年3月2日。"
    assert texts[-1] == "结尾第一行\n第二行"
    assert document.sections[0].header.paragraphs[0].text == "示例市工业和信息化局"
    facts, rows = document.tables
    assert [row.cells[1].text for row in facts.rows] == ["单位1", "□普通  ☑卓越", "6,005,000"]
    assert facts.cell(2, 1).paragraphs[0].runs[0].italic
    assert [[cell.text for cell in row.cells] for row in rows.rows] == [
        ["序号", "企业名称"], ["1", "甲1"], ["2", "乙"], ["合计", ""],
    ]  # fmt: skip
    body = parts(out)["word/document.xml"].decode()
    assert "上海市" in body
    assert "☒" in body
    assert not [item for item in result.differences if item.kind is Kind.OTHER]


def test_all_other_parts_keep_their_bytes(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    fill(form, MAP, [filled(1, note="短")], out)
    before, after = parts(form), parts(out)
    different = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert different == {"word/document.xml", "word/header1.xml"}


def test_a_list_of_a_call_repeats_its_row(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    data = {
        "words": {"applicant": "office", "number": "count", "note": "call"},
        "sheet": [{"name": "2", "table": [{"first": 2, "columns": {"A": "number", "B": "title"}}]}],
    }
    fill(form, data, listed(3), out)
    document = Document(str(out))
    assert document.paragraphs[0].text == "致：示例市工业和信息化局（编号3），截至2026年3月2日。"
    assert [row.cells[1].text for row in document.tables[1].rows][1:4] == [
        "项目1",
        "项目2",
        "项目3",
    ]


def test_what_does_not_fit_is_said_before_anything_is_written(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    with pytest.raises(MapDoesNotFitError, match="1!C9"):
        fill(form, {"sheet": [{"name": "1", "cells": {"C9": "office"}}]}, [], out)
    with pytest.raises(MapDoesNotFitError, match="“7”"):
        fill(form, {"sheet": [{"name": "7", "cells": {"A1": "office"}}]}, [], out)
    with pytest.raises(FormDoubtsError) as caught:
        fill(form, MAP, [filled(1, variant="odd")], out)
    assert [item.cell for item in caught.value.doubts] == ["B2"]
    assert not out.exists()
    with pytest.raises(FormDoubtsError, match="applicant"):  # no name of a list
        fill(form, {"words": {}}, listed(1), out)
    broken = changed(form, tmp_path / "broken.docx", lambda _name, data: data[:99])
    with pytest.raises(NotAFormError):
        fill(broken, MAP, listed(1), out)
