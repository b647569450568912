# SPDX-License-Identifier: Apache-2.0
"""Icons from one font, tinted by role, so that they follow the theme and stay crisp at any scale.

Drawn by ourselves from the font: the library that does it costs half of the start of the window.
"""

from __future__ import annotations

import json
from functools import cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from gui.theme.look import current_theme
from resources import entry, read_text


def icon(name: str, role: str = "icon") -> QIcon:
    """An icon of the font (`plus-circle`, `folder-open`) in the colour of a role."""
    shown = current_theme()
    return _made(name, shown[role], shown["border"])


@cache
def _made(name: str, colour: str, disabled: str) -> QIcon:
    return QIcon(_Glyph(chr(icon_names()[name]), colour, disabled))


@cache
def icon_names() -> dict[str, int]:
    """The code points of all icons by name."""
    found: dict[str, int] = json.loads(read_text("icons", "names.json"))
    return found


@cache
def _family() -> str:
    data = entry("icons", "Phosphor.ttf").read_bytes()
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))[0]


class _Glyph(QIconEngine):
    """Paints one character of the font."""

    def __init__(self, glyph: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._glyph, self._colour, self._disabled = glyph, colour, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Paint it as large as the room allows."""
        font = QFont(_family())
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        selected = mode is QIcon.Mode.Selected
        colour = self._disabled if mode is QIcon.Mode.Disabled else self._colour
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(current_theme()["selected_text"] if selected else colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as a picture."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Another one like it."""
        return _Glyph(self._glyph, self._colour, self._disabled)
