# SPDX-License-Identifier: Apache-2.0
"""Typing in the form: every type of field, by keyboard alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QRadioButton

from models.errors import Severity
from models.verbs.applications import edit_application
from models.verbs.steps import undo
from models.views.histories import history
from tests.gui.typing import focus, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.dossier.form.conftest import Screen

KEY = Qt.Key


def type_in(qtbot: QtBot, screen: Screen, field: str, text: str) -> None:
    screen.row(field).setFocus()
    focus().selectAll()
    write(qtbot, text)


TYPED = (
    ("basic", "title", "量子计算机孵化器", "量子计算机孵化器"),
    ("basic", "applicant", "新公司 R&D", "新公司 R&D"),
    ("basic", "credit_code", "91350100m000100y43", "91350100M000100Y43"),
    ("basic", "credit_code", "9135", "9135"),
    ("basic", "region", "310101", "310101"),
    ("basic", "region", "上海市黄浦区", "310101"),
    ("basic", "region", "没有这里", "没有这里"),
    ("basic", "contact", "田𠮷", "田𠮷"),
    ("basic", "phone", "13800000000", "13800000000"),
    ("basic", "email", "a@b.cn", "a@b.cn"),
    ("basic", "address", "黄浦区1号", "黄浦区1号"),
    ("figures", "amount_wan", "1,200.5", "1200.50"),
    ("figures", "amount_wan", "3亿元", "30000.00"),
    ("figures", "area_m2", "10500", "10500"),
    ("figures", "area_m2", "很大", "很大"),
    ("figures", "staff", "12人", 12),
    ("figures", "share", "35%", "35"),
    ("figures", "founded", "20260315", "2026-03-15"),
    ("figures", "founded", "2026年3月5日", "2026-03-05"),
    ("figures", "founded", "明天", "明天"),
    ("figures", "since", "202603", "2026-03"),
    ("focus", "direction", "XX", "xinxi"),
    ("focus", "direction", "wlxx", "xinxi"),
    ("focus", "direction", "天马行空", "天马行空"),
    ("focus", "product", "人形机器人", "humanoid_robots"),
    ("focus", "note", "第一行", "第一行"),
)


@pytest.mark.parametrize(("page", "field", "text", "stored"), TYPED)
def test_what_is_typed_is_saved_when_the_field_is_left(
    screen: Screen, qtbot: QtBot, page: str, field: str, text: str, stored: Any
) -> None:
    screen.go(page)
    type_in(qtbot, screen, field, text)
    assert screen.stored(field) in {None, "量子孵化器", "示例量子科技有限公司", 12}
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    found = screen.stored(field)
    assert found == stored or (field in {"direction", "product"} and found != text)
    assert not screen.row(field).unsaved


def test_enter_saves_and_stays_in_the_field(screen: Screen, qtbot: QtBot) -> None:
    type_in(qtbot, screen, "title", "新名称")
    edit = focus()
    qtbot.keyClick(edit, KEY.Key_Return)
    screen.saved(qtbot)
    assert screen.stored("title") == "新名称"
    assert focus() is edit


def test_a_choice_is_saved_at_once_and_can_be_taken_back(screen: Screen, qtbot: QtBot) -> None:
    screen.row("variant").setFocus()
    qtbot.keyClick(focus(), KEY.Key_Right)
    assert screen.stored("variant") == "plain", "arrows go from one to the other only"
    qtbot.keyClick(focus(), KEY.Key_Space)
    screen.saved(qtbot)
    assert screen.stored("variant") == "top"
    qtbot.keyClick(focus(), KEY.Key_Delete)
    screen.saved(qtbot)
    assert screen.stored("variant") is None


def test_yes_and_no_several_choices_and_a_long_list(screen: Screen, qtbot: QtBot) -> None:
    screen.go("figures")
    screen.row("listed").setFocus()
    qtbot.keyClick(focus(), KEY.Key_Right)
    qtbot.keyClick(focus(), KEY.Key_Space)
    screen.row("services").setFocus()
    qtbot.keyClick(focus(), KEY.Key_Space)
    qtbot.keyClick(focus(), KEY.Key_Right)
    qtbot.keyClick(focus(), KEY.Key_Right)
    qtbot.keyClick(focus(), KEY.Key_Space)
    screen.row("kind").setFocus()
    for _ in range(3):
        qtbot.keyClick(focus(), KEY.Key_Down)
    screen.saved(qtbot)
    assert screen.stored("listed") is False
    assert screen.stored("services") == ["space", "lab"]
    assert screen.stored("kind") == "c"


def test_figures_by_year_are_one_step(screen: Screen, qtbot: QtBot) -> None:
    screen.go("figures")
    before = len(history(screen.desk.reader))
    screen.row("income").setFocus()
    for number in ("100", "120.50", "130"):
        write(qtbot, number)
        qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    assert screen.stored("income") == {"2023": "100", "2024": "120.5", "2025": "130"}
    assert len(history(screen.desk.reader)) == before + 1


def test_terms_are_chips_added_by_initials_and_taken_away(screen: Screen, qtbot: QtBot) -> None:
    screen.go("focus")
    screen.row("secondary_directions").setFocus()
    line = focus()
    for text in ("未来能源", "wlkj"):
        write(qtbot, text)
        qtbot.keyClick(line._popup, KEY.Key_Escape)  # the list closes, the text stays
        qtbot.keyClick(line, KEY.Key_Return)
    screen.saved(qtbot)
    assert len(screen.stored("secondary_directions")) == 2
    qtbot.keyClick(line, KEY.Key_Backspace)
    screen.saved(qtbot)
    assert len(screen.stored("secondary_directions")) == 1
    write(qtbot, "天马行空")
    row = screen.row("secondary_directions")
    assert row.notes is not None
    assert "no such term" in row.notes.text


def test_free_labels_and_terms_that_no_field_asks_for(screen: Screen, qtbot: QtBot) -> None:
    screen.go("@tags")
    screen.row("labels").setFocus()
    for text in ("重点", "回访"):
        write(qtbot, text)
        qtbot.keyClick(focus(), KEY.Key_Return)
    screen.saved(qtbot)
    assert screen.dossier.tags["labels"] == ("重点", "回访")


def test_the_list_of_offers_takes_what_is_marked(screen: Screen, qtbot: QtBot) -> None:
    screen.go("basic")
    row = screen.row("region")
    row.setFocus()
    write(qtbot, "hpq")
    edit = focus()
    assert edit.is_open
    popup = edit._popup
    names = [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())]
    wanted = next(n for n, name in enumerate(names) if "上海市黄浦区" in name)
    for _ in range(wanted + 1):
        qtbot.keyClick(popup, KEY.Key_Down)
    qtbot.keyClick(popup, KEY.Key_Return)
    screen.saved(qtbot)
    assert screen.stored("region") == "310101"
    assert edit.text() == "上海市黄浦区"


def test_a_number_is_grouped_while_it_is_read_and_plain_while_it_is_edited(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.go("figures")
    type_in(qtbot, screen, "amount_wan", "12000")
    edit = focus()
    qtbot.keyClick(edit, KEY.Key_Tab)
    screen.saved(qtbot)
    assert edit.text() == "12,000.00"
    edit.setFocus()
    assert edit.text() == "12000.00"
    qtbot.keyClick(edit, KEY.Key_Tab)
    screen.saved(qtbot)
    assert edit.text() == "12,000.00"


def test_a_usual_slip_in_a_code_is_offered_corrected(screen: Screen, qtbot: QtBot) -> None:
    type_in(qtbot, screen, "credit_code", "9I350100M000100Y43")
    row = screen.row("credit_code")
    assert row.notes is not None
    button = next(one for one in row.notes.shown if one.offers)
    row.on_pressed(button.offers[0][0])
    screen.saved(qtbot)
    assert screen.stored("credit_code") == "91350100M000100Y43"


def test_a_counter_counts_characters_and_says_how_many_are_too_many(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.go("focus")
    type_in(qtbot, screen, "note", "𠮷" * 52)
    counter = screen.row("note").editor.counter  # type: ignore[attr-defined] # a long text has one
    assert "52" in counter.text()
    assert "2 too many" in counter.text()


def test_a_field_appears_at_once_when_a_choice_asks_for_it(screen: Screen, qtbot: QtBot) -> None:
    assert "why_top" not in screen.form.page.rows  # type: ignore[union-attr] # there is one
    screen.row("variant").setFocus()
    qtbot.keyClick(focus(), KEY.Key_Right)
    qtbot.keyClick(focus(), KEY.Key_Space)
    assert screen.row("why_top").isVisible()
    assert "extra" in screen.form._pages
    qtbot.keyClick(focus(), KEY.Key_Tab)
    write(qtbot, "成效突出")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    assert screen.stored("why_top") == "成效突出"
    screen.row("variant").setFocus()
    qtbot.keyClick(focus(), KEY.Key_Space)
    screen.saved(qtbot)
    assert not screen.row("why_top").isVisible()
    assert screen.stored("why_top") == "成效突出", "a hidden answer is kept"


def test_problems_are_quiet_until_the_field_is_left(screen: Screen, qtbot: QtBot) -> None:
    screen.go("figures")
    row = screen.row("area_m2")
    row.setFocus()
    write(qtbot, "500")
    assert row.notes is None or not row.notes.text
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    assert row.notes is not None
    assert "Too small" in row.notes.text
    assert "Article 5" in row.notes.shown[0].detail
    assert "Check the area" in row.notes.shown[0].detail
    listed = screen.row("listed")
    assert listed.notes is None or not listed.notes.text, "nothing is said of what nobody visited"
    listed.setFocus()
    screen.row("kind").setFocus()
    assert listed.notes is not None
    assert "missing" in listed.notes.text


def test_a_warning_is_accepted_with_a_reason(
    screen: Screen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.go("figures")
    type_in(qtbot, screen, "staff", "2")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    row = screen.row("staff")
    assert row.notes is not None
    monkeypatch.setattr("gui.dialogs.ask.ask_reason", lambda *_: "刚成立")
    row.on_pressed(row.notes.shown[0].offers[0][0])
    screen.saved(qtbot)
    assert "刚成立" in row.notes.text
    assert [p.severity for p in screen.dossier.problems if p.field == "staff"] == [Severity.NOTE]


def test_an_own_echo_moves_neither_cursor_nor_keyboard(screen: Screen, qtbot: QtBot) -> None:
    type_in(qtbot, screen, "title", "甲乙丙丁")
    edit: QLineEdit = focus()
    qtbot.keyClick(edit, KEY.Key_Return)
    edit.setCursorPosition(2)
    screen.saved(qtbot)
    assert screen.readings
    assert focus() is edit
    assert edit.cursorPosition() == 2
    assert edit.text() == "甲乙丙丁"


def test_a_change_from_elsewhere_shows_in_fields_that_are_not_being_edited(
    screen: Screen, qtbot: QtBot
) -> None:
    type_in(qtbot, screen, "title", "正在录入")
    edit = focus()
    screen.desk.do(
        edit_application, number=screen.uid, values={"contact": "王五", "phone": "13900000000"}
    )
    screen.saved(qtbot)
    assert screen.row("contact").editor.edit.text() == "王五"  # type: ignore[attr-defined] # a line
    assert edit.text() == "正在录入"
    assert focus() is edit


def test_a_field_that_somebody_else_changed_is_refused_and_both_values_shown(
    screen: Screen, qtbot: QtBot
) -> None:
    type_in(qtbot, screen, "title", "我的名称")
    screen.desk.do(edit_application, number=screen.uid, values={"title": "他的名称"})
    screen.saved(qtbot)
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    row = screen.row("title")
    assert screen.stored("title") == "他的名称"
    assert row.notes is not None
    assert "他的名称" in row.notes.text
    assert "我的名称" in row.notes.text
    row.on_pressed("mine")
    screen.saved(qtbot)
    assert screen.stored("title") == "我的名称"
    assert "Somebody" not in row.notes.text


def test_the_other_value_can_be_kept(screen: Screen, qtbot: QtBot) -> None:
    type_in(qtbot, screen, "title", "我的名称")
    screen.desk.do(edit_application, number=screen.uid, values={"title": "他的名称"})
    screen.saved(qtbot)
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    row = screen.row("title")
    row.on_pressed("theirs")
    screen.saved(qtbot)
    assert row.editor.edit.text() == "他的名称"  # type: ignore[attr-defined] # a line
    assert not row.unsaved


def test_two_saves_of_one_field_in_a_row_do_not_refuse_each_other(
    screen: Screen, qtbot: QtBot
) -> None:
    type_in(qtbot, screen, "title", "一")
    qtbot.keyClick(focus(), KEY.Key_Return)
    write(qtbot, "二")
    qtbot.keyClick(focus(), KEY.Key_Return)
    screen.saved(qtbot)
    assert screen.stored("title") == "一二"
    assert not screen.row("title").unsaved


@pytest.mark.parametrize(("page", "field"), [("basic", "title"), ("focus", "note")])
def test_undo_reaches_the_window_where_the_field_has_nothing_to_take_back(
    screen: Screen, qtbot: QtBot, page: str, field: str
) -> None:
    asked: list[bool] = []
    action = screen.addAction("undo")
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(partial(asked.append, True))
    screen.go(page)
    type_in(qtbot, screen, field, "字")
    edit: QLineEdit | QPlainTextEdit = focus()
    qtbot.keyClick(edit, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not asked, "the field takes back its own text first"
    write(qtbot, "新字")
    screen.row("variant" if page == "basic" else "product").setFocus()
    screen.saved(qtbot)
    edit.setFocus()
    qtbot.keyClick(edit, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked
    screen.desk.do(undo)
    screen.saved(qtbot)
    assert "新字" not in screen.row(field).editor.typed()


def test_tab_goes_from_top_to_bottom_also_through_fields_that_came_later(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.desk.do(edit_application, number=screen.uid, values={"variant": "top"})
    screen.saved(qtbot)
    screen.row("title").setFocus()
    seen: list[str] = []
    for _ in range(20):
        row = screen.form.page.row_of(QApplication.focusWidget())  # type: ignore[union-attr] # there is one
        if row is None:
            break
        if row.path not in seen:
            seen.append(row.path)
        qtbot.keyClick(focus(), KEY.Key_Tab)
    assert seen == [
        "title", "applicant", "credit_code", "variant", "why_top", "region", "contact", "phone",
        "email", "address",
    ]  # fmt: skip


def test_tab_stops_once_at_buttons_of_which_one_is_chosen(screen: Screen, qtbot: QtBot) -> None:
    page = screen.form.page
    assert page is not None
    buttons = screen.row("variant").editor.findChildren(QRadioButton)
    page.open_field("variant")
    assert focus() in buttons
    qtbot.keyClick(focus(), KEY.Key_Right)
    at = focus()
    assert at in buttons
    qtbot.keyClick(at, KEY.Key_Tab)
    assert focus() not in buttons
    qtbot.keyClick(focus(), KEY.Key_Backtab)
    assert focus() is at
    qtbot.keyClick(at, KEY.Key_Backtab)
    assert focus() not in buttons
