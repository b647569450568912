# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from gui.application import Program
from gui.settings import LANGUAGE, LAST_FOLDER, Settings
from tests.journeys.window.clerk import Clerk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _collected(loaded: None) -> Iterator[None]:
    """No widget of a test is left for a thread of the next one to destroy."""
    del loaded
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each day is lived in both languages."""
    return str(request.param)


@pytest.fixture
def clerk(qtbot: QtBot, tmp_path: Path, language: str) -> Iterator[Clerk]:
    """Somebody in front of the program that was started for the first time."""
    settings = Settings(tmp_path / "settings.ini")
    settings.set(LANGUAGE, language)
    settings.set(LAST_FOLDER, str(tmp_path))
    program = Program(settings)
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.window.show()
    qtbot.wait(1)  # what the welcome page showed before is gone
    yield Clerk(qtbot, program)
    program.jobs_close()
    program.window.close()
