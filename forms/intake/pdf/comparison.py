# SPDX-License-Identifier: Apache-2.0
"""What a PDF says beside what an application says now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.programme.display import display
from models.programme.values import read, understand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.intake.pdf.pdf_offers import Offer
    from models.language import Label, Language
    from models.programme.answers import Answers
    from models.programme.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Compared:
    """One offer beside the field.

    Attributes:
        label: The name of the field.
        now: What the application says, as text; empty for nothing.
        then: What it would say if the offer were taken.
        seen: The stored value that was compared, for a write that is refused where it has changed.
        same: Both say the same.
    """

    offer: Offer
    label: Label
    now: str
    then: str
    seen: Any
    same: bool


def compared(
    offers: Iterable[Offer],
    answers: Answers,
    vocabularies: Mapping[str, Vocabulary],
    language: Language,
) -> tuple[Compared, ...]:
    """Put offers beside the fields of an application; those that are not asked are left out."""
    found: list[Compared] = []
    for offer in offers:
        field = answers.programme.fields[offer.field]
        if offer.field in answers.hidden:
            continue
        seen = answers.stored.get(offer.field)
        stored = understand(field, offer.value, vocabularies).stored
        now, then = (
            display(field, read(field, value), language, vocabularies, unit=True)
            for value in (seen, stored)
        )
        found.append(Compared(offer, field.label, now, then, seen, stored == seen))
    return tuple(found)
