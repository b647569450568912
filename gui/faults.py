# SPDX-License-Identifier: Apache-2.0
"""A bug shows one calm dialog with a report to copy; what was typed is kept as a draft."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot, qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.rows import name_widget, text_label
from gui.widgets.sizes import resize_to
from models.language import message

if TYPE_CHECKING:
    from types import TracebackType

_REPORT = "xiandao-fault.txt"


class FaultDialog(QDialog):
    """Says that something went wrong inside, with a report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(message("Something went wrong")))
        text = message(
            "Something went wrong inside the program. What was saved is safe, and what you were"
            " typing is kept. You can go on working; if it happens again, start the program anew."
        )
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(text, wrap=True))
        layout.addWidget(text_label(message("A report for its makers:"), "hint"))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        name_widget(self.report, message("Report"))
        layout.addWidget(self.report, 1)
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(
            str(message("Copy the report")), QDialogButtonBox.ButtonRole.ActionRole
        )
        close = buttons.addButton(str(message("Go on")), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        copy.clicked.connect(self._copy)
        buttons.accepted.connect(self.accept)
        layout.addWidget(buttons)
        resize_to(self, characters=100, lines=26)

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())


class Faults(QObject):
    """Takes every exception that nobody else took."""

    _caught = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._showing = False
        self._caught.connect(self._show)

    def install(self) -> None:
        """Listen for what Python cannot place."""
        sys.excepthook = self._hook

    def tell(self, fault: BaseException) -> None:
        """Show a bug that another thread or process met."""
        self._caught.emit("".join(traceback.format_exception(fault)))

    def _hook(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, fault, trace))
        sys.stderr.write(text)
        self._caught.emit(text)

    @Slot(str)
    def _show(self, text: str) -> None:
        report = f"{_about()}\n\n{text}"
        with suppress(OSError):  # the dialog has it all the same
            (Path(tempfile.gettempdir()) / _REPORT).write_text(report, encoding="utf-8")
        if self._showing:
            return
        self._showing = True
        try:
            FaultDialog(report, self._window).exec()
        finally:
            self._showing = False


def _about() -> str:
    from importlib.metadata import version

    return "\n".join(
        (
            f"Xiandao {version('xiandao')}",
            f"Python {platform.python_version()}, Qt {qVersion()}",
            platform.platform(),
        )
    )
