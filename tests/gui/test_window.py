# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from gui.actions import SPECS
from gui.application import Program, language_of
from gui.settings import LANGUAGE, RECENT, THEME, Settings
from models.language import Language
from models.workspace import Workspace
from tests.gui.hands import Hands
from tests.offices import FIRST, SECOND, THIRD

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


def test_the_first_start_offers_what_to_do(program: Program) -> None:
    buttons = {
        button.accessibleName() for button in program.window.welcome.findChildren(QPushButton)
    }
    assert {"New office", "Open an office", "Sample office"} <= buttons


def test_an_office_opens_with_its_applications(hands: Hands) -> None:
    assert hands.numbers() == [FIRST, THIRD, SECOND]
    assert hands.window.windowTitle().startswith("示例市工业和信息化局")
    dossier = hands.view.dossier.dossier
    assert dossier is not None
    assert dossier.number == FIRST


def test_a_recent_office_opens_from_the_welcome_page(
    hands: Hands, folder: Path, qtbot: QtBot
) -> None:
    hands.press("close_office")
    assert hands.window.desk is None
    [button] = [
        button
        for button in hands.window.welcome.findChildren(QPushButton)
        if button.property("folder") == str(folder.resolve())
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.numbers()


def test_a_click_beside_the_lines_leaves_the_application_chosen(hands: Hands, qtbot: QtBot) -> None:
    hands.choose(FIRST)
    view = hands.view.register.view
    below = QPoint(5, view.viewport().height() - 3)
    assert not view.indexAt(below).isValid()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert [line.number for line in hands.view.register.selected()] == [FIRST]
    assert hands.window.actions_table["print_packets"].isEnabled()


def test_enter_presses_what_has_the_focus_on_the_welcome_page(
    hands: Hands, folder: Path, qtbot: QtBot
) -> None:
    hands.press("close_office")
    [button] = [
        button
        for button in hands.window.welcome.findChildren(QPushButton)
        if button.property("folder") == str(folder.resolve())
    ]
    qtbot.keyClick(button, Qt.Key.Key_Return)
    hands.settle()
    assert hands.numbers()


def test_an_office_without_calls_says_how_to_open_one(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    with Workspace.create(tmp_path / "新", office="新单位", region="310000", operator="张三"):
        pass
    hands = Hands(qtbot, program)
    hands.open(tmp_path / "新")
    assert "opens the first one" in hands.view.register.empty.text()


def test_what_is_typed_into_the_search_box_narrows_the_list(hands: Hands, qtbot: QtBot) -> None:
    hands.press("find")
    box = hands.view.register.filters.text
    qtbot.keyClicks(box, "shkt")
    qtbot.waitUntil(lambda: hands.numbers() == [SECOND])
    hands.view.register.filters.clear()
    hands.settle()
    assert len(hands.numbers()) == 3


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it(hands: Hands) -> None:
    header = hands.view.register.view.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    hands.settle()
    ascending = hands.numbers()
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    hands.settle()
    assert hands.numbers() == ascending[::-1]
    assert ascending[0] == THIRD  # 安徽 comes before 重庆 and 深海


def test_a_stage_in_the_sidebar_shows_its_applications(hands: Hands) -> None:
    sidebar = hands.view.sidebar
    scopes = [index.data(Qt.ItemDataRole.UserRole + 1) for index in sidebar._indexes()]
    drafts = next(scope for scope in scopes if scope.stage)
    sidebar.choose(drafts)
    hands.settle()
    assert len(hands.numbers()) == 3
    trash = next(scope for scope in scopes if scope.trashed)
    sidebar.choose(trash)
    hands.settle()
    assert hands.numbers() == []
    assert "trash is empty" in hands.view.register.empty.text()


def test_a_second_window_reads_and_names_who_writes(
    folder: Path, hands: Hands, settings: Settings, qtbot: QtBot
) -> None:
    second = Program(settings)
    qtbot.addWidget(second.window)
    second.opening.open(str(folder))
    assert second.window.desk is not None
    assert second.window.desk.read_only
    assert "张三" in second.window._notice_text.text()
    assert not second.window.actions_table["new_application"].isEnabled()
    second.window.close()
    assert hands.desk.folder == folder


def test_language_and_look_change_at_once(hands: Hands, settings: Settings) -> None:
    settings.set(LANGUAGE, "zh")
    settings.set(THEME, "dark")
    hands.program.renew()
    hands.settle()
    assert hands.window.actions_table["redo"].text() == "重做"
    assert hands.window.menus["call"].title().startswith("批次")
    assert hands.numbers() == [FIRST, THIRD, SECOND]


@pytest.mark.parametrize(
    ("system", "language"),
    [("zh_CN.UTF-8", Language.ZH), ("C.UTF-8", Language.ZH), ("en_GB.UTF-8", Language.EN)],
)
def test_whoever_has_not_chosen_is_met_in_the_language_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, language: Language
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "XIANDAO_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", system)
    assert language_of(Settings(tmp_path / "new.ini")) is language


def test_a_folder_without_an_office_is_refused_in_words(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("gui.opening.ask.alert", lambda _parent, text, **_: said.append(str(text)))
    program.opening.open(str(tmp_path))
    assert "is not a workspace" in said[0]
    assert program.window.desk is None


def test_the_list_is_a_sound_model(hands: Hands, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(hands.view.register.model)


def test_every_action_does_something(program: Program) -> None:
    actions = program.window.actions_table.by_id
    idle = [name for name, action in actions.items() if not action.receivers("2triggered(bool)")]
    assert idle == []


def test_shortcuts_lead_around_the_window(hands: Hands) -> None:
    hands.press("find")
    assert hands.window.focusWidget() is hands.view.register.filters.text
    hands.press("show_sidebar")
    assert hands.window.focusWidget() is hands.view.sidebar.view
    hands.press("select_all")
    assert hands.window.focusWidget() is hands.view.register.view
    assert len(hands.view.register.selected()) == 3


def test_every_shortcut_is_given_once() -> None:
    shortcuts = [spec.shortcut for spec in SPECS]
    assert len(shortcuts) == len(set(shortcuts))
    assert all(shortcuts)


def test_closing_the_window_closes_the_office(hands: Hands, folder: Path) -> None:
    hands.window.close()
    assert hands.window.desk is None
    with Workspace.open(folder, write=True) as office:
        assert not office.read_only
    assert hands.program.settings.get(RECENT) == (str(folder.resolve()),)
