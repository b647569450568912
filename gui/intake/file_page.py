# SPDX-License-Identifier: Apache-2.0
"""The first page: which file, and into which call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gui.register.dropping import SUFFIXES
from gui.widgets.path_field import PathField
from gui.widgets.rows import add_row, form_layout, text_label
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.views.calls import CallLine


class FilePage(QWidget):
    """Asks for the file and the call."""

    changed = Signal()

    def __init__(
        self,
        calls: Sequence[CallLine],
        *,
        call: str,
        path: str,
        folder: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            call: The uid of the call that is proposed.
            path: The file, where it was dropped on the list.
            folder: Where files were chosen last.
        """
        super().__init__(parent)
        self.setProperty("role", "page")
        self.file = PathField(message("Choose a file"), pattern=_pattern(), start=folder)
        self.file.edit.setText(path)
        self.call = QComboBox()
        for line in calls:
            self.call.addItem(line.title, line)
        places = [place for place, line in enumerate(calls) if line.uid == call]
        self.call.setCurrentIndex(places[0] if places else len(calls) - 1)
        form = form_layout()
        add_row(form, message("File"), self.file)
        add_row(form, message("Call"), self.call)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(text_label(_ABOUT, "hint", wrap=True))
        layout.addStretch(1)
        self.begins = self.call if path else self.file.edit
        self.file.changed.connect(self._on_changed)
        self.call.currentIndexChanged.connect(self._on_changed)

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.file.path)

    @property
    def is_filled(self) -> bool:
        """Whether a file is named."""
        return bool(self.file.path)

    @property
    def chosen_call(self) -> CallLine:
        """The call."""
        line: CallLine = self.call.currentData()
        return line

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()


def _pattern() -> str:
    """What the system's dialog offers: such files, or all."""
    suffixes = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    these, all_files = message("Workbooks, text tables and Word forms"), message("All files")
    return f"{these} ({suffixes});;{all_files} (*)"


_ABOUT = message(
    "Workbooks (.xlsx, .xls, .ods …), text tables (.csv) and Word forms (.docx) are read. Nothing is"
    " written before you have seen what would change."
)
