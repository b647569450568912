# SPDX-License-Identifier: Apache-2.0
"""What the styles of an empty form say of a cell: days, percents, lines that break, how large."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from reports.filling.package import Package

_BUILT_IN_DAYS = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_BUILT_IN_PERCENT = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY = re.compile(r"[ymdYMD年月日]")
_USUAL_SIZE = 11.0


class CellStyles:
    """The styles by number. A style that breaks lines is added behind all others where one is wanted."""

    def __init__(self, package: Package, workbook: str) -> None:
        self._package = package
        self._part = next(package.related(workbook, "styles"), "")
        root = package.tree(self._part) if self._part else None
        self._formats: dict[int, str] = {}
        self._cells: Any = None
        self._fonts: list[Any] = []
        self._wrapped: dict[int, int] = {}
        for item in () if root is None else root:
            if local(item) == "numFmts":
                self._formats = {
                    int(one.get("numFmtId", 0)): one.get("formatCode", "")
                    for one in item
                    if local(one) == "numFmt"
                }
            elif local(item) == "cellXfs":
                self._cells = item
            elif local(item) == "fonts":
                self._fonts = [one for one in item if local(one) == "font"]

    def shows_days(self, style: int) -> bool:
        """Whether a number in it is shown as a day."""
        number = self._format(style)
        if number in self._formats:
            return bool(_DAY.search(_QUOTED.sub("", self._formats[number])))
        return number in _BUILT_IN_DAYS

    def shows_percent(self, style: int) -> bool:
        """Whether a number in it is shown a hundred times as large, with a percent sign."""
        number = self._format(style)
        if number in self._formats:
            return "%" in _QUOTED.sub("", self._formats[number])
        return number in _BUILT_IN_PERCENT

    def breaks(self, style: int) -> bool:
        """Whether its lines break."""
        found = self._style(style)
        return found is not None and any(
            item.get("wrapText") in {"1", "true"} for item in found if local(item) == "alignment"
        )

    def size(self, style: int) -> float:
        """The size of its font, in points."""
        found = self._style(style)
        place = int(found.get("fontId") or 0) if found is not None else 0
        font = self._fonts[place] if place < len(self._fonts) else ()
        return next((float(item.get("val")) for item in font if local(item) == "sz"), _USUAL_SIZE)

    def breaking(self, style: int) -> int:
        """The number of the same style whose lines break; it is added where there is none."""
        found = self._style(style)
        if self.breaks(style) or found is None:
            return style
        if style not in self._wrapped:
            made = deepcopy(found)
            aligned = next((item for item in made if local(item) == "alignment"), None)
            if aligned is None:
                aligned = made.makeelement(made.tag.rpartition("}")[0] + "}alignment")
                made.insert(0, aligned)
            aligned.set("wrapText", "1")
            made.set("applyAlignment", "1")
            self._cells.append(made)
            number = sum(local(item) == "xf" for item in self._cells)
            self._cells.set("count", str(number))
            self._wrapped[style] = number - 1
            self._package.touch(self._part)
        return self._wrapped[style]

    def _style(self, style: int) -> Any | None:
        found = [] if self._cells is None else self._cells
        return found[style] if style < len(found) else None

    def _format(self, style: int) -> int:
        found = self._style(style)
        return int(found.get("numFmtId") or 0) if found is not None else 0
