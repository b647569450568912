# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from models.language import Language
from models.rules.contacts import check_email, check_id_number, check_phone, check_postcode

if TYPE_CHECKING:
    from models.language import Message


def said(fault: Message | None) -> str:
    return fault.text(Language.EN) if fault else ""


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "１３８００１３８０００",
        "+8613800138000",
        "+86 138 0013 8000",
        "(+86)13800138000",
        "0086-13800138000",
        "8613800138000",
        "013800138000",
        "86-13800138000",
        "010-12345678",
        "01012345678",
        "(010)12345678",
        "（010）1234 5678",
        "0571—87654321",
        "0571-8765432-801",
        "010-8765-4321",
        "010-12345678转801",
        "010-12345678 分机 801",
        "+86-10-12345678",
        "+86 (0)571 87654321",
        "0086 0571 87654321",
        "400-812-3456",
        "4008123456",
        "800-810-1234-5",
        "+852 2345 6789",
        "00853-28123456",
        "+886-2-2345-6789",
        "13800138000、13900139000",
        "010-12345678，13800138000",
        "010-12345678/13800138000",
        "010-12345678;13800138000；",
        "010-12345678 13800138000",
        "13800138000或13900139000",
        "13800138000\n13900139000",
        "\ufeff13800138000\u200b",
    ],
)
def test_a_telephone_number_as_people_write_it_is_fine(typed: str) -> None:
    assert check_phone(typed) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1380013800", "“1380013800” is not a telephone number"),
        ("138001380000", "is not a telephone number"),
        ("12800138000", "is not a telephone number"),
        ("无", "“无” is not a telephone number"),
        ("13800138000、见附件", "“见附件” is not a telephone number"),
        ("13800138000 1390013900", "is not a telephone number"),
        ("+86 1380013800", "is not a telephone number"),
        ("0110-12345678", "is not a telephone number"),
        ("+8613", "is not a telephone number"),
        ("12345678", "is not a telephone number"),
        ("87654321", "lacks its area code"),
        ("8765432-801", "lacks its area code"),
        ("57187654321", "lacks the 0 before its area code"),
        ("10-12345678", "lacks the 0 before its area code"),
        ("1.38E+10", "Excel has damaged the telephone number “1.38E+10”"),
    ],
)
def test_a_wrong_telephone_number_is_named_with_its_fault(typed: str, words: str) -> None:
    assert words in said(check_phone(typed))


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(str.isascii))
def test_every_mobile_number_passes_with_and_without_the_country(number: str) -> None:
    assert check_phone(number) is None
    assert check_phone(f"+86 {number}") is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "li@example.cn",
        "li.ming+a@mail.example.com.cn",
        " li_ming@example.com ",
        "a@example.cn；b@example.cn",
        "a@example.cn, b@example.cn",
        "a@例子.中国",
        "12345@qq.com",
    ],
)
def test_an_email_address_is_fine(typed: str) -> None:
    assert check_email(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "li",
        "li@",
        "@example.cn",
        "li@example",
        "li@example.c",
        "li@@example.cn",
        "li..ming@example.cn",
        ".li@example.cn",
        "li@-example.cn",
        "li＠example.cn",
        "li@ｅxample.cn",
        "li@example。cn",
        "li ming@example.cn",
        "李@example.cn",
        "a@example.cn;b",
        "a@example.123",
        "a" * 250 + "@example.cn",
    ],
)
def test_what_is_no_email_address_is_said(typed: str) -> None:
    assert "is not an e-mail address" in said(check_email(typed))


@pytest.mark.parametrize("typed", ["", "100804", "１００８０４", " 010000 ", "999077"])
def test_a_postcode_is_fine(typed: str) -> None:
    assert check_postcode(typed) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("10000", "perhaps Excel dropped a leading 0"),
        ("000000", "is not a postcode"),
        ("1008041", "is not a postcode"),
        ("10080A", "“10080A” is not a postcode"),
    ],
)
def test_a_wrong_postcode_is_named_with_its_fault(typed: str, words: str) -> None:
    assert words in said(check_postcode(typed))


def identity(head: str) -> str:
    return head + str(ric.calc_check_digit(head + "0"))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "11010519491231002X",  # the example of GB 11643-1999
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "440524188001010014",  # the second example
        identity("99999919491231002"),  # a place that never was
    ],
)
def test_an_identity_number_is_fine(typed: str) -> None:
    assert check_id_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("110105491231002", "old identity number of 15 digits"),
        ("1", "1 character instead of 18"),
        ("11010519491231002", "17 characters instead of 18"),
        ("1101051949123100X2", "17 digits and a last digit or X"),
        ("11010519491231O02X", "17 digits and a last digit or X"),
        ("110105194912310021", "check character of the identity number does not fit"),
        (identity("11010519490231002"), "date of birth in the identity number does not exist"),
        ("110105194912310000", "Excel has damaged this identity number"),
        ("1.10105E+17", "Excel has damaged this identity number"),
    ],
)
def test_a_wrong_identity_number_is_named_with_its_fault(typed: str, words: str) -> None:
    assert words in said(check_id_number(typed))


def test_a_fault_of_an_identity_number_does_not_repeat_the_number() -> None:
    assert "110105" not in said(check_id_number("110105194912310021"))


@given(st.dates(), st.integers(0, 999))
def test_exactly_one_check_character_fits_an_identity_number(day: object, order: int) -> None:
    head = f"110105{str(day).replace('-', '')}{order:03}"
    fits = [c for c in "0123456789X" if check_id_number(head + c) is None]
    assert fits == [identity(head)[-1]]
