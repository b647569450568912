# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the window: a program on a small office, with settings and dialogs of its own."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QDialog

from gui import jobs
from gui.application import Program
from gui.jobs import Job
from gui.settings import LANGUAGE, THEME, Settings
from models.language import current_language
from tests.gui.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that a test did not expect fails it, instead of waiting for somebody for ever."""

    def unanswered(*words: object, **_: object) -> None:
        raise AssertionError(("nobody answers", *map(str, words)))

    for name in ("confirm", "alert", "ask_reason", "choose_folder", "choose_files",
                 "choose_file", "choose_target"):  # fmt: skip
        monkeypatch.setattr(f"gui.dialogs.ask.{name}", unanswered)
    monkeypatch.setattr(QDialog, "exec", unanswered)


@pytest.fixture(autouse=True)
def _collected(loaded: None) -> Iterator[None]:
    """No widget of a test is left for a thread of the next one to destroy."""
    del loaded
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs do their work in this process, which is quicker, and tell of it as from another."""

    def start(job: Job, work: Callable[..., Any], arguments: dict[str, Any]) -> None:
        jobs._run(job._says, job._stop, current_language(), work, arguments)
        listener = jobs._Listener(job._hears, job._heard.emit)
        job._thread = threading.Thread(target=listener.run, daemon=True)
        job._thread.start()

    monkeypatch.setattr(Job, "start", start)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings in a file of their own; English, light."""
    found = Settings(tmp_path / "settings.ini")
    found.set(LANGUAGE, "en")
    found.set(THEME, "light")
    return found


@pytest.fixture
def program(qtbot: QtBot, settings: Settings) -> Iterator[Program]:
    """The program on its welcome page."""
    made = Program(settings)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.jobs_close()
    made.window.close()


@pytest.fixture
def hands(qtbot: QtBot, program: Program, folder: Path) -> Hands:
    """Somebody at the keyboard, with the small office open."""
    made = Hands(qtbot, program)
    made.open(folder)
    return made
