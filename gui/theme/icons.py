# SPDX-License-Identifier: Apache-2.0
"""Icons from one bundled font, tinted by role, so that they follow the theme and stay crisp."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from gui.theme.look import current_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


def icon(name: str, role: str = "icon") -> QIcon:
    """An icon of the font (`plus-circle`, `folder-open`) in the colour of a role."""
    shown = current_theme()
    return _made(name, shown[role], shown["hint"])


@lru_cache(maxsize=400)
def _made(name: str, colour: str, disabled: str) -> QIcon:
    import qtawesome

    return cast("QIcon", qtawesome.icon(f"ph.{name}", color=colour, color_disabled=disabled))
