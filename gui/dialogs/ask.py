# SPDX-License-Identifier: Apache-2.0
"""The one door for questions and alerts: tests replace its functions and answer in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from models.language import message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.language import Translatable


def _str(text: Translatable | str) -> str:
    return str(text)


def confirm(
    parent: QWidget | None,
    question: Translatable | str,
    *,
    yes: Translatable,
    detail: Translatable | str = "",
    danger: bool = False,
) -> bool:
    """Ask whether to go on; `yes` names what then happens, and Escape always means no."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning if danger else QMessageBox.Icon.Question)
    box.setWindowTitle(str(message("Xiandao")))
    box.setText(_str(question))
    box.setInformativeText(_str(detail))
    accept = box.addButton(str(yes), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(str(message("Cancel")), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel if danger else accept)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is accept


def alert(parent: QWidget | None, text: Translatable | str, *, detail: str = "") -> None:
    """Say something that must not be missed."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(str(message("Xiandao")))
    box.setText(_str(text))
    box.setDetailedText(detail)
    box.addButton(str(message("Close")), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask_reason(parent: QWidget | None, step: Translatable) -> str | None:
    """Ask why; None where the user turns back. `step` says what for, in as many words as it takes."""
    from gui.dialogs.reason import ReasonDialog

    dialog = ReasonDialog(step, parent)
    given = dialog.reason if dialog.exec() else None
    dialog.deleteLater()
    return given


def choose_folder(parent: QWidget | None, title: Translatable, start: str = "") -> str:
    """Let the user choose a folder; empty where they turn back."""
    return QFileDialog.getExistingDirectory(parent, str(title), start)


def choose_files(
    parent: QWidget | None, title: Translatable, start: str = "", pattern: str = ""
) -> list[str]:
    """Let the user choose files."""
    return QFileDialog.getOpenFileNames(parent, str(title), start, pattern)[0]


def choose_file(
    parent: QWidget | None, title: Translatable, start: str = "", pattern: str = ""
) -> str:
    """Let the user choose one file; empty where they turn back."""
    return QFileDialog.getOpenFileName(parent, str(title), start, pattern)[0]


def choose_target(
    parent: QWidget | None, title: Translatable, start: str, pattern: str = ""
) -> str:
    """Let the user name a file to write; whether to replace one is asked by the system."""
    return QFileDialog.getSaveFileName(parent, str(title), start, pattern)[0]
