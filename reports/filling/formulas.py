# SPDX-License-Identifier: Apache-2.0
"""Formulas: which cells they read, and the same formula after rows moved or in another row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from reports.filling.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    column_letters,
    column_number,
)

if TYPE_CHECKING:
    from reports.filling.moves import Moves

_SHEET = r"(?:(?P<{0}>'(?:[^']|'')+'|[^\s'!:\[\]()+\-*/^&=<>,;\"]+(?::[^\s'!\[\]()]+)?)!)?"
_POINT = r"(?P<{0}c>\$?[A-Za-z]{{1,3}})(?P<{0}r>\$?[0-9]{{1,7}})"
_REFERENCE = re.compile(
    "^"
    + _SHEET.format("sheet")
    + "(?:"
    + _POINT.format("a")
    + "(?::"
    + _SHEET.format("other")
    + _POINT.format("b")
    + r")?#?|(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7})|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})"
    + ")$"
)
_ADDING = frozenset({"SUM", "COUNT", "COUNTA", "AVERAGE", "MAX", "MIN", "SUBTOTAL", "PRODUCT"})
BROKEN = "#REF!"

_ANYWHERE = frozenset({"INDIRECT", "OFFSET", "CELL", "ROW", "ROWS", "TODAY", "NOW", "RAND",
                       "RANDBETWEEN", "INFO", "ADDRESS", "FORMULATEXT", "SHEET"})  # fmt: skip
"""Functions whose value no list of cells tells."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a formula reads.

    Attributes:
        cells: Sheet (empty for its own) and area.
        names: Defined names, tables and what else is no address.
        anywhere: It may read any cell.
    """

    cells: tuple[tuple[str, Area], ...]
    names: tuple[str, ...]
    anywhere: bool


class UnreadableFormulaError(Exception):
    """A formula that nobody understands."""


@lru_cache(maxsize=4096)
def tokens(source: str) -> tuple[Token, ...]:
    """The parts of a formula.

    Raises:
        UnreadableFormulaError: Nobody understands it.
    """
    try:
        found = Tokenizer(f"={source}")
    except (TokenizerError, IndexError) as error:
        raise UnreadableFormulaError from error
    return tuple(found.items)


def _is_reference(token: Token) -> bool:
    return bool(token.type == Token.OPERAND and token.subtype == Token.RANGE)


def reading(source: str) -> Reading:
    """What a formula reads; one that nobody understands may read anything."""
    cells: list[tuple[str, Area]] = []
    names: list[str] = []
    anywhere = False
    try:
        found = tokens(source)
    except UnreadableFormulaError:
        return Reading((), (), anywhere=True)
    for token in found:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            name = token.value.rstrip("(").upper().rpartition(".")[2]
            anywhere = anywhere or name in _ANYWHERE or ":" in token.value
        if not _is_reference(token):
            continue
        match = _REFERENCE.match(token.value)
        if match is None:
            names.append(token.value)
            continue
        area = Area.read(token.value.rpartition("!")[2].rstrip("#")) if not match["other"] else None
        sheet = _unquoted(match["sheet"] or "")
        if area is None or ":" in sheet:
            anywhere = True
        else:
            cells.append((sheet, area))
    return Reading(tuple(cells), tuple(names), anywhere)


def moved(
    source: str,
    *,
    home: str,
    moving: str,
    moves: Moves,
    in_block: bool = False,
    sums: bool = True,
    shown: bool = False,
) -> str:
    """A formula after rows of a sheet moved.

    Args:
        home: The sheet that references without one mean.
        moving: The sheet whose rows moved.
        in_block: It stands in the rows of a table, where a range within its row is that row's.
        sums: A sum of the only row of a table becomes one of all its rows.
        shown: It is what a chart shows: the only row of a table means all its rows.

    Raises:
        UnreadableFormulaError: Nobody understands it.
        ThroughSheetsError: It reads the same cells of several sheets, and they moved on one only.
    """
    found = tokens(source)

    def there(name: str) -> bool:
        return _same(_unquoted(name) if name else home, moving)

    texts = []
    for place, token in enumerate(found):
        text = token.value
        if _is_reference(token):
            match = _REFERENCE.match(text)
            if match is not None and match["sheet"] and ":" in match["sheet"]:
                text = _through(text, moving, moves)
            elif match is not None and there(match["sheet"] or ""):
                alone = shown or (sums and not in_block and _is_summed(found, place))
                text = _moved_reference(match, moves, alone=alone, in_block=in_block)
        elif token.type == Token.FUNC and ":" in text:
            first, colon, function = text.partition(":")
            match = _REFERENCE.match(first)
            if match is not None and there(match["sheet"] or ""):
                text = (
                    f"{_moved_reference(match, moves, alone=False, in_block=True)}{colon}{function}"
                )
        texts.append(text)
    return "".join(texts)


class ThroughSheetsError(Exception):
    """A reference through several sheets, of which one moved."""


def _through(text: str, moving: str, moves: Moves) -> str:
    """A reference through several sheets stays only where its cells do."""
    area = Area.read(text.rpartition("!")[2])
    if area is None or moves.area(area, grows=True) != area:
        raise ThroughSheetsError(moving)
    return text


def _is_summed(found: tuple[Token, ...], place: int) -> bool:
    """Whether an operand is the only argument of a function that adds up, or its last one."""
    before = found[place - 1] if place else None
    after = found[place + 1] if place + 1 < len(found) else None
    if after is None or not (after.type == Token.FUNC and after.subtype == Token.CLOSE):
        return False
    if before is not None and before.type == Token.SEP and place > 2:  # noqa: PLR2004 - SUBTOTAL(9,…
        before = found[place - 3]
        return bool(before.value.upper() == "SUBTOTAL(")
    return bool(
        before is not None
        and before.type == Token.FUNC
        and before.subtype == Token.OPEN
        and before.value.rstrip("(").upper() in _ADDING
    )


def _moved_reference(match: re.Match[str], moves: Moves, *, alone: bool, in_block: bool) -> str:
    sheet = f"{match['sheet']}!" if match["sheet"] else ""
    if match["columns"]:
        return match[0]
    if match["rows"]:
        first, last = match["rows"].split(":")
        span = moves.span(_row(first), _row(last), grows=True)
        if span is None:
            return f"{sheet}{BROKEN}"
        return f"{sheet}{_like(first, span[0])}:{_like(last, span[1])}"
    spill = "#" if match[0].endswith("#") else ""
    top = _row(match["ar"])
    if match["br"] is None:
        span = moves.span(top, top, grows=alone)
        if span is None:
            return f"{sheet}{BROKEN}"
        here = f"{sheet}{match['ac']}{_like(match['ar'], span[0])}{spill}"
        return here if span[0] == span[1] else f"{here}:{match['ac']}{_like(match['ar'], span[1])}"
    bottom = _row(match["br"])
    own_row = in_block and not match["br"].startswith("$")
    span = moves.span(min(top, bottom), max(top, bottom), grows=not own_row)
    if span is None:
        return f"{sheet}{BROKEN}"
    first, last = span if top <= bottom else span[::-1]
    other = f"{match['other']}!" if match["other"] else ""
    return (
        f"{sheet}{match['ac']}{_like(match['ar'], first)}"
        f":{other}{match['bc']}{_like(match['br'], last)}{spill}"
    )


def translated(source: str, *, down: int = 0, right: int = 0) -> str:
    """A formula copied so many rows down and columns to the right, as Excel copies it.

    Raises:
        UnreadableFormulaError: Nobody understands it.
    """

    def shift(text: str) -> str:
        match = _REFERENCE.match(text)
        if match is None:
            return text
        sheet = f"{match['sheet']}!" if match["sheet"] else ""
        if match["rows"]:
            ends = [_shifted(item, down, LAST_ROW) for item in match["rows"].split(":")]
            return sheet + (BROKEN if "" in ends else ":".join(ends))
        if match["columns"]:
            ends = [_shifted_column(item, right) for item in match["columns"].split(":")]
            return sheet + (BROKEN if "" in ends else ":".join(ends))
        points = [(match["ac"], match["ar"]), (match["bc"], match["br"])]
        made = [
            (_shifted_column(column, right), _shifted(row, down, LAST_ROW))
            for column, row in points
            if column is not None
        ]
        if any("" in pair for pair in made):
            return f"{sheet}{BROKEN}"
        other = f"{match['other']}!" if match["other"] else ""
        spill = "#" if text.endswith("#") else ""
        return sheet + f":{other}".join("".join(pair) for pair in made) + spill

    texts = []
    for token in tokens(source):
        text = token.value
        if _is_reference(token):
            text = shift(text)
        elif token.type == Token.FUNC and ":" in text:
            first, colon, function = text.partition(":")
            text = f"{shift(first)}{colon}{function}"
        texts.append(text)
    return "".join(texts)


def _shifted(row: str, by: int, most: int) -> str:
    if row.startswith("$"):
        return row
    number = int(row) + by
    return str(number) if 1 <= number <= most else ""


def _shifted_column(letters: str, by: int) -> str:
    if letters.startswith("$"):
        return letters
    number = column_number(letters) + by
    return column_letters(number) if 1 <= number <= LAST_COLUMN else ""


def _row(text: str) -> int:
    return int(text.lstrip("$"))


def _like(old: str, row: int) -> str:
    return f"${row}" if old.startswith("$") else str(row)


def _unquoted(sheet: str) -> str:
    if sheet.startswith("'") and sheet.endswith("'"):
        return sheet[1:-1].replace("''", "'")
    return sheet


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
