# SPDX-License-Identifier: Apache-2.0
"""Fonts of the window: the system's own, and ours where it has no Chinese one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from resources import entry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_OURS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "RareHan-Regular.ttf")


def set_fonts(application: QApplication, *, size: int = 0) -> None:
    """Let the window write Chinese, also where the system has no font for it.

    Args:
        size: In points; 0 for what the desktop asks for.
    """
    has_chinese = bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    # Rare characters of names are in no ordinary font, so ours comes along in any case.
    for name in _OURS if not has_chinese else _OURS[2:]:
        QFontDatabase.addApplicationFontFromData(entry("fonts", name).read_bytes())
    font = QFont(application.font())
    families = [*font.families(), *([] if has_chinese else ["Noto Sans SC"]), _rare_family()]
    font.setFamilies(families if has_chinese else ["Noto Sans SC", *families])
    if size:
        font.setPointSize(size)
    application.setFont(font)


def _rare_family() -> str:
    found = (name for name in QFontDatabase.families() if "rare" in name.lower())
    return next(found, "Noto Sans SC")
