# SPDX-License-Identifier: Apache-2.0
"""Compound files (OLE), in which the Office of before 2007 and every locked document live.

[MS-CFB]. Only what is asked for is read, and a chain of sectors that bites its tail ends.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from forms.intake.files.faults import DamagedFileError, TooLargeError
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MOST = 96 << 20
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_MINI = 64
_MINI_BELOW = 4096
_STREAM = 2


class CompoundFile:
    """A compound file and the streams at its root.

    Attributes:
        names: The names of streams and storages at the root, in lower case.
    """

    def __init__(self, path: Path) -> None:
        """Read the tables of the file.

        Raises:
            DamagedFileError: They lead nowhere, or in a circle.
            TooLargeError: The file is larger than we read.
            OSError: The system refuses.
        """
        self._path = path
        if path.stat().st_size > _MOST:
            raise TooLargeError(path, message("it takes more than 96 MB"))
        self._data = path.read_bytes()
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as error:
            raise DamagedFileError(path) from error

    def stream(self, *names: str) -> bytes | None:
        """The bytes of the first stream that exists under one of these names.

        Raises:
            DamagedFileError: Its chain of sectors leads nowhere, or in a circle.
        """
        for name in names:
            if (found := self._streams.get(name.lower())) is not None:
                start, size = found
                try:
                    if size < _MINI_BELOW:
                        chain = self._chain(start, self._mini_table)
                        parts = (self._mini[s * _MINI : (s + 1) * _MINI] for s in chain)
                        return b"".join(parts)[:size]
                    return self._sectors(start)[:size]
                except IndexError as error:
                    raise DamagedFileError(self._path) from error
        return None

    def _read_tables(self) -> None:
        header = self._data[:512]
        (shift,) = struct.unpack_from("<H", header, 30)
        if shift not in {9, 12}:
            raise ValueError(shift)
        self._size = 1 << shift
        first_directory, _, _, first_mini, _, first_more, _ = struct.unpack_from("<7I", header, 48)
        lists = list(struct.unpack_from("<109I", header, 76))
        seen: set[int] = set()
        while first_more < _LAST_SECTOR:
            if first_more in seen:
                raise ValueError(first_more)
            seen.add(first_more)
            *more, first_more = self._numbers(self._sector(first_more))
            lists += more
        table: list[int] = []
        for sector in lists:
            if sector < _LAST_SECTOR and len(table) * self._size <= 4 * len(self._data) + 65536:
                table += self._numbers(self._sector(sector))
        self._table = table
        self._read_directory(self._sectors(first_directory))
        self._mini_table = (
            self._numbers(self._sectors(first_mini)) if first_mini < _LAST_SECTOR else []
        )

    def _read_directory(self, data: bytes) -> None:
        """What lies at the root; what is deeper belongs to documents within the document."""
        entries = [data[at : at + _ENTRY] for at in range(0, len(data) - _ENTRY + 1, _ENTRY)]
        self._streams: dict[str, tuple[int, int]] = {}
        self.names: set[str] = set()
        first, size = struct.unpack_from("<II", entries[0], 116)
        self._mini = self._sectors(first)[:size] if first < _LAST_SECTOR else b""
        waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
        seen: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number >= len(entries) or number in seen:
                continue
            seen.add(number)
            entry = entries[number]
            (length,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
            self.names.add(name)
            if entry[66] == _STREAM:
                self._streams[name] = struct.unpack_from("<II", entry, 116)
            waiting += struct.unpack_from("<II", entry, 68)

    def _sectors(self, first: int) -> bytes:
        return b"".join(self._sector(sector) for sector in self._chain(first, self._table))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise IndexError(number)
        return self._data[start : start + self._size]

    def _chain(self, first: int, table: list[int]) -> Iterator[int]:
        left = len(table)
        while first < _LAST_SECTOR:
            if left == 0:
                raise IndexError(first)
            left -= 1
            yield first
            first = table[first]

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
