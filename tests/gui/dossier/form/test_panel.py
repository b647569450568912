# SPDX-License-Identifier: Apache-2.0
"""The form as a whole: sections, checklist, verified values, reading only, jumps, size, a journey."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.dialogs.verify import VerifyDialog
from gui.dossier.form.checklist_page import ChecklistPage
from models.verbs.applications import record_applications, trash_applications
from models.verbs.calls import add_call
from models.workspace import Workspace
from tests.gui.dossier.form.conftest import EVERY, NUMBER, Screen
from tests.gui.typing import focus, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

KEY = Qt.Key


def marks(screen: Screen) -> dict[str, str]:
    tree = screen.form.sections
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return {item.text(0): item.text(1) for item in items if item is not None}


def test_sections_say_what_is_missing_and_what_is_wrong(screen: Screen, qtbot: QtBot) -> None:
    assert marks(screen)["Basics"] == "✓"
    assert marks(screen)["Figures"] == "0/1"
    assert marks(screen)["Lists"] == "✓"
    screen.go("figures")
    screen.row("area_m2").setFocus()
    write(qtbot, "5")
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    assert marks(screen)["Figures"] == "✕ 1"


def test_the_list_of_sections_is_gone_through_by_keyboard(screen: Screen, qtbot: QtBot) -> None:
    screen.form.setFocus()
    assert focus() is screen.form.sections
    qtbot.keyClick(focus(), KEY.Key_Down)
    assert screen.form.sections.current == "figures"
    qtbot.keyClick(focus(), KEY.Key_Tab)
    row = screen.form.page.row_of(focus())  # type: ignore[union-attr] # there is one
    assert row is not None
    assert row.path == "amount_wan"
    qtbot.keyClick(focus(), KEY.Key_Backtab)
    assert focus() is screen.form.sections


def test_a_line_of_the_checklist_is_answered_with_a_note(screen: Screen, qtbot: QtBot) -> None:
    screen.go("@checklist")
    page = screen.form.page
    assert isinstance(page, ChecklistPage)
    row = page.lines["legal"]
    row.box.setFocus()
    qtbot.keyClick(focus(), KEY.Key_Down)
    screen.saved(qtbot)
    assert screen.dossier.answers.checklist["legal"].answer == "yes"
    row.note.setFocus()
    write(qtbot, "seen")
    qtbot.keyClick(focus(), KEY.Key_Return)
    screen.saved(qtbot)
    assert screen.dossier.answers.checklist["legal"].note == "seen"
    assert row.outcome.text() == "met"
    assert page.lines["area"].figure.text() == "Limit: 1,000 m²"


def test_a_verified_value_stands_beside_the_claimed_one(
    screen: Screen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.go("figures")
    row = screen.row("area_m2")
    row.setFocus()
    write(qtbot, "2000")
    qtbot.keyClick(focus(), KEY.Key_Return)
    screen.saved(qtbot)

    def fill(dialog: VerifyDialog) -> int:
        dialog.editor.edit.setText("1,500")  # type: ignore[attr-defined] # a line
        dialog.accept()
        assert "where it was found" in dialog.fault.text()
        dialog.source.setText("实地核查")
        dialog.day.setText("20260301")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(VerifyDialog, "exec", fill)
    screen.form.verify_current()
    screen.saved(qtbot)
    found = screen.dossier.answers.verified["area_m2"]
    assert (found.value, found.source, found.on) == ("1500", "实地核查", date(2026, 3, 1))
    assert row.verified is not None
    assert "1,500.00 m²" in row.verified.text()
    assert screen.stored("area_m2") == "2000", "the claim is never touched"


def test_office_fields_are_told_apart(screen: Screen) -> None:
    screen.go("office")
    assert screen.row("rank").property("filler") == "office"


def locked(screen: Screen) -> bool:
    free: list[Any] = []
    for page in ("basic", "figures", "focus", "rows", "@checklist", "@tags"):
        screen.go(page)
        view = screen.form.page
        assert view is not None
        for kid in view.inner.findChildren(QWidget):
            if not kid.isVisible() or not kid.isEnabled():
                continue
            if hasattr(kid, "isReadOnly") and not kid.isReadOnly():
                free.append(kid)
    screen.go("rows")
    return not free and not screen.table().model.editable


def test_at_a_desk_that_only_reads_everything_is_readable_and_nothing_editable(
    every: Path, qtbot: QtBot
) -> None:
    screen = Screen(every, write=False)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.row("title").editor.typed() == "量子孵化器"
    assert locked(screen)
    screen.form.commit()
    screen.desk.close()


def test_an_application_in_the_trash_is_readable_and_not_editable(
    screen: Screen, qtbot: QtBot
) -> None:
    assert not locked(screen)
    screen.desk.do(trash_applications, numbers=[NUMBER])
    screen.saved(qtbot)
    assert locked(screen)


def test_another_application_of_the_same_call_takes_the_same_fields(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.row("title").setFocus()
    write(qtbot, "x")
    row = screen.row("title")
    screen.form.commit()
    screen.show_application("202600002")
    screen.saved(qtbot)
    assert screen.row("title") is row
    assert row.editor.typed() == "另一个"
    screen.show_application(NUMBER)
    assert "x" in row.editor.typed()
    screen.go("rows")
    assert screen.table().model.rowCount() == 3


def test_whatever_takes_the_keyboard_has_a_name(screen: Screen) -> None:
    nameless: list[str] = []
    for page in ("basic", "figures", "focus", "rows", "office", "@checklist", "@tags"):
        screen.go(page)
        for kid in screen.form.findChildren(QWidget):
            takes = kid.focusPolicy() & Qt.FocusPolicy.TabFocus and kid.focusProxy() is None
            if kid.isVisible() and takes and not kid.accessibleName():
                nameless.append(f"{page}: {kid}")
    assert not nameless


def test_a_jump_goes_to_the_field(screen: Screen, qtbot: QtBot) -> None:
    screen.form.open_field("email")
    assert screen.form.page.row_of(focus()).path == "email"  # type: ignore[union-attr] # there is one
    screen.form.open_field("figures_that_are_not_there")
    assert screen.messages.text
    screen.form.open_field("checklist/area")
    assert screen.form.sections.current == "@checklist"
    screen.form.show_dossier(None)
    qtbot.wait(1)


def test_two_hundred_fields_stay_quick(folder: Path, qtbot: QtBot, tmp_path: Path) -> None:
    text = EVERY.read_text(encoding="utf-8")
    fields = ",\n".join(
        f'{{ id = "f{n}", type = "{("text", "money", "date", "long_text")[n % 4]}",'
        f' label = {{ zh = "项{n}", en = "Field {n}" }}, required = true }}'
        for n in range(200)
    )
    section = (
        f'[[section]]\nid = "many"\nlabel = {{ zh = "多", en = "Many" }}\nfield = [{fields}]\n'
    )
    file = tmp_path / "many.toml"
    file.write_text(text.replace("[[rule]]", f"{section}\n[[rule]]", 1), encoding="utf-8")
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        office.clock = lambda: "2026-03-02T01:00:00Z"
        add_call(office, programme=str(file), title="多", key="many")
        number = record_applications(office, call="many", entries=[{"title": "多"}]).numbers[0]
    screen = Screen(folder, number)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    start = time.perf_counter()
    screen.go("many")
    shown = time.perf_counter() - start
    screen.form.open_field("f199")
    assert screen.form.page.row_of(focus()).path == "f199"  # type: ignore[union-attr] # there is one
    fresh = screen.dossier
    start = time.perf_counter()
    screen.form.show_dossier(fresh)
    again = time.perf_counter() - start
    assert shown < 0.5
    assert again < 0.2
    screen.desk.close()


def test_a_journey_a_page_by_keyboard_alone_left_and_opened_again(
    every: Path, qtbot: QtBot
) -> None:
    screen = Screen(every, "202600002")
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    screen.form.open_field("")
    screen.go("basic")
    screen.row("title").setFocus()
    steps: tuple[tuple[str, str], ...] = (
        ("title", " 二期"),
        ("applicant", "北方装备有限公司"),
        ("credit_code", "91350100M000100Y43"),
        ("variant", " "),
        ("region", "310105"),
        ("contact", "李四"),
        ("phone", "13800000000"),
        ("email", "li@example.cn"),
        ("address", "长宁区2号"),
    )
    for field, text in steps:
        row = screen.form.page.row_of(QApplication.focusWidget())  # type: ignore[union-attr] # there is one
        assert row is not None
        assert row.path == field
        if field == "title":
            qtbot.keyClick(focus(), KEY.Key_End)
        write(qtbot, text)
        qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    screen.desk.close()
    again = Screen(every, "202600002")
    qtbot.addWidget(again)
    again.show()
    stored = again.dossier.answers.stored
    assert {key: stored.get(key) for key, _ in steps} == {
        "title": "另一个 二期",
        "applicant": "北方装备有限公司",
        "credit_code": "91350100M000100Y43",
        "variant": "plain",
        "region": "310105",
        "contact": "李四",
        "phone": "13800000000",
        "email": "li@example.cn",
        "address": "长宁区2号",
    }
    assert again.row("email").editor.typed() == "li@example.cn"
    again.desk.close()


def test_the_field_that_has_the_keyboard_stays_in_sight_when_problems_push_it_down(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.go("figures")
    page = screen.form.page
    assert page is not None
    page.open_field("amount_wan")
    this, following = screen.row("amount_wan"), screen.row("area_m2")
    room, bar = page.viewport(), page.verticalScrollBar()
    end = following.mapTo(page.inner, following.rect().bottomLeft()).y()
    screen.resize(screen.width(), screen.height() - room.height() + end - 20)
    qtbot.wait(20)
    bar.setValue(end - room.height())
    assert following.mapTo(room, following.rect().bottomLeft()).y() == room.height(), "at the edge"
    qtbot.keyClicks(QApplication.focusWidget(), "abc")
    high = this.height()
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    screen.saved(qtbot)
    qtbot.waitUntil(lambda: this.height() > high)
    at = QApplication.focusWidget()
    assert at is not None
    assert following.isAncestorOf(at)
    assert at.visibleRegion().boundingRect().height() == at.height()
