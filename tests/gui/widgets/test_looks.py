# SPDX-License-Identifier: Apache-2.0
"""What must be seen, measured in the picture of the widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from forms.suggest import Offer
from gui.theme import apply_theme, current_theme
from gui.widgets.buttons import add_decision
from gui.widgets.search_edit import SearchEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gui.application import Program

_SEEN = 60
"""Least difference of lightness, of 255."""


@pytest.fixture(params=["light", "dark"])
def _theme(request: pytest.FixtureRequest) -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, request.param)
    yield
    apply_theme(application, "light")


@pytest.mark.usefixtures("_theme")
@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox])
def test_the_ring_of_an_empty_choice_is_seen(
    qtbot: QtBot, kind: type[QRadioButton | QCheckBox]
) -> None:
    button = kind()
    qtbot.addWidget(button)
    button.show()
    picture = button.grab().toImage()
    ground = QColor(current_theme()["window"]).lightness()
    found = [
        picture.pixelColor(x, y).lightness()
        for x in range(picture.width())
        for y in range(picture.height())
    ]
    assert max(abs(each - ground) for each in found) >= _SEEN


def test_a_button_of_the_window_with_the_focus_keeps_its_ground(
    qtbot: QtBot, program: Program
) -> None:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    button = next(
        one
        for one in program.window.welcome.findChildren(QPushButton)
        if one.property("kind") == "choice"
    )
    button.setFocus()
    picture = button.grab().toImage()
    ground = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert ground == QColor(current_theme()["panel"])


@pytest.mark.usefixtures("_theme")
def test_what_a_dialog_does_looks_as_if_it_could_not_be_done_yet(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    buttons, accept = add_decision(dialog, "Move")
    QVBoxLayout(dialog).addWidget(buttons)
    dialog.show()
    for enabled, role in ((True, "selected"), (False, "quiet")):
        accept.setEnabled(enabled)
        picture = accept.grab().toImage()
        assert picture.pixelColor(6, picture.height() // 2) == QColor(current_theme()[role])


@pytest.mark.usefixtures("_theme")
def test_the_list_of_offers_has_an_edge(qtbot: QtBot) -> None:
    edit = SearchEdit(lambda _: [Offer("1", "人形机器人", ""), Offer("2", "量子计算机", "")])
    qtbot.addWidget(edit)
    edit.show()
    edit.show_all()
    picture = edit._popup.grab().toImage()
    edge = picture.pixelColor(0, picture.height() // 2)
    assert edge == QColor(current_theme()["focus"])
