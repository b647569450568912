# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.language import Language
from models.rules.numbers import KNOWN_NAMES, parse_pattern

NATIONAL = "{year:4}{channel:3}{county:2}{serial:3}"
VALUES = {"year": "2026", "channel": "42", "county": "7", "prefix": "WL", "direction": "ZZ"}


def faults_of(pattern: str) -> list[str]:
    return [fault.text(Language.EN) for fault in parse_pattern(pattern).faults]


@pytest.mark.parametrize(
    ("pattern", "serial", "number"),
    [
        (NATIONAL, 1, "202604207001"),
        (NATIONAL, 999, "202604207999"),
        (NATIONAL, 1000, "2026042071000"),
        ("{prefix}-{year}-{serial:4}", 12, "WL-2026-0012"),
        ("{year:2}{direction}{serial}", 5, "26ZZ5"),
        ("未来〔{year}〕{serial:3}号", 8, "未来〔2026〕008号"),
        ("{channel:1}{serial:2}", 3, "4203"),
        ("{year:6}-{serial}", 1, "002026-1"),
    ],
)
def test_a_number_follows_its_pattern(pattern: str, serial: int, number: str) -> None:
    read = parse_pattern(pattern)
    assert read.faults == ()
    assert read.number(VALUES, serial) == number


def test_a_missing_county_is_written_as_zeros() -> None:
    pattern = parse_pattern(NATIONAL)
    assert pattern.number({"year": "2026", "channel": "042"}, 1) == "202604200001"
    assert parse_pattern("{prefix}{serial:2}").number({}, 1) == "01"


def test_the_prefix_is_everything_before_the_serial() -> None:
    assert parse_pattern(NATIONAL).prefix(VALUES) == "202604207"
    assert parse_pattern("{prefix}-{year}-{serial:4}/{county:2}").prefix(VALUES) == "WL-2026-"
    assert parse_pattern("{serial}").prefix(VALUES) == ""
    assert parse_pattern("{year}-").prefix(VALUES) == "2026-"


@pytest.mark.parametrize(
    ("pattern", "width"), [(NATIONAL, 3), ("{serial}", 0), ("{year}", 0), ("{serial:12}", 12)]
)
def test_the_width_of_the_serial_is_known(pattern: str, width: int) -> None:
    assert parse_pattern(pattern).serial_width == width


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_serials_never_make_one_number(one: int, other: int) -> None:
    pattern = parse_pattern(NATIONAL)
    same = pattern.number(VALUES, one) == pattern.number(VALUES, other)
    assert same == (one == other)


@pytest.mark.parametrize(
    ("pattern", "faults"),
    [
        (
            "{yaer:4}{serial:0}",
            [
                "Unknown name “yaer”: did you mean year?",
                "The width of serial must be a number from 1 to 12, not “0”.",
            ],
        ),
        (
            "{xyz}{serial}",
            [f"Unknown name “xyz”: known are {', '.join(KNOWN_NAMES)}."],
        ),
        ("{serial:abc}", ["The width of serial must be a number from 1 to 12, not “abc”."]),
        ("{serial:}", ["The width of serial must be a number from 1 to 12, not “”."]),
        ("{serial:13}", ["The width of serial must be a number from 1 to 12, not “13”."]),
        ("{serial:٣}", ["The width of serial must be a number from 1 to 12, not “٣”."]),
        ("{year:4", None),
        ("{year}}{serial}", ["A brace at character 7 has no partner."]),
        ("{{serial}}", None),
        ("", ["The pattern has no {serial}, so all its numbers would be the same."]),
        ("{serial}{serial}", ["The pattern has more than one {serial}."]),
        ("{}{serial}", [f"Unknown name “”: known are {', '.join(KNOWN_NAMES)}."]),
    ],
)
def test_every_fault_of_a_pattern_is_said_at_once(pattern: str, faults: list[str] | None) -> None:
    found = faults_of(pattern)
    assert found
    assert faults is None or found == faults


@given(st.text("{}:serialyear4 年", max_size=30))
def test_no_pattern_makes_the_reader_fail(pattern: str) -> None:
    read = parse_pattern(pattern)
    assert isinstance(read.number(VALUES, 1), str)
    assert all(fault.text(Language.EN) for fault in read.faults)
