# SPDX-License-Identifier: Apache-2.0
"""From the terminal into the window."""

from __future__ import annotations

from typing import Annotated

import typer

from gui.commands.options import options
from gui.showing import show_window
from models.language import message


def open_(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help=str(message("An office to open at once.")))
    ] = "",
) -> int:
    """Open the window."""
    return show_window(folder, language=options().window_language)
