# SPDX-License-Identifier: Apache-2.0
"""A clerk at the window: presses what is on screen, types, and answers the dialogs that come up."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from _pytest.outcomes import Failed
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from gui.dossier.form import FormPanel
from tests.gui.hands import Hands
from tests.gui.typing import focus, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


D = TypeVar("D", bound=QDialog)
_PATIENCE_MS = 60_000


class Clerk(Hands):
    """Somebody who knows the window, and nothing of what is behind it."""

    @contextmanager
    def answering(self, kind: type[D], act: Callable[[D], None]) -> Iterator[None]:
        """Do something that opens a dialog, and what is done in it; the dialog is a real one."""
        faults: list[BaseException] = []
        met: list[QDialog] = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or not dialog.isActiveWindow():
                QTimer.singleShot(20, answer)
                return
            assert isinstance(dialog, QDialog)
            met.append(dialog)
            try:
                assert isinstance(dialog, kind), dialog
                act(dialog)
            except (Exception, Failed) as fault:  # noqa: BLE001 - raised below, once it is closed
                faults.append(fault)
            finally:
                if dialog.isVisible():
                    dialog.reject()

        QTimer.singleShot(0, answer)
        yield
        self.qtbot.waitUntil(lambda: bool(met), timeout=_PATIENCE_MS)
        if faults:
            raise faults[0]
        self.come_back()

    def come_back(self) -> None:
        """Be at the main window again; without a window manager, what went last stays active."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def click(self, where: QWidget, text: str) -> None:
        """Click a button by what stands on it."""
        [button] = [
            button
            for button in where.findChildren(QPushButton)
            if text in {button.text().replace("&", ""), button.accessibleName()}
            and button.isVisibleTo(where)
        ]
        assert button.isEnabled(), text
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type_into(self, widget: QWidget, text: str) -> None:
        """Replace what stands in a field."""
        widget.setFocus()
        focus().selectAll()
        write(self.qtbot, text)

    @property
    def form(self) -> FormPanel:
        """The form of the application that is shown."""
        self.view.dossier.open_page("form")
        found = self.view.dossier.panels["form"]
        assert isinstance(found, FormPanel)
        return found

    def fill(self, page: str, values: dict[str, str]) -> None:
        """Go to a section of the form, and from field to field in it; leaving one saves it."""
        form = self.form
        form.sections.choose(page)
        assert form.page is not None
        for field, text in values.items():
            self.type_into(form.page.rows[field], text)
            self.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
            self.settle()
            self.come_back()

    def said(self, where: QWidget) -> str:
        """What can be read on a screen."""
        labels = (label for label in where.findChildren(QLabel) if label.isVisibleTo(where))
        return "\n".join(label.text() for label in labels)

    def wait_for_jobs(self) -> None:
        """Wait until everything is printed."""
        jobs = self.window.jobs
        self.qtbot.waitUntil(lambda: jobs.running == 0, timeout=_PATIENCE_MS)
