# SPDX-License-Identifier: Apache-2.0
"""What the values of a column look like, for columns whose heading names no field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.intake.tables.grid import is_blank, shown
from models.language import message
from models.programme.schema import FieldType
from models.programme.values import understand
from models.rules.contacts import check_email, check_phone
from models.rules.credit_code import check as check_credit_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forms.intake.book import CellValue, Sheet
    from forms.intake.tables.table import Table
    from models.language import Message
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary

_MOST = 60
_FEWEST = 3
_SURE = 0.8
_LONGEST = 60
_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")

_LISTED = frozenset({FieldType.TERM, FieldType.TERMS, FieldType.CHOICE, FieldType.CHOICES,
                     FieldType.REGION})  # fmt: skip


def sample_of(table: Table, sheet: Sheet, column: int) -> list[CellValue]:
    """Some values of a column, those of its first records and of some further down; no blanks."""
    step = max(1, len(table.rows) // _MOST)
    found = []
    for row in table.rows[::step]:
        cells = sheet.cells[row - 1]
        if column <= len(cells) and not is_blank(cells[column - 1]):
            found.append(cells[column - 1])
    return found


def kinds_of(
    sample: list[CellValue], field: FormField, vocabularies: Mapping[str, Vocabulary]
) -> tuple[float, Message | None]:
    """How many of some values fit a field by their look alone, and what they look like.

    None where they do not: too few, or a field whose values look like any others.
    """
    if len(sample) < _FEWEST:
        return 0, None
    said = _SAID.get(field.type)
    fits = _FITS.get(field.type)
    if field.type in _LISTED:
        fits = _on_list(field, vocabularies)
        said = message("Its values are those of “{field}”.", field=field.label)
    if fits is None or said is None:
        return 0, None
    share = sum(map(fits, map(shown, sample))) / len(sample)
    return (share, said) if share >= _SURE else (share, None)


def _on_list(field: FormField, vocabularies: Mapping[str, Vocabulary]) -> Callable[[str], bool]:
    known: dict[str, bool] = {}
    vocabulary = vocabularies.get(field.vocabulary or "")
    own = {vocabulary.id: vocabulary} if vocabulary else {}

    def fits(text: str) -> bool:
        if len(text) > _LONGEST:
            return False
        if text not in known:
            found = understand(field, text, own)
            known[text] = not found.as_typed and not text.isdecimal()
        return known[text]

    return fits


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text.upper()) is not None and check_credit_code(text).valid


def _is_phone(text: str) -> bool:
    return check_phone(text) is None


def _is_email(text: str) -> bool:
    return "@" in text and check_email(text) is None


_FITS: Mapping[FieldType, Callable[[str], bool]] = {
    FieldType.CREDIT_CODE: _is_code,
    FieldType.PHONE: _is_phone,
    FieldType.EMAIL: _is_email,
}
_SAID: Mapping[FieldType, Message] = {
    FieldType.CREDIT_CODE: message("Its values look like credit codes."),
    FieldType.PHONE: message("Its values look like telephone numbers."),
    FieldType.EMAIL: message("Its values look like e-mail addresses."),
}
