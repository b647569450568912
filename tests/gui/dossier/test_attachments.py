# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage

from gui import examining
from gui.jobs import State
from models.views.dossiers import dossier
from models.views.find import application_row
from tests.offices import FIRST

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from gui.dossier.attachments import AttachmentsPanel
    from models.programme.answers import File
    from tests.gui.hands import Hands

_LONG_MS = 30_000


@pytest.fixture
def panel(hands: Hands) -> AttachmentsPanel:
    hands.choose(FIRST)
    hands.view.dossier.open_page("attachments")
    return hands.view.dossier.attachments


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []

    def take(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr("gui.attaching.QDesktopServices.openUrl", take)
    return found


def write(folder: Path, name: str, text: str = "执照正文") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def files(hands: Hands) -> list[File]:
    uid = application_row(hands.desk.reader, FIRST).uid
    return list(dossier(hands.desk.reader, uid).answers.files)


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(panel: AttachmentsPanel, *paths: Path, row: int = 0) -> None:
    tree, data = panel.tree, mime(*paths)
    place = tree.visualRect(panel.model.index(row, 0)).center()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, data, left, none)
    tree.dragEnterEvent(enter)
    move = QDragMoveEvent(place, copy, data, left, none)
    tree.dragMoveEvent(move)
    fall = QDropEvent(QPointF(place), copy, data, left, none)
    tree.dropEvent(fall)
    assert enter.isAccepted()
    assert move.isAccepted()
    assert fall.isAccepted()


def attach(hands: Hands, panel: AttachmentsPanel, *paths: Path) -> None:
    drop(panel, *paths)
    hands.settle()
    hands.settle()


def test_what_is_missing_stands_at_the_top_and_in_the_tab(
    hands: Hands, panel: AttachmentsPanel
) -> None:
    assert panel.missing.text() == "Missing (1): Licence"
    pages = hands.view.dossier.pages
    assert pages.tabText(pages.indexOf(panel)) == "Attachments (1 missing)"
    line = panel.slot_line
    assert line is not None
    assert (line.slot.id, line.state) == ("licence", "missing")


