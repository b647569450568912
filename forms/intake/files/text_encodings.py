# SPDX-License-Identifier: Apache-2.0
"""Which encoding each line of a text file is in, and the lines themselves.

Lists are put together by appending files, so one file may hold UTF-8 above and GBK below. A line break, a
quotation mark and the delimiters are the same bytes in UTF-8, GB18030 and Big5, so lines are found first
and each is decoded by itself.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from forms.intake.files.faults import TooLargeError
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_MOST = 128 << 20
_LONGEST_LINE = 4 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_GB = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
"""GB 2312 level 1: 3 755 characters that make up nearly all of an ordinary text."""

_COMMON_BIG5 = re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
"""Big5 level 1, 5 401 characters, likewise."""

_LOOK = 20_000
_FEW = 16
_ENOUGH = 20
_MOSTLY, _HARDLY = 0.9, 0.6


class Encoding(IntEnum):
    """What a line is in."""

    ASCII = 0
    UTF_8 = 1
    GB18030 = 2
    UNKNOWN = 3


_CODECS = {
    Encoding.ASCII: "utf-8",
    Encoding.UTF_8: "utf-8",
    Encoding.GB18030: "gb18030",
}


@dataclass(frozen=True, slots=True)
class Encodings:
    """What a file is in.

    Attributes:
        codec: The codec of the whole file, empty where lines differ.
        lines: By line, where they differ.
        most: What the lines that nobody can tell are read as.
    """

    codec: str
    lines: bytes = b""
    most: Encoding = Encoding.UTF_8


def is_text(head: bytes) -> bool:
    """Whether the first bytes of a file can be those of a text."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _unmarked_utf_16(head):
        return True
    return len(_CONTROL.findall(head)) + head.count(b"\0") // 4 <= len(head) // 100


def find_encodings(path: Path, look: Callable[[], None]) -> Encodings:
    """Find out what a text file is in.

    Raises:
        TooLargeError: It is larger than a table can be.
        OSError: The system refuses.
    """
    if path.stat().st_size > _MOST:
        raise TooLargeError(path, message("it takes more than 128 MB"))
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, codec in _MARKS:
        if codec != "utf-8" and head.startswith(mark):
            return Encodings(codec)
    if codec := _unmarked_utf_16(head):
        return Encodings(codec)
    return _of_bytes(path, look)


def decoded_lines(path: Path, found: Encodings) -> Iterator[str]:
    """The lines of the file, each with its end; what cannot be decoded becomes U+FFFD.

    Raises:
        TooLargeError: A line is longer than a row can be.
        OSError: The system refuses.
    """
    if found.codec:
        yield from _lines(path, found.codec)
        return
    for number, line in enumerate(_lines(path, "latin-1")):
        encoding = Encoding(found.lines[number])
        codec = _CODECS[found.most if encoding is Encoding.UNKNOWN else encoding]
        text = line.encode("latin-1").decode(codec, "replace")
        yield text if number else text.removeprefix("\ufeff")


def _lines(path: Path, codec: str) -> Iterator[str]:
    with path.open(encoding=codec, errors="replace", newline="") as file:
        first = True
        while line := file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise TooLargeError(path, message("one of its lines has more than 4 MB"))
            yield line.removeprefix("\ufeff") if first else line
            first = False


def _of_bytes(path: Path, look: Callable[[], None]) -> Encodings:
    if _is_utf_8(path, look):
        return Encodings("utf-8")
    found = bytearray()
    for number, line in enumerate(_lines(path, "latin-1")):
        if number % _LOOK == 0:
            look()
        found.append(_encoding_of(line.encode("latin-1")))
    counts = {encoding: found.count(encoding) for encoding in Encoding}
    if not counts[Encoding.UTF_8] and _is_big5(path):
        return Encodings("big5hkscs")
    most = max(Encoding.GB18030, Encoding.UTF_8, key=counts.__getitem__)
    if counts[Encoding.GB18030]:
        _doubt(path, found)
        counts = {encoding: found.count(encoding) for encoding in Encoding}
        if not counts[Encoding.UTF_8] and not counts[Encoding.UNKNOWN]:
            return Encodings("gb18030")
    return Encodings("", bytes(found), most)


def _is_utf_8(path: Path, look: Callable[[], None]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                look()
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _encoding_of(line: bytes) -> Encoding:
    if line.isascii():
        return Encoding.ASCII
    for encoding in (Encoding.UTF_8, Encoding.GB18030):
        try:
            line.decode(_CODECS[encoding])
        except UnicodeDecodeError:
            continue
        return encoding
    return Encoding.UNKNOWN


def _doubt(path: Path, found: bytearray) -> None:
    """Take lines that are UTF-8 by chance for GBK, in a file that holds GBK.

    Few characters of GBK side by side can look like UTF-8, as 模 looks like ģ. They are common characters
    in the one reading, and rare or no Chinese ones in the other.
    """
    for number, line in enumerate(_lines(path, "latin-1")):
        if found[number] == Encoding.UTF_8:
            raw = line.encode("latin-1")
            try:
                as_gb = raw.decode("gb18030")
            except UnicodeDecodeError:
                continue
            if _strange(raw.decode("utf-8")) and not _strange(as_gb):
                found[number] = Encoding.GB18030


def _strange(text: str) -> bool:
    """Whether a text has other characters than those of ordinary Chinese."""
    beyond = "".join(char for char in text if char > "\x7f")
    try:
        beyond.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return not any("\u4e00" <= char <= "\u9fff" for char in beyond)


def _is_big5(path: Path) -> bool:
    """Whether the file is surely Big5: nearly all its characters are common there, and not in GBK."""
    with path.open("rb") as file:
        data = file.read(_SAMPLE)
    data = data[: data.rfind(b"\n") + 1] or data
    try:
        data.decode("big5hkscs")
    except UnicodeDecodeError:
        return False
    pairs = _PAIR.findall(data)
    if len(pairs) < _ENOUGH:
        return False
    in_big5 = sum(bool(_COMMON_BIG5.fullmatch(pair)) for pair in pairs) / len(pairs)
    in_gb = sum(bool(_COMMON_GB.fullmatch(pair)) for pair in pairs) / len(pairs)
    return in_big5 >= _MOSTLY and in_gb <= _HARDLY


def _unmarked_utf_16(head: bytes) -> str:
    """The codec of a UTF-16 text without a mark, where every ASCII character has a zero beside it."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < _FEW or even + odd < len(head) // 10:
        return ""
    if even == 0:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 else ""
