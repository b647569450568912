# SPDX-License-Identifier: Apache-2.0
"""What differs between an empty form and the filled one: part by part, cell by cell.

It reads both packages anew and knows of the filling only which rows moved and which cells the map
names, and it takes references back to the rows where they came from instead of moving them again. So
it finds what the filling got wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.language import message
from reports.filling.addresses import address, areas
from reports.filling.moves import Moves
from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from models.language import Message
    from reports.filling.workbook_parts import WorkbookParts


class Kind(StrEnum):
    """Why something differs."""

    VALUE = "value"
    """The map says what goes here."""
    ROW = "row"
    """A row was put in or taken out, or is higher for a long text."""
    MOVED = "moved"
    """It speaks of rows that moved, and followed them."""
    CALCULATION = "calculation"
    """A value that is calculated anew when the form is opened."""
    OTHER = "other"
    """Nothing asked for it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        part: The name of the part.
        place: In it: a cell, or an element.
    """

    kind: Kind
    part: str
    place: str
    before: str = ""
    after: str = ""

    def sentence(self) -> Message:
        """The difference as one line."""
        return message(
            "{part}, {place}: “{before}” became “{after}”",
            part=self.part,
            place=self.place,
            before=self.before[:80],
            after=self.after[:80],
        )


@dataclass(frozen=True)
class Asked:
    """What the filling of one sheet asked for, in rows of the filled form.

    Attributes:
        cells: That the map names, by row and column.
        heights: Rows that may be higher.
        broken: Cells whose lines break though those of the empty form do not.
    """

    moves: Moves = field(default_factory=Moves)
    cells: frozenset[tuple[int, int]] = frozenset()
    heights: frozenset[int] = frozenset()
    broken: frozenset[tuple[int, int]] = frozenset()


def compare(
    empty: WorkbookParts, filled: WorkbookParts, asked: Mapping[str, Asked]
) -> list[Difference]:
    """All differences, those of the kind `OTHER` among them, which should not be."""
    return list(_Comparing(empty, filled, asked).all())


_REFERENCE = re.compile(
    r"(?P<quoted>\"[^\"]*\")"
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[^\s'!:,;()+\-*/^&=<>\"]+)!)?"
    r"(?:(?P<a>\$?[A-Z]{1,3}\$?)(?P<ar>[0-9]{1,7})"
    r"(?::(?P<b>\$?[A-Z]{1,3}\$?)(?P<br>[0-9]{1,7}))?(?![\w(\[])"
    r"|(?P<ra>\$?)(?P<rar>[0-9]{1,7}):(?P<rb>\$?)(?P<rbr>[0-9]{1,7}))"
)
_CACHES = frozenset({"numCache", "strCache", "multiLvlStrCache"})
_HEIGHTS = frozenset({"ht", "customHeight"})
_IGNORED_ROW = frozenset({"r", "spans"})


class _Comparing:
    def __init__(
        self, empty: WorkbookParts, filled: WorkbookParts, asked: Mapping[str, Asked]
    ) -> None:
        self._empty = empty
        self._filled = filled
        self._asked = asked
        self._owners = _owners(filled)

    def all(self) -> Iterator[Difference]:
        old, new = self._empty.package, self._filled.package
        chains = set(old.related(self._empty.workbook, "calcChain"))
        for part in old.parts:
            if part not in new:
                kind = Kind.CALCULATION if part in chains else Kind.OTHER
                yield Difference(kind, part, "—", part, "")
        for part in new.parts:
            if part not in old:
                yield Difference(Kind.OTHER, part, "—", "", part)
        sheets = {part: name for name, part in self._filled.sheets.items()}
        for part in new.parts:
            if part not in old or old.data(part) == new.data(part):
                continue
            if part in sheets:
                yield from self._sheet(part, sheets[part])
            else:
                yield from self._tree(part, old.tree(part), new.tree(part), "")

    # --- sheets

    def _sheet(self, part: str, name: str) -> Iterator[Difference]:
        asked = self._asked.get(name, Asked())
        old, new = self._empty.sheet(name), self._filled.sheet(name)
        if any(
            item.get("t") == "shared" for item in old.root.iter() if local(item) == "f"
        ) and not (
            any(item.get("t") == "shared" for item in new.root.iter() if local(item) == "f")
        ):
            old.unshare()
        yield from self._rows(part, name, asked)
        for row, column, cell in new.cells():
            source = asked.moves.back(row)
            model = asked.moves.model_of(row)
            before = old.cell(source or model or 0, column)
            place = address(row, column)
            inserted = source is None
            yield from self._style(part, place, before, cell, asked, row, column)
            if (row, column) in asked.cells:
                was = self._empty.texts.of(None if inserted else before)
                now = self._filled.texts.of(cell)
                if was != now or (before is not None and before.get("t") != cell.get("t")):
                    yield Difference(Kind.VALUE, part, place, was, now)
                if new.formula(row, column) is not None:
                    yield Difference(Kind.OTHER, part, place, was, "=…")
                continue
            yield from self._content(part, name, place, before, cell, inserted=inserted)
        gone = [
            (row, column)
            for row, column, cell in old.cells()
            if (target := asked.moves.row(row)) and new.cell(target, column) is None and len(cell)
        ]
        for row, column in gone:
            place = address(row, column)
            yield Difference(Kind.OTHER, part, place, self._empty.texts.of(old.cell(row, column)))
        yield from self._around(part, name, old.root, new.root)

    def _rows(self, part: str, name: str, asked: Asked) -> Iterator[Difference]:
        old, new = self._empty.sheet(name), self._filled.sheet(name)
        for row, element in new.rows.items():
            source = asked.moves.back(row)
            model = source or asked.moves.model_of(row) or 0
            if source is None:
                yield Difference(Kind.ROW, part, str(row), "", str(model))
            was = _attributes(old.rows.get(model))
            now = _attributes(element)
            for key in sorted(was.keys() | now.keys()):
                if was.get(key) == now.get(key):
                    continue
                grown = key in _HEIGHTS and row in asked.heights
                kind = Kind.ROW if grown else Kind.OTHER
                yield Difference(kind, part, f"{row}@{key}", was.get(key, ""), now.get(key, ""))
        for row in old.rows:
            target = asked.moves.row(row)
            if target is None:
                yield Difference(Kind.ROW, part, str(row), str(row), "")
            elif target not in new.rows:
                yield Difference(Kind.OTHER, part, str(row), str(row), "")

    def _style(
        self, part: str, place: str, before: Any, cell: Any, asked: Asked, row: int, column: int
    ) -> Iterator[Difference]:
        was = "0" if before is None else before.get("s", "0")
        now = cell.get("s", "0")
        if was == now:
            return
        if before is None and (row, column) in asked.cells:
            return
        kind = Kind.VALUE if (row, column) in asked.broken else Kind.OTHER
        yield Difference(kind, part, f"{place}@s", was, now)

    def _content(
        self, part: str, name: str, place: str, before: Any, cell: Any, *, inserted: bool
    ) -> Iterator[Difference]:
        old, new = _formula(before), _formula(cell)
        if old is None and new is None:
            held = () if before is None or inserted else _body(before)
            if held != _body(cell):
                yield Difference(
                    Kind.OTHER, part, place,
                    self._empty.texts.of(before), self._filled.texts.of(cell),
                )  # fmt: skip
            return
        if old is None or new is None:
            yield Difference(Kind.OTHER, part, place, f"={old or ''}", f"={new or ''}")
            return
        if inserted:
            return
        if old != new:
            same = self._undone(new, name) == self._clamped(old, name)
            kind = Kind.MOVED if same else Kind.OTHER
            yield Difference(kind, part, place, f"={old}", f"={new}")
        was, now = self._empty.texts.of(before), self._filled.texts.of(cell)
        if was != now:
            kind = Kind.CALCULATION if not now else Kind.OTHER
            yield Difference(kind, part, place, was, now)

    def _around(self, part: str, name: str, old: Any, new: Any) -> Iterator[Difference]:
        """All of a sheet but its rows."""
        one = [item for item in old if local(item) not in {"sheetData", "mergeCells"}]
        other = [item for item in new if local(item) not in {"sheetData", "mergeCells"}]
        yield from self._children(part, one, other, "", name)
        merged = [
            {str(area) for item in root.iter() if local(item) == "mergeCell"
             for area in areas(item.get("ref", ""))}
            for root in (old, new)
        ]  # fmt: skip
        moves = self._asked.get(name, Asked()).moves
        expected = {self._clamped(item, name) for item in merged[0]}
        for item in sorted(merged[1]):
            undone = self._undone(item, name)
            if undone not in expected:
                yield Difference(Kind.OTHER, part, "mergeCell", "", item)
        back = {self._undone(item, name) for item in merged[1]}
        for item in sorted(merged[0]):
            span = areas(item)[0]
            gone = moves.area(span)
            if self._clamped(item, name) not in back and gone is not None and ":" in str(gone):
                yield Difference(Kind.OTHER, part, "mergeCell", item, "")

    # --- any tree

    def _tree(self, part: str, old: Any, new: Any, path: str) -> Iterator[Difference]:
        home = self._owners.get(part.casefold(), "")
        yield from self._element(part, old, new, path, home)

    def _element(self, part: str, old: Any, new: Any, path: str, home: str) -> Iterator[Difference]:
        here = f"{path}/{local(new)}"
        if old.tag != new.tag:
            yield Difference(Kind.OTHER, part, here, str(old.tag), str(new.tag))
            return
        for key in sorted({*old.attrib, *new.attrib}):
            was, now = old.get(key, ""), new.get(key, "")
            if was != now:
                place = f"{here}@{key.rpartition('}')[2]}"
                yield Difference(self._kind(new, key, was, now, home), part, place, was, now)
        was, now = (old.text or "").strip(), (new.text or "").strip()
        if was != now:
            yield Difference(self._kind(new, "", was, now, home), part, here, was, now)
        yield from self._children(part, list(old), list(new), here, home)

    def _children(
        self, part: str, old: list[Any], new: list[Any], here: str, home: str
    ) -> Iterator[Difference]:
        rest = list(new)
        for item in old:
            match = next(
                (other for other in rest[:2] if _alike(item, other)), None
            ) if rest else None  # fmt: skip
            if match is None:
                kind = Kind.CALCULATION if _of_calculation(item) else Kind.OTHER
                kind = Kind.MOVED if self._taken_out(item, home) else kind
                yield Difference(kind, part, f"{here}/{local(item)}", _named(item), "")
                continue
            while rest[0] is not match:
                yield self._added(part, here, rest.pop(0))
            rest.pop(0)
            yield from self._element(part, item, match, here, home)
        for item in rest:
            yield self._added(part, here, item)

    def _added(self, part: str, here: str, item: Any) -> Difference:
        kind = Kind.OTHER
        if local(item) == "calcPr":
            kind = Kind.CALCULATION
        elif local(item) == "xf" and here.endswith("/cellXfs"):
            kind = Kind.VALUE
        return Difference(kind, part, f"{here}/{local(item)}", "", _named(item))

    def _taken_out(self, item: Any, home: str) -> bool:
        """Whether an element spoke of rows that were taken out, and of nothing else."""
        found = areas(item.get("sqref") or item.get("ref") or "")
        moves = self._asked.get(home, Asked()).moves
        return bool(found) and all(moves.area(area) is None for area in found)

    def _kind(self, element: Any, key: str, was: str, now: str, home: str) -> Kind:
        kind = local(element)
        if key in {"fullCalcOnLoad", "refreshOnLoad"}:
            return Kind.CALCULATION
        if key == "count":
            counted = {"cellXfs": Kind.VALUE, "mergeCells": Kind.ROW}
            return counted.get(kind, Kind.MOVED if self._asked else Kind.OTHER)
        if kind == "dimension":
            return Kind.ROW
        if was.strip().lstrip("-").isdigit() and now.strip().lstrip("-").isdigit():
            return Kind.MOVED if self._shifted(int(was), int(now), home) else Kind.OTHER
        if kind == "Anchor":
            pairs = zip(was.split(","), now.split(","), strict=False)
            good = all(self._shifted(int(one), int(other), home) or one.strip() == other.strip()
                       for one, other in pairs)  # fmt: skip
            return Kind.MOVED if good else Kind.OTHER
        return Kind.MOVED if self._undone(now, home) == self._clamped(was, home) else Kind.OTHER

    def _shifted(self, was: int, now: int, home: str) -> bool:
        """Whether a number of a row is what it is after rows above it were put in or taken out."""
        moves = self._asked.get(home, Asked()).moves
        shifts = {0}
        total = 0
        for block in moves.blocks:
            total += block.change
            shifts |= {total, *range(min(total, 0), 0)}
        return now - was in shifts

    # --- references taken back

    def _undone(self, text: str, home: str) -> str:
        """A reference of the filled form in rows of the empty one."""

        def back(row: int, moves: Moves) -> int:
            return moves.back(row) or moves.model_of(row) or row

        return self._mapped(text, home, back)

    def _clamped(self, text: str, home: str) -> str:
        """A reference of the empty form, where rows that were taken out are those before them."""

        def clamp(row: int, moves: Moves) -> int:
            for block in moves.blocks:
                if block.change < 0 and block.first + block.wanted <= row <= block.last:
                    return block.first + block.wanted - 1
            return row

        return self._mapped(text, home, clamp)

    def _mapped(self, text: str, home: str, change: Callable[[int, Moves], int]) -> str:
        asked = {name.casefold(): item.moves for name, item in self._asked.items()}

        def one(found: re.Match[str]) -> str:
            if found["quoted"]:
                return found[0]
            sheet = (found["sheet"] or "").rstrip("!").strip("'").replace("''", "'") or home
            moves = asked.get(sheet.casefold(), Moves())
            prefix = found["sheet"] or ""
            if found["rar"]:
                ends = [change(int(found[key]), moves) for key in ("rar", "rbr")]
                return f"{prefix}{found['ra']}{ends[0]}:{found['rb']}{ends[1]}"
            first = f"{found['a']}{change(int(found['ar']), moves)}"
            if not found["br"]:
                return f"{prefix}{first}"
            last = f"{found['b']}{change(int(found['br']), moves)}"
            return f"{prefix}{first}" if first == last else f"{prefix}{first}:{last}"

        return _REFERENCE.sub(one, text)


def _owners(parts: WorkbookParts) -> dict[str, str]:
    """The sheet that each part belongs to, directly or by a drawing."""
    found: dict[str, str] = {}
    for name, part in parts.sheets.items():
        for relation in parts.package.relations(part):
            if not relation.outside:
                found[relation.target.casefold()] = name
    return found


def _attributes(element: Any | None) -> dict[str, str]:
    if element is None:
        return {}
    return {str(key): value for key, value in element.attrib.items() if key not in _IGNORED_ROW}


def _formula(cell: Any | None) -> str | None:
    if cell is None:
        return None
    found = next((item for item in cell if local(item) == "f"), None)
    return None if found is None else str(found.text or "")


def _body(cell: Any) -> tuple[str, ...]:
    """What a cell holds, as it is written."""
    if not len(cell):
        return ()
    return (cell.get("t", ""), *(_named(item) for item in cell))


def _named(item: Any) -> str:
    text = "".join(item.itertext()) if isinstance(item.tag, str) else ""
    facts = " ".join(f"{key.rpartition('}')[2]}={value}" for key, value in item.attrib.items())
    return f"{local(item)} {facts} {text}".strip()


def _alike(one: Any, other: Any) -> bool:
    """Whether two elements in a row of others may be the same one before and after."""
    if one.tag != other.tag:
        return False
    keys = ("Id", "PartName", "Extension", "id", "name", "uri")
    return (
        all(one.get(key) == other.get(key) for key in keys)
        or len(one.attrib) == 0
        or (local(one) == "brk")
    )


def _of_calculation(item: Any) -> bool:
    if local(item) in _CACHES:
        return True
    return "calcChain" in (item.get("PartName", "") + item.get("Type", ""))
