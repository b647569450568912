# SPDX-License-Identifier: Apache-2.0
"""An example for each column, of the very lists and formats that its cells have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import Language, message
from models.programme.display import display
from models.programme.layout import LINK
from models.programme.levels import level_texts, term_text
from models.programme.recognising import EXAMPLE_MARKS
from models.programme.schema import FieldType
from models.rules.regions import regions
from reports.intake.cells import COMMAS, choice_text

if TYPE_CHECKING:
    from models.language import Message
    from models.programme.layout import Column
    from models.programme.schema import FormField
    from models.programme.vocabulary import Term, Vocabulary
    from reports.intake.frame import IntakeFrame

EXAMPLE_MARK = {Language.ZH: EXAMPLE_MARKS[0], Language.EN: EXAMPLE_MARKS[1]}
"""Begins every example."""


def example(column: Column, frame: IntakeFrame) -> str:
    """An example with its mark; empty where none would help."""
    text = _example(column, frame)
    return EXAMPLE_MARK[frame.language] + text if text else ""


def _example(column: Column, frame: IntakeFrame) -> str:
    field = column.field
    if column.id == LINK:
        return "1"
    if field is None:
        return ""
    if column.year is not None:
        return _PLAIN[FieldType.DECIMAL]
    if field.id == "title":
        return frame.say(message("full name of the {object}", object=frame.programme.object))
    if field.type is FieldType.REGION:
        return _region(column, field, frame)
    if field.type in {FieldType.TERM, FieldType.TERMS}:
        return _term(column, field, frame)
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        most = 1 if field.type is FieldType.CHOICE else 2
        labels = (choice_text(field, x.id, frame.language) for x in field.choices[:most])
        return COMMAS[frame.language].join(labels)
    if field.type is FieldType.BOOLEAN:
        return display(field, value=True, language=frame.language, vocabularies={})
    if field.type in _PLAIN:
        return _PLAIN[field.type]
    found = _WORDS.get(field.type)
    return frame.say(found) if found else ""


_PLAIN = {
    FieldType.INTEGER: "120",
    FieldType.DECIMAL: "1200.5",
    FieldType.MONEY: "1200.5",
    FieldType.PERCENT: "35",
    FieldType.DATE: "2026-03-15",
    FieldType.MONTH: "2026-03",
    FieldType.CREDIT_CODE: "91350100M000100Y43",  # that of GB 32100-2015
    FieldType.PHONE: "0591-87654321",
    FieldType.EMAIL: "name@unit.cn",
}
_WORDS: dict[FieldType, Message] = {
    FieldType.PERSON: message("Zhang San"),
    FieldType.ADDRESS: message("city, district, road, number"),
}


def _region(column: Column, field: FormField, frame: IntakeFrame) -> str:
    """The first county below the office's own division."""
    own = regions().find(frame.office.region)
    code = own[0].code if len(own) == 1 else regions().children("")[0].code
    while below := regions().children(code):
        code = below[0].code
    texts = level_texts(field, code, {}, frame.language)
    return texts[column.level - 1] if len(texts) >= column.level else ""


def _term(column: Column, field: FormField, frame: IntakeFrame) -> str:
    vocabulary = frame.vocabularies.get(field.vocabulary or "")
    if vocabulary is None:
        return ""
    if field.type is FieldType.TERMS:
        texts = (term_text(vocabulary, x, frame.language) for x in vocabulary.terms if x.parent)
        flat = (term_text(vocabulary, x, frame.language) for x in vocabulary.terms)
        found = list(texts) or list(flat)
        return COMMAS[frame.language].join(found[:2])
    term = _first_at(vocabulary, max(column.level, 1))
    return term_text(vocabulary, term, frame.language) if term else ""


def _first_at(vocabulary: Vocabulary, level: int) -> Term | None:
    """The first term of a level, below the first of each level above it."""
    found = next((x for x in vocabulary.roots() if not x.retired), None)
    for _ in range(level - 1):
        below = vocabulary.children(found.id) if found else iter(())
        found = next((x for x in below if not x.retired), None)
    return found
