# SPDX-License-Identifier: Apache-2.0
"""What a column says about itself beside its heading: its limits, and the note on its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message, plural
from models.programme.conditions import Condition
from models.programme.display import number_text
from models.programme.layout import LABELS, LINK, NUMBER
from models.programme.schema import NUMERIC, FieldType, Filler
from models.programme.values import shape_hint
from reports.intake.cells import COMMAS, choice_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.language import Language, Message, Translatable
    from models.programme.layout import Column
    from models.programme.schema import FormField


def limits(column: Column, language: Language) -> Iterator[Message]:
    """What the value of a column must be like, a sentence each."""
    field = column.field
    if column.id == LINK:
        yield (
            message("The serial of the application to which this row belongs.")
            if column.required
            else message("Number the applications 1, 2, 3 …; each number once.")
        )
    if field is None:
        return
    if column.type in NUMERIC:
        yield from _number_limits(field)
    elif field.type in {FieldType.DATE, FieldType.MONTH}:
        hint = shape_hint(field)
        if hint is not None:
            yield message("Give {hint}.", hint=hint)
    elif field.type is FieldType.CREDIT_CODE:
        yield message("18 characters; the cell is text, so no digit is lost.")
    elif field.type is FieldType.REGION:
        yield message(
            "Choose step by step, as far as the county; or put the six-digit code or the full name"
            " into the first of the three columns."
        )
    elif column.after:
        yield message("What is offered depends on the cell to the left. It may stay empty.")
    elif field.type in {FieldType.CHOICES, FieldType.TERMS}:
        yield message("Several are parted by “{comma}”.", comma=COMMAS[language].strip())
    elif field.type is FieldType.TERM:
        yield message("Choose from the list.")
    yield from _length_limits(field)


def _number_limits(field: FormField) -> Iterator[Message]:
    if field.places == 0:
        yield message("A whole number, without its unit.")
    elif field.type is FieldType.PERCENT:
        yield message("A number in percent: 35 for 35 %.")
    else:
        yield message("A number, without its unit.")
    if field.min is not None:
        yield message("At least {limit}.", limit=number_text(field.min))
    if field.max is not None:
        yield message("At most {limit}.", limit=number_text(field.max))
    if field.places:
        yield plural("At most {n} decimal place.", "At most {n} decimal places.", n=field.places)


def _length_limits(field: FormField) -> Iterator[Message]:
    if field.min_length is not None:
        yield message("At least {n} characters.", n=field.min_length)
    if field.max_length is not None:
        yield message("At most {n} characters.", n=field.max_length)
    if field.min_items is not None:
        yield message("At least {n} of them.", n=field.min_items)
    if field.max_items is not None:
        yield message("At most {n} of them.", n=field.max_items)


def remark(column: Column, language: Language) -> str:
    """The note on a heading: who fills it and when, help, limits, choices, basis."""
    lines: list[Translatable] = []
    field = column.field
    if column.id == NUMBER:
        lines.append(
            message("Given by the office. Leave it as it is: by it a corrected row is known again.")
        )
    elif column.id == LABELS:
        lines.append(message("Free labels of the office."))
    lines += _duties(column)
    if field is not None and field.help is not None:
        lines.append(field.help)
    lines += limits(column, language)
    texts = [line.text(language) for line in lines]
    if field is not None and field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        labels = (choice_text(field, choice.id, language) for choice in field.choices)
        offered = COMMAS[language].join(labels)
        texts.append(message("To choose from: {choices}", choices=offered).text(language))
    if field is not None and field.basis is not None:
        texts.append(message("Basis: {basis}", basis=field.basis).text(language))
    return "\n".join(texts)


def _duties(column: Column) -> Iterator[Message]:
    field = column.field
    if column.required:
        yield message("Required.")
    elif field is not None and isinstance(field.required, Condition) and column.id == field.id:
        yield message("Required in certain cases.")
    if field is not None and field.show_if is not None:
        yield message("Asked in certain cases only; leave it empty otherwise.")
    if field is not None and field.filled_by is Filler.OFFICE:
        yield message("Filled in by the office.")
    if field is not None and field.filled_by is Filler.EXPERT:
        yield message("Filled in by the experts.")
