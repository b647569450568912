# SPDX-License-Identifier: Apache-2.0
"""What the binary workbook formats have in common: packed numbers, errors, texts in segments.

[MS-XLS] 2.5.122 (RkNumber), 2.5.10 (BErr), 2.5.293 (XLUnicodeRichExtendedString); [MS-XLSB] is the same
where it has the same things.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ERROR_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}

_WIDE, _EXTENDED, _RICH = 1, 4, 8
_HUNDREDTHS, _WHOLE = 1, 2


def packed_number(packed: int) -> float:
    """The number in 32 bits: an integer or the better half of a double, perhaps in hundredths."""
    if packed & _WHOLE:
        value = float((packed if packed < 1 << 31 else packed - (1 << 32)) >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFFFFFC))
    return value / 100 if packed & _HUNDREDTHS else value


class TextReader:
    """Reads texts from a record and those that continue it.

    Where a text is cut in the middle, its continuation says anew whether its characters have one
    byte or two.
    """

    def __init__(self, segments: Sequence[bytes]) -> None:
        """Begin at the start of the first segment."""
        self._segments = segments
        self._segment = self._at = 0

    def more(self) -> bool:
        """Whether anything is left."""
        return any(self._left(index) for index in range(self._segment, len(self._segments)))

    def number(self, size: int) -> int:
        """An unsigned number of so many bytes.

        Raises:
            IndexError: There is nothing more.
        """
        return int.from_bytes(self._raw(size), "little")

    def rich(self) -> str:
        """A text with its number of characters in front, formatted or not.

        Raises:
            IndexError: It is longer than what there is.
        """
        length, flags = self.number(2), self.number(1)
        runs = self.number(2) if flags & _RICH else 0
        extended = self.number(4) if flags & _EXTENDED else 0
        text = self.characters(length, wide=bool(flags & _WIDE))
        self._raw(4 * runs + extended)
        return text

    def characters(self, length: int, *, wide: bool) -> str:
        """So many characters.

        Raises:
            IndexError: There are fewer.
        """
        pieces: list[bytes] = []
        while length:
            if not self._left(self._segment):
                self._turn()
                wide = bool(self.number(1) & _WIDE)
            left = self._left(self._segment)
            taken = min(length, left // 2 if wide else left)
            if not taken:
                raise IndexError(length)
            raw = self._raw(2 * taken if wide else taken)
            pieces.append(raw if wide else raw.decode("latin-1").encode("utf-16-le"))
            length -= taken
        return b"".join(pieces).decode("utf-16-le", "replace")

    def _raw(self, size: int) -> bytes:
        pieces: list[bytes] = []
        while size:
            if not self._left(self._segment):
                self._turn()
            segment = self._segments[self._segment]
            piece = segment[self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def _left(self, index: int) -> int:
        return len(self._segments[index]) - (self._at if index == self._segment else 0)

    def _turn(self) -> None:
        self._segment += 1
        self._at = 0
        if self._segment >= len(self._segments):
            raise IndexError(self._segment)
