# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import uscc

from models.language import Language
from models.rules.credit_code import check, normalise, organisation_part_valid

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# The example of GB 32100-2015, and real ones (domain facts 4.1).
VALID = (
    "91350100M000100Y43",
    "911101085923662400",
    "91330100799655058B",
    "91440300708461136T",
    "9154010073554712XF",
    "9154000078353231XN",
    "915401007419288939",
)
LIST = Path(__file__).parents[2] / "../shared/data/names/enterprises-shandong-a.csv"

first_seventeen = st.builds(
    lambda head, office, rest: head + office + rest,
    st.text("123456789ANY", min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def fault_of(code: str) -> str:
    fault = check(code).fault
    return fault.text(Language.EN) if fault else ""


@pytest.mark.parametrize("code", VALID)
def test_a_right_code_passes_and_nothing_is_suggested(code: str) -> None:
    verdict = check(code)
    assert (verdict.code, verdict.valid) == (code, True)
    assert verdict.fault is None
    assert verdict.suggestion is None
    assert organisation_part_valid(code)


def test_the_check_character_of_the_standards_example_is_three_and_not_its_complement() -> None:
    total = sum(ALPHABET.index(c) * w for c, w in zip("91350100M000100Y4", WEIGHTS, strict=True))
    assert total == 1640
    assert check("91350100M000100Y43").valid
    assert not check("91350100M000100Y4Z").valid
    without_31_minus = "91350100M000100Y4" + ALPHABET[total % 31]
    assert without_31_minus == "91350100M000100Y4W"
    assert "check character does not fit" in fault_of(without_31_minus)


@given(first_seventeen)
def test_exactly_one_check_character_fits(head: str) -> None:
    total = sum(ALPHABET.index(c) * w for c, w in zip(head, WEIGHTS, strict=True))
    right = ALPHABET[(31 - total % 31) % 31]
    assert [c for c in ALPHABET if check(head + c).valid] == [right]


@given(first_seventeen, st.integers(8, 16), st.sampled_from(ALPHABET))
def test_every_single_mistyped_character_is_noticed(head: str, place: int, other: str) -> None:
    assume(head[place] != other)
    code = head + uscc.calc_check_digit(head)
    assert not check(code[:place] + other + code[place + 1 :]).valid


@pytest.mark.parametrize(
    "typed",
    [
        "91330100799655058b",
        "  91330100799655058B\n",
        "９１３３０１００７９９６５５０５８Ｂ",
        "91 330100 799655058 B",
        "91-330100—79965505-8B",
        "\ufeff91330100799655058B\u200b",
    ],
)
def test_a_code_in_another_dress_passes_and_its_plain_form_is_offered(typed: str) -> None:
    verdict = check(typed)
    assert verdict.valid
    assert verdict.code == verdict.suggestion == normalise(typed) == "91330100799655058B"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("9I1101085923662400", "911101085923662400"),
        ("9111O1085923662400", "911101085923662400"),
        ("9i1101085923662400", "911101085923662400"),
        ("911101O8S9Z36624OO", "911101085923662400"),
        ("9133010079965S058B", "91330100799655058B"),
    ],
)
def test_a_code_with_a_letter_o_or_i_is_offered_corrected(typed: str, offered: str) -> None:
    verdict = check(typed)
    assert not verdict.valid
    assert verdict.suggestion == offered
    assert "letters I, O, Z, S and V" in fault_of(typed)


@pytest.mark.parametrize("typed", ["9111O1085923662401", "91110V085923662400", "9111O"])
def test_nothing_is_offered_where_the_correction_does_not_pass(typed: str) -> None:
    assert check(typed).suggestion is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("370000200012345", "old registration number of 15 digits"),
        ("37000020001234X", "15 characters"),
        ("9", "1 character;"),
        ("", "0 characters"),
        ("9111010859236624000", "19 characters"),
        ("9111010859236624①0", "only digits and capital letters; found: ①"),
        ("9111O1085923662.00", "found: O, ."),
        ("91A101085923662400", "Characters 3 to 8 of a credit code are digits; found: A10108"),
        ("000000000000000000", "No registering department has the number 0"),
    ],
)
def test_the_fault_is_said_in_plain_words(typed: str, words: str) -> None:
    assert words in fault_of(typed)
    assert not check(typed).valid


@pytest.mark.parametrize(
    "typed",
    [
        "9.1E+17",
        "9.15401E+17",
        "9.15401007419288e17",
        "９.15401E+17",
        "915401007419288000",
        "915401007419288960",
        "915401007419288960.0",
        "911234567890123960",
        str(int(float("913701027060712345"))),
    ],
)
def test_a_code_damaged_by_excel_is_named_and_never_repaired(typed: str) -> None:
    verdict = check(typed)
    assert not verdict.valid
    assert verdict.suggestion is None
    assert fault_of(typed).startswith("Excel has damaged this code")


def test_a_right_code_that_ends_in_zeros_is_no_damage() -> None:
    head = next(h for n in range(1000) if uscc.calc_check_digit(h := f"91370102{n:07}00") == "0")
    assert check(head + "0").valid


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("91330200799655058B", "look at the first eight and the last one"),
        ("91330100799655158B", "look there first"),
        ("91330100799655058C", "look at the first eight and the last one"),
    ],
)
def test_the_older_check_says_which_part_was_mistyped(typed: str, words: str) -> None:
    assert words in fault_of(typed)


@pytest.mark.parametrize(
    ("part", "valid"),
    [
        ("73554712X", True),  # the sum leaves 1: 10, written X
        ("735547120", False),
        ("000000000", True),  # the sum leaves 0: 11, written 0
        ("000000001", False),
        ("MA7XK2QW1", True),  # letters count from A = 10
        ("MA7XK2QW0", False),
        ("7355471-X", False),
        ("73554712A", False),
        ("7355", False),
        ("", False),
    ],
)
def test_the_organisation_part_has_a_check_of_its_own(part: str, *, valid: bool) -> None:
    assert organisation_part_valid(f"91500000{part}F") is valid


def test_the_place_of_registration_is_no_reason_to_refuse() -> None:
    head = "91999999M000100Y4"  # no division ever had this number
    assert check(head + uscc.calc_check_digit(head)).valid


def test_codes_of_rural_collectives_begin_with_letters() -> None:
    head = "N2370102MF1234567"
    assert check(head + uscc.calc_check_digit(head)).valid


def test_a_real_list_has_as_many_right_codes_as_were_counted() -> None:
    if not LIST.exists():
        pytest.skip("shared data are not here")
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        verdicts = [check(row["统一社会信用代码"]) for row in csv.DictReader(file)]
    right = [verdict.code for verdict in verdicts if verdict.valid]
    assert (len(right), len(verdicts) - len(right)) == (1887, 309)
    assert all(organisation_part_valid(code) for code in right)
