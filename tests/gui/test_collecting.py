# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.application import Program


class _Knot:
    """A cycle that holds a widget."""

    def __init__(self) -> None:
        self.widget, self.itself = QWidget(), self


def test_a_widget_in_a_cycle_is_never_destroyed_on_another_thread(program: Program) -> None:
    gone_on: list[int] = []
    knot = _Knot()
    weakref.finalize(knot, lambda: gone_on.append(threading.get_ident()))
    del knot
    worker = threading.Thread(target=lambda: [[{}] for _ in range(200_000)])
    worker.start()
    worker.join()
    assert gone_on == []
    program.collecting.stop()
    assert gone_on == [threading.get_ident()]
    assert gc.isenabled()
