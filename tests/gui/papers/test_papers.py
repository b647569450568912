# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.desk import Desk
from gui.papers.cover_page import NAMES
from gui.papers.dialog import PapersDialog
from models.language import Label, Language
from models.paper import COVER_NAMES, CoverPart, LetterPart, Paper
from models.storage.attachments import attachment_path
from models.views.paper import office_paper
from reports.typesetting.office_fonts import office_fonts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gui.hands import Hands

_LONG_MS = 30_000


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "emblem.png"
    Image.new("RGB", (40, 30), "red").save(path)
    return path


def opened(hands: Hands) -> PapersDialog:
    hands.press("papers")
    dialog = hands.program.papers.dialog
    assert dialog is not None
    dialog._soon.stop()
    return dialog


def kept(hands: Hands, folder: Path) -> Paper:
    with hands.kept(folder) as workspace:
        return office_paper(workspace.reader)


def test_what_was_set_is_kept_as_one_step_and_taken_back(
    hands: Hands, folder: Path, picture: Path
) -> None:
    dialog = opened(hands)
    dialog.cover.name.setText("示例市经济和信息化局文件")
    dialog.cover.emblem.take(picture)
    dialog.cover.foot[0].setPlainText("{office}\n\n{date}")
    dialog.cover.foot[1].setPlainText("{office}")
    dialog.letter.number.setText("示经信函〔{year}〕{n}号")
    dialog.letter.seal.setChecked(True)
    assert dialog.letter.example.text().endswith("〕1号")
    dialog.accept_button.click()
    hands.settle()
    paper = kept(hands, folder)
    assert paper.office.name == "示例市经济和信息化局文件"
    assert attachment_path(folder, paper.office.emblem).read_bytes() == picture.read_bytes()
    assert paper.cover == CoverPart(
        foot=(Label("{office}", "{office}"), Label("", ""), Label("{date}", ""))
    )
    assert paper.letter == LetterPart(number="示经信函〔{year}〕{n}号", seal=True)
    again = opened(hands)
    assert again.paper == paper
    assert not again.cover.emblem.picture.pixmap().isNull()
    again.accept_button.click()
    hands.window.messages.press()
    hands.settle()
    assert kept(hands, folder) == Paper()


def test_parts_are_chosen_and_moved_by_keyboard(hands: Hands, folder: Path) -> None:
    dialog = opened(hands)
    page = dialog.parts
    assert not page.parts.isEnabled()
    page.own.setChecked(True)
    for _ in range(2):
        QTest.keyClick(page.parts, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.parts.chosen[:3] == ("contents", "overview", "cover")
    page.up.click()
    page.parts.setCurrentRow(0)
    QTest.keyClick(page.parts, Qt.Key.Key_Space)
    assert page.parts.chosen[:2] == ("cover", "overview")
    parts = page.parts.chosen
    dialog.accept_button.click()
    hands.settle()
    assert kept(hands, folder).packet.parts == parts


def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(
    hands: Hands, folder: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    dialog = opened(hands)
    dialog.cover.emblem.take(broken)
    dialog.cover.height_mm.setText("90")
    dialog.cover.title[0].setPlainText("{ofice}")
    dialog.parts.own.setChecked(True)
    for row in range(dialog.parts.parts.count()):
        dialog.parts.parts.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.letter.number.setText("〔{year}〕{n:d}号")
    dialog.tabs.setCurrentWidget(dialog.letter)
    dialog.accept_button.click()
    assert dialog.tabs.currentWidget() is dialog.cover
    faults = {str(fault) for page in dialog._pages for fault in page.check().values()}
    assert len(faults) == 5
    assert any("broken.png" in fault for fault in faults)
    assert any("Did you mean “{office}”?" in fault for fault in faults)
    assert kept(hands, folder) == Paper()
    assert "marked" in _shown_when_tried(dialog)


def _shown_when_tried(dialog: PapersDialog) -> str:
    dialog._try()
    return dialog.preview.word.text()


def test_a_file_is_written_edited_and_read(
    hands: Hands, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "papers.toml"
    monkeypatch.setattr("gui.dialogs.ask.choose_target", lambda *_: str(file))
    monkeypatch.setattr("gui.dialogs.ask.choose_file", lambda *_: str(file))
    dialog = opened(hands)
    dialog.letter.signature.setText("示例市经信局")
    dialog.write_button.click()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("示例市经信局", "示例市工信局"), encoding="utf-8")
    dialog.read_button.click()
    assert dialog.letter.signature.text() == "示例市工信局"
    file.write_text('[letter]\nsigned = "示例市工信局"\n', encoding="utf-8")
    dialog.read_button.click()
    assert "letter.signed" in dialog.fault.text()
    dialog.accept_button.click()
    hands.settle()
    assert kept(hands, folder).letter.signature == "示例市工信局"


@pytest.mark.usefixtures("here")
def test_the_preview_shows_what_is_not_kept_yet(hands: Hands, picture: Path) -> None:
    dialog = opened(hands)
    dialog.cover.title[0].setPlainText("示例市{object}汇编")
    dialog.language.setCurrentIndex(dialog.language.findData(Language.ZH))
    dialog.cover.emblem.take(picture)
    dialog._try()
    hands.qtbot.waitUntil(lambda: dialog.preview.pages.is_drawn, timeout=_LONG_MS)
    assert len(dialog.fonts.list.entries.entries) == len(office_fonts())
    path = dialog.preview.pages._path
    assert path is not None
    with pypdfium2.PdfDocument(path) as document:
        cover, *rest = document
        assert "汇编" in cover.get_textpage().get_text_range()
        assert any(item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for item in cover.get_objects())
        assert rest
    dialog.done(0)


def test_who_may_not_write_may_look(hands: Hands, folder: Path) -> None:
    hands.program.opening.close()
    desk = Desk(folder, write=False)
    dialog = PapersDialog(desk, hands.window.jobs)
    hands.qtbot.addWidget(dialog)
    dialog.parts.own.setChecked(True)
    assert not dialog.parts.down.isEnabled()
    assert not dialog.cover.emblem.choose_button.isEnabled()
    assert dialog.letter.number.isReadOnly()
    assert not dialog.accept_button.isEnabled()
    dialog.done(0)
    desk.close()


def test_each_name_of_a_cover_is_explained() -> None:
    assert NAMES.keys() == COVER_NAMES
