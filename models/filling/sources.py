# SPDX-License-Identifier: Apache-2.0
"""What a map may name: things of the list, of one application, of a row of a repeating table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language import Language
from models.programme.display import unit_name
from models.programme.levels import level_count
from models.programme.recognising import parts_of
from models.programme.schema import NUMERIC, FieldType
from models.rules.money import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary

LIST_NAMES = (
    "office",
    "office_region",
    "office_contact",
    "office_phone",
    "year",
    "call",
    "notice",
    "date",
    "count",
)
"""What every form may name; `region` is another name of `office_region` where no field is called so."""

ALIASES = {"region": "office_region"}

APPLICATION_NAMES = ("index", "number", "stage", "received", "applicant_other", "empty")
"""What may be named of an application besides its fields."""

ROW_NAMES = ("index", "empty")
"""What may be named of a row of a repeating table besides its columns."""

OF_APPLICATION = "application."
"""Before the name of a thing of the application, where a row of one of its tables is meant."""

NAME = re.compile(r"\{([^{}]+)\}")
"""A name in a text."""


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named in one place.

    Attributes:
        fields: By every name that they have: id and label.
        others: What is no field.
    """

    fields: Mapping[str, FormField]
    others: frozenset[str]

    def field(self, name: str) -> FormField | None:
        """The field that a name means, perhaps with a year or a level."""
        return self.fields.get(parts_of(name)[0])

    def canonical(self, name: str, vocabularies: Mapping[str, Vocabulary]) -> str:
        """The name as the program writes it, by id; empty where nothing has that name."""
        stem, year, level = parts_of(name)
        field = self.fields.get(stem)
        if field is None or field.type is FieldType.TABLE:
            return name if name in self.others else ""
        above = OF_APPLICATION if stem.startswith(OF_APPLICATION) else ""
        if year is not None:
            return f"{above}{field.id}@{year}" if field.type is FieldType.SERIES else ""
        if stem == name:
            return f"{above}{field.id}"
        return f"{above}{field.id}@{level}" if level <= level_count(field, vocabularies) else ""

    @property
    def known(self) -> list[str]:
        """All names, for the one that was probably meant."""
        return [*self.fields, *self.others]


def names_in_list() -> Names:
    """What cells of a list may name: nothing of one application."""
    return Names({}, frozenset((*LIST_NAMES, *ALIASES)))


def names_of_sums(programme: Programme) -> Names:
    """What may be added up over a list."""
    return Names(
        _by_name(
            item
            for item in programme.fields.values()
            if item.type in NUMERIC and item.type is not FieldType.PERCENT
        ),
        frozenset(),
    )


def names_of_application(programme: Programme) -> Names:
    """What a place may name that stands for one application."""
    others = (*APPLICATION_NAMES, *LIST_NAMES, *ALIASES)
    return Names(_by_name(programme.fields.values()), frozenset(others))


def names_of_rows(programme: Programme, table: FormField) -> Names:
    """What a column may name whose rows are those of a repeating table."""
    whole = names_of_application(programme)
    above = {f"{OF_APPLICATION}{name}": item for name, item in whole.fields.items()}
    others = {*ROW_NAMES, *(f"{OF_APPLICATION}{name}" for name in whole.others)}
    return Names({**above, **_by_name(table.columns)}, frozenset(others))


def money_unit(field: FormField) -> str:
    """The unit of money in which a field counts; empty where it counts none."""
    name = unit_name(field, Language.ZH)
    return name if field.type in NUMERIC and name in UNITS else ""


def _by_name(fields: Iterable[FormField]) -> dict[str, FormField]:
    taken = tuple(fields)
    labels = {text: item for item in taken for text in (item.label.zh, item.label.en)}
    return {**labels, **{item.id: item for item in taken}}
