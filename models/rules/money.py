# SPDX-License-Identifier: Apache-2.0
"""Money: Decimal 万元 for people and reports, whole 分 for the database, exact in between."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.rules.text import half_width

if TYPE_CHECKING:
    from collections.abc import Mapping

# A unit as a power of ten of 万元. Forms use 万元 with two decimals, statistics 千元, zones 亿元
# (domain facts 2.4, 4.3).
UNITS: Mapping[str, int] = MappingProxyType(
    {"元": -4, "千元": -1, "万元": 0, "百万元": 2, "亿元": 4},
)

_FEN_DECIMALS = 6
_FEN_A_WAN = 1_000_000
_SHOWN_DECIMALS = 2
_LONGEST = 60
_BRACKETED_UNIT = re.compile(r"\(([^()0-9]+)\)$")
_AMOUNT = re.compile(
    r"(?:人民币|RMB|CNY)?\s*[¥￥]?\s*(?P<sign>[-−]?)"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r"\s*(?P<unit>(?:百万|[千万亿])?(?:[元圆]整?)?)(?:人民币|RMB|CNY)?",
    re.IGNORECASE,
)


class FractionOfFenError(UserError):
    """An amount is finer than one 分, so it cannot be kept exactly."""

    def __init__(self, wan: Decimal) -> None:
        super().__init__(
            message("{amount} 万元 is finer than one 分: use at most six decimals.", amount=wan),
        )


def parse_amount(text: str, unit: str = "万元") -> Decimal | None:
    """Read an amount of money in 万元, or None where it is not surely understood.

    Args:
        text: What was typed: `1,234.5`, `１２００`, `1.2亿元`, `300(万)`, `102(万元人民币)`.
        unit: The unit, one of `UNITS`, of a number that names none.
    """
    if len(text) > _LONGEST:
        return None
    found = _AMOUNT.fullmatch(_BRACKETED_UNIT.sub(r"\1", half_width(text).strip()))
    if found is None:
        return None
    named = f"{found['unit'].rstrip('元圆整')}元" if found["unit"] else unit
    sign = "-" if found["sign"] else ""
    exact = Decimal(f"{sign}{found['number'].replace(',', '')}E{UNITS[named]}")
    return Decimal(f"{exact:f}")


def to_fen(wan: Decimal) -> int:
    """Turn 万元 into 分, exactly.

    Raises:
        FractionOfFenError: The amount is finer than one 分, or no number.
    """
    if not wan.is_finite():
        raise FractionOfFenError(wan)
    fen = Fraction(wan) * _FEN_A_WAN
    if fen.denominator != 1:
        raise FractionOfFenError(wan)
    return fen.numerator


def from_fen(fen: int) -> Decimal:
    """Turn 分 into 万元, exactly, with two decimals or as many more as it needs."""
    decimals = _FEN_DECIMALS
    while decimals > _SHOWN_DECIMALS and fen % 10 == 0:
        fen //= 10
        decimals -= 1
    return Decimal(f"{fen}E-{decimals}")
