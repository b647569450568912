# SPDX-License-Identifier: Apache-2.0
"""How high a row must be so that its long texts are seen whole."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reports.summary.looks import units

if TYPE_CHECKING:
    from reports.filling.addresses import Area
    from reports.filling.cell_styles import CellStyles
    from reports.filling.sheet_part import SheetPart

_HIGHEST = 409.0
_USUAL_WIDTH = 8.43
_USUAL_HEIGHT = 15.0
_USUAL_SIZE = 11.0
"""Of the font whose digits widths are counted in."""
_LINE = 1.3
"""A line in sizes of its font."""
_PADDING = 4.0


class Heights:
    """Measures the cells of one sheet."""

    def __init__(self, sheet: SheetPart, styles: CellStyles) -> None:
        self._sheet = sheet
        self._styles = styles
        settings = sheet.root.find(f"{sheet.space}sheetFormatPr")
        facts = {} if settings is None else settings.attrib
        self._width = float(facts.get("defaultColWidth") or _USUAL_WIDTH)
        self._height = float(facts.get("defaultRowHeight") or _USUAL_HEIGHT)
        self._widths = {
            number: float(item.get("width"))
            for item in sheet.columns()
            if item.get("width")
            for number in range(int(item.get("min")), min(int(item.get("max")), 1024) + 1)
        }
        self._merges: dict[tuple[int, int], Area] = {
            (area.top, area.left): area for area in sheet.merges()
        }

    def grow(self, row: int, texts: dict[int, str]) -> bool:
        """Make a row as high as its texts need, by column; whether it became higher."""
        element = self._sheet.row_element(row)
        high = float(element.get("ht") or self._height)
        wanted = max((self._needed(row, column, text) for column, text in texts.items()), default=0)
        if wanted <= high:
            return False
        element.set("ht", f"{min(_HIGHEST, wanted):g}")
        element.set("customHeight", "1")
        return True

    def _needed(self, row: int, column: int, text: str) -> float:
        style = self._sheet.style(row, column)
        if not self._styles.breaks(style):
            return 0
        area = self._merges.get((row, column))
        columns = range(area.left, area.right + 1) if area else (column,)
        size = self._styles.size(style)
        wide = sum(self._widths.get(number, self._width) for number in columns) - 1
        wide *= _USUAL_SIZE / size
        lines = sum(max(1, math.ceil(units(part) / max(1.0, wide))) for part in text.split("\n"))
        return 0 if lines == 1 else lines * size * _LINE + _PADDING
