# SPDX-License-Identifier: Apache-2.0
"""What a check found: that all is well, or every fault in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPlainTextEdit, QWidget

from gui.dialogs.form import PageDialog
from gui.widgets.checked import CheckedForm
from gui.widgets.rows import name_widget, text_label
from models.language import message, plural

if TYPE_CHECKING:
    from gui.office.work import Checked


class CheckDialog(PageDialog):
    """The result, to read and to copy; nothing is mended unasked."""

    def __init__(self, checked: Checked, parent: QWidget | None = None) -> None:
        super().__init__(message("Check database and history"), parent=parent)
        report = checked.report
        faults = report.faults
        self.heading = text_label(
            plural("{n} fault was found.", "{n} faults were found.", n=len(faults))
            if faults
            else message("All is well."),
            "heading",
            wrap=True,
        )
        self.heading.setProperty("role", "error" if faults else "success")
        self.content.addWidget(self.heading)
        self.faults = QPlainTextEdit("\n".join(str(fault) for fault in faults))
        if faults:
            self.faults.setReadOnly(True)
            self.faults.setTabChangesFocus(True)
            self.faults.setMinimumHeight(self.fontMetrics().lineSpacing() * 9)
            name_widget(self.faults, message("Faults"))
            self.content.addWidget(text_label(_ADVICE, "hint", wrap=True))
            self.content.addWidget(self.faults, 1)
        facts = CheckedForm()
        for text, value in (
            (message("Entries of the history"), str(report.entries)),
            (message("Records"), str(report.records)),
            (message("Attachments"), str(report.attachments)),
            (message("Head of the history"), checked.head.short),
        ):
            facts.add(text, _fact(value))
        self.content.addWidget(facts)
        self.content.addWidget(text_label(_HEAD, "hint", wrap=True))
        if not faults:
            self.content.addStretch()
        copy = self.add_button(message("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        close = self.add_close()
        close.setDefault(True)
        close.setFocus()
        self._text = "\n".join(
            [self.heading.text(), *map(str, faults), *map(_line, facts.findChildren(QLineEdit))]
        )

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def _fact(value: str) -> QLineEdit:
    field = QLineEdit(value)
    field.setReadOnly(True)
    field.setCursorPosition(0)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return field


def _line(field: QLineEdit) -> str:
    return f"{field.accessibleName()}: {field.text()}"


_ADVICE = message(
    "Nothing was changed. Keep a copy of the folder, restore the newest backup into a new folder and"
    " compare; the history says what was done since."
)
_HEAD = message(
    "The head stands on every packet and summary: where it was printed, nobody can rewrite the"
    " history before it unseen."
)
