# SPDX-License-Identifier: Apache-2.0
"""What a start loads before the list is painted, and what comes after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.later import Later
from tests.offices import SECOND

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from gui.application import Program
    from tests.gui.hands import Hands

ROOT = Path(__file__).resolve().parents[2]

_PAINTED_ONCE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow

def painted(application):
    (window,) = (item for item in application.topLevelWidgets() if isinstance(item, QMainWindow))
    while not window.view.register.model.rowCount():
        application.processEvents()
    window.view.register.view.viewport().repaint()
    print(*sys.modules)
    window.close()
    return 0

QApplication.exec = painted
from gui.commands import run
sys.exit(run(["open", sys.argv[1]]))
"""
_NAMED = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
from gui.settings import LANGUAGE, Settings

def named(application):
    (window,) = (item for item in application.topLevelWidgets() if isinstance(item, QMainWindow))
    print(window.actions_table["quit"].text(), Settings().get(LANGUAGE))
    window.close()
    return 0

Settings().set(LANGUAGE, "zh")
QApplication.exec = named
from gui.commands import run
sys.exit(run(["--lang", "en", "open", sys.argv[1]]))
"""
_HEAVY = (
    *("pydantic", "simpleeval", "typer", "alembic", "pypinyin", "chinese_calendar", "stdnum"),
    *("reportlab", "openpyxl", "pikepdf", "pypdfium2", "PIL", "numpy", "keyring"),
    *("sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "forms", "reports"),
    *("models.invariants", "models.programme.schema", "models.search.renew", "models.verbs.stages"),
    *("gui.commands.app", "gui.dossier.form", "gui.moving", "gui.call", "gui.office"),
)


def _run(script: str, folder: Path, tmp_path: Path) -> str:
    """What a program of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_list_is_painted_before_anything_heavy_is_loaded(folder: Path, tmp_path: Path) -> None:
    loaded = _run(_PAINTED_ONCE, folder, tmp_path).split()
    assert "gui.register.model" in loaded
    assert [name for name in _HEAVY if name in loaded] == []


def test_a_language_said_at_the_door_is_that_of_this_window_only(
    folder: Path, tmp_path: Path
) -> None:
    assert _run(_NAMED, folder, tmp_path).split() == ["Quit", "zh"]


def test_what_waits_is_done_in_order_one_a_tick(qtbot: QtBot) -> None:
    done: list[str] = []
    owner = QObject()
    later = Later(lambda: done.append("one"), lambda: done.append("two"), parent=owner)
    assert not later.is_done
    with qtbot.waitSignal(later.finished):
        later.start()
        later.start()
        assert done == []
    assert done == ["one", "two"]
    assert later.is_done


def test_what_waits_is_done_at_once_where_somebody_asks(qtbot: QtBot) -> None:
    done: list[str] = []
    owner = QObject()
    later = Later(lambda: done.append("one"), lambda: done.append("two"), parent=owner)
    later.start()
    with qtbot.waitSignal(later.finished):
        later.finish()
    assert done == ["one", "two"]
    later.start()
    qtbot.wait(40)
    assert done == ["one", "two"]


def test_a_shortcut_works_before_its_part_is_made(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "gui.dialogs.ask.choose_folder",
        lambda *_: asked.append("where"),  # nowhere, then
    )
    program.window.actions_table["sample_office"].trigger()
    program.window.actions_table["sample_office"].trigger()
    assert asked == ["where", "where"]
    assert program.is_whole


def test_a_page_is_there_for_whoever_asks_before_it_was_made(
    program: Program, folder: Path
) -> None:
    program.opening.open(str(folder))
    view = program.window.view
    assert view is not None
    assert not view.is_filled
    program.window.actions_table["show_problems"].trigger()
    assert view.dossier.pages.currentWidget() is view.dossier.panels["problems"]


def test_an_office_opened_after_another_is_whole_too(hands: Hands, folder: Path) -> None:
    hands.program.opening.close()
    hands.open(folder)
    hands.choose(SECOND)
    assert hands.view.dossier.dossier is not None
    assert hands.view.register.filters.region.count() > 1
