# SPDX-License-Identifier: Apache-2.0
"""Values that formulas keep from their last calculation: none may stay that would not be right now.

A program that calculates does it anew when it opens the form (`fullCalcOnLoad`); one that only looks
sees no number instead of a wrong one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from reports.filling.following import pivot_sources
from reports.filling.formulas import Reading, reading
from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.filling.addresses import Area
    from reports.filling.workbook_parts import WorkbookParts

_AFTER_CALC = frozenset({"oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
                         "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects",
                         "extLst"})  # fmt: skip
"""What follows the settings of calculation in a workbook part."""
_CACHES = frozenset({"numCache", "strCache", "multiLvlStrCache"})


class _Cells:
    """Cells whose values are not what they were, by sheet and column, for quick looks."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._columns: dict[str, set[int]] = defaultdict(set)

    def add(self, sheet: str, row: int, column: int) -> None:
        rows = self._rows[sheet, column]
        place = bisect_left(rows, row)
        if place == len(rows) or rows[place] != row:
            rows.insert(place, row)
            self._columns[sheet].add(column)

    def meet(self, sheet: str, area: Area) -> bool:
        for column in self._columns.get(sheet, ()):
            if area.left <= column <= area.right:
                rows = self._rows[sheet, column]
                place = bisect_left(rows, area.top)
                if place < len(rows) and rows[place] <= area.bottom:
                    return True
        return False


def forget_stale_values(parts: WorkbookParts, changed: Iterable[tuple[str, int, int]]) -> None:
    """Take the kept values away that may be wrong now, and let everything be calculated on opening.

    Args:
        changed: Sheet, row and column of each cell that was set.
    """
    stale = _Cells()
    for sheet, row, column in changed:
        stale.add(sheet, row, column)
    _formulas(parts, stale)
    _charts(parts, stale)
    _pivots(parts, stale)
    _calculate_on_load(parts)
    _drop_chain(parts)


def _formulas(parts: WorkbookParts, stale: _Cells) -> None:
    waiting: list[tuple[str, int, int, Any, Reading]] = []
    for sheet in parts.sheets:
        part = parts.sheet(sheet)
        shared: dict[str, str] = {}
        for row, column, cell in part.cells():
            for found in cell.findall(f"{part.space}f"):
                text = found.text or ""
                if found.get("t") == "shared":
                    text = shared.setdefault(found.get("si", ""), text) or text
                    kept = reading(text)
                    if not found.text:
                        kept = Reading(kept.cells, kept.names, anywhere=True)
                    waiting.append((sheet, row, column, cell, kept))
                else:
                    waiting.append((sheet, row, column, cell, reading(text)))
    again = True
    while again:
        again = False
        left = []
        for item in waiting:
            sheet, row, column, cell, read = item
            if not _reads(parts, read, sheet, stale):
                left.append(item)
                continue
            stale.add(sheet, row, column)
            again = True
            held = [child for child in cell if local(child) == "v"]
            for child in held:
                cell.remove(child)
            if held:
                cell.attrib.pop("t", None)
                parts.package.touch(parts.sheets[sheet])
        waiting = left


def _reads(parts: WorkbookParts, read: Reading, sheet: str, stale: _Cells) -> bool:
    if read.anywhere:
        return True
    for where, area in read.cells:
        if stale.meet(parts.known(where) if where else sheet, area):
            return True
    for name in read.names:
        cells = parts.name_cells(name, sheet)
        if not cells and not name.startswith(("#", "[")):
            return True
        if any(stale.meet(parts.known(where) or sheet, area) for where, area in cells):
            return True
    return False


def _charts(parts: WorkbookParts, stale: _Cells) -> None:
    package = parts.package
    for part in package.parts:
        if not part.casefold().startswith("xl/charts/") or not part.casefold().endswith(".xml"):
            continue
        for item in list(package.tree(part).iter()):
            if local(item) not in _CACHES or item.getparent() is None:
                continue
            source = next((x.text for x in item.getparent() if local(x) == "f"), None)
            if source and _reads(parts, reading(source), "", stale):
                item.getparent().remove(item)
                package.touch(part)


def _pivots(parts: WorkbookParts, stale: _Cells) -> None:
    from reports.filling.addresses import Area

    for part, item in pivot_sources(parts.package):
        area = Area.read(item.get("ref", ""))
        if area is None or stale.meet(parts.known(item.get("sheet", "")), area):
            parts.package.tree(part).set("refreshOnLoad", "1")
            parts.package.touch(part)


def _calculate_on_load(parts: WorkbookParts) -> None:
    root = parts.package.tree(parts.workbook)
    found = next((item for item in root if local(item) == "calcPr"), None)
    if found is None:
        found = root.makeelement(root.tag.rpartition("}")[0] + "}calcPr")
        later = next((item for item in root if local(item) in _AFTER_CALC), None)
        if later is None:
            root.append(found)
        else:
            later.addprevious(found)
    found.set("fullCalcOnLoad", "1")
    parts.package.touch(parts.workbook)


def _drop_chain(parts: WorkbookParts) -> None:
    """The order of calculation is made anew where it is missing; a wrong one is an error to Excel."""
    for part in list(parts.package.related(parts.workbook, "calcChain")):
        parts.package.drop(part)
        parts.package.cut_relation(parts.workbook, "calcChain")
