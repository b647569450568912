# SPDX-License-Identifier: Apache-2.0
"""Files dropped on the list: which of them may hold applications, and where they would fall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterable


class DropTarget(QLabel):
    """Covers the list while files are held over it, and says what dropping them does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(str(message("Drop here to import")), parent)
        self.setProperty("role", "target")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, room: QRect) -> None:
        """Show it over a room."""
        margin = self.fontMetrics().height() // 2
        self.setGeometry(room.adjusted(margin, margin, -margin, -margin))
        self.raise_()
        self.show()


def takeable(data: QMimeData) -> list[Path]:
    """The files among what is dragged that may hold applications."""
    from forms.intake.book import PROMISED

    urls: Iterable[Path] = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in urls if path.suffix.lower() in PROMISED and not path.is_dir()]
