# SPDX-License-Identifier: Apache-2.0
"""What other parts of a workbook say of the rows of a sheet, and how it follows when they move.

Formulas and rules of other sheets, defined names, pictures and shapes, notes, charts, tables, pivot
tables, form controls. A part in which nothing says anything of a row that moved keeps its bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models.language import message
from reports.filling.faults import CannotFollowError
from reports.filling.formulas import UnreadableFormulaError, tokens
from reports.filling.row_moves import Follower, anchor_row
from reports.filling.sheet_part import SheetPart, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reports.filling.moves import Moves
    from reports.filling.package import Package

_CONTROL_FORMULAS = ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
_VML_FORMULAS = frozenset({"FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaGroup"})
_RULES = frozenset({"formula", "formula1", "formula2"})
_VML_ANCHOR_ROWS = (2, 6)
_CHARTS = re.compile(r"^xl/charts/[^/]+\.xml$", re.IGNORECASE)


def follow_in_package(
    package: Package, workbook: str, sheets: dict[str, str], moving: str, moves: Moves
) -> None:
    """Let all parts but the sheet's own follow.

    Args:
        sheets: The parts of the sheets by name.
        moving: The sheet whose rows moved.

    Raises:
        CannotFollowError: Something does not let itself be moved.
    """
    _names(package, workbook, moving, moves)
    for name, part in sheets.items():
        if name != moving:
            _other_sheet(package, part, name, moving, moves)
    for part in package.parts:
        if _CHARTS.match(part):
            _chart(package, part, moving, moves)
    _own_parts(package, sheets[moving], moving, moves)
    _pivot_sources(package, moving, moves)


def _names(package: Package, workbook: str, moving: str, moves: Moves) -> None:
    follow = Follower("", moving, moves)
    for item in package.tree(workbook).iter():
        if local(item) == "definedName" and item.text:
            text = _quietly(item.text, follow)
            if text != item.text:
                item.text = text
                package.touch(workbook)


def _quietly(source: str, follow: Follower) -> str:
    """A name that nobody can read is no reference to rows, and stays."""
    try:
        reading_of = tokens(source)
    except UnreadableFormulaError:
        return source
    return follow(source) if reading_of else source


def _other_sheet(package: Package, part: str, name: str, moving: str, moves: Moves) -> None:
    """Formulas of another sheet that read the one that moved."""
    follow = Follower(name, moving, moves)
    root = package.tree(part)
    mention = moving.casefold()
    if not any(
        item.text and mention in item.text.casefold().replace("''", "'")
        for item in root.iter()
        if local(item) in {"f", *_RULES}
    ) and not _links_to(root, mention):
        return
    sheet = SheetPart(root)
    sheet.unshare()
    changed = False
    for _, _, cell in sheet.cells():
        for found in cell.findall(f"{sheet.space}f"):
            if found.text:
                text = follow(found.text, sums=True)
                changed = changed or text != found.text
                found.text = text
    for item in root.iter():
        kind = local(item)
        rule = kind in _RULES or (kind == "f" and local(item.getparent()) != "c")
        if rule and item.text:
            text = follow(item.text)
            changed = changed or text != item.text
            item.text = text
        elif kind == "hyperlink" and item.get("location"):
            text = _quietly(item.get("location"), follow)
            changed = changed or text != item.get("location")
            item.set("location", text)
    if changed:
        package.touch(part)


def _links_to(root: Any, mention: str) -> bool:
    return any(
        mention in item.get("location", "").casefold()
        for item in root.iter()
        if local(item) == "hyperlink"
    )


def _chart(package: Package, part: str, moving: str, moves: Moves) -> None:
    follow = Follower("", moving, moves, shown=True)
    for item in package.tree(part).iter():
        if local(item) == "f" and item.text:
            text = _quietly(item.text, follow)
            if text != item.text:
                item.text = text
                package.touch(part)


def _own_parts(package: Package, part: str, moving: str, moves: Moves) -> None:
    """Parts that belong to the sheet that moved."""
    for relation in package.relations(part):
        if relation.outside or relation.target not in package:
            continue
        handle = _PARTS.get(relation.kind)
        if handle is not None:
            handle(package, relation.target, moving, moves)


def _drawing(package: Package, part: str, _moving: str, moves: Moves) -> None:
    for anchor in package.tree(part):
        kind = local(anchor)
        if kind not in {"twoCellAnchor", "oneCellAnchor"} or anchor.get("editAs") == "absolute":
            continue
        ends = {local(item): _row_of(item) for item in anchor if local(item) in {"from", "to"}}
        first = ends["from"]
        moved = anchor_row(int(first.text), moves)
        shift = moved - int(first.text)
        last = ends.get("to")
        if last is not None and anchor.get("editAs") == "oneCell":
            last.text = str(int(last.text) + shift)
        elif last is not None:
            last.text = str(anchor_row(int(last.text), moves))
        first.text = str(moved)
        package.touch(part)


def _row_of(element: Any) -> Any:
    return next(item for item in element if local(item) == "row")


def _notes(package: Package, part: str, moving: str, moves: Moves) -> None:
    for item in package.tree(part).iter():
        if local(item) in {"comment", "threadedComment"} and item.get("ref"):
            text = moves.sqref(item.get("ref"))
            if not text:
                said = message("cell {cell} has a note, and its row would be taken out",
                               cell=item.get("ref"))  # fmt: skip
                raise CannotFollowError(moving, said)
            if text.partition(":")[0] != item.get("ref"):
                item.set("ref", text.partition(":")[0])
                package.touch(part)


def _vml(package: Package, part: str, moving: str, moves: Moves) -> None:
    follow = Follower(moving, moving, moves)
    for item in package.tree(part).iter():
        kind = local(item)
        if kind == "Row" and item.text and item.text.strip().isdigit():
            _set_text(package, part, item, str(anchor_row(int(item.text), moves)))
        elif kind == "Anchor" and item.text:
            _set_text(package, part, item, _anchor(item, moves))
        elif kind in _VML_FORMULAS and item.text:
            _set_text(package, part, item, _quietly(item.text, follow))


def _anchor(item: Any, moves: Moves) -> str:
    numbers = item.text.split(",")
    above = [local(other) for other in item.getparent()]
    if "MoveWithCells" not in above and "Row" not in above:
        return str(item.text)
    try:
        shift = anchor_row(int(numbers[2]), moves) - int(numbers[2])
        for place in _VML_ANCHOR_ROWS:
            numbers[place] = f" {int(numbers[place]) + shift}"
    except (IndexError, ValueError):
        return str(item.text)
    return ",".join(numbers) if shift else str(item.text)


def _set_text(package: Package, part: str, item: Any, text: str) -> None:
    if text != item.text:
        item.text = text
        package.touch(part)


def _table(package: Package, part: str, moving: str, moves: Moves) -> None:
    follow = Follower(moving, moving, moves)
    root = package.tree(part)
    for item in root.iter():
        kind = local(item)
        if kind in {"table", "autoFilter", "sortState", "sortCondition"} and item.get("ref"):
            text = moves.sqref(item.get("ref"), grows=True)
            if text != item.get("ref"):
                item.set("ref", text)
                package.touch(part)
        elif kind in {"calculatedColumnFormula", "totalsRowFormula"} and item.text:
            _set_text(package, part, item, _quietly(item.text, follow))


def _pivot_table(package: Package, part: str, _moving: str, moves: Moves) -> None:
    for item in package.tree(part).iter():
        if local(item) == "location" and item.get("ref"):
            text = moves.sqref(item.get("ref"))
            if text and text != item.get("ref"):
                item.set("ref", text)
                package.touch(part)


def _controls(package: Package, part: str, moving: str, moves: Moves) -> None:
    follow = Follower(moving, moving, moves)
    root = package.tree(part)
    for key in _CONTROL_FORMULAS:
        if root.get(key):
            text = _quietly(root.get(key), follow)
            if text != root.get(key):
                root.set(key, text)
                package.touch(part)


def _pivot_sources(package: Package, moving: str, moves: Moves) -> None:
    """What pivot tables anywhere are made of."""
    for part, item in pivot_sources(package):
        if item.get("sheet", "").casefold() == moving.casefold() and item.get("ref"):
            text = moves.sqref(item.get("ref"), grows=True)
            if text and text != item.get("ref"):
                item.set("ref", text)
                package.touch(part)


def pivot_sources(package: Package) -> Iterator[tuple[str, Any]]:
    """The parts that hold what pivot tables are made of, and where they say which cells that is."""
    for part in package.parts:
        if "pivotCacheDefinition" in package.content_type(part):
            for item in package.tree(part).iter():
                if local(item) == "worksheetSource":
                    yield part, item


_PARTS: dict[str, Callable[[Package, str, str, Moves], None]] = {
    "drawing": _drawing,
    "comments": _notes,
    "threadedComment": _notes,
    "vmlDrawing": _vml,
    "table": _table,
    "pivotTable": _pivot_table,
    "ctrlProp": _controls,
}
