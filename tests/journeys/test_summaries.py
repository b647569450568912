# SPDX-License-Identifier: Apache-2.0
"""Summaries as somebody orders them: columns, groups, cross tables, filters, and what differs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Prepare

CALL = "incubator-2026-1"
ENTRIES: list[dict[str, Any]] = [
    {
        "title": title,
        "applicant": f"{title}运营有限公司",
        "direction": direction,
        "region": region,
        "variant": "standard",
        "area_m2": area,
        "amount_wan": amount,
        "contact_phone": "13800001234",
    }
    for title, direction, region, area, amount in (
        ("东营能源孵化器", "未来能源", "370502", "1000.5", "100"),
        ("垦利能源孵化器", "未来能源", "370505", "2000", "200"),
        ("利津制造孵化器", "未来制造", "370522", "3000", None),
    )
]


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, "zh")


@pytest.fixture
def office(terminal: Terminal, prepare: Prepare, tmp_path: Path) -> Path:
    """A workspace with a call and three applications of three counties."""

    def make(place: Path) -> None:
        folder = place / "office"
        new = ("new", folder, "--office", "示例市工业和信息化局", "--region", "370500")
        assert terminal.run(*new).code == 0
        call = ("call", "add", folder, "--programme", "incubator", "--title", "2026年孵化器")
        assert terminal.run(*call).code == 0
        for n, entry in enumerate(ENTRIES):
            file = place / f"{n}.json"
            file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
            assert terminal.run("add", folder, CALL, file).code == 0

    prepare(make)
    return tmp_path / "office"


def cells(path: Path, sheet: str) -> list[list[Any]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()
    return [[cell for cell in row if cell not in {"", None}] for row in rows]


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_list_has_the_columns_the_groups_and_the_filter_that_were_asked_for(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "s.xlsx"
    said = terminal.run(
        *("summary", office, CALL, "--out", file, "--columns", "index，孵化器名称,area_m2"),
        *("--group-by", "region", "--cross", "region,direction", "--filter", "direction=未来能源"),
    )
    assert said.code == 0, said.err
    assert "direction=未来能源" in said.err
    table = cells(file, "推荐汇总表")
    assert table[3:9] == [
        ["东营市东营区（1 项）"],
        [1, "东营能源孵化器", 1000.5],
        ["小计", 1000.5],
        ["东营市垦利区（1 项）"],
        [2, "垦利能源孵化器", 2000],
        ["小计", 2000],
    ]
    assert table[9] == ["合计", 3000.5]
    assert len(cells(file, "明细")) == 2 + 2
    crossed = [row[0] for row in cells(file, "交叉统计") if row and "（按" in str(row[0])]
    assert [text.partition("（按")[2] for text in crossed] == ["所在地、主导产业方向）"] * 3


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        (("--columns", "index,titel"), "title"),
        (("--group-by", "regoin"), "region"),
        (("--cross", "stage,dirction"), "direction"),
        (("--cross", "stage"), "direction,stage"),
        (("--filter", "direcsion=energy"), "direction"),
        (("--filter", "variant=standart"), "standard"),
        (("--filter", "direction="), "direction=energy"),
        (("--since", "gestern"), "last"),
        (("--kind", "briefing"), ".pdf"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_near(
    terminal: Terminal, office: Path, tmp_path: Path, asked: tuple[str, ...], near: str
) -> None:
    file = tmp_path / "s.xlsx"
    said = terminal.run("summary", office, CALL, "--out", file, *asked)
    assert said.code == 2
    assert near in said.err
    assert not file.exists()


def test_a_briefing_and_a_list_for_publicity_are_papers_of_their_own(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    asked = ("summary", office, CALL, "--out", tmp_path / "none.pdf", "--kind", "publicity")
    assert "--phone" in terminal.run(*asked).err
    terminal.run("office", office, "--contact", "王五", "--phone", "0546-1234567")
    for kind, part in (("briefing", "情况简报"), ("publicity", "拟定名单公示")):
        file = tmp_path / f"{kind}.pdf"
        assert terminal.run("summary", office, CALL, "--out", file, "--kind", kind).code == 0
        text = text_of(file)
        assert part in text
        assert "13800001234" not in text
        again = tmp_path / "again.pdf"
        terminal.run("summary", office, CALL, "--out", again, "--kind", kind, "--force")
        assert again.read_bytes() == file.read_bytes()
    days = ("--begins", "2025-06-27")
    assert terminal.run(*asked, *days).code == 0
    text = text_of(tmp_path / "none.pdf").replace("\r\n", "")
    assert "公示期：2025年6月27日至2025年7月3日。" in text
    assert "联系人：王五，电话：0546-1234567" in text
    assert "incubator" not in text
    assert terminal.run(*asked, *days, "--ends", "2025-06-01", "--force").code == 2


def test_the_next_summary_tells_what_changed_since_the_last_one_and_why(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    assert terminal.run("summary", office, CALL, "--out", first).code == 0
    number = terminal.json("list", office, "--sort", "number")[0]["number"]
    edit = ("set", office, number, "amount_wan=150", "--reason", "审计报告更正")
    assert terminal.run(*edit).code == 0
    assert terminal.run("summary", office, CALL, "--out", second, "--since", "last").code == 0
    (row,) = cells(second, "与上次报送的差异")[3:]
    assert row[:6] == [number, "东营能源孵化器", "变更", row[3], "100.00", "150.00"]
    assert row[-1] == "审计报告更正"
    note = next(row[0] for row in cells(second, "推荐汇总表") if row and "相比" in str(row[0]))
    assert "合计金额由 300.00 万元变为 350.00 万元" in note
    assert "与上次报送的差异" not in CalamineWorkbook.from_path(str(first)).sheet_names


def test_for_others_a_summary_has_only_what_they_may_see(
    terminal: Terminal, office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "s.xlsx"
    asked = ("summary", office, CALL, "--out", file, "--profile", "public")
    assert terminal.run(*asked).code == 0
    for sheet in CalamineWorkbook.from_path(str(file)).sheet_names:
        assert not any("13800001234" in map(str, row) for row in cells(file, sheet))
    terminal.run("office", office, "--phone", "0546-1234567")
    blind = ("summary", office, CALL, "--out", tmp_path / "b.pdf", "--profile", "expert")
    assert terminal.run(*blind, "--kind", "publicity").code == 0
    assert "运营有限公司" not in text_of(tmp_path / "b.pdf")
    refused = terminal.run(*asked, "--force", "--since", "#1")
    assert refused.code == 2
