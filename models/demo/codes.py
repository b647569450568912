# SPDX-License-Identifier: Apache-2.0
"""Unified social credit codes that pass every check, and such as lists really hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACE = {character: place for place, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(rng: Random, region: str, head: str = "91") -> str:
    """A code by GB 32100-2015, its organisation part by GB 11714.

    `head` is the department and the kind of body: 91 enterprise, 12 institution.
    """
    digits = f"{rng.randrange(10**7):07}"
    part = f"MA{digits[:6]}" if rng.random() < _MODERN else f"{digits}{rng.randrange(10)}"
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(part, _ORGANISATION_WEIGHTS, strict=True)
    )
    stem = f"{head}{region}{part}{'0123456789X'[-total % 11]}"
    return stem + check_character(stem)


_MODERN = 0.7
"""How many have the letters that are given since the licences were united in 2015."""


def check_character(stem: str) -> str:
    """The last character of a code, by GB 32100-2015, clause 5."""
    total = sum(_PLACE[character] * _WEIGHTS[place] for place, character in enumerate(stem))
    return _ALPHABET[-total % 31]


def slipped(rng: Random, code: str) -> str:
    """The code with a usual slip (domain facts 4.1): a letter O or I, one lost, one mistyped."""
    kind = rng.randrange(4)
    if kind == 0 and "0" in code:
        return code.replace("0", "O", 1)
    if kind == 1 and "1" in code[2:]:
        return code[:2] + code[2:].replace("1", "I", 1)
    if kind == 2:  # noqa: PLR2004 - one of four kinds
        return code[:-1]
    last = _ALPHABET[(_PLACE[code[-1]] + 1) % 31]
    return code[:-1] + last
