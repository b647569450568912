# SPDX-License-Identifier: Apache-2.0
"""Zip packages, opened as if whoever made them meant harm.

A package says of itself how large its parts are; here each part is unpacked piece by piece, and what
comes out is measured, so that nothing swells beyond what a table can be.
"""

from __future__ import annotations

import codecs
import posixpath
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from forms.intake.files.faults import (
    PART_MISSING,
    DamagedFileError,
    PasswordProtectedError,
    TooLargeError,
    UnsafePackageError,
)
from forms.intake.files.markup import elements
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

BLOCK = 1 << 20
"""So many bytes are unpacked at once."""

_MOST_UNPACKED = 1 << 30
_MOST_DIRECTORY = 16 << 20
_SUSPECT = 64 << 20
"""Parts below this size may be packed as tightly as they like."""

_TIGHTEST = 400
"""Rows of empty formatted cells pack about 60 times, a part of nothing but blanks 1 000 times."""

_MOST_SMALL = 4 << 20

_KINDS = (
    ("workbook.bin", "application/vnd.ms-excel.sheet.binary"),
    ("workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml"),
    ("document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml"),
    ("presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml"),
)
"""What a main part is by its name, where its package does not say."""

_ELSEWHERE = 0xFFFFFFFF
"""The size of a directory that is told elsewhere, because it does not fit here."""

_END = b"PK\x05\x06"
_LOCAL = struct.Struct("<4s22xHH")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError)
"""What a damaged package raises."""


