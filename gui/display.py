# SPDX-License-Identifier: Apache-2.0
"""Whether there is a screen, asked before Qt is loaded: Qt itself would abort the program."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from models.errors import UserError
from models.language import Message, message

_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt's window needs on Linux beside itself, and the package that brings it."""
_DRAWN_ASIDE = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})
_ON_X11_ONLY = ("libxcb-", "libxkbcommon-x11")


class NoScreenError(UserError):
    """There is no screen to show a window on, or something that it needs is not installed."""

    def __init__(self, reason: Message) -> None:
        super().__init__(
            message(
                "The window cannot be shown: {reason} The commands work all the same; see:"
                " xiandao --help",
                reason=reason,
            )
        )


def require_screen() -> None:
    """Make sure that a window can be shown.

    Raises:
        NoScreenError: With what is missing and how to get it.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    wayland = bool(os.environ.get("WAYLAND_DISPLAY")) and platform != "xcb"
    if not (platform in _DRAWN_ASIDE or wayland or os.environ.get("DISPLAY")):
        raise NoScreenError(
            message(
                "there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it in a"
                " desktop session."
            )
        )
    needed = _LIBRARIES
    if platform in _DRAWN_ASIDE or wayland:
        needed = {k: v for k, v in _LIBRARIES.items() if not k.startswith(_ON_X11_ONLY)}
    missing = [package for library, package in needed.items() if not _loads(library)]
    if missing:
        raise NoScreenError(
            message(
                "these system packages are missing: {packages}. Install them, for instance with:"
                " sudo apt install {packages}",
                packages=" ".join(missing),
            )
        )
    if platform not in _DRAWN_ASIDE and not _answers(wayland=wayland):
        raise NoScreenError(
            message(
                "the screen does not answer (DISPLAY={display}). Start it in a desktop session.",
                display=os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "",
            )
        )


def has_screen() -> bool:
    """Whether somebody would see a window."""
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in _DRAWN_ASIDE:
        return False
    try:
        require_screen()
    except NoScreenError:
        return False
    return True


def _answers(*, wayland: bool) -> bool:
    """Whether the screen that the environment names can be reached."""
    place = Path(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", ""))
    if wayland and place.exists():
        return True
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt brings what it needs, or the list of what is missing tells
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
