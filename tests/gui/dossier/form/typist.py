# SPDX-License-Identifier: Apache-2.0
"""Types in the form of an office and waits to be killed; run by a test in a process of its own."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[4]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.drafts import drafts_of
from tests.gui.dossier.form.conftest import Screen

_PATIENCE_S = 120


def wait(milliseconds: int) -> None:
    """Let the program go on for a while."""
    loop = QEventLoop()  # QTest.qWait would hold up the writer thread
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    """Save one field, leave another and a cell half typed."""
    threading.Timer(_PATIENCE_S, os._exit, (3,)).start()  # whoever waits for it gets an answer
    application = QApplication(sys.argv[:1])
    screen = Screen(Path(sys.argv[1]))
    screen.show()
    screen.activateWindow()
    while not screen.isActiveWindow():
        wait(20)
    title = screen.row("title").editor
    title.edit.setText("已保存的名称")  # type: ignore[attr-defined] # a line
    title.edited.emit()
    title.chosen.emit()
    while screen.stored("title") != "已保存的名称":
        wait(20)
    if sys.argv[2] == "cell":
        screen.go("rows")
        view = screen.table().view
        view.open_cell(0, 0)
        view.edit(view.currentIndex())
        editor = screen.table().saving._open_editor()
        assert editor is not None
        editor.selectAll()  # type: ignore[attr-defined] # a line
        QTest.keyClicks(editor, "half a name")
    else:
        screen.go("figures")
        screen.row("area_m2").setFocus()
        QTest.keyClicks(screen.row("area_m2").editor.edit, "1050")  # type: ignore[attr-defined] # a line
    while not drafts_of(screen.desk.reader, application=screen.uid):
        wait(50)
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    time.sleep(600)
    application.exit()


if __name__ == "__main__":
    main()
