# SPDX-License-Identifier: Apache-2.0
"""What is half typed survives: leaving, closing, kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from models.drafts import drafts_of
from models.views.histories import history
from tests.gui.dossier.form.conftest import NUMBER, Screen
from tests.gui.typing import focus, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
TYPIST = Path(__file__).with_name("typist.py")


def test_a_draft_is_kept_a_moment_after_typing_and_goes_when_the_field_is_saved(
    screen: Screen, qtbot: QtBot
) -> None:
    before = len(history(screen.desk.reader))
    screen.row("contact").setFocus()
    write(qtbot, "王")
    qtbot.waitUntil(lambda: "contact" in drafts_of(screen.desk.reader, application=screen.uid))
    assert screen.stored("contact") is None
    assert len(history(screen.desk.reader)) == before
    qtbot.keyClick(focus(), KEY.Key_Tab)
    screen.saved(qtbot)
    assert screen.stored("contact") == "王"
    assert not drafts_of(screen.desk.reader, application=screen.uid)


def test_a_draft_goes_when_the_text_is_as_it_was(screen: Screen, qtbot: QtBot) -> None:
    screen.row("contact").setFocus()
    write(qtbot, "w")
    qtbot.waitUntil(lambda: bool(drafts_of(screen.desk.reader, application=screen.uid)))
    qtbot.keyClick(focus(), KEY.Key_Backspace)
    qtbot.waitUntil(lambda: not drafts_of(screen.desk.reader, application=screen.uid))


def test_leaving_the_application_saves_what_is_typed(screen: Screen, qtbot: QtBot) -> None:
    screen.row("contact").setFocus()
    write(qtbot, "王五")
    screen.form.commit()
    screen.saved(qtbot)
    assert screen.stored("contact") == "王五"


def kill_while_typing(folder: Path, where: str) -> None:
    """Let another process type in a field or a cell, and kill it."""
    child = subprocess.Popen(
        [sys.executable, str(TYPIST), str(folder), where],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "typed"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()


def opened(folder: Path, qtbot: QtBot) -> Screen:
    screen = Screen(folder)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


def test_a_killed_program_loses_nothing_that_was_typed(every: Path, qtbot: QtBot) -> None:
    kill_while_typing(every, "field")
    screen = opened(every, qtbot)
    assert screen.form.sections.current == "figures", "the page with the draft is shown"
    row = screen.row("area_m2")
    assert screen.stored("title") == "已保存的名称"
    assert screen.stored("area_m2") is None
    assert row.editor.typed() == "1050"
    assert row.notes is not None
    assert "Not saved yet" in row.notes.text
    screen.form.commit()
    screen.saved(qtbot)
    assert screen.stored("area_m2") is None, "it waits for the clerk"
    row.on_pressed("save")
    screen.saved(qtbot)
    assert screen.stored("area_m2") == "1050"
    assert not drafts_of(screen.desk.reader, application=screen.uid)
    screen.desk.close()


def test_a_half_typed_cell_comes_back_in_its_cell(every: Path, qtbot: QtBot) -> None:
    kill_while_typing(every, "cell")
    screen = opened(every, qtbot)
    assert screen.form.sections.current == "rows"
    view = screen.table().view
    assert screen.table().model.index(0, 0).data() == "half a name"
    assert screen.rows()[0]["name"] == "甲一公司"
    view.open_cell(0, 0)
    qtbot.keyClick(view, KEY.Key_F2)
    assert focus().text() == "half a name"
    qtbot.keyClick(focus(), KEY.Key_Return)
    screen.saved(qtbot)
    assert screen.rows()[0]["name"] == "half a name"
    assert not drafts_of(screen.desk.reader, application=screen.uid)
    screen.desk.close()


def test_a_draft_can_be_discarded(every: Path, qtbot: QtBot) -> None:
    from models.drafts import keep_draft
    from models.workspace import Workspace

    with Workspace.open(every, write=True) as office:
        office.backs_up = False
        from models.views.find import application_row

        uid = application_row(office.reader, NUMBER).uid
        keep_draft(office, application=uid, field="title", text="半个", seen="量子孵化器")
    screen = Screen(every)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    row = screen.row("title")
    assert row.editor.typed() == "半个"
    row.on_pressed("discard")
    screen.saved(qtbot)
    assert row.editor.typed() == "量子孵化器"
    qtbot.waitUntil(lambda: not drafts_of(screen.desk.reader, application=uid))
    screen.desk.close()
