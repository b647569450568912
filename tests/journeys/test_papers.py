# SPDX-License-Identifier: Apache-2.0
"""An office gives its papers a look of their own, and sends its letter of recommendation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from gui.outgoing.fonts import fonts_here
from gui.outgoing.letters import make_letter
from models.language import Language
from models.orders import LetterOrder
from models.progress import NoProgress
from models.workspace import Workspace
from reports.typesetting.office_fonts import FontGoneError
from tests.journeys.commands import Terminal
from tests.offices import CALL, FIRST
from tests.reports.typesetting.font_making import write_font

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys, "zh")


def text_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "") for page in document]


def test_the_letter_of_a_call_is_written_with_its_list(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "letter.pdf"
    said = terminal.json("letter", folder, CALL, "--out", out, "--number", "示函〔2026〕7号",
                         "--date", "2026-03-05")  # fmt: skip
    *pages, annex, summary = text_of(out)
    assert said["pages"] == len(pages) + 2
    letter = "".join(pages)
    assert "示函〔2026〕7号" in letter
    assert "现推荐3项，共680.50万元。" in letter
    assert "未来信息1项、未来空间1项。" in letter
    assert "2026年3月5日" in letter
    assert all(name in annex for name in ("附件", "推荐名单", "示例量子科技有限公司", "安徽人形"))
    assert "附件：1. 推荐名单2. 推荐汇总表3. 申报书" in letter
    assert summary.index("附件2") < summary.index("推荐汇总表") < summary.index("重庆类脑")
    assert "附件3" not in summary
    with pikepdf.open(out) as pdf:
        assert [page.get("/Rotate", 0) for page in pdf.pages][-2:] == [0, 90]
        assert len({tuple(page.MediaBox) for page in pdf.pages}) == 1
    assert said["noted"]


def test_a_letter_that_is_not_there_is_named_with_those_that_are(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    said = terminal.run("letter", folder, CALL, "praise", "--out", tmp_path / "l.pdf")
    assert said.code != 0
    assert "推荐函" in said.err


def test_a_template_is_written_edited_seen_and_used(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    file, picture, seen = (tmp_path / name for name in ("paper.toml", "red.png", "seen.pdf"))
    Image.new("RGB", (40, 30), "red").save(picture)
    terminal.run("paper", folder, "--write", file)
    text = file.read_text(encoding="utf-8")
    text = (
        text.replace('title = { zh = ""', 'title = { zh = "{object}汇编"')
        .replace("parts = []", 'parts = ["cover"]')
        .replace('number = ""', 'number = "示函〔{year}〕{n}号"')
        .replace('name = ""', 'name = "滨江市未来产业主管局文件"')
    )
    file.write_text(text, encoding="utf-8")
    said = terminal.run("paper", folder, "--set", file, "--emblem", picture, "--preview", seen)
    assert said.code == 0, said.err
    preview = text_of(seen)
    assert "汇编" in preview[0]
    assert any("程序自带字体" in page or "@" in page for page in preview)
    out = tmp_path / "packet.pdf"
    terminal.run("packet", folder, FIRST, "--out", out)
    (cover,) = text_of(out)
    assert "汇编" in cover
    with pypdfium2.PdfDocument(out) as document:
        page = document[0].render(scale=0.5).to_pil().convert("RGB")
        assert page.getpixel((page.width // 2, int(0.11 * page.height))) == (255, 0, 0)
    letter = tmp_path / "letter.pdf"
    terminal.run("letter", folder, CALL, "--out", letter, "--serial", "9", "--date", "2026-05-01")
    pages = text_of(letter)
    assert "示函〔2026〕9号" in pages[0]
    assert "滨江市未来产业主管局文件" in pages[0]
    assert "滨江市未来产业主管局关于报送" in pages[0]
    assert "滨江市未来产业主管局2026年5月1日" in "".join(pages)
    assert "滨江市未来产业主管局" in pages[-1]
    assert "示例市工业和信息化局" not in "".join(pages)


def test_a_template_with_mistakes_changes_nothing(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "paper.toml"
    file.write_text('[letter]\nnumber = "{jahr}"\n[packet]\nparts = ["covers"]', encoding="utf-8")
    said = terminal.run("paper", folder, "--set", file)
    assert said.code == 2
    assert "letter.number" in said.err
    assert "cover" in said.err
    assert terminal.json("paper", folder) == {}


def test_papers_are_set_in_the_fonts_of_the_machine_and_it_says_which(
    terminal: Terminal, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = tmp_path / "fonts"
    write_font(fonts / "simfang.ttf", "FangSong", "仿宋")
    monkeypatch.setattr("reports.typesetting.office_fonts.font_folders", lambda: (fonts,))
    assert "仿宋" in terminal.run("fonts").out
    out = tmp_path / "letter.pdf"
    terminal.run("letter", folder, CALL, "--out", out)
    with pypdfium2.PdfDocument(out) as document:
        assert "现推荐3项" in document[0].get_textpage().get_text_range()
    order = LetterOrder(call=CALL, letter="", language=Language.ZH, fonts=fonts_here())
    assert [name for _, name, _ in order.fonts] == ["仿宋"]
    (fonts / "simfang.ttf").unlink()
    monkeypatch.setattr("reports.typesetting.office_fonts.font_folders", lambda: (tmp_path,))
    with Workspace.open(folder) as workspace, pytest.raises(FontGoneError, match="仿宋"):
        make_letter(
            workspace.reader,
            order,
            tmp_path / "again.pdf",
            day=date(2026, 3, 5),
            progress=NoProgress(),
        )
