# SPDX-License-Identifier: Apache-2.0
"""What a column lets in, as validations of the workbook.

What can never be understood is stopped (a word where a number belongs); what may be right all the same
is asked about (a long text, a code of another length, a term by its short name); several terms in one
cell are offered one by one and never held up. Only the plain part of a validation is used, no
extension, so that every program obeys it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from models.language import message
from models.programme.layout import LINK
from models.programme.schema import NUMERIC, FieldType
from models.rules.decimals import decimal_text
from reports.intake.remarks import limits
from reports.workbooks.cells import serial_of

if TYPE_CHECKING:
    from models.language import Language, Message
    from models.programme.layout import Column
    from models.programme.schema import FormField

SERIALS = "xd_serials"
"""The name of the serial numbers of the applications."""

LAST_ROW = 1_048_576

_MOST = Decimal(10**13 - 1)
"""As `models.programme.problems` allows: with two decimals what a workbook keeps exactly."""
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(2199, 12, 31)
_CODE_LENGTH = 18
_LONGEST_ALERT, _LONGEST_PROMPT = 220, 250


def validation(
    column: Column, source: str, cell: str, language: Language, *, linked: bool
) -> DataValidation | None:
    """The validation of a column; None where anything goes.

    Args:
        column: Of a sheet of data.
        source: The formula of the list that it offers, empty for none.
        cell: Its first cell (`D5`), to which formulas are relative.
        language: Of alerts and prompts.
        linked: The serial number names an application of another sheet.
    """
    if column.id == LINK:
        return _dressed(_link(cell, linked=linked), column, language)
    field = column.field
    if field is None:
        return None
    if source:
        rule = DataValidation(type="list", formula1=source)
        rule.errorStyle = "stop" if field.type in _CLOSED else "warning"
        rule.showErrorMessage = not _open(column, field)
    else:
        made = _limits(column, field, cell)
        if made is None:
            return _prompt_only(column, language)
        rule = made
    return _dressed(rule, column, language)


_CLOSED = frozenset({FieldType.CHOICE, FieldType.BOOLEAN})


def _open(column: Column, field: FormField) -> bool:
    """Whether the list is only a help: several values in a cell, a division by its code."""
    return field.type in {FieldType.CHOICES, FieldType.TERMS} or (
        field.type is FieldType.REGION and not column.after
    )


def _link(cell: str, *, linked: bool) -> DataValidation:
    if linked:
        return DataValidation(type="list", formula1=SERIALS, errorStyle="warning")
    letters = cell.rstrip("0123456789")
    row = cell.removeprefix(letters)
    area = f"${letters}${row}:${letters}${LAST_ROW}"
    formula = f"AND(ISNUMBER({cell}),COUNTIF({area},{cell})=1)"
    return DataValidation(type="custom", formula1=formula, errorStyle="warning")


def _limits(column: Column, field: FormField, cell: str) -> DataValidation | None:
    if column.type in NUMERIC:
        return _number(field, cell)
    match column.type:
        case FieldType.DATE | FieldType.MONTH:
            first, last = serial_of(_FIRST_DAY), serial_of(_LAST_DAY)
            return DataValidation(
                type="date", operator="between", formula1=str(first), formula2=str(last)
            )
        case FieldType.CREDIT_CODE:
            return DataValidation(
                type="textLength",
                operator="equal",
                formula1=str(_CODE_LENGTH),
                errorStyle="warning",
            )
        case FieldType.EMAIL:
            formula = f'ISNUMBER(FIND("@",{cell}))'
            return DataValidation(type="custom", formula1=formula, errorStyle="warning")
        case _:
            return _text_length(field)


def _number(field: FormField, cell: str) -> DataValidation:
    least = decimal_text(field.min if field.min is not None else -_MOST)
    most = decimal_text(field.max if field.max is not None else _MOST)
    places = field.places
    if places:
        formula = (
            f"AND(ISNUMBER({cell}),{cell}>={least},{cell}<={most},ROUND({cell},{places})={cell})"
        )
        return DataValidation(type="custom", formula1=formula)
    kind = "whole" if places == 0 else "decimal"
    return DataValidation(type=kind, operator="between", formula1=least, formula2=most)


def _text_length(field: FormField) -> DataValidation | None:
    least, most = field.min_length, field.max_length
    if least is None and most is None:
        return None
    rule = DataValidation(type="textLength", errorStyle="warning")
    if least is None:
        rule.operator, rule.formula1 = "lessThanOrEqual", str(most)
    elif most is None:
        rule.operator, rule.formula1 = "greaterThanOrEqual", str(least)
    else:
        rule.operator, rule.formula1, rule.formula2 = "between", str(least), str(most)
    return rule


def _prompt_only(column: Column, language: Language) -> DataValidation | None:
    if column.field is None or column.field.help is None:
        return None
    return _dressed(DataValidation(), column, language)


def _dressed(rule: DataValidation, column: Column, language: Language) -> DataValidation:
    """With what it says when a cell is entered, and when something else is typed."""
    rule.allow_blank = True
    if rule.showErrorMessage is None:
        rule.showErrorMessage = True
    if rule.type in {None, "none"}:
        rule.showErrorMessage = False
    said = [sentence.text(language) for sentence in limits(column, language)]
    stop = rule.errorStyle in {None, "stop"}
    rule.errorTitle = (_WRONG if stop else _DOUBTFUL).text(language)
    rule.error = _short(said or [_LOOK.text(language)], _LONGEST_ALERT)
    field = column.field
    help_text = [field.help.text(language)] if field and field.help else []
    lines = [*help_text, *said]
    if lines:
        rule.showInputMessage = True
        rule.prompt = _short(lines, _LONGEST_PROMPT)
    return rule


_WRONG: Message = message("This cannot stand here")
_DOUBTFUL: Message = message("Please check")
_LOOK: Message = message("The note on the heading says what belongs here.")


def _short(lines: list[str], most: int) -> str:
    """As many of the lines as a message of a validation may hold."""
    text = "\n".join(lines)
    while len(text.encode("utf-16-le")) // 2 > most:
        text = text[:-2].rstrip() + "…"
    return text
