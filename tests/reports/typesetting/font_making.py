# SPDX-License-Identifier: Apache-2.0
"""Font files as machines have them: a bundled one under other names, forbidden, in a collection."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from resources import open_binary

if TYPE_CHECKING:
    from pathlib import Path

_BASE = "RareHan-Regular.ttf"


def write_font(
    path: Path, *names: str, allowed: int = 8, outlines: bool = True, collection: bool = False
) -> Path:
    """Write a font with these family names."""
    with open_binary("fonts", _BASE) as file:
        tables = _tables(file.read())
    tables[b"name"] = _name_table(names)
    tables[b"OS/2"] = tables[b"OS/2"][:8] + struct.pack(">H", allowed) + tables[b"OS/2"][10:]
    kind = b"\x00\x01\x00\x00" if outlines else b"OTTO"
    if not outlines:
        tables[b"CFF "] = tables.pop(b"glyf")
    head = struct.pack(">4sLLL", b"ttcf", 0x00010000, 1, 16) if collection else b""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + _file(kind, tables, len(head)))
    return path


def _tables(data: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    places = (struct.unpack_from(">4s4xLL", data, 12 + 16 * index) for index in range(count))
    return {tag: data[begin : begin + length] for tag, begin, length in places}


def _name_table(names: tuple[str, ...]) -> bytes:
    records, texts = b"", b""
    for name in names:
        for kind in (1, 4, 6):
            plain = name if kind != 6 else f"Made{abs(hash(name)) % 997}"
            text = plain.encode("utf-16-be")
            language = 0x409 if name.isascii() or kind == 6 else 0x804
            records += struct.pack(">6H", 3, 1, language, kind, len(text), len(texts))
            texts += text
    return struct.pack(">3H", 0, 3 * len(names), 6 + len(records)) + records + texts


def _file(kind: bytes, tables: dict[bytes, bytes], before: int) -> bytes:
    head = kind + struct.pack(">4H", len(tables), 0, 0, 0)
    place = before + len(head) + 16 * len(tables)
    body = b""
    for tag in sorted(tables):
        data = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        head += struct.pack(">4sLLL", tag, 0, place + len(body), len(tables[tag]))
        body += data
    return head + body
