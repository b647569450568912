# SPDX-License-Identifier: Apache-2.0
"""The code that names one state of an application, printed on every page (N5)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that is taken for a digit, for codes that are typed from paper."""

LENGTH = 8
BYTES = 5
"""Of a digest, which a code stands for."""
_ALIKE = str.maketrans("OIL", "011")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_DASHES = re.compile(r"[-‐-―−_]")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed or scanned, read as a number and a code; the number may be empty."""

    number: str
    code: str


def code_of(digest: bytes) -> str:
    """The code of a digest: its first forty bits."""
    number = int.from_bytes(digest[:BYTES], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def bytes_of(code: str) -> bytes:
    """The first bytes of the digests that have a code."""
    number = 0
    for letter in code:
        number = number << 5 | ALPHABET.index(letter)
    return number.to_bytes(BYTES, "big")


def typed_code(text: str) -> str:
    """A code as it was meant: case, width, blanks and dashes do not count, O is 0, I and L are 1.

    Empty where it is none.
    """
    plain = _DASHES.sub("", "".join(_plain(text).split())).translate(_ALIKE)
    return plain if _CODE.fullmatch(plain) else ""


def readings(text: str) -> Iterator[Typed]:
    """The ways to read a number with a code, or a code alone, the likeliest first.

    A whole line from the foot of a page does as well: what stands behind its dot is the history.
    """
    words = _plain(text).split("·")[0].split()
    for count in (1, 2):  # the code may be typed in two halves
        code = typed_code(" ".join(words[-count:])) if len(words) >= count else ""
        if code:
            yield Typed(" ".join(words[:-count]), code)
    together = "".join(words)
    if len(words) == 1 and len(together) > LENGTH and (code := typed_code(together[-LENGTH:])):
        yield Typed(together[:-LENGTH], code)


def alike(number: str) -> str:
    """A number as it is compared: what is taken for one another on paper is the same."""
    return _DASHES.sub("-", "".join(_plain(number).split())).translate(_ALIKE)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()
