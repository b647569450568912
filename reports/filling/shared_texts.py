# SPDX-License-Identifier: Apache-2.0
"""What stands in the cells of an empty form, as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from reports.filling.package import Package

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Texts:
    """The shared texts of a workbook, read once."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._texts: list[str] = []
        for part in package.related(workbook, "sharedStrings"):
            self._texts = [_text(item) for item in package.tree(part) if local(item) == "si"]

    def of(self, cell: Any) -> str:
        """The text of a cell: of a number its digits, of a formula its kept value; empty for none."""
        if cell is None:
            return ""
        kind = cell.get("t", "n")
        held = next((item for item in cell if local(item) == "v"), None)
        if kind == "inlineStr":
            return "".join(_text(item) for item in cell if local(item) == "is")
        if held is None or not held.text:
            return ""
        if kind == "s":
            place = int(held.text)
            return self._texts[place] if place < len(self._texts) else ""
        return _unescaped(held.text)


def _text(element: Any) -> str:
    """The text of a shared or inline one, runs joined, readings left out."""
    parts = []
    for item in element:
        if local(item) == "t":
            parts.append(item.text or "")
        elif local(item) == "r":
            parts += [child.text or "" for child in item if local(child) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
