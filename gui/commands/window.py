# SPDX-License-Identifier: Apache-2.0
"""From the terminal into the window; Qt is loaded only once there is a screen for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gui.display import require_screen
from models.language import message


def open_(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help=str(message("An office to open at once.")))
    ] = "",
) -> int:
    """Open the window."""
    require_screen()
    from gui.application import run_window

    return run_window(Path(folder) if folder else None)
