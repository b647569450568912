# SPDX-License-Identifier: Apache-2.0
"""What was written last, and the offers to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from gui.widgets.messages import Offer
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Written(QObject):
    """Opens the files that an action wrote last, or their folder."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._files: tuple[Path, ...] = ()

    def offers(self, files: Sequence[Path]) -> tuple[Offer, ...]:
        """For the message that files were written: open them, show where they lie; none for none."""
        self._files = tuple(files)
        if not files:
            return ()
        return Offer(message("Open"), self.open), self.offer_of_folder(files)

    def offer_of_folder(self, files: Sequence[Path]) -> Offer:
        """For a file that is no use to open: show where it lies."""
        self._files = tuple(files)
        return Offer(message("Show in folder"), self.show)

    @Slot()
    def open(self) -> None:
        """Open the file, or the folder of several."""
        _open(self._files[0] if len(self._files) == 1 else self._files[0].parent)

    @Slot()
    def show(self) -> None:
        """Open the folder."""
        _open(self._files[0].parent)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
