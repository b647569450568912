# SPDX-License-Identifier: Apache-2.0
"""Garbage is collected in the window's thread only.

Python collects cycles in whatever thread happens to allocate; a widget among them would be destroyed on
the writer's or the asker's thread while the window is being built, which breaks Qt's lists of widgets
(seen: a hang in the focus chain, and a crash).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1000


class Collecting(QObject):
    """Collects once a second from the event loop, as far as the counts of the collector ask for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take the work from the interpreter."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back, with nothing left over."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation whose count is beyond its threshold, the younger ones with it."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [age for age in range(len(counts)) if counts[age] > thresholds[age]]
        if due:
            gc.collect(max(due))
