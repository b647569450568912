# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.widgets.day_field import DayField
from models.duties import Duty
from models.verbs.office import add_operator
from models.views.calls import call_terms, calls
from models.workspace import Workspace
from tests.offices import CALL, amended

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.call.amending_dialog import AmendmentDialog
    from gui.call.opening_dialog import CallDialog
    from tests.gui.hands import Hands


def opening(hands: Hands) -> CallDialog:
    hands.press("new_call")
    dialog = hands.program.calls.opening
    assert dialog is not None
    hands.settle()
    return dialog


def amending(hands: Hands) -> AmendmentDialog:
    hands.press("amend_call")
    dialog = hands.program.calls.amending
    assert dialog is not None
    hands.settle()
    return dialog


def read(hands: Hands, dialog: AmendmentDialog, file: str) -> None:
    """Name a definition and wait until it is read."""
    dialog.file.edit.setText(file)
    hands.qtbot.waitUntil(dialog.accept_button.isEnabled)


def said(dialog: QWidget) -> str:
    labels = (label for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))
    return "\n".join(label.text() for label in labels)


def test_a_clerk_opens_a_call_and_it_is_chosen_in_the_sidebar(hands: Hands, folder: Path) -> None:
    dialog = opening(hands)
    assert dialog.programme.count() == 4 + 1  # those that come along, and the office's own
    dialog.programme.setCurrentText("Future-industry pilot zone")
    dialog.opens.setText("2027年3月1日")
    dialog.closes.setText("2027-04-30")
    dialog.quotas.edits["approved_total"].setText("12")
    title = dialog.title.text()
    assert title.endswith("2027")
    dialog.accept_button.click()
    hands.settle()
    with hands.kept(folder) as kept:
        [_, call] = calls(kept.reader)
        assert (call.title, call.opens, call.closes) == (title, "2027-03-01", "2027-04-30")
        assert call_terms(kept.reader, call.id).quotas == {"approved_total": 12}
    assert hands.view.sidebar.scope.call == call.uid
    assert title in hands.window.messages.text
    assert hands.program.calls.opening is None


def test_the_first_number_is_shown_while_the_pattern_is_typed(hands: Hands, qtbot: QtBot) -> None:
    dialog = opening(hands)
    dialog.opens.setText("2027-03-01")
    assert "2027" in dialog.example.text()
    dialog.pattern.clear()
    qtbot.keyClicks(dialog.pattern, "HJ-{year:2}-{serial:4}")
    assert dialog.example.text().endswith("HJ-27-0001")
    dialog.programme.setCurrentText("Future-industry pilot zone")
    assert dialog.pattern.text().startswith("HJ")  # what was typed stays


def test_a_number_goes_on_where_the_call_before_ended(hands: Hands) -> None:
    dialog = opening(hands)
    dialog.programme.setCurrentText("Mini (the office's own)")
    dialog.opens.setText("2026-03-01")
    dialog.pattern.setText("{year:4}01{serial:3}")
    assert dialog.example.text().endswith("202601003")


def test_faults_stand_at_their_fields_and_go_when_they_are_mended(hands: Hands) -> None:
    dialog = opening(hands)
    dialog.opens.setText("2026-05-01")
    dialog.closes.setText("2026-04-01")
    dialog.pattern.setText("{yer}-{serial:4}")
    next(iter(dialog.quotas.edits.values())).setText("many")
    dialog.title.clear()
    dialog.accept_button.click()
    text = said(dialog)
    for fault in ("needs a title", "before it opens", "did you mean year", "whole number"):
        assert fault in text
    assert dialog.title.property("state") == "error"
    hands.qtbot.waitUntil(dialog.title.hasFocus)
    assert "title" in dialog.title.accessibleDescription()
    dialog.title.setText("A title")
    dialog.closes.setText("2026-06-01")
    assert "needs a title" not in said(dialog)
    assert "before it opens" not in said(dialog)
    assert len(calls(hands.desk.reader)) == 1


def test_a_day_that_is_none_is_refused(hands: Hands) -> None:
    dialog = opening(hands)
    dialog.opens.setText("soon")
    dialog.accept_button.click()
    assert "This is no day" in said(dialog)


