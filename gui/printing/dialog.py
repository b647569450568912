# SPDX-License-Identifier: Apache-2.0
"""Where to, in which language, as what: asked before a packet or a summary is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import ask
from gui.widgets.buttons import add_decision
from gui.widgets.path_field import browse_button, put_beside
from gui.widgets.rows import add_row, form_layout, name_widget, text_label
from gui.widgets.sizes import wide
from models.language import Language, Message, current_language, message
from models.storage.files import FileExistsAlreadyError

if TYPE_CHECKING:
    from collections.abc import Sequence

_LANGUAGES = ((Language.ZH, "简体中文"), (Language.EN, "English"))


class OutputDialog(QDialog):
    """Asks for a file or a folder, the language and, where there are several, the format."""

    def __init__(
        self,
        title: Message,
        about: Message,
        *,
        target: Path,
        formats: Sequence[tuple[str, Message]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            target: The file (it has a suffix) or the folder that is proposed.
            formats: Suffixes to choose from, and what each is.
        """
        super().__init__(parent)
        self.setWindowTitle(str(title).rstrip("…"))
        self._is_folder = not target.suffix
        self.path = QLineEdit(str(target))
        browse = browse_button(
            message("Choose a folder") if self._is_folder else message("Choose a file")
        )
        browse.clicked.connect(self._browse)
        place = QWidget()
        put_beside(place, self.path, browse)
        self.format = QComboBox()
        for suffix, text in formats:
            self.format.addItem(str(text), suffix)
        self.format.currentIndexChanged.connect(self._on_format)
        self.language = QComboBox()
        for language, name in _LANGUAGES:
            self.language.addItem(name, language)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.replace = QCheckBox(str(message("Replace files of the same name")))
        name_widget(self.replace, self.replace.text())
        form = form_layout()
        if formats:
            add_row(form, message("Format"), self.format)
        add_row(form, message("Folder") if self._is_folder else message("File"), place)
        add_row(form, message("Language"), self.language)
        form.addRow("", self.replace)
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(about, wrap=True))
        layout.addLayout(form)
        self.fault = text_label("", "error", wrap=True)
        layout.addWidget(self.fault)
        buttons, self.accept_button = add_decision(self, str(title).rstrip("…"))
        layout.addWidget(buttons)
        self.setMinimumWidth(wide(self, 84))
        self.path.textChanged.connect(self._on_path)

    def accept(self) -> None:
        """Go on, unless a file would have to be replaced that may not be."""
        if self.target.is_file() and not self.replace.isChecked():
            self.fault.setText(str(FileExistsAlreadyError(self.target)))
            self.replace.setFocus()
            return
        super().accept()

    @property
    def target(self) -> Path:
        """The file or folder that was named."""
        return Path(self.path.text().strip())

    @property
    def chosen_language(self) -> Language:
        """The language of what is made."""
        return Language(self.language.currentData())

    @Slot()
    def _browse(self) -> None:
        start = self.path.text()
        if self._is_folder:
            found = ask.choose_folder(self, message("Choose a folder"), start)
        else:
            pattern = f"*{self.target.suffix}"
            found = ask.choose_target(self, message("Choose a file"), start, pattern)
            self.replace.setChecked(
                self.replace.isChecked() or bool(found and Path(found).exists())
            )
        if found:
            self.path.setText(found)

    @Slot()
    def _on_format(self) -> None:
        self.path.setText(str(self.target.with_suffix(str(self.format.currentData()))))

    @Slot(str)
    def _on_path(self, text: str) -> None:
        self.accept_button.setEnabled(bool(text.strip()))
