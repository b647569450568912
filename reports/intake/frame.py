# SPDX-License-Identifier: Apache-2.0
"""What an intake workbook is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.dossier import CallFacts, OfficeFacts
    from models.language import Language, Translatable
    from models.programme.answers import Row
    from models.programme.schema import Programme
    from models.programme.values import Stored
    from models.programme.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """An application to write into the workbook, as it is recorded.

    Attributes:
        stored: Stored values by field id. What the form does not ask at the moment is written too:
            the workbook comes back, and what it left out would be taken for erased.
        rows: The rows of repeating tables by table id.
        labels: Free labels.
    """

    number: str
    stored: Mapping[str, Stored]
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeFrame:
    """All that every sheet of one workbook shares.

    Attributes:
        office: To whom it comes back.
        vocabularies: By id, with local terms.
        today: The day that it bears.
    """

    programme: Programme
    call: CallFacts
    office: OfficeFacts
    vocabularies: Mapping[str, Vocabulary]
    today: date
    language: Language

    @property
    def year(self) -> int:
        """The year of the call: series ask for those before it."""
        return (self.call.opens or self.today).year

    def say(self, text: Translatable) -> str:
        """A text in the language of this workbook."""
        return text.text(self.language)
