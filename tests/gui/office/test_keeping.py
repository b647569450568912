# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from models.storage.backup import BackupReason
from models.views.backups import backups

if TYPE_CHECKING:
    from pathlib import Path

    from gui.office.backups_dialog import BackupsDialog
    from gui.office.restore_dialog import RestoreDialog
    from tests.gui.hands import Hands

_LONG_MS = 60_000


def finish(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: hands.window.jobs.running == 0, timeout=_LONG_MS)
    hands.settle()


def shown(hands: Hands) -> BackupsDialog:
    hands.press("backups")
    dialog = hands.program.keeping.backups
    assert dialog is not None
    hands.settle()
    return dialog


def restoring(hands: Hands) -> RestoreDialog:
    dialog = hands.program.keeping.restoring
    assert dialog is not None
    return dialog


def take(hands: Hands, dialog: BackupsDialog) -> None:
    before = dialog.list.topLevelItemCount()
    dialog.take_button.click()
    finish(hands)
    assert dialog.list.topLevelItemCount() == before + 1


def test_a_backup_is_taken_while_the_office_is_open(hands: Hands, folder: Path) -> None:
    dialog = shown(hands)
    take(hands, dialog)
    newest = backups(hands.desk.reader)[0]
    assert (newest.reason, newest.applications, newest.sound) == (BackupReason.MANUAL, 3, True)
    item = dialog.list.topLevelItem(0)
    assert item is not None
    assert (item.text(1), item.text(2)) == ("by hand", "3")
    assert item.text(5) == str(folder / "backups")
    assert "Backed up 3 applications" in hands.window.messages.text
    assert dialog.take_button.isEnabled()


@pytest.mark.usefixtures("here")
def test_a_backup_is_restored_into_a_new_folder_and_opened(hands: Hands, tmp_path: Path) -> None:
    dialog = shown(hands)
    take(hands, dialog)
    dialog.restore_button.click()
    restore = restoring(hands)
    assert restore.inside.path == str(tmp_path)
    restore.name.setText("office")  # the one that is open
    restore.accept_button.click()
    assert "exists and is not empty" in restore.name.accessibleDescription()
    restore.name.setText("a/b")
    restore.accept_button.click()
    assert "cannot have this name" in restore.name.accessibleDescription()
    restore.name.setText("restored")
    restore.accept_button.click()
    finish(hands)
    assert "Restored 3 applications" in hands.window.messages.text
    hands.window.messages.press()
    hands.settle()
    assert hands.desk.folder == tmp_path / "restored"
    assert len(hands.numbers()) == 3


@pytest.mark.usefixtures("here")
def test_a_damaged_backup_says_so_and_cannot_be_restored(hands: Hands, folder: Path) -> None:
    for old in (folder / "backups").glob("*.zip"):
        old.unlink()
    (folder / "backups" / "20260101T000000000000Z-manual.zip").write_bytes(b"nothing")
    dialog = shown(hands)
    item = dialog.list.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "not sound"
    assert not dialog.restore_button.isEnabled()


@pytest.mark.usefixtures("here")
def test_another_file_that_is_no_backup_is_told_by_its_job(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "letter.zip"
    file.write_bytes(b"nothing")
    monkeypatch.setattr("gui.dialogs.ask.choose_file", lambda *_, **__: str(file))
    shown(hands).file_button.click()
    restore = restoring(hands)
    restore.name.setText("restored")
    restore.accept_button.click()
    finish(hands)
    assert "not a sound backup" in hands.window.jobs_panel.lines[0].state.text()
    assert not (tmp_path / "restored").exists()


@pytest.mark.usefixtures("here")
def test_a_sound_office_is_told_so_with_its_counts_and_its_head(hands: Hands) -> None:
    hands.press("check_office")
    finish(hands)
    result = hands.program.keeping.result
    assert result is not None
    assert result.heading.text() == "All is well."
    result._copy()
    text = QGuiApplication.clipboard().text()
    assert "Head of the history: " in text
    assert "Entries of the history: " in text


@pytest.mark.usefixtures("here")
def test_what_was_altered_outside_the_program_is_told_in_words(hands: Hands, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as database, database:
        database.execute("UPDATE application SET title = '别的' WHERE number = '202601001'")
    hands.press("check_office")
    finish(hands)
    result = hands.program.keeping.result
    assert result is not None
    assert result.heading.text() == "1 fault was found."
    assert "202601001: “Title” was altered outside the program" in result.faults.toPlainText()
