# SPDX-License-Identifier: Apache-2.0
"""Letting the window show everything before its picture is taken."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.application import Program

_SECONDS = 0.6


def let_the_first_operator_work() -> None:
    """Answer the question who works, which nobody is there to answer."""
    from gui.dialogs.operator import OperatorDialog

    OperatorDialog.exec = lambda _self: 1  # type: ignore[method-assign] # for this process only


def settle(program: Program) -> None:
    """Let the window work for a while."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end or not program.is_whole:
        program.application.processEvents()
        time.sleep(0.005)
