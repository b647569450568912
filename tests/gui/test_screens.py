# SPDX-License-Identifier: Apache-2.0
"""Every screen and dialog, in both languages: by keyboard alone, with names, whole, translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.settings import LANGUAGE
from tests.gui.hands import Hands
from tests.gui.walk import faults_of
from tests.screens.screens import SCREENS, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.application import Program
    from gui.settings import Settings


@pytest.fixture(autouse=True, params=["zh", "en"])
def _language(request: pytest.FixtureRequest, settings: Settings) -> None:
    settings.set(LANGUAGE, request.param)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_named_reached_whole_and_translated(
    name: str, program: Program, folder: Path, qtbot: QtBot
) -> None:
    program.window.resize(1280, 800)
    hands = Hands(qtbot, program)
    stage = Stage(program, folder, hands.settle)
    screen = SCREENS[name](stage)
    if screen is not program.window:
        qtbot.addWidget(screen)
        screen.show()
    qtbot.wait(10)
    assert faults_of(screen) == []
