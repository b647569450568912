# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.language import Language
from models.rules.money import UNITS, FractionOfFenError, from_fen, parse_amount, to_fen


@pytest.mark.parametrize(
    ("typed", "wan"),
    [
        ("0", "0"),
        ("1200", "1200"),
        (" 1,234.5 ", "1234.5"),
        ("１，２３４．５", "1234.5"),
        ("１２００", "1200"),
        ("-5", "-5"),
        ("－5", "-5"),
        ("1.2亿元", "12000"),
        ("1.2亿", "12000"),
        ("500万", "500"),
        ("500万元整", "500"),
        ("2百万元", "200"),
        ("300(万)", "300"),
        ("300（万）", "300"),
        ("9,999(万)", "9999"),
        ("102(万元人民币)", "102"),
        ("102万元(人民币)", "102"),
        ("人民币 500 万元", "500"),
        ("￥12,000元", "1.2"),
        ("12000圆", "1.2"),
        ("RMB 3千元", "0.3"),
        ("3 千元", "0.3"),
        ("1234567890123456.78", "1234567890123456.78"),
    ],
)
def test_an_amount_is_read_in_wan(typed: str, wan: str) -> None:
    assert parse_amount(typed) == Decimal(wan)


@pytest.mark.parametrize(
    ("unit", "wan"),
    [("元", "0.0005"), ("千元", "0.5"), ("万元", "5"), ("百万元", "500"), ("亿元", "50000")],
)
def test_a_number_without_a_unit_takes_the_fields_unit(unit: str, wan: str) -> None:
    assert parse_amount("5", unit) == Decimal(wan)
    assert parse_amount("5万元", unit) == Decimal(5)
    assert unit in UNITS


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "N/A",
        "无",
        "约500万",
        "1,23",
        "1234,567",
        "300 400",
        "300()",
        "(500)",
        "1(200)",
        "300万美元",
        "300（万美元）",
        "$300",
        "1亿2000万",
        "三百万",
        "1E3",
        "1.2.3",
        "٣٠٠",
        "50%",
        "--5",
        "9" * 61,
    ],
)
def test_what_is_not_surely_an_amount_is_left_to_the_clerk(typed: str) -> None:
    assert parse_amount(typed) is None


def test_an_amount_is_written_out_without_an_exponent() -> None:
    assert str(parse_amount("1.2亿元")) == "12000"


@given(st.integers(-(2**63), 2**63 - 1))
def test_fen_survive_the_way_out_and_back(fen: int) -> None:
    assert to_fen(from_fen(fen)) == fen


@given(st.decimals(-(10**12), 10**12, places=6))
def test_wan_survive_the_way_in_and_back(wan: Decimal) -> None:
    assert from_fen(to_fen(wan)) == wan


@pytest.mark.parametrize(
    ("wan", "fen"),
    [("1", 1_000_000), ("0.000001", 1), ("-12.34", -12_340_000), ("1E+2", 100_000_000)],
)
def test_wan_become_whole_fen(wan: str, fen: int) -> None:
    assert to_fen(Decimal(wan)) == fen


def test_zeros_behind_the_sixth_decimal_are_no_fraction() -> None:
    assert to_fen(Decimal("1.00000000")) == 1_000_000


@pytest.mark.parametrize("wan", ["0.0000001", "1.2345678", "NaN", "Infinity"])
def test_a_fraction_of_a_fen_is_refused_in_words(wan: str) -> None:
    with pytest.raises(FractionOfFenError) as refused:
        to_fen(Decimal(wan))
    assert "finer than one 分" in refused.value.text(Language.EN)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(0, "0.00"), (12_000_000, "12.00"), (1, "0.000001"), (123_400, "0.1234"), (-50_000, "-0.05")],
)
def test_fen_are_shown_with_two_decimals_or_as_many_as_needed(fen: int, shown: str) -> None:
    assert str(from_fen(fen)) == shown
