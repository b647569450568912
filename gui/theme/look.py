# SPDX-License-Identifier: Apache-2.0
"""Laying a theme on the application: style, palette, style sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from gui.theme.tokens import Theme, theme
from resources import read_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_ROLE = re.compile(r"@([a-z_]+)")
_current = [theme("light")]


def current_theme() -> Theme:
    """The theme that the window wears now."""
    return _current[0]


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def apply_theme(application: QApplication, name: str) -> None:
    """Put a theme on all windows: `light`, `dark`, or `system` for what the desktop asks for."""
    chosen = theme(("dark" if system_is_dark() else "light") if name == "system" else name)
    sheet = style_sheet(chosen, application.font().pointSizeF())
    if _current[0] == chosen and application.styleSheet() == sheet:
        return  # to lay it on again is to measure and paint everything again
    _current[0] = chosen
    application.setStyle("Fusion")
    application.setPalette(_palette(chosen))
    application.setStyleSheet(sheet)


def style_sheet(chosen: Theme, points: float) -> str:
    """The style sheet with the colours of a theme and sizes for a font of so many points."""
    sizes = {name: f"{points * share:.1f}pt" for name, share in _SIZES.items()}
    words = {**chosen.roles, **sizes}
    return _ROLE.sub(lambda found: words[found[1]], read_text("themes", "window.qss"))


_SIZES = {"size_title": 1.35, "size_heading": 1.12}


def _palette(chosen: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "field"),
        (roles.AlternateBase, "stripe"),
        (roles.Text, "text"),
        (roles.Button, "panel"),
        (roles.ButtonText, "button_text"),
        (roles.ToolTipBase, "panel"),
        (roles.ToolTipText, "text"),
        (roles.PlaceholderText, "hint"),
        (roles.Highlight, "selected"),
        (roles.HighlightedText, "selected_text"),
        (roles.Link, "link"),
        (roles.LinkVisited, "link"),
        (roles.Mid, "border"),
        (roles.Midlight, "quiet"),
        (roles.Light, "panel"),
        (roles.Dark, "border"),
        (roles.Shadow, "border"),
    ):
        palette.setColor(role, QColor(chosen[name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen["hint"]))
    return palette
