# SPDX-License-Identifier: Apache-2.0
"""The shared texts of a workbook: each is kept once, and cells name it by its number.

A table of a few thousand texts goes into our own package as it is. A large one would stay in memory
beside all the cells that repeat it; it is kept in a file, and its texts are written into the cells.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

from forms.intake.files.faults import TOO_MUCH_TEXT, DamagedFileError, TooLargeError
from forms.intake.files.markup import Markup
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_MOST_BYTES = 384 << 20
_MOST_COUNT = 3 * 1_048_576
_LARGE_COUNT = 200_000
_LARGE_BYTES = 32 << 20

_START = re.compile(rb"<(?:[\w.-]+:)?si(?=[\s/>])")
_TABLE = re.compile(rb"<((?:[\w.-]+:)?)sst(?=[\s/>])[^<>]*?(/?)>")
_INNER = re.compile(rb"<[^<>]*[^/<>]>(.*)</(?:[\w.-]+:)?si\s*>", re.DOTALL)
_CELL = re.compile(rb'(<c r="[A-Z]+\d+"[^<>]*?\s)t="s"([^<>]*>)\s*<v>(\d{1,9})</v>')


class SharedTexts:
    """The texts of one workbook, in a file of ours.

    Attributes:
        file: The part as it goes into our own package: without the number of its texts, for which the
            reader of values would make room.
        lengths: The bytes of each text, with its markup.
    """

    def __init__(self, path: Path, file: Path) -> None:
        """Begin with none; `path` is the file that messages name."""
        self.file = file
        self.lengths = array("L")
        self._path = path
        self._starts = array("Q")
        self._bytes = 0

    @property
    def large(self) -> bool:
        """Whether the table is not to be kept in memory."""
        return len(self.lengths) > _LARGE_COUNT or self._bytes > _LARGE_BYTES

    def read(self, blocks: Iterable[bytes], look: Callable[[], None]) -> None:
        """Copy the part.

        Raises:
            DamagedFileError: It is not well-formed.
            TooLargeError: It takes more room than a table is worth.
        """
        with self.file.open("wb") as file:
            for piece in self._whole_texts(blocks):
                look()
                starts = [found.start() for found in _START.finditer(piece)]
                ends = [*starts[1:], len(piece)]
                self._starts.extend(self._bytes + start for start in starts)
                self.lengths.extend(b - a for a, b in zip(starts, ends, strict=False))
                file.write(piece)
                self._bytes += len(piece)
                if self._bytes > _MOST_BYTES or len(self.lengths) > _MOST_COUNT:
                    raise TooLargeError(self._path, TOO_MUCH_TEXT)

    def put_in(self, rows: bytes) -> bytes:
        """Rows with the texts in place of their numbers.

        Raises:
            DamagedFileError: A cell names a text that is not there.
        """
        with self.file.open("rb") as file:

            def text(cell: re.Match[bytes]) -> bytes:
                number = int(cell[3])
                if number >= len(self.lengths):
                    raise DamagedFileError(self._path, message("a text of it is missing"))
                file.seek(self._starts[number])
                inner = _INNER.match(file.read(self.lengths[number]))
                found = inner[1] if inner else b""
                return cell[1] + b't="inlineStr"' + cell[2] + b"<is>" + found + b"</is>"

            return _CELL.sub(text, rows)

    def _whole_texts(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The part in pieces that end where a text ends, its first element without attributes."""
        markup = Markup(self._path)
        rest = b""
        begin: bytes | None = None
        for block in blocks:
            markup.feed(block)
            rest += block
            if begin is None:
                start = _TABLE.search(rest)
                if start is None:
                    continue
                begin = b"<" + start[1] + b"si"
                yield b"<" + start[1] + b"sst" + start[2] + b">"
                rest = rest[start.end() :]
            cut = rest.rfind(begin)
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
        markup.feed(b"", last=True)
        yield rest
