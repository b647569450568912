# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the window: a program on a small office, with settings and dialogs of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.application import Program
from gui.settings import LANGUAGE, THEME, Settings
from tests.gui.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


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
