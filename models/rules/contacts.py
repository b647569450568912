# SPDX-License-Identifier: Apache-2.0
"""Telephones, e-mail addresses, postcodes and resident identity numbers, as lists really hold them.

Every check returns what is wrong, or None; a blank text is None too, because whether something may
be missing is for the programme's definition to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from models.language import message, plural
from models.rules.text import (
    DASHES,
    INVISIBLE,
    half_width,
    rounded_as_number,
    written_as_number,
)

if TYPE_CHECKING:
    from models.language import Message

ID_LENGTH = 18
OLD_ID_LENGTH = 15
POSTCODE_LENGTH = 6
_BETWEEN_PHONES = re.compile(r"[、,;/\n]|或")
_BETWEEN_ADDRESSES = re.compile(r"[、,，;；\s]+")
_ANY_DASH = re.compile(f"[{re.escape(DASHES)}()]+")
_BLANK = re.compile(f"[\\s{INVISIBLE}]+")
_EXTENSION = re.compile(r"(?:转|分机|EXT\.?)-?(?=[0-9])", re.IGNORECASE)

_COUNTRY = re.compile(r"(?:\+86|0086|86(?=-|1[3-9][0-9]{9}$))-?(?:0-)?")
_MOBILE = re.compile(r"0?1[3-9](?:-?[0-9]){9}")
# Area codes are 010, 02x and 03xx to 09xx; the 0 stands apart because Excel loses it.
_AFTER_ZERO = r"(?:10|2[0-9]|[3-9][0-9]{2})-?(?:[0-9]{7,8}|[0-9]{3,4}-[0-9]{4})(?:-[0-9]{1,4})?"
_LANDLINE = re.compile(f"0{_AFTER_ZERO}")
_LANDLINE_WITHOUT_ZERO = re.compile(_AFTER_ZERO)
_SERVICE = re.compile(r"[48]00(?:-?[0-9]){7}(?:-[0-9]{1,4})?")
_BEYOND = re.compile(r"(?:\+|00)(?:85[23]-?[0-9]{4}-?[0-9]{4}|886-?[0-9](?:-?[0-9]){7,8})")
_LOCAL_ONLY = re.compile(r"[2-9][0-9]{6,7}(?:-[0-9]{1,4})?")

_ADDRESS = re.compile(
    r"[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+(?:\.[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_](?:[\w-]*[^\W_])",
)
_LONGEST_ADDRESS = 254


def check_phone(text: str) -> Message | None:
    """Check one or several telephone numbers (domain facts 4.3); the first fault is returned.

    Mobile, landline with area code and extension, 400 and 800, with +86 or 0086, brackets, blanks,
    hyphens, full-width digits, and Hong Kong, Macao and Taiwan with their codes.
    """
    for entry in _BETWEEN_PHONES.split(half_width(text.strip())):
        whole = _phone_form(_BLANK.sub("", entry))
        if not whole or _phone_valid(whole):
            continue
        apart = [_phone_form(part) for part in _BLANK.split(entry.strip())]
        if not all(_phone_valid(part) for part in apart):
            return _phone_fault(entry.strip(), whole)
    return None


def check_email(text: str) -> Message | None:
    """Check one or several e-mail addresses by their shape; the first fault is returned."""
    for address in _BETWEEN_ADDRESSES.split(text.strip()):
        if address and not _address_valid(address):
            return message(
                "“{address}” is not an e-mail address: it needs the form name@example.cn, typed "
                "half width and without blanks.",
                address=address,
            )
    return None


def check_postcode(text: str) -> Message | None:
    """Check a postcode: six digits, of which Excel drops a leading zero."""
    code = _digits_form(text)
    if not code or re.fullmatch(r"(?!000000)[0-9]{6}", code):
        return None
    if re.fullmatch(r"[0-9]{5}", code):
        return message("The postcode has 5 digits instead of 6: perhaps Excel dropped a leading 0.")
    return message("“{code}” is not a postcode: it has 6 digits.", code=code)


def check_id_number(text: str) -> Message | None:
    """Check a resident identity number by GB 11643-1999: form, date of birth, check character.

    Its first six digits are not judged: they name a place as it was at the time of registration.
    """
    number = _digits_form(text).upper()
    if not number:
        return None
    if written_as_number(number):
        return _excel_fault()
    if len(number) == OLD_ID_LENGTH and number.isdigit():
        return message("This is an old identity number of 15 digits; the one of 18 is needed.")
    if len(number) != ID_LENGTH:
        return plural(
            "The identity number has {n} character instead of 18.",
            "The identity number has {n} characters instead of 18.",
            n=len(number),
        )
    return _id_content_fault(number)


def _id_content_fault(number: str) -> Message | None:
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return message("An identity number is 17 digits and a last digit or X.")
    if ric.calc_check_digit(number) != number[-1]:
        if rounded_as_number(number):
            return _excel_fault()
        return message("The check character of the identity number does not fit.")
    try:
        ric.get_birth_date(number)
    except InvalidComponent:
        return message("The date of birth in the identity number does not exist.")
    return None


def _address_valid(address: str) -> bool:
    if len(address) > _LONGEST_ADDRESS or half_width(address) != address:
        return False
    return _ADDRESS.fullmatch(address) is not None


def _digits_form(text: str) -> str:
    return _BLANK.sub("", half_width(text))


def _phone_form(entry: str) -> str:
    return _ANY_DASH.sub("-", _EXTENSION.sub("-", entry)).strip("-")


def _phone_valid(number: str) -> bool:
    if _BEYOND.fullmatch(number):
        return True
    national = _COUNTRY.sub("", number, count=1) if _COUNTRY.match(number) else ""
    if national:
        return _national_valid(national) or bool(_LANDLINE_WITHOUT_ZERO.fullmatch(national))
    return _national_valid(number)


def _national_valid(number: str) -> bool:
    return any(form.fullmatch(number) for form in (_MOBILE, _LANDLINE, _SERVICE))


def _phone_fault(shown: str, number: str) -> Message:
    if written_as_number(number):
        return message(
            "Excel has damaged the telephone number “{number}”: type it again into a cell "
            "formatted as text.",
            number=shown,
        )
    if _LOCAL_ONLY.fullmatch(number):
        return message("The telephone number “{number}” lacks its area code.", number=shown)
    if _LANDLINE_WITHOUT_ZERO.fullmatch(number):
        return message(
            "The telephone number “{number}” lacks the 0 before its area code: perhaps Excel "
            "dropped it.",
            number=shown,
        )
    return message(
        "“{number}” is not a telephone number: a mobile has 11 digits and begins with 13 to 19, a "
        "landline begins with its area code.",
        number=shown,
    )


def _excel_fault() -> Message:
    return message(
        "Excel has damaged this identity number: it kept a number of 15 digits. Type it again into "
        "a cell formatted as text.",
    )
