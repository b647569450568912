# SPDX-License-Identifier: Apache-2.0
"""Names inside workbooks: columns, ranges, sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31


def column_letter(index: int) -> str:
    """The letters of a column, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def range_of(column: int, first: int, last: int) -> str:
    """The fixed range of one column: `$C$3:$C$20`."""
    letter = column_letter(column)
    return f"${letter}${first}:${letter}${last}"


def sheet_title(wanted: str, taken: Collection[str] = ()) -> str:
    r"""A sheet name that Excel accepts, as close to `wanted` as it can be, and not yet taken.

    At most 31 UTF-16 units, none of `[]:*?/\`, no apostrophe at either end; case does not
    distinguish two names (Excel specifications and limits).
    """
    cleaned = _ILLEGAL.sub("_", wanted).strip().strip("'") or "_"
    known = {name.casefold() for name in taken} | {"history"}
    tail, number = "", 1
    while (name := _short(cleaned, tail)).casefold() in known:
        number += 1
        tail = f" ({number})"
    return name


def sheet_reference(title: str) -> str:
    """A sheet as formulas name it: `'明细'!`."""
    doubled = title.replace("'", "''")
    return f"'{doubled}'!"


def _short(name: str, tail: str) -> str:
    while len((name + tail).encode("utf-16-le")) // 2 > _LONGEST:
        name = name[:-1]
    return name + tail
