# SPDX-License-Identifier: Apache-2.0
"""Files as others send them, made by hand down to the byte."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

from models.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from forms.intake.book import Book
    from models.errors import UserError

_OPEN_XML = "http://schemas.openxmlformats.org"
_RELATION = f'<Relationship Id="{{id}}" Type="{_OPEN_XML}/officeDocument/2006/relationships/{{kind}}" Target="{{target}}"/>'


def package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip package of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def relations(*of: tuple[str, str, str]) -> str:
    """A part of relations: id, kind and target of each."""
    found = "".join(_RELATION.format(id=i, kind=kind, target=target) for i, kind, target in of)
    space = f"{_OPEN_XML}/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{found}</Relationships>'


def workbook(
    path: Path,
    rows: str = "",
    *,
    before: str = "",
    after: str = "",
    texts: Iterable[str] = (),
    styles: str = "",
    settings: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """A workbook of one sheet “S”; `rows` are what stands between `<sheetData>` and its end."""
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("b", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook>{settings}<sheets><sheet name="S" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("s", "worksheet", "worksheets/sheet1.xml"),
            ("t", "sharedStrings", "sharedStrings.xml"),
            ("f", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": (
            f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
        ),
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    }
    return package(path, parts | dict(more or {}))


def said(book: Book) -> list[str]:
    """All notes of a book, in English."""
    notes = (*book.notes, *(note for sheet in book.sheets for note in sheet.notes))
    return [note.text(Language.EN) for note in notes]


def in_both(error: UserError) -> tuple[str, str]:
    """What an error says in Chinese and in English."""
    return error.text(Language.ZH), error.text(Language.EN)


def compound(path: Path, streams: Mapping[str, bytes]) -> Path:
    """A compound file with these streams at its root, each padded to the size that needs no mini stream."""
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        sectors.extend(pieces)
        table.extend(range(first + 1, first + len(pieces)))
        table.append(0xFFFFFFFE)
        return first

    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), 1):
        padded = data.ljust(4096, b"\0")
        following = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, put(padded), len(padded), right=following))
    directory = put(b"".join(entries))
    table.append(0xFFFFFFFD)
    room = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    assert len(room) == 512, "one sector of the table is enough for a test"
    sectors.append(room)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6).ljust(20, b"\0")
    header += struct.pack("<IIIIIII", 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    header += struct.pack("<II", 0, len(sectors) - 1).ljust(512 - len(header), b"\xff")
    path.write_bytes(header + b"".join(sectors))
    return path


def _entry(
    name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    raw = name.encode("utf-16-le")
    begin = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    begin += struct.pack("<III", 0xFFFFFFFF, right, child)
    return begin.ljust(116, b"\0") + struct.pack("<IQ", first, size)


def old_workbook(path: Path, *records: bytes, before: bytes = b"") -> Path:
    """An .xls of one sheet “S”; `before` are more records for the whole workbook."""
    begin = record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12)) + before
    name = b"\x01\x00S"
    listed = len(begin) + 4 + 6 + len(name) + 4
    begin += record(0x85, struct.pack("<IBB", listed, 0, 0) + name) + record(0x0A)
    sheet = record(0x809, struct.pack("<HH", 0x600, 0x10) + bytes(12))
    return compound(path, {"Workbook": begin + sheet + b"".join(records) + record(0x0A)})


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(body)) + body


def binary_record(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xlsb."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    found = bytearray()
    while True:
        found.append(size & 0x7F | (0x80 if size > 0x7F else 0))
        size >>= 7
        if not size:
            return head + bytes(found) + body


def wide(text: str) -> bytes:
    """A text in an .xlsb."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def open_document(path: Path, table: str, *, styles: str = "", **more: str) -> Path:
    """An .ods of one table “S”; `table` is what stands in it."""
    content = (
        f"<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="S" table:style-name="t">{table}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return package(path, {"mimetype": kind, "content.xml": content, **more})
