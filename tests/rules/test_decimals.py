# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from decimal import Decimal

import pytest

from models.rules.decimals import decimal_text, exact_decimal


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1200.50", "1200.5"),
        ("1E+3", "1000"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("0.000001", "0.000001"),
        ("9" * 40 + ".5", "9" * 40 + ".5"),
    ],
)
def test_a_number_has_one_text(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text


@pytest.mark.parametrize("text", ["0", "-3", "1200.50", "0.000001", "9" * 30])
def test_a_stored_text_is_its_number(text: str) -> None:
    assert exact_decimal(text) == Decimal(text)


@pytest.mark.parametrize("text", ["1_000", "١٢٣", " 1", "1 ", "1e3", "NaN", "+1", ".5", "1" * 31])
def test_a_text_that_nobody_understood_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        exact_decimal(text)
