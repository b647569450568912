# SPDX-License-Identifier: Apache-2.0
"""Lines of the list in words: names of stages, terms and divisions instead of their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules.regions import regions
from models.views.register import rows_by_id

if TYPE_CHECKING:
    from models.language import Language
    from models.programme.outline import Outcome
    from models.reader import Reader
    from models.views.register import RegisterRow

COLUMNS = (
    *("number", "title", "applicant", "direction", "product", "region"),
    *("stage", "amount_wan", "received", "due"),
)
"""What a line shows, in order; each is a name by which the list sorts."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list as a screen shows it.

    Attributes:
        cells: A text for each of `COLUMNS`; the amount in 万元, days as ISO dates.
        outcome: What its stage means for the applicant.
    """

    uid: str
    number: str
    stage: str
    cells: tuple[str, ...]
    outcome: Outcome


def lines(reader: Reader, wanted: list[int], language: Language) -> dict[int, Line]:
    """Lines by local id; at most some hundred at once."""
    found = rows_by_id(reader, wanted)
    return {place: _line(reader, row, language) for place, row in found.items()}


def _line(reader: Reader, row: RegisterRow, language: Language) -> Line:
    stage = reader.library.stage_names(row.definition_uid)[row.stage]
    vocabularies = reader.library.vocabularies(row.definition_uid)

    def term(key: str, item: str) -> str:
        vocabulary = vocabularies.get(key)
        return vocabulary.label_of(item).text(language) if vocabulary and item else item

    return Line(
        uid=row.uid,
        number=row.number,
        stage=row.stage,
        cells=(
            row.number,
            row.title,
            row.applicant,
            term("directions", row.direction),
            term("products", row.product),
            regions().path(row.region) or row.region if row.region else "",
            stage.label.text(language),
            "" if row.amount_wan is None else f"{row.amount_wan:,.2f}",
            row.received,
            row.due,
        ),
        outcome=stage.outcome,
    )