def test_files_dropped_on_a_slot_are_attached_in_one_step(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    attach(hands, panel, write(tmp_path, "执照.txt"), write(tmp_path, "附页.txt", "另一页"))
    assert [file.name for file in files(hands)] == ["执照.txt", "附页.txt"]
    assert panel.missing.text() == "Everything that is required is attached."
    assert hands.window.messages.text == "Attached 2 files as “Licence”."
    hands.window.messages.press()
    hands.settle()
    assert files(hands) == []
    assert str(panel.badge) == "1 missing"


def test_the_action_lets_one_choose_files(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "执照.txt")
    asked: list[str] = []

    def choose(_parent: object, title: object, _start: str) -> list[str]:
        asked.append(str(title))
        return [str(path)]

    monkeypatch.setattr("gui.attaching.ask.choose_files", choose)
    hands.press("attach")
    hands.settle()
    hands.settle()
    assert asked == ["Attach to “Licence”"]
    assert [file.name for file in files(hands)] == ["执照.txt"]
    assert panel.model.rowCount(panel.model.index(0, 0)) == 1


def test_a_picture_in_the_clipboard_is_attached_as_a_file(
    hands: Hands, panel: AttachmentsPanel
) -> None:
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    hands.qtbot.keyClick(panel.tree, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    hands.settle()
    [file] = files(hands)
    assert file.name.startswith("Picture 20")
    assert file.name.endswith(".png")
    assert QImage(str(file.path)).size() == picture.size()


def test_a_file_with_a_mark_of_secrecy_is_stopped_before_it_is_copied(
    hands: Hands,
    panel: AttachmentsPanel,
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr("gui.attaching.ask.alert", lambda _parent, text: said.append(str(text)))
    named = write(tmp_path, "绝密★通知.txt")
    marked = write(tmp_path, "通知.txt", "机密★10年 内容")
    fine = write(tmp_path, "执照.txt")
    attach(hands, panel, named, marked, fine)
    assert [file.name for file in files(hands)] == ["执照.txt"]
    assert "绝密★通知.txt bears the mark 绝密★" in said[0]
    assert "通知.txt bears the mark 机密★" in said[0]
    assert "nothing was copied" in said[0]
    kept = [path for path in (folder / "attachments").rglob("*") if path.is_file()]
    assert len(kept) == 1


def test_the_same_file_twice_is_said(hands: Hands, panel: AttachmentsPanel, tmp_path: Path) -> None:
    path = write(tmp_path, "执照.txt")
    attach(hands, panel, path)
    attach(hands, panel, path)
    assert len(files(hands)) == 1
    assert hands.window.messages.text == "执照.txt is attached here already."


def test_empty_files_and_folders_are_refused_in_words(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    attach(hands, panel, write(tmp_path, "空.txt", ""), tmp_path)
    assert files(hands) == []
    assert "空.txt is empty" in hands.window.messages.text
    assert "is a folder" in hands.window.messages.text


def test_files_are_pasted_from_the_clipboard(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(mime(write(tmp_path, "执照.txt")))
    hands.qtbot.keyClick(panel.tree, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    hands.settle()
    assert [file.name for file in files(hands)] == ["执照.txt"]
    clipboard.setText("只是文字")
    hands.qtbot.mouseClick(panel.paste, Qt.MouseButton.LeftButton)
    assert "The clipboard holds no files" in hands.window.messages.text


def test_large_files_are_looked_at_in_a_job(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "_SMALL_BYTES", 10)
    drop(panel, write(tmp_path, "执照.txt"))
    hands.qtbot.waitUntil(lambda: hands.window.jobs.running == 0, timeout=_LONG_MS)
    hands.settle()
    assert hands.window.jobs.jobs[0].state is State.DONE
    assert [file.name for file in files(hands)] == ["执照.txt"]


def test_a_file_is_opened_as_a_copy_that_cannot_be_written(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path, opened: list[Path]
) -> None:
    attach(hands, panel, write(tmp_path, "执照.txt"))
    panel.tree.setCurrentIndex(panel.model.index(0, 0, panel.model.index(0, 0)))
    hands.qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    hands.settle()
    [path] = opened
    assert path.name == "执照.txt"
    assert path.read_text(encoding="utf-8") == "执照正文"
    assert path.stat().st_mode & 0o222 == 0


def test_a_program_is_not_attached(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path, opened: list[Path]
) -> None:
    attach(hands, panel, write(tmp_path, "setup.bat", "echo hello"))
    assert opened == []
    assert "is a program" in hands.window.messages.text
    assert panel.model.rowCount(panel.model.index(0, 0)) == 0


def test_a_copy_is_saved_where_one_says(
    hands: Hands,
    panel: AttachmentsPanel,
    tmp_path: Path,
    opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attach(hands, panel, write(tmp_path, "执照.txt"))
    target = tmp_path / "out" / "copy.txt"
    target.parent.mkdir()
    monkeypatch.setattr("gui.attaching.ask.choose_target", lambda *_: str(target))
    panel.tree.setCurrentIndex(panel.model.index(0, 0, panel.model.index(0, 0)))
    hands.qtbot.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    hands.settle()
    assert target.read_text(encoding="utf-8") == "执照正文"
    hands.window.messages.press()
    assert opened == [target.parent]


def test_delete_removes_a_file_and_undo_brings_it_back(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    attach(hands, panel, write(tmp_path, "执照.txt"))
    panel.tree.setCurrentIndex(panel.model.index(0, 0, panel.model.index(0, 0)))
    hands.qtbot.keyClick(panel.tree, Qt.Key.Key_Delete)
    hands.settle()
    assert files(hands) == []
    assert hands.window.messages.text == "Removed 执照.txt."
    hands.window.messages.press()
    hands.settle()
    assert [file.name for file in files(hands)] == ["执照.txt"]


def test_what_is_wrong_with_a_file_is_shown_beside_it(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    broken = tmp_path / "执照.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    attach(hands, panel, broken)
    panel.tree.setCurrentIndex(panel.model.index(0, 0, panel.model.index(0, 0)))
    assert "the PDF is damaged" in panel.detail.text()


def test_the_menu_offers_what_the_buttons_do(panel: AttachmentsPanel) -> None:
    menu = panel.context_menu()
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Attach…", "Paste", "Open", "Save a copy…", "Clear for experts", "Remove"]
    assert [action.isEnabled() for action in menu.actions()] == [True, True, *[False] * 4]


def test_the_slots_are_a_sound_model(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    attach(hands, panel, write(tmp_path, "执照.txt"))
    assert panel.model.rowCount(panel.model.index(0, 0)) == 1
    qtmodeltester.check(panel.model)


def test_a_file_is_cleared_for_experts_and_the_clearance_withdrawn(
    hands: Hands, panel: AttachmentsPanel, tmp_path: Path
) -> None:
    attach(hands, panel, write(tmp_path, "执照.txt"), write(tmp_path, "附页.txt", "另一页"))
    slot = panel.model.index(0, 0)
    first, second = (panel.model.index(row, 0, slot) for row in range(2))
    panel.tree.setCurrentIndex(first)
    assert panel.clear.accessibleName() == "Clear for experts"
    hands.press("clear_attachment")
    hands.settle()
    assert panel.model.data(panel.model.index(0, 4, slot)) == "cleared"
    assert "cleared for experts by 张三" in panel.detail.text()
    assert panel.clear.text() == "Withdraw the clearance"
    panel.tree.setCurrentIndex(slot)
    assert panel.clear.text() == "Clear for experts"
    panel.clear.click()
    hands.settle()
    assert all(file.cleared for file in files(hands))
    assert hands.window.messages.text == "1 file is cleared for experts."
    panel.tree.setCurrentIndex(second)
    panel.clear.click()
    hands.settle()
    assert [bool(file.cleared) for file in files(hands)] == [True, False]
    hands.window.messages.press()
    hands.settle()
    assert all(file.cleared for file in files(hands))
