# SPDX-License-Identifier: Apache-2.0
"""The workbook that goes back to the sender, saved from the dialog, and what was said about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from forms.intake.compare.preview import EMPTY
from gui.dialogs import ask
from gui.intake import work
from gui.widgets.rows import name_widget, text_label
from models.language import message
from models.storage.files import safe_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.tables.table import Source
    from gui.intake.values import PreviewLook
    from gui.widgets.waiting import Waiting


class ErrorWorkbook(QFrame):
    """Saves an error workbook and says where it is."""

    def __init__(self, parent: QWidget, waiting: Waiting) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setProperty("state", "success")
        self._waiting = waiting
        self._saved = Path()
        self.said = text_label("", wrap=True)
        self.open = QPushButton(str(message("Open")))
        self.open.setAutoDefault(False)
        name_widget(self.open, message("Open the error workbook"))
        self.open.clicked.connect(self._on_open)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.open)
        self.hide()

    def save(
        self,
        folder: Path,
        paths: Sequence[Path],
        look: PreviewLook,
        sources: Sequence[Source],
    ) -> None:
        """Ask where to, and save it there as a job."""
        name = safe_name(str(message("{name} to correct", name=look.path.stem)))
        start = str(paths[0].with_name(f"{name}.xlsx"))
        title = message("Save the error workbook")
        found = ask.choose_target(self, title, start, "*.xlsx")
        if not found:
            return
        self.clear()
        self._waiting.start(
            message("Writing the error workbook"),
            work.save_errors,
            then=self._on_saved,
            makes_file=True,
            folder=folder,
            paths=paths,
            look=replace(look, prepared=EMPTY),  # a copy goes to the job, which asks for none of it
            sources=sources,
            out=Path(found).with_suffix(".xlsx"),
        )

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    def _on_saved(self, path: Path) -> None:
        self._saved = path
        self.said.setText(str(message("Saved for the sender: {path}", path=str(path))))
        self.show()

    @Slot()
    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))
