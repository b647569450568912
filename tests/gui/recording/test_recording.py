# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gui.recording import recording
from gui.recording.dialog import NewApplicationDialog
from models.verbs.calls import amend_call
from models.views.find import application_row
from models.workspace import Workspace
from tests.gui.hands import type_text
from tests.offices import CALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.gui.hands import Hands


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let somebody type into the dialog, then press Enter."""

    def prepare(typing: Callable[[NewApplicationDialog], None]) -> None:
        class Typed(NewApplicationDialog):
            asked = False

            def exec(self) -> int:
                assert not self.asked, self.fault.text()
                self.asked = True
                self.show()
                typing(self)
                self.hide()
                return QDialog.DialogCode.Accepted

        monkeypatch.setattr(recording, "NewApplicationDialog", Typed)

    return prepare


def test_an_application_is_recorded_by_keyboard_and_its_form_opens(
    hands: Hands, types: Callable[..., None]
) -> None:
    def typing(dialog: NewApplicationDialog) -> None:
        type_text(dialog.applicant, "深圳𠮷新公司")
        type_text(dialog.editors["title"].focusProxy(), "新的孵化器")

    types(typing)
    hands.press("new_application")
    hands.settle()
    dossier = hands.view.dossier.dossier
    assert dossier is not None
    assert (dossier.title, dossier.applicant) == ("新的孵化器", "深圳𠮷新公司")
    assert len(hands.numbers()) == 4
    assert "everything is saved" in hands.window.messages.text
    hands.window.messages.press()  # undo
    hands.settle()
    assert len(hands.numbers()) == 3


def test_a_known_applicant_is_offered_and_fills_its_code(
    hands: Hands, types: Callable[..., None]
) -> None:
    def typing(dialog: NewApplicationDialog) -> None:
        type_text(dialog.applicant, "量子")
        offers = dialog.applicant._popup
        hands.qtbot.keyClick(offers, Qt.Key.Key_Down)
        hands.qtbot.keyClick(offers, Qt.Key.Key_Return)
        assert dialog.entry()["credit_code"] == "91350100M000100Y43"

    types(typing)
    hands.press("new_application")
    hands.settle()
    dossier = hands.view.dossier.dossier
    assert dossier is not None
    assert dossier.applicant == "示例量子科技有限公司"
    assert dossier.answers.stored["region"] == "310101"


def test_after_the_last_day_a_reason_is_asked_and_kept(
    folder: Path, hands: Hands, types: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.press("close_office")
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        amend_call(office, call=CALL, notice="补充通知", closes=date(2026, 1, 31))
    hands.open(folder)
    types(lambda dialog: type_text(dialog.editors["title"].focusProxy(), "迟到的"))
    monkeypatch.setattr("gui.dialogs.ask.ask_reason", lambda *_: "邮路延误")
    hands.press("new_application")
    hands.settle()
    dossier = hands.view.dossier.dossier
    assert dossier is not None
    assert dossier.title == "迟到的"
    assert application_row(hands.desk.reader, dossier.number).title == "迟到的"
