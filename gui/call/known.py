# SPDX-License-Identifier: Apache-2.0
"""The calls that something can be recorded in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.widgets.messages import Offer
from models.language import message
from models.views.calls import calls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.window import MainWindow
    from models.reader import Reader
    from models.views.calls import CallLine


def known_calls(window: MainWindow, reader: Reader) -> Sequence[CallLine]:
    """All calls; where there is none yet, that is said and opening one is offered."""
    found = calls(reader)
    if not found:
        window.messages.warn(
            message("There is no call yet. Open one first."),
            Offer(message("Open a call…"), window.actions_table["new_call"].trigger),
        )
    return found