class Package:
    """A zip package and its parts, by name without regard to case, as office programs find them."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            DamagedFileError: There is no directory of parts, or it contradicts itself.
            UnsafePackageError: It declares more than it can honestly hold.
            OSError: The system refuses.
        """
        self.path = path
        self._unpacked = 0
        self._file = path.open("rb")
        try:
            self._refuse_endless_directory()
            with zipfile.ZipFile(self._file) as package:
                items = package.infolist()
        except DAMAGED as error:
            self._file.close()
            raise DamagedFileError(path) from error
        except BaseException:
            self._file.close()
            raise
        self._parts = {
            _plain(item.filename): item for item in items if item.filename and not item.is_dir()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def names(self) -> Iterator[str]:
        """The names of its parts, in lower case, without a slash in front."""
        yield from self._parts

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return _plain(name) in self._parts

    def main_part(self) -> tuple[str, str]:
        """The part that the package is about, and its content type; empty where it has none.

        A package of Open XML names the part in its relations; OpenDocument says its type in front.
        """
        if self.has("mimetype"):
            return "content.xml", self.read("mimetype", _MOST_SMALL).decode("ascii", "replace")
        main = "xl/workbook.xml"
        if self.has("_rels/.rels"):
            for name, about in elements(self.path, self.read("_rels/.rels", _MOST_SMALL)):
                if name == "Relationship" and about.get("Type", "").endswith("/officeDocument"):
                    main = _plain(about.get("Target", ""))
        if not self.has(main):
            return "", ""
        return main, self._content_type(main)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind (`worksheet`, `styles`) and part of each relation of a part, by id."""
        folder, name = posixpath.split(part)
        about_part = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        if self.has(about_part):
            for name, about in elements(self.path, self.read(about_part, _MOST_SMALL)):
                if name == "Relationship":
                    kind = posixpath.basename(about.get("Type", ""))
                    target = unquote(about.get("Target", ""))
                    there = posixpath.normpath(posixpath.join("/", folder, target))
                    found[about.get("Id", "")] = kind, there.lstrip("/")
        return found

    def part_of(self, relations: Mapping[str, tuple[str, str]], kind: str) -> str:
        """The first part of a kind that is there; empty where there is none."""
        parts = (part for name, part in relations.values() if name == kind)
        return next((part for part in parts if self.has(part)), "")

    def _content_type(self, part: str) -> str:
        kinds: dict[str, str] = {}
        if self.has("[Content_Types].xml"):
            data = self.read("[Content_Types].xml", _MOST_SMALL)
            for name, about in elements(self.path, data):
                if name == "Override":
                    kinds[_plain(about.get("PartName", ""))] = about.get("ContentType", "")
        known = kinds.get(part, "")
        if known not in {"", "application/xml"}:
            return known.lower()
        return next((kind for end, kind in _KINDS if part.endswith(end)), "")

    def read(self, name: str, most: int) -> bytes:
        """A whole part, as UTF-8 if it is XML.

        Raises:
            DamagedFileError: There is no such part, or it cannot be unpacked.
            UnsafePackageError: It is larger than such a part can be.
        """
        found = bytearray()
        for block in self.blocks(name):
            found += block
            if len(found) > most:
                raise UnsafePackageError(self.path)
        return bytes(found)

    def blocks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece, as UTF-8 if it is XML in another encoding.

        Raises:
            DamagedFileError: There is no such part, or it cannot be unpacked.
            UnsafePackageError: It swells beyond measure.
            TooLargeError: All parts together are larger than we read.
        """
        pieces = self._raw(name)
        first = next(pieces, b"")
        declared = _DECLARED.match(first)
        encoding = _MARKS.get(first[:2], declared[1].decode() if declared else "utf-8").lower()
        if encoding in {"utf-8", "utf8", "us-ascii", "ascii"}:
            yield first.removeprefix(codecs.BOM_UTF8)
            yield from pieces
            return
        try:
            decoder = codecs.getincrementaldecoder(encoding)()
            yield decoder.decode(first).encode()
            for piece in pieces:
                yield decoder.decode(piece).encode()
            yield decoder.decode(b"", final=True).encode()
        except (LookupError, ValueError) as error:
            raise DamagedFileError(self.path) from error

    def _raw(self, name: str) -> Iterator[bytes]:
        item = self._parts.get(_plain(name))
        if item is None:
            raise DamagedFileError(self.path, PART_MISSING)
        if item.flag_bits & 1:
            raise PasswordProtectedError(self.path)
        self._weigh(item.file_size, item.compress_size)
        try:
            yield from self._unpack(item)
        except DAMAGED as error:
            raise DamagedFileError(self.path) from error

    def _unpack(self, item: zipfile.ZipInfo) -> Iterator[bytes]:
        self._file.seek(item.header_offset)
        sign, name, extra = _LOCAL.unpack(self._file.read(_LOCAL.size))
        if sign != b"PK\x03\x04":
            raise zipfile.BadZipFile
        start = item.header_offset + _LOCAL.size + name + extra
        check = done = taken = 0
        unpack = _Stored() if item.compress_type == zipfile.ZIP_STORED else zlib.decompressobj(-15)
        if item.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise NotImplementedError
        packed = b""
        while not unpack.eof:
            if not packed:
                self._file.seek(start + taken)
                packed = self._file.read(min(BLOCK // 4, item.compress_size - taken))
                taken += len(packed)
                if not packed:
                    break
            piece = unpack.decompress(packed, BLOCK)
            packed = unpack.unconsumed_tail
            done += len(piece)
            self._unpacked += len(piece)
            self._weigh(done, item.compress_size)
            check = zlib.crc32(piece, check)
            if piece:
                yield piece
        if done != item.file_size or check != item.CRC:
            raise zipfile.BadZipFile

    def _weigh(self, size: int, packed: int) -> None:
        if size > _SUSPECT and size > _TIGHTEST * max(packed, 1):
            raise UnsafePackageError(self.path)
        if max(size, self._unpacked) > _MOST_UNPACKED:
            raise TooLargeError(self.path, message("unpacked it takes more than 1 GB"))

    def _refuse_endless_directory(self) -> None:
        self._file.seek(0, 2)
        size = self._file.tell()
        self._file.seek(max(0, size - 65557))
        tail = self._file.read()
        end = tail.rfind(_END)
        if end >= 0 and len(tail) >= end + 16:
            (directory,) = struct.unpack_from("<I", tail, end + 12)
            if _MOST_DIRECTORY < directory < _ELSEWHERE:
                raise UnsafePackageError(self.path)
        self._file.seek(0)


class _Stored:
    """What was not packed at all, in the manner of `zlib`."""

    unconsumed_tail = b""
    eof = False

    def decompress(self, data: bytes, _most: int) -> bytes:
        return data


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
