# SPDX-License-Identifier: Apache-2.0
"""Exact decimal numbers and the one text under which each is stored and handed on."""

from __future__ import annotations

import re
from decimal import Decimal

LARGEST_EXPONENT = 30
"""Numbers from here on are no quantities of anything; they are kept as they were typed."""

_EXACT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def decimal_text(number: Decimal) -> str:
    """A number with every digit that counts and no other, never rounded: `1200.5`, `0`, `-3`."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def exact_decimal(text: str) -> Decimal:
    """The number that a stored text is.

    `Decimal` itself takes far more: `1_000`, `١٢٣`, ` 12 `, `NaN`. Such a text was kept because nobody
    understood it, and must not become a number when it is read back.

    Raises:
        ValueError: The text is not the exact text of a number.
    """
    if not _EXACT.fullmatch(text):
        raise ValueError(text)
    number = Decimal(text)
    if abs(number.adjusted()) >= LARGEST_EXPONENT:
        raise ValueError(text)
    return number
