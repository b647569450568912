# SPDX-License-Identifier: Apache-2.0
"""What can wait until something is on the screen, a piece at a time, so that nothing is held up."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

_PAINTED_MS = 20
"""Within this time what was shown is painted."""


class Later(QObject):
    """Runs pieces of work from the event loop, one a tick, in their order."""

    finished = Signal()

    def __init__(self, *pieces: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = deque(pieces)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_tick)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return not self._pieces

    @Slot()
    def start(self) -> None:
        """Begin once what is on the screen is painted; a second start does nothing."""
        if self._pieces and not self._timer.isActive():
            self._timer.start(_PAINTED_MS)

    @Slot()
    def finish(self) -> None:
        """Do what is left now: somebody asks for it."""
        self._timer.stop()
        while self._pieces:
            self._pieces.popleft()()
        self.finished.emit()

    def stop(self) -> None:
        """Leave undone what is left."""
        self._timer.stop()
        self._pieces.clear()

    @Slot()
    def _on_tick(self) -> None:
        if self._pieces:
            self._pieces.popleft()()
        if self._pieces:
            self._timer.start(0)
        else:
            self.finished.emit()
