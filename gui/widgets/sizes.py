# SPDX-License-Identifier: Apache-2.0
"""Sizes in characters and lines, and never more than the screen has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SHARE_OF_SCREEN = 0.94


def wide(widget: QWidget, characters: int) -> int:
    """How wide so many figures are; the average of a Chinese font is twice that of a Latin one."""
    return widget.fontMetrics().horizontalAdvance("0") * characters


def room_for(widget: QWidget, wanted: QSize) -> QSize:
    """A size for a window, as far as the screen has it."""
    return wanted.boundedTo(widget.screen().availableSize() * _SHARE_OF_SCREEN)


def take_what_is_left(widget: QWidget, *, lines: int) -> None:
    """Let a list or table be as high as there is room, and so many lines at least.

    A page that scrolls would else give it all the height that it would like to have.
    """
    policy = widget.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)
    widget.setMinimumHeight(widget.fontMetrics().lineSpacing() * lines)


def resize_to(window: QWidget, *, characters: int, lines: int) -> None:
    """Give a window room for so many characters and lines, as far as the screen has it."""
    high = window.fontMetrics().height() * lines
    window.resize(room_for(window, QSize(wide(window, characters), high)))
