# SPDX-License-Identifier: Apache-2.0
"""The first page: which file, and into which call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gui.intake.files_field import FilesField
from gui.widgets.checked import Note
from gui.widgets.rows import add_row, form_layout, text_label
from models.language import message
from models.views.dossiers import today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.language import Message
    from models.views.calls import CallLine


class FilePage(QWidget):
    """Asks for the file and the call."""

    changed = Signal()

    def __init__(
        self,
        calls: Sequence[CallLine],
        *,
        call: str,
        paths: Sequence[Path],
        folder: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            call: The uid of the call that is proposed.
            paths: The files, where they were dropped on the list.
            folder: Where files were chosen last.
        """
        super().__init__(parent)
        self.setProperty("role", "page")
        self.file = FilesField(paths, folder=folder)
        self.call = QComboBox()
        for line in calls:
            self.call.addItem(line.title, line)
        places = [place for place, line in enumerate(calls) if line.uid == call]
        self.call.setCurrentIndex(places[0] if places else len(calls) - 1)
        form = form_layout()
        add_row(form, message("File"), self.file)
        add_row(form, message("Call"), self.call)
        layout = QVBoxLayout(self)
        self.closed = Note(role="warning")
        layout.addLayout(form)
        layout.addWidget(self.closed)
        layout.addWidget(text_label(_ABOUT, "hint", wrap=True))
        layout.addStretch(1)
        self.begins = self.call if paths else self.file.edit
        self.file.changed.connect(self._on_changed)
        self.call.currentIndexChanged.connect(self._on_changed)
        self.call.currentIndexChanged.connect(self._say_closed)
        self._say_closed()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The file, or several Word forms."""
        return self.file.paths

    @property
    def name(self) -> str:
        """What to call them: the file, or the folder of several."""
        paths = self.paths
        return paths[0].parent.name if len(paths) > 1 else paths[0].name

    @property
    def chosen_call(self) -> CallLine:
        """The call."""
        line: CallLine = self.call.currentData()
        return line

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    @Slot()
    def _say_closed(self) -> None:
        """Say of a call that is not open today that a reason will be asked for."""
        call, day = self.chosen_call, today().isoformat()
        said: Message | str = ""
        if call.closes and call.closes < day:
            said = message("This call closed on {day}. You will be asked why it is still recorded.",
                           day=call.closes)  # fmt: skip
        elif call.opens and day < call.opens:
            said = message("This call opens on {day}. You will be asked why it is recorded already.",
                           day=call.opens)  # fmt: skip
        self.closed.setText(str(said))
        self.closed.setVisible(bool(said))


_ABOUT = message(
    "Workbooks (.xlsx, .xls, .ods …), text tables (.csv) and Word forms (.docx) are read. Nothing is"
    " written before you have seen what would change."
)
