# SPDX-License-Identifier: Apache-2.0
"""What a form is filled from, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.programme.display import date_text
from reports.notices import notices_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from models.dossier import CallFacts, OfficeFacts
    from models.language import Language, Translatable
    from models.programme.answers import Answers
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary
    from reports.filling.compare import Difference
    from reports.filling.doubts import Doubt


@dataclass(frozen=True, slots=True)
class Filled:
    """One application that goes into a form.

    Attributes:
        partners: Names of the other applicants.
    """

    number: str
    stage: str
    answers: Answers
    received: date | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What every cell of one form may name.

    Attributes:
        today: The day that the form bears.
    """

    programme: Programme
    call: CallFacts
    office: OfficeFacts
    vocabularies: Mapping[str, Vocabulary]
    today: date
    language: Language

    def say(self, text: Translatable) -> str:
        """A text in the language of the form."""
        return text.text(self.language)

    def of_list(self, name: str, count: int) -> str | int | date | None:
        """What a name of the list stands for (`models.filling.sources.LIST_NAMES`)."""
        known: dict[str, str | int | date] = {
            "office": self.office.writes_as,
            "office_region": self.office.region,
            "office_contact": self.office.contact,
            "office_phone": self.office.phone,
            "year": (self.call.opens or self.today).year,
            "call": self.call.title,
            "notice": notices_text(self.call, self.language),
            "date": self.today,
            "count": count,
        }
        return known.get(name) or (count if name == "count" else None)

    def day(self, day: date) -> str:
        """A day as official papers write it."""
        return date_text(day, self.language)


@dataclass(frozen=True, slots=True)
class FormResult:
    """A form that was filled.

    Attributes:
        listed: How many applications are in it.
        sha256: Of the file.
        differences: All between the empty form and the filled one, cell by cell and part by part;
            each lies where the map says, or the file would not be there.
        doubts: Values that do not fit the form, and were written all the same.
        filters: Which applications it lists, in words; empty for those that the summary asks for.
    """

    path: Path
    listed: int
    sha256: str
    differences: Sequence[Difference] = ()
    doubts: Sequence[Doubt] = ()
    filters: str = field(default="")

    @property
    def files(self) -> tuple[Path, ...]:
        """What was written."""
        return (self.path,)
