# SPDX-License-Identifier: Apache-2.0
"""With what this program makes its files: another version of any of it may give other bytes."""

from __future__ import annotations

import platform
import zlib
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

PROGRAM = "xiandao"
ZONE = "zone"
_PARTS = (PROGRAM, "reportlab", "openpyxl", "pikepdf", "Pillow", "fonttools", "lxml", "python-docx")


def made_with() -> dict[str, str]:
    """The versions of what has a hand in the bytes of a file, and the zone of its times."""
    versions = {name: found for name in _PARTS if (found := _version(name))}
    now = datetime.now(UTC).astimezone()
    return {
        **versions,
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        ZONE: f"{now:%z}",
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
