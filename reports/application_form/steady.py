# SPDX-License-Identifier: Apache-2.0
"""The same Word file from the same content: nothing of the moment is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def make_steady(path: Path, day: date) -> None:
    """Write a package again with the day that it bears instead of the moment."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with ZipFile(path) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name, data in parts:
            info = ZipInfo(name, _FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            content = _TIMES.sub(rb"\g<1>" + stamp + rb"\g<2>", data) if name == _CORE else data
            target.writestr(info, content)
