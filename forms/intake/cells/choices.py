# SPDX-License-Identifier: Apache-2.0
"""Choices and terms as people write them: by name, code or alias, ticked in a list, with their parents."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from forms.intake.book import CellError
from forms.intake.cells.habits import (
    NOTHING,
    Taken,
    Taker,
    failed_formula,
    left_empty,
    number_text,
    plain_text,
    read_as,
    says_nothing,
    trimmed,
)
from forms.intake.cells.ticks import ticked
from models.programme.schema import FieldType
from models.programme.values import understand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.intake.book import CellValue
    from models.programme.schema import FormField
    from models.programme.vocabulary import Term, Vocabulary

_SEVERAL = frozenset({FieldType.CHOICES, FieldType.TERMS})
_STEP = re.compile(r"\s*(?:[/\\>＞→:：]|->|—+|–|-)\s*")


def choice_taker(field: FormField, vocabularies: Mapping[str, Vocabulary]) -> Taker:
    """Takes choices and terms; what is only nearly one stays as typed, and the checks say so."""
    vocabulary = vocabularies.get(field.vocabulary or "")
    own = {vocabulary.id: vocabulary} if vocabulary else {}

    def take(value: CellValue) -> Taken:
        if isinstance(value, CellError):
            return failed_formula(field, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Taken(number_text(value))
        if not isinstance(value, str):
            return Taken(plain_text(value))
        bare, repairs = trimmed(value)
        if not bare:
            return NOTHING
        if not understand(field, bare, own).as_typed:
            return Taken(bare, repairs)
        chosen = ticked(bare)
        if chosen and (len(chosen) == 1 or field.type in _SEVERAL):
            text = "、".join(chosen)
            return Taken(text, (*repairs, read_as(bare, text)))
        if says_nothing(bare):
            return left_empty(bare)
        term = _below(vocabulary, bare) if vocabulary else None
        if term is not None:
            return Taken(term.id, (*repairs, read_as(bare, term.label)))
        return Taken(bare, repairs)

    return take


def _below(vocabulary: Vocabulary, text: str) -> Term | None:
    """The term that a path names: `未来制造/人形机器人`, where each part lies above the next."""
    found = [vocabulary.find(part) for part in _STEP.split(text)]
    terms = [term for term in found if term is not None]
    if len(terms) < 2 or len(terms) < len(found):  # noqa: PLR2004 - one part is no path
        return None
    below = all(low.id in vocabulary.below(top.id) for top, low in pairwise(terms))
    return terms[-1] if below else None
