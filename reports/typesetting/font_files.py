# SPDX-License-Identifier: Apache-2.0
"""What font files say of themselves: their names, their outlines, and whether they may be embedded.

Read from the tables `name` and `OS/2` (OpenType 1.9); a file of a thousand fonts costs some
milliseconds, since nothing else of it is read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from models.language import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = frozenset({".ttf", ".ttc", ".otf", ".otc"})

_COLLECTION = b"ttcf"
_TRUETYPE, _APPLE = b"\x00\x01\x00\x00", b"true"
_MOST_FONTS = 64
_MOST_TABLES = 256
_MOST_BYTES = 1 << 20
_NAMES = frozenset({1, 4, 6, 16})  # family, full, PostScript, typographic family
_WINDOWS, _MACINTOSH = 3, 1
_RESTRICTED, _NO_SUBSETS, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
_EMBEDDING = 0x000F


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font in a file.

    Attributes:
        index: Of the font in a collection.
        names: All by which it is known.
        fault: Why it cannot stand in a PDF; None where it can.
    """

    path: Path
    index: int
    names: frozenset[str]
    fault: Message | None


def fonts_in(path: Path) -> list[FontFile]:
    """The fonts of a file; none where it is no font, or broken."""
    try:
        with path.open("rb") as file:
            return list(_fonts(path, file))
    except (OSError, struct.error, ValueError, IndexError):
        return []


def _fonts(path: Path, file: BinaryIO) -> Iterator[FontFile]:
    starts = [0]
    if file.read(4) == _COLLECTION:
        _, count = struct.unpack(">LL", file.read(8))
        starts = list(
            struct.unpack(f">{min(count, _MOST_FONTS)}L", file.read(4 * min(count, _MOST_FONTS)))
        )
    for index, start in enumerate(starts):
        file.seek(start)
        kind, count = struct.unpack(">4sH6x", file.read(12))
        if count > _MOST_TABLES:
            return
        tables = {}
        for _ in range(count):
            tag, begin, length = struct.unpack(">4s4xLL", file.read(16))
            tables[tag] = (begin, min(length, _MOST_BYTES))
        if b"name" in tables:
            names = frozenset(_names(_table(file, tables[b"name"])))
            yield FontFile(path, index, names, _fault(file, kind, tables))


def _table(file: BinaryIO, place: tuple[int, int]) -> bytes:
    file.seek(place[0])
    return file.read(place[1])


def _names(table: bytes) -> Iterator[str]:
    _, count, texts = struct.unpack_from(">3H", table)
    for record in range(count):
        platform, encoding, _, kind, length, begin = struct.unpack_from(
            ">6H", table, 6 + 12 * record
        )
        if kind not in _NAMES:
            continue
        text = table[texts + begin : texts + begin + length]
        if platform in {0, _WINDOWS}:
            yield text.decode("utf-16-be", "ignore").strip()
        elif platform == _MACINTOSH:
            yield text.decode(_MACINTOSH_CODECS.get(encoding, "latin-1"), "ignore").strip()


_MACINTOSH_CODECS = {0: "mac-roman", 2: "big5", 25: "gbk"}


def _fault(file: BinaryIO, kind: bytes, tables: dict[bytes, tuple[int, int]]) -> Message | None:
    if kind not in {_TRUETYPE, _APPLE} or b"glyf" not in tables:
        return message("its outlines are PostScript ones, which cannot be embedded here")
    if b"OS/2" not in tables:
        return None
    (allowed,) = struct.unpack_from(">H", _table(file, tables[b"OS/2"]), 8)
    forbidden = allowed & _EMBEDDING == _RESTRICTED or allowed & (_NO_SUBSETS | _BITMAPS_ONLY)
    return message("its maker forbids to embed it in files") if forbidden else None
