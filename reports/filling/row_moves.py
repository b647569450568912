# SPDX-License-Identifier: Apache-2.0
"""Rows put into a sheet and taken out of it: its rows and cells, and all that its part says of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.language import message
from reports.filling.addresses import Area, address, areas
from reports.filling.faults import CannotFollowError
from reports.filling.formulas import (
    BROKEN,
    ThroughSheetsError,
    UnreadableFormulaError,
    moved,
    translated,
)
from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from reports.filling.moves import Moves
    from reports.filling.sheet_part import SheetPart

_FOLLOWING = frozenset(
    {"conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"}
)
"""What holds for a row holds for those that are put in to look like it."""
_GROWING = _FOLLOWING | {"autoFilter", "sortState", "sortCondition", "dimension"}
"""What ranges over the only row of a table ranges over all of them afterwards."""
_AREAS = {
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "dimension": "ref",
    "selection": "sqref",
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "protectedRange": "sqref",
    "ignoredError": "sqref",
    "inputCells": "r",
    "cellWatch": "r",
    "hyperlink": "ref",
}
_POINTS = {"selection": "activeCell", "pane": "topLeftCell", "sheetView": "topLeftCell"}
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
_SKIPPED = frozenset({"sheetData", "mergeCells", "cols"})


def move_rows(sheet: SheetPart, name: str, moves: Moves) -> None:
    """Put rows in and take rows out as `moves` says, and let everything in this part follow.

    Raises:
        CannotFollowError: Something reaches over the rows that no move keeps right.
    """
    sheet.unshare()
    _refuse(sheet, name, moves)
    follow = Follower(name, name, moves)
    _rows(sheet, moves, follow)
    _merges(sheet, moves)
    for element in list(sheet.root):
        if local(element) not in _SKIPPED:
            move_references(element, moves, follow)


@dataclass(frozen=True, slots=True)
class Follower:
    """Makes of a formula of one sheet the same formula after the rows of another moved.

    Attributes:
        home: The sheet that references without one mean.
        moving: The sheet whose rows moved.
        shown: The formulas are what charts show.
    """

    home: str
    moving: str
    moves: Moves
    shown: bool = False

    def __call__(self, source: str, *, in_block: bool = False, sums: bool = False) -> str:
        """The formula afterwards.

        Args:
            source: The formula, without its `=`.
            in_block: It stands in the rows of a table.
            sums: A sum of the only row of a table becomes one of all its rows.

        Raises:
            CannotFollowError: There is none.
        """
        try:
            found = moved(
                source,
                home=self.home,
                moving=self.moving,
                moves=self.moves,
                in_block=in_block,
                sums=sums,
                shown=self.shown,
            )
        except UnreadableFormulaError:
            said = message("nobody can tell what the formula ={formula} reads", formula=source)
            raise CannotFollowError(self.moving, said) from None
        except ThroughSheetsError:
            said = message(
                "the formula ={formula} reads the same cells of several sheets", formula=source
            )
            raise CannotFollowError(self.moving, said) from None
        if found.count(BROKEN) > source.count(BROKEN):
            said = message(
                "the formula ={formula} reads a row that would be taken out", formula=source
            )
            raise CannotFollowError(self.moving, said)
        return found


def move_references(element: Any, moves: Moves, follow: Follower) -> None:
    """Let everything below an element follow: formulas, areas, points."""
    found = list(element.iter())
    for item in found:
        if local(item) in _FORMULAS and item.text:
            item.text = follow(item.text, in_block=_in_block(item, moves))
    for item in found:
        _move_area(item, moves)
        kind = local(item)
        if kind == "sqref" and item.text:
            item.text = moves.sqref(item.text, grows=True, follows=True)
        elif kind == "hyperlink" and item.get("location"):
            item.set("location", _location(item.get("location"), follow))
        elif kind == "brk" and local(item.getparent()) == "rowBreaks":
            row = moves.row(int(item.get("id", 0)))
            if row is not None:
                item.set("id", str(row))
        elif kind == "row" and local(item.getparent()) in {"from", "to"} and item.text:
            item.text = str(anchor_row(int(item.text), moves))


def _move_area(item: Any, moves: Moves) -> None:
    kind = local(item)
    key = _AREAS.get(kind)
    if key and item.get(key):
        text = moves.sqref(item.get(key), grows=kind in _GROWING, follows=kind in _FOLLOWING)
        if text:
            item.set(key, text)
        elif item.getparent() is not None:
            _remove(item)
    point = _POINTS.get(kind)
    if point and item.get(point):
        found = areas(item.get(point))
        row = moves.row(found[0].top) if found else None
        if row is not None:
            item.set(point, address(row, found[0].left))


def _in_block(item: Any, moves: Moves) -> bool:
    """Whether a rule begins in the rows of a table, where a range in one row means that row alone."""
    above = item.getparent()
    while above is not None:
        listed = [child.text for child in above if local(child) == "sqref"]
        text = above.get("sqref") or (listed[0] if listed else None)
        if text:
            found = areas(text)
            return bool(found) and any(
                block.first <= found[0].top <= block.last for block in moves.blocks
            )
        above = above.getparent()
    return False


def anchor_row(row: int, moves: Moves) -> int:
    """Where the row of an anchor is, which counts from 0; of one that was taken out the next."""
    found = moves.row(row + 1)
    while found is None:
        row += 1
        found = moves.row(row + 1)
    return found - 1


def _location(text: str, follow: Follower) -> str:
    try:
        return follow(text)
    except CannotFollowError:
        return text


def _remove(item: Any) -> None:
    """Take an element out, and the list that held it where nothing is left in it."""
    above = item.getparent()
    above.remove(item)
    if not len(above) and local(above) in {"dataValidations", "hyperlinks", "protectedRanges"}:
        above.getparent().remove(above)
    elif "count" in above.attrib:
        above.set("count", str(len(above)))


def _refuse(sheet: SheetPart, name: str, moves: Moves) -> None:
    for row, column, cell in sheet.cells():
        for found in cell.findall(f"{sheet.space}f"):
            if found.get("t") not in {"array", "dataTable"}:
                continue
            area = Area.read(found.get("ref", "")) or Area(row, column, row, column)
            for block in moves.blocks:
                upper = block.model if block.change > 0 else block.first + block.wanted - 1
                lower = upper + 1 if block.change > 0 else block.last + 1
                crossed = area.top <= upper and area.bottom >= lower
                many = area.top != area.bottom and area.top <= block.last <= area.bottom
                if crossed or many or (found.get("t") == "dataTable" and area.bottom > upper):
                    said = message(
                        "the array formula in {cells} reaches over its rows", cells=str(area)
                    )
                    raise CannotFollowError(name, said)


def _rows(sheet: SheetPart, moves: Moves, follow: Follower) -> None:
    sources = {
        (row, column): str(found.text)
        for row, column, cell in sheet.cells()
        for found in cell.findall(f"{sheet.space}f")
        if found.text and found.get("t") != "array"
    }
    copies = _copies(sheet, moves)
    blocks = [range(block.first, block.last + 1) for block in moves.blocks]
    for row, _, cell in list(sheet.cells()):
        found = cell.find(f"{sheet.space}f")
        if found is None or moves.row(row) is None:
            continue
        if found.text:
            found.text = follow(
                found.text, in_block=any(row in block for block in blocks), sums=True
            )
        if found.get("ref"):
            found.set("ref", moves.sqref(found.get("ref")))
    made = [
        _made(sheet, element, number, number - model, follow)
        for number, (element, model) in copies.items()
    ]
    _chained(sheet, moves, sources)
    for row, element in list(sheet.rows.items()):
        target = moves.row(row)
        if target is None:
            sheet.data.remove(element)
        elif target != row:
            number_row(element, target)
    there = [item for item in sheet.data if local(item) == "row"]
    sheet.data[:] = sorted([*there, *made], key=lambda item: int(item.get("r")))
    sheet.index()


def _copies(sheet: SheetPart, moves: Moves) -> dict[int, tuple[Any, int]]:
    """The rows that are put in, by their numbers, and which row each looks like, before it moves."""
    found: dict[int, tuple[Any, int]] = {}
    for block in moves.blocks:
        if block.change <= 0 or block.model not in sheet.rows:
            continue
        here = moves.row(block.model)
        assert here is not None
        for step in range(1, block.change + 1):
            found[here + step] = (sheet.copy_of(sheet.rows[block.model]), here)
    return found


def _made(
    sheet: SheetPart,
    element: Any,
    number: int,
    down: int,
    follow: Follower,
) -> Any:
    """A row that is put in: its formulas read what they would if a clerk had copied them down."""
    for cell in element:
        found = cell.find(f"{sheet.space}f") if local(cell) == "c" else None
        if found is not None and found.text:
            found.text = translated(follow(found.text, in_block=True), down=down)
            found.attrib.pop("ref", None)
            if found.get("t") == "array":
                found.set("ref", "")
            for held in cell.findall(f"{sheet.space}v"):
                cell.remove(held)
            if found.get("t") != "array":
                cell.attrib.pop("t", None)
    number_row(element, number)
    for cell in element:
        found = cell.find(f"{sheet.space}f") if local(cell) == "c" else None
        if found is not None and found.get("t") == "array":
            found.set("ref", cell.get("r"))
    return element


def _chained(sheet: SheetPart, moves: Moves, sources: dict[tuple[int, int], str]) -> None:
    """Let a formula of the last row that goes on from the row above it go on from the new one."""
    for block in moves.blocks:
        if block.change <= 0 or block.rows == 1:
            continue
        here = moves.row(block.model)
        for column, cell in sheet.cells_of(block.last).items():
            found = cell.find(f"{sheet.space}f")
            above = sources.get((block.model, column))
            if found is None or above is None or here is None:
                continue
            if translated(above, down=1) == sources.get((block.last, column)):
                model = sheet.formula(block.model, column)
                if model is not None and model.text:
                    found.text = translated(model.text, down=block.change + 1)


def number_row(element: Any, row: int) -> None:
    """Give a row and its cells another number."""
    element.set("r", str(row))
    for cell in element:
        if local(cell) == "c":
            letters = cell.get("r", "").rstrip("0123456789")
            cell.set("r", f"{letters}{row}")


def _merges(sheet: SheetPart, moves: Moves) -> None:
    found = sheet.root.find(f"{sheet.space}mergeCells")
    if found is None:
        return
    before = [(item, area) for item in found for area in areas(item.get("ref", ""))]
    for item, area in before:
        target = moves.area(area)
        if target is None or (target.top, target.left) == (target.bottom, target.right):
            found.remove(item)
        else:
            item.set("ref", str(target))
    for block in moves.blocks:
        here = moves.row(block.model)
        if block.change <= 0 or here is None:
            continue
        for item, area in before:
            if area.top == area.bottom == block.model:
                for step in range(1, block.change + 1):
                    copied = item.makeelement(item.tag)
                    copied.set("ref", str(Area(here + step, area.left, here + step, area.right)))
                    found.append(copied)
    if not len(found):
        sheet.root.remove(found)
    elif "count" in found.attrib:
        found.set("count", str(len(found)))
