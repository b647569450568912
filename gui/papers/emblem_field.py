# SPDX-License-Identifier: Apache-2.0
"""The emblem: a small picture of it, and buttons that choose another one or take it away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.dialogs import ask
from gui.widgets.rows import name_widget
from models.errors import UserError
from models.language import message
from models.storage.attachments import attachment_path
from models.verbs.paper import EmblemError, check_emblem

if TYPE_CHECKING:
    from models.language import Message

_LINES = 3
_PATTERN = "*.png *.jpg *.jpeg"


class EmblemField(QWidget):
    """The emblem that is kept or that was chosen; `changed` when it becomes another one.

    Attributes:
        kept: The SHA-256 of the one that is kept; empty for none.
        chosen: A picture that is not kept yet.
        fault: Why that cannot be the emblem.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.kept = ""
        self.chosen: Path | None = None
        self.fault: Message | None = None
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.choose_button = QPushButton(str(message("Choose a picture…")))
        self.remove_button = QPushButton(str(message("Remove")))
        for button, name in ((self.choose_button, message("Choose a picture for the emblem")),
                             (self.remove_button, message("Remove the emblem"))):  # fmt: skip
            button.setAutoDefault(False)
            name_widget(button, name)
        self.choose_button.clicked.connect(self.choose)
        self.remove_button.clicked.connect(self.remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picture)
        layout.addWidget(self.choose_button)
        layout.addWidget(self.remove_button)
        layout.addStretch()
        self.setFocusProxy(self.choose_button)
        self._show()

    def show_kept(self, sha256: str) -> None:
        """Show the emblem that a template names."""
        self.kept, self.chosen, self.fault = sha256, None, None
        self._show()
        self.changed.emit()

    def take(self, path: Path) -> None:
        """Take a picture, or say why it cannot be the emblem."""
        self.chosen, self.fault = None, _fault(path)
        if self.fault is None:
            self.chosen = path
        self._show()
        self.changed.emit()

    @Slot()
    def choose(self) -> None:
        """Let somebody choose a picture."""
        found = ask.choose_file(self, message("Choose a picture"), "", _PATTERN)
        if found:
            self.take(Path(found))

    @Slot()
    def remove(self) -> None:
        """Have no emblem."""
        self.show_kept("")
        self.choose_button.setFocus()

    def _show(self) -> None:
        path = self.chosen or (attachment_path(self._folder, self.kept) if self.kept else None)
        picture = _thumbnail(path, self) if path is not None else QPixmap()
        self.picture.setPixmap(picture)
        if picture.isNull():
            gone = message("The picture is gone.") if self.kept and not self.chosen else ""
            self.picture.setText(str(gone or message("None")))
        name = path.name if self.chosen and path is not None else ""
        self.picture.setAccessibleName(str(message("Emblem")))
        self.picture.setToolTip(name)
        self.remove_button.setEnabled(bool(path or self.fault))


def _thumbnail(path: Path, field: EmblemField) -> QPixmap:
    """The picture as high as its place, in the pixels of the screen."""
    ratio = field.devicePixelRatioF()
    picture = QPixmap.fromImage(_reader(path).read())
    if picture.isNull():
        return picture
    high = field.picture.height()
    room = QSize(round(high * 3 * ratio), round(high * ratio))
    found = picture.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    found.setDevicePixelRatio(ratio)
    return found


def _reader(path: Path) -> QImageReader:
    """Reads by what is in the file: what is kept has no suffix, and one that was named may lie."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    return reader


def _fault(path: Path) -> Message | None:
    try:
        check_emblem(path)
    except UserError as error:
        return error.message
    return EmblemError(path).message if _reader(path).read().isNull() else None
