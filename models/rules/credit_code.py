# SPDX-License-Identifier: Apache-2.0
"""The unified social credit code (统一社会信用代码), GB 32100-2015.

Eighteen characters: registering department, kind of body, six digits of the registering office,
nine of the organisation (with the older check of GB 11714), one check character. Wrong and doubled
codes are official reality, so a fault is something to warn of, never to repair. The six digits name
the office that registered the body at that time: never derive a region from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stdnum.cn import uscc

from models.language import Listing, message, plural
from models.rules.text import (
    DASHES,
    INVISIBLE,
    half_width,
    rounded_as_number,
    written_as_number,
)

if TYPE_CHECKING:
    from models.language import Message

LENGTH = 18
LEGACY_LENGTH = 15
FORBIDDEN = "IOZSV"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SLIPS = str.maketrans("OISZ", "0152")
_IGNORED = re.compile(f"[\\s{re.escape(DASHES + INVISIBLE)}]")
_ORGANISATION = slice(8, 17)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_MODULUS = 11


@dataclass(frozen=True, slots=True)
class CreditCodeVerdict:
    """What a check of a code found.

    Attributes:
        code: The code without blanks and hyphens, half width, upper case.
        valid: Whether `code` passes.
        fault: Why it does not, in plain words.
        suggestion: What to offer instead of what was typed, where one usual slip explains it.
    """

    code: str
    valid: bool
    fault: Message | None = None
    suggestion: str | None = None


@lru_cache(maxsize=1_000)
def check(code: str) -> CreditCodeVerdict:
    """Check a code by GB 32100-2015, and offer a correction where only a usual slip was made."""
    tidy = normalise(code)
    fault = _fault(tidy)
    if fault is None:
        return CreditCodeVerdict(tidy, valid=True, suggestion=tidy if tidy != code else None)
    corrected = tidy.translate(_SLIPS)
    offered = corrected if corrected != tidy and _fault(corrected) is None else None
    return CreditCodeVerdict(tidy, valid=False, fault=fault, suggestion=offered)


def normalise(code: str) -> str:
    """Write a code as the certificate does: half width, upper case, no blanks, no hyphens."""
    return _IGNORED.sub("", half_width(code)).upper()


def organisation_part_valid(code: str) -> bool:
    """Check characters 9 to 17 by the older rule of organisation codes, GB 11714.

    It narrows down where a mistyped code is wrong; it is no condition of a right one.
    """
    part = normalise(code)[_ORGANISATION]
    if not re.fullmatch("[0-9A-Z]{8}[0-9X]", part):
        return False
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(part, _ORGANISATION_WEIGHTS, strict=False)
    )
    return part[-1] == "0123456789X"[-total % _ORGANISATION_MODULUS]


def _fault(code: str) -> Message | None:
    return _shape_fault(code) or _character_fault(code) or _check_fault(code)


def _shape_fault(code: str) -> Message | None:
    if written_as_number(code):
        return damaged_by_excel()
    if len(code) == LEGACY_LENGTH and code.isdigit():
        return message(
            "This is an old registration number of 15 digits; the unified social credit code of "
            "18 characters is needed (it stands on the present licence).",
        )
    if len(code) != LENGTH:
        return plural(
            "The code has {n} character; a unified social credit code has 18.",
            "The code has {n} characters; a unified social credit code has 18.",
            n=len(code),
        )
    return None


def _character_fault(code: str) -> Message | None:
    strange = dict.fromkeys(character for character in code if character not in _ALPHABET)
    if strange and all(character in FORBIDDEN for character in strange):
        return message(
            "The letters I, O, Z, S and V never occur in a credit code; found: {letters}.",
            letters=Listing(tuple(strange)),
        )
    if strange:
        return message(
            "A credit code has only digits and capital letters; found: {characters}.",
            characters=Listing(tuple(strange)),
        )
    if not code[2:8].isdigit():
        return message(
            "Characters 3 to 8 of a credit code are digits; found: {part}.",
            part=code[2:8],
        )
    if code.startswith("0"):
        return message("No registering department has the number 0: the first character is wrong.")
    return None


def _check_fault(code: str) -> Message | None:
    if uscc.calc_check_digit(code[:-1]) == code[-1]:
        return None
    if rounded_as_number(code):
        return damaged_by_excel()
    if organisation_part_valid(code):
        return message(
            "The check character does not fit. Characters 9 to 17 pass a check of their own: look "
            "at the first eight and the last one.",
        )
    return message(
        "The check character does not fit. Characters 9 to 17 fail a check of their own too: look "
        "there first.",
    )


def damaged_by_excel() -> Message:
    """What to say of a code that a workbook took for a number."""
    return message(
        "Excel has damaged this code: it kept a number of 15 digits. Copy the code again from the "
        "licence into a cell formatted as text.",
    )