def test_tab_goes_through_all_fields_from_the_first_to_the_buttons(
    hands: Hands, qtbot: QtBot
) -> None:
    dialog = opening(hands)
    dialog.programme.setCurrentText("Mini (the office's own)")  # its quotas are made anew
    dialog.fit()
    qtbot.waitUntil(dialog.programme.hasFocus)
    names = []
    for _ in range(11):
        focus = dialog.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName() or getattr(focus, "text", str)())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert names == [
        *("Programme", "Call title", "Number of the notice", "First day", "Last day"),
        *("Pattern of numbers", "Whom to ask", "Places", "Share of top"),
        *("Open the call", "Cancel"),
    ]
    assert dialog.programme.hasFocus()


def test_escape_leaves_everything_as_it_was(hands: Hands, qtbot: QtBot) -> None:
    dialog = opening(hands)
    qtbot.keyClick(dialog.title, Qt.Key.Key_Escape)
    hands.settle()
    assert len(calls(hands.desk.reader)) == 1


def test_who_may_not_open_calls_is_told_and_loses_nothing(
    hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.press("close_office")
    with Workspace.open(folder, write=True) as office:
        add_operator(office, name="李四", duties=[Duty.ENTER])
    monkeypatch.setattr(hands.program.opening, "_choose_operator", lambda *_: ("李四", ""))
    hands.open(folder)
    dialog = opening(hands)
    dialog.title.setText("A call")
    dialog.accept_button.click()
    hands.settle()
    assert "needs the duty" in dialog.fault.text()
    assert dialog.accept_button.isEnabled()
    assert dialog.title.text() == "A call"


def test_what_a_notice_changes_is_listed_before_it_is_done(
    hands: Hands, folder: Path, tmp_path: Path
) -> None:
    dialog = amending(hands)
    assert "no application is judged differently" in said(dialog)
    file = amended(
        tmp_path, ('version = "1"', 'version = "2"'), ("area_m2 >= 1000", "area_m2 >= 20000")
    )
    read(hands, dialog, file)
    tree = dialog.effects.tree
    assert "1 application is judged differently" in dialog.effects.said.text()
    line = tree.topLevelItem(0)
    assert line is not None
    assert line.text(0).startswith("202601001")
    problem = line.child(0)
    assert problem is not None
    assert (problem.text(0), problem.text(1)) == ("Too small", "New")
    with hands.kept(folder) as kept:
        assert call_terms(kept.reader, CALL).programme.version == "1"
    dialog.notice.setPlainText("Notice 12: the area counts")
    dialog.closes.setText("2026-06-30")
    dialog.accept_button.click()
    hands.settle()
    with hands.kept(folder) as kept:
        terms = call_terms(kept.reader, CALL)
        assert (terms.programme.version, terms.closes) == ("2", "2026-06-30")
        assert "Notice 12" in terms.notice
    assert "1 application is judged differently" in hands.window.messages.text


def test_a_definition_with_mistakes_is_refused_at_its_field(hands: Hands, tmp_path: Path) -> None:
    dialog = amending(hands)
    file = tmp_path / "broken.toml"
    file.write_text('id = "mini"\nversion = "2"\n', encoding="utf-8")
    read(hands, dialog, str(file))
    assert "cannot be used" in said(dialog)
    dialog.notice.setPlainText("Notice")
    dialog.accept_button.click()
    hands.settle()
    assert call_terms(hands.desk.reader, CALL).notice == ""
    read(hands, dialog, "")
    assert "cannot be used" not in said(dialog)


def test_a_notice_without_words_is_refused(hands: Hands) -> None:
    dialog = amending(hands)
    dialog.quotas.edits["places"].setText("3")
    dialog.accept_button.click()
    assert "Say what the notice changes" in said(dialog)
    dialog.notice.setPlainText("More places")
    dialog.accept_button.click()
    hands.settle()
    assert call_terms(hands.desk.reader, CALL).quotas == {"places": 3}


def test_the_choice_of_an_own_file_comes_from_the_system(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = amended(tmp_path)
    monkeypatch.setattr("gui.dialogs.ask.choose_file", lambda *_, **__: file)
    dialog = amending(hands)
    dialog.file.button.click()
    assert dialog.file.path == file
    hands.qtbot.waitUntil(dialog.accept_button.isEnabled)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_is_chosen_in_a_calendar(qtbot: QtBot) -> None:
    field = DayField()
    qtbot.addWidget(field)
    field.show()
    field.setText("2026.3.5")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field._popup is not None
    field._on_chosen(QDate(2026, 3, 15))
    assert field.text() == "2026-03-15"
    assert field._popup is None
