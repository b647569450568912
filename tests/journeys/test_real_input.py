# SPDX-License-Identifier: Apache-2.0
"""The main job on real and awkward files, which lie beside the project where it is developed."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from tests.journeys.commands import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.journeys.conftest import Prepare

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data are not beside this clone"
)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, "zh")


@pytest.fixture
def office(terminal: Terminal, prepare: Prepare, tmp_path: Path) -> Path:
    def make(place: Path) -> None:
        folder = place / "office"
        assert terminal.run("new", folder, "--office", "示例市工业和信息化局").code == 0
        call = ("call", "add", folder, "--programme", "pilot-zone", "--title", "先导区")
        assert terminal.run(*call).code == 0

    prepare(make)
    return tmp_path / "office"


_UNPRINTED = re.compile("[\u200b\u3000 \U000e0100\ue000-\uf8ff\u2ff0-\u2fff]")
"""Blanks, invisible marks, and what is printed as its code point: private use, descriptions."""


def record(terminal: Terminal, office: Path, entries: Iterable[dict[str, Any]]) -> list[str]:
    file = office.parent / "entries.json"
    file.write_text(json.dumps(list(entries), ensure_ascii=False), encoding="utf-8")
    said = terminal.run("add", office, "pilot-zone-2026-1", file, "--json")
    assert said.code in {0, 1}, said.err
    return list(said.data["numbers"])


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_range() for page in document)
    return "".join("".join(page.split()) for page in pages)


def test_a_real_list_of_934_projects_becomes_a_register(terminal: Terminal, office: Path) -> None:
    path = DATA / "workbooks-real" / "创新训练项目信息表-934项.xlsx"
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]
    titled = [row for row in rows if str(row[3]).strip()]
    entries = [
        {
            "title": str(row[3]),
            "applicant": str(row[1]),
            "direction": "未来制造",
            "brief": str(row[2]),
        }
        for row in titled
    ]
    numbers = record(terminal, office, entries)
    assert len(set(numbers)) == len(entries) > 900
    listed = terminal.json("list", office)
    assert sorted(row["title"] for row in listed) == sorted(e["title"].strip() for e in entries)
    assert terminal.run("check", office).code == 0
    summary = office.parent / "summary.xlsx"
    assert terminal.run("summary", office, "pilot-zone-2026-1", "--out", summary).code == 0


def test_real_companies_keep_their_names_and_codes_whatever_their_check_says(
    terminal: Terminal, office: Path
) -> None:
    """VA-2: a wrong check character is a warning, never a refusal."""
    with (DATA / "names" / "enterprises-shandong-a.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))[:400]
    entries = [
        {"title": f"项目{n}", "applicant": row["企业名称"], "credit_code": row["统一社会信用代码"],
         "direction": "NY"}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    record(terminal, office, entries)
    listed = {row["title"]: row for row in terminal.json("list", office)}
    for entry in entries:
        row = listed[entry["title"]]
        assert row["applicant"] == entry["applicant"].strip()
        assert row["credit_code"] == entry["credit_code"].strip().upper()


def test_rare_names_are_kept_found_and_printed(terminal: Terminal, office: Path) -> None:
    with (DATA / "names" / "rare-names-a.tsv").open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file, delimiter="\t")]
    numbers = record(
        terminal,
        office,
        ({"title": f"项目{n}", "applicant": name, "direction": "KJ", "contact": name}
         for n, name in enumerate(names)),
    )  # fmt: skip
    folder = office.parent / "packets"
    assert terminal.run("packet", office, *numbers, "--out", folder).code == 0
    for number, name in zip(numbers, names, strict=True):
        [packet] = folder.glob(f"{number}*.pdf")
        plain = "".join(char for char in name if not _UNPRINTED.match(char))
        assert plain in text_of(packet)
    for query, wanted in (
        ("𠮷田", 1),
        ("吉田", 1),
        ("王㛃", 1),
        ("阿依古丽·买买提", 3),
        ("龚𬱖", 1),
    ):
        assert len(terminal.json("list", office, query)) == wanted, query


def test_every_pdf_and_picture_is_taken_and_none_stops_the_packet(
    terminal: Terminal, office: Path
) -> None:
    """AT-1: damaged and locked ones are kept, with a plain word about what is wrong."""
    [number] = record(terminal, office, [{"title": "附件", "applicant": "甲", "direction": "CL"}])
    files = sorted([*(DATA / "pdf").iterdir(), *(DATA / "images").iterdir()])
    for file in files:
        said = terminal.run("attach", office, number, "development_plan", file)
        assert said.code in {0, 1}, (file.name, said.err)
        assert said.code == 0 or said.err.startswith(file.name)
    shown = terminal.json("show", office, number)
    assert len(shown["attachments"]) == len({file.read_bytes() for file in files})
    packet = office.parent / "packet.pdf"
    assert terminal.run("packet", office, number, "--out", packet).code == 0
    text = text_of(packet)
    assert all("".join(file.name.split()) in text for file in files[:40])
    assert terminal.run("check", office).code == 0
