# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gui.widgets.entries import Entry, EntryList
from models.language import message

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

LONG = "这是一句很长的话，写满了好几行，" * 12


def shown(qtbot: QtBot, *entries: Entry, width: int = 400) -> EntryList:
    made = EntryList(message("Problems"))
    qtbot.addWidget(made)
    made.resize(width, 300)
    made.show()
    made.show_entries(entries)
    qtbot.wait(10)
    return made


def height(made: EntryList, row: int) -> int:
    return made.visualRect(made.entries.index(row, 0)).height()


def test_long_lines_wrap_and_wrap_anew_when_the_list_narrows(qtbot: QtBot) -> None:
    made = shown(qtbot, Entry("1", "短"), Entry("2", LONG))
    assert height(made, 1) > 3 * height(made, 0)
    before = height(made, 1)
    made.resize(200, 300)
    qtbot.wait(10)
    assert height(made, 1) > before


def test_a_word_without_blanks_is_broken_rather_than_cut_off(qtbot: QtBot) -> None:
    made = shown(qtbot, Entry("1", "x"), Entry("2", "x" * 300))
    assert height(made, 1) > 2 * height(made, 0)


def test_the_same_entry_stays_current_when_others_come(qtbot: QtBot) -> None:
    made = shown(qtbot, Entry("1", "一"), Entry("2", "二"))
    made.setCurrentIndex(made.entries.index(1, 0))
    made.show_entries([Entry("0", "零"), Entry("1", "一"), Entry("2", "二（改）")])
    assert made.current is not None
    assert made.current.key == "2"


def test_enter_opens_and_who_cannot_see_hears_everything(qtbot: QtBot) -> None:
    made = shown(qtbot, Entry("1", "面积不足", (("依据：办法", "hint"),), kind="错误"))
    opened: list[Entry] = []
    made.opened.connect(opened.append)
    qtbot.keyClick(made, Qt.Key.Key_Enter)
    assert [entry.key for entry in opened] == ["1"]
    spoken = made.entries.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "错误\n面积不足\n依据：办法"


def test_entries_are_painted_in_both_states(qtbot: QtBot) -> None:
    made = shown(qtbot, Entry("1", "一", (("二", "hint"),), "info", bold=True), Entry("2", "三"))
    picture = made.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 2)
    }
    assert len(colours) > 3


def test_entries_are_a_sound_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(shown(qtbot, Entry("1", "一"), Entry("2", "二")).entries)
