# SPDX-License-Identifier: Apache-2.0
"""Letters by GB/T 9704—2012: measured on the page, read back from the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from models.dossier import CallFacts, HistoryHead, OfficeFacts
from models.language import Language
from models.paper import LetterPart, Paper
from models.programme.loading import read_programme
from models.programme.vocabulary import shipped_vocabularies
from reports.letters import Annex, Letter, SummaryAnnex, write_letter
from reports.summary import Frame
from tests.reports.summary.conftest import TEXT as PROGRAMME
from tests.reports.summary.conftest import applications

if TYPE_CHECKING:
    from pathlib import Path

MM = 72 / 25.4
DAY = date(2026, 3, 5)
PAPER = Paper(
    letter=LetterPart(number="示经信函〔{year}〕{n}号", seal=True, copies="示例市科学技术局")
)
OFFICE = OfficeFacts("示例市经济和信息化局", contact="张三", phone="010-12345678", paper=PAPER)
LINE_OF_28 = "未来产业孵化器推荐材料随函报送请予审核为荷此致示例市工信"
TEXT = "\n".join(
    [
        "根据工信厅科函〔2025〕349号要求，现推荐孵化器12项，吉祥𠮷与\U0003402f。",
        "一、推荐情况",
        LINE_OF_28 * 12,
        "（一）未来制造。共推荐3项。",
        LINE_OF_28 * 12,
        "1. 人形机器人",
        LINE_OF_28 * 5,
        "专此函达。",
    ]
)
LIST = Annex(
    "推荐名单",
    ("序号", "申报单位", "金额（万元）"),
    tuple((str(n), "示例市深海装备研究院有限公司", f"{n * 12.5:,.2f}") for n in range(1, 61)),
)
LETTER = Letter(
    office=OFFICE,
    title="示例市经济和信息化局关于报送2026年未来产业孵化器推荐材料的函",
    text=TEXT,
    dated=DAY,
    made=DAY,
    number=PAPER.numbered(2026, 12),
    to="工业和信息化部",
    annexes=(LIST, Annex("推荐汇总表")),
)


@dataclass(frozen=True)
class Char:
    """A character, its room and its base line in mm from the left and the top of the page."""

    text: str
    left: float
    right: float
    middle: float


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("letter") / "letter.pdf"
    result = write_letter(LETTER, path, language=Language.ZH)
    assert result.lost == ("U+3402F",)
    return path


@pytest.fixture(scope="module")
def pages(written: Path) -> list[list[Char]]:
    with pypdfium2.PdfDocument(written) as document:
        return [_characters(page) for page in document]


def _characters(page: pypdfium2.PdfPage) -> list[Char]:
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            left, low, right, high = text.get_charbox(index, loose=True)
            middle = (page.get_height() - (low + high) / 2) / MM
            found.append(Char(char, left / MM, right / MM, middle))
    return found


def lines(page: list[Char]) -> list[list[Char]]:
    """The characters of a page line by line, from the top."""
    found: dict[int, list[Char]] = {}
    for char in sorted(page, key=lambda char: char.middle):
        key = next(
            (key for key in found if abs(key - char.middle * 10) < 25), round(char.middle * 10)
        )
        found.setdefault(key, []).append(char)
    return [sorted(line, key=lambda char: char.left) for line in found.values()]


def said(line: list[Char]) -> str:
    return "".join(char.text for char in line)


def test_the_text_stands_in_the_type_area(pages: list[list[Char]]) -> None:
    for number, page in enumerate(pages[:3], 1):
        text = [char for line in lines(page) for char in line if f"—{number}—" not in said(line)]
        assert min(char.left for char in text) == pytest.approx(28, abs=0.5)
        assert max(char.right for char in text) <= 28 + 156 + 0.5
        assert min(char.middle for char in text) > 37
        assert max(char.middle for char in text) < 37 + 225


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    made = replace(LETTER, text=LINE_OF_28 * 60)
    path = write_letter(made, tmp_path / "l.pdf", language=Language.ZH).path
    with pypdfium2.PdfDocument(path) as document:
        *found, number = lines(_characters(document[1]))
    assert said(number) == "—2—"
    assert [len(line) for line in found] == [28] * 22
    gaps = [lower[0].middle - upper[0].middle for upper, lower in pairwise(found)]
    assert gaps == pytest.approx([225 / 22] * 21, abs=0.05)
    assert [line[-1].right for line in found] == pytest.approx([28 + 156] * 22, abs=0.3)


def test_the_first_characters_of_a_paragraph_are_left_free(pages: list[list[Char]]) -> None:
    heading = next(
        line for line in lines(pages[0]) + lines(pages[1]) if said(line) == "一、推荐情况"
    )
    assert heading[0].left == pytest.approx(28 + 2 * 156 / 28, abs=0.7)


def test_page_numbers_stand_outside_below_the_text(pages: list[list[Char]]) -> None:
    for number, page in enumerate(pages, 1):
        line = lines(page)[-1]
        assert said(line) == f"—{number}—"
        assert 37 + 225 + 5 < line[0].middle < 37 + 225 + 11
        if number % 2:
            assert line[-1].right == pytest.approx(28 + 156 - 14 / MM, abs=0.5)
        else:
            assert line[0].left == pytest.approx(28 + 14 / MM, abs=0.5)


def test_the_name_begins_35_mm_below_the_type_area_begins(pages: list[list[Char]]) -> None:
    name = next(line for line in lines(pages[0]) if said(line) == OFFICE.name)
    assert 37 + 35 < name[0].middle < 37 + 35 + 17
    middle = (name[0].left + name[-1].right) / 2
    assert middle == pytest.approx(28 + 78, abs=0.5)


def test_title_lines_end_between_words(pages: list[list[Char]]) -> None:
    titles = [said(line) for line in lines(pages[0])][2:4]
    assert "".join(titles) == LETTER.title
    assert abs(len(titles[0]) - len(titles[1])) < 8
    assert not titles[0].endswith(("未", "2026"))


def test_everything_can_be_taken_out_as_it_went_in(written: Path) -> None:
    with pypdfium2.PdfDocument(written) as document:
        found = [page.get_textpage().get_text_range() for page in document]
    text = "".join(
        "".join(page.split()).replace(f"—{number}—", "") for number, page in enumerate(found, 1)
    )
    wanted = TEXT.replace("\U0003402f", "[U+3402F]").replace("\n", "").replace(" ", "")
    assert wanted in text
    assert "附件：1.推荐名单2.推荐汇总表" in text
    assert "（联系人：张三，电话：010-12345678）" in text


def test_the_date_stays_four_characters_from_the_edge_and_the_name_is_centred_over_it(
    pages: list[list[Char]],
) -> None:
    found = [line for page in pages for line in lines(page)]
    place = next(n for n, line in enumerate(found) if said(line) == "2026年3月5日")
    signed, dated = found[place - 1], found[place]
    assert said(signed) == OFFICE.name
    assert dated[-1].right == pytest.approx(28 + 156 - 4 * 156 / 28, abs=1)
    centres = [(line[0].left + line[-1].right) / 2 for line in (signed, dated)]
    assert centres[0] == pytest.approx(centres[1], abs=0.5)


@pytest.mark.parametrize("more", range(0, 24, 3))
def test_the_signature_is_never_parted_from_the_last_lines(more: int, tmp_path: Path) -> None:
    text = "\n".join(["正文。"] * more + [LINE_OF_28 * 3])
    made = replace(LETTER, text=text, annexes=())
    path = write_letter(made, tmp_path / "l.pdf", language=Language.ZH).path
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    (page,) = [text for text in texts if "2026年3月5日" in text]
    assert OFFICE.name in page
    assert LINE_OF_28[-6:] in page.replace("\r\n", "")


def test_the_list_repeats_its_head_and_counts_its_pages(pages: list[list[Char]]) -> None:
    said_ = [["".join(char.text for char in line) for line in lines(page)] for page in pages]
    first = next(n for n, page in enumerate(said_) if page[0] == "附件1")
    assert said_[first][1] == "推荐名单"
    assert len(said_) - first >= 2
    for page in said_[first:]:
        assert any(line.startswith("序号申报单位") for line in page)
    assert sum(line.startswith("抄送：") for page in said_ for line in page) == 1
    assert any(line.startswith("抄送：示例市科学技术局。") for line in said_[-1])


def test_a_summary_lies_on_its_pages_and_the_copies_stand_upright_after_it(tmp_path: Path) -> None:
    programme = read_programme(PROGRAMME, file="sample.toml")
    frame = Frame(programme, CallFacts("c1", "2026年申报", "sample", "", DAY), OFFICE,
                  shipped_vocabularies(), HistoryHead(1, "9f" * 32), DAY, Language.ZH)  # fmt: skip
    annex = SummaryAnnex("推荐汇总表", frame, applications(programme, 40), 40)
    made = replace(LETTER, text="专此函达。", annexes=(replace(LIST, rows=LIST.rows[:2]), annex))
    path = write_letter(made, tmp_path / "l.pdf", language=Language.ZH).path
    with pikepdf.open(path) as pdf:
        turned = [int(page.get("/Rotate", 0)) for page in pdf.pages]
        assert {tuple(map(float, page.MediaBox)) for page in pdf.pages} == {
            (0, 0, 595.2756, 841.8898)
        }
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range().split() for page in document]
    lying = [text for text, turn in zip(texts, turned, strict=True) if turn == 90]
    assert "推荐汇总表" in lying[0]
    assert "附件2" in lying[0]
    assert len(lying) > 1
    assert all("序号" in text for text in lying)
    assert turned[-1] == 0
    assert any("抄送" in word for word in texts[-1])
    for number, text in enumerate(texts, 1):
        assert "".join(text).count(f"—{number}—") == 1


def test_the_same_letter_gives_the_same_bytes_and_embeds_its_fonts(written: Path) -> None:
    again = written.with_name("again.pdf")
    write_letter(LETTER, again, language=Language.ZH)
    assert again.read_bytes() == written.read_bytes()
    with pikepdf.open(written) as pdf:
        assert str(pdf.docinfo.Title) == LETTER.title
        assert str(pdf.docinfo.Subject) == "示经信函〔2026〕12号"
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert "/FontDescriptor" in font or str(font.BaseFont) == "/Helvetica"


def test_an_english_letter_reads_as_one(tmp_path: Path) -> None:
    made = replace(LETTER, text="We recommend two.\n1. Documents\nThey go with it.", to="Ministry")
    path = write_letter(made, tmp_path / "l.pdf", language=Language.EN).path
    with pypdfium2.PdfDocument(path) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    for part in ("Ministry:", "We recommend two.", "1. Documents", "Annex: 1. ", "2026-03-05"):
        assert part in text
