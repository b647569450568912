# SPDX-License-Identifier: Apache-2.0
"""Long texts on a terminal: whole, wrapped to its width, and indented; nothing is cut."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

from gui.commands.output import width
from models.language import Label, Listing, Message, current_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.language import Translatable

_PIECE = re.compile(r"[!-~]+\s*|\s+|.")
"""What stays together on a line: a word of letters or digits with the space behind it; one 汉字."""

_NEVER_FIRST = frozenset("，。、；：？！）》」』】”’,.;:?!)]")
_NARROWEST = 24
_CELL = 40


def screen_width() -> int:
    """How many columns there are to fill: those of the terminal without room for a last full stop."""
    return shutil.get_terminal_size((100, 24)).columns - 2


def wrapped(text: str, room: int) -> list[str]:
    """A text in lines of so many columns; its own line breaks stay."""
    return [line for part in text.split("\n") for line in _lines(part, max(room, _NARROWEST))]


def _lines(text: str, room: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(text):
        if line and width(line) + width(piece.rstrip()) > room and piece not in _NEVER_FIRST:
            yield line.rstrip()
            line = ""
        rest = piece
        while width(rest) > room:  # a word longer than a line
            yield rest[:room]
            rest = rest[room:]
        line += rest
    yield line.rstrip()


def hanging(head: str, text: str, indent: int = 0) -> str:
    """A head with a text behind it, whose further lines stand below its beginning."""
    start = " " * indent + head
    before = width(start)
    if before > screen_width() // 2:  # no room beside it: the text goes below
        return "\n".join([start.rstrip(), hanging(" " * 4, text, indent)])
    first, *rest = wrapped(text, screen_width() - before)
    return "\n".join([start + first, *(" " * before + line for line in rest)]).rstrip()


def named(pairs: Sequence[tuple[Translatable, Any]], indent: int = 2) -> Iterator[str]:
    """Names with their values beside them, all beginning in one column; a long name goes above."""
    most = screen_width() // 3
    names = [said(name) for name, _ in pairs]
    column = max((width(name) for name in names if width(name) <= most), default=0)
    for name, (_, value) in zip(names, pairs, strict=True):
        head = name if width(name) <= most else ""
        if not head:
            yield hanging("", name, indent)
        yield hanging(f"{head}{' ' * (column - width(head))}  ", said(value), indent)


def whole_table(heads: Sequence[Translatable], rows: Sequence[Sequence[Any]]) -> str:
    """Rows under heads like `output.table`, but a long cell goes on in further lines."""
    cells = [[said(item) for item in row] for row in (heads, *rows)]
    lines = [[wrapped(text, _CELL) for text in row] for row in cells]
    sizes = [
        max(width(line) for row in lines for line in row[place]) for place in range(len(heads))
    ]
    return "\n".join(line for row in lines for line in _beside(row, sizes))


def _beside(row: Sequence[Sequence[str]], sizes: Sequence[int]) -> Iterator[str]:
    for place in range(max(map(len, row))):
        parts = [lines[place] if place < len(lines) else "" for lines in row]
        padded = (
            part + " " * (size - width(part)) for part, size in zip(parts, sizes, strict=True)
        )
        yield "  ".join(padded).rstrip()


def said(value: Any) -> str:
    """A value as text in the user's language."""
    if value is None:
        return ""
    if isinstance(value, Message | Label | Listing):
        return value.text(current_language())
    return str(value)
