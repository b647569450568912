# SPDX-License-Identifier: Apache-2.0
"""The shortest way to the window: Qt is loaded once there is a screen for it, commands are not at all."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.language import Language


def show_window(folder: str = "", *, language: Language | None = None) -> int:
    """Show the window until it is closed, on an office where one is named.

    Args:
        language: Of this window, whatever the settings say.

    Raises:
        NoScreenError: There is no screen.
    """
    from gui.display import require_screen

    require_screen()
    # What is loaded now stays for good, so nobody looks for garbage among it: neither meanwhile, which
    # takes an eighth of the start, nor when the window collects (`gui.collecting`).
    gc.disable()
    from gui.application import run_window

    gc.freeze()
    return run_window(Path(folder) if folder else None, language)
