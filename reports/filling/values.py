# SPDX-License-Identifier: Apache-2.0
"""What goes into a cell: a number in the unit that the map says, a day, a code as text, a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.filling.mapping import Put
from models.filling.sources import ALIASES, NAME, OF_APPLICATION, money_unit
from models.language import Listing
from models.programme.display import cell, display
from models.programme.levels import level_texts
from models.programme.recognising import parts_of
from models.programme.schema import FieldType
from models.programme.values import read
from models.rules.money import UNITS
from models.rules.regions import regions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.programme.answers import Row
    from models.programme.display import Cell
    from models.programme.schema import FormField
    from models.programme.values import Value
    from reports.filling.facts import Facts, Filled


class ListPlace:
    """A place that stands for the whole list.

    Attributes:
        number: Of the application that it stands for; empty, since it stands for all.
    """

    number = ""

    def __init__(self, facts: Facts, listed: Sequence[Filled]) -> None:
        self._facts = facts
        self._listed = listed

    def typed(self, put: Put) -> Cell:
        """What a name stands for, as what it is."""
        if put.sum:
            return self._sum(put)
        return self._facts.of_list(ALIASES.get(put.source, put.source), len(self._listed))

    def shown(self, name: str) -> str:
        """What a name in a text stands for."""
        return _shown(self._facts.of_list(ALIASES.get(name, name), len(self._listed)), self._facts)

    def _sum(self, put: Put) -> Cell:
        total = Decimal(0)
        for item in self._listed:
            place = ApplicationPlace(self._facts, item, 0, self._listed)
            value = place.typed(put)
            if isinstance(value, int | Decimal):
                total += value
        return total


class ApplicationPlace:
    """A place that stands for one application."""

    def __init__(self, facts: Facts, filled: Filled, index: int, listed: Sequence[Filled]) -> None:
        self.number = filled.number
        self._facts = facts
        self._filled = filled
        self._index = index
        self._listed = listed

    def typed(self, put: Put) -> Cell:
        """What a name stands for, as what it is."""
        stem = parts_of(put.source)[0]
        field = self._facts.programme.fields.get(stem)
        if field is None:
            return self._other(put.source)
        answers = self._filled.answers
        if field.id in answers.hidden:
            return None
        value = answers.value(field.id)
        stored = (
            answers.verified[field.id].value
            if answers.counts_verified(field)
            else answers.stored.get(field.id)
        )
        return typed(field, value, stored, put, self._facts)

    def shown(self, name: str) -> str:
        """What a name in a text stands for."""
        field = self._facts.programme.fields.get(name)
        if field is None:
            return _shown(self.typed(Put(source=name)), self._facts)
        if field.id in self._filled.answers.hidden:
            return ""
        value = self._filled.answers.value(field.id)
        return display(field, value, self._facts.language, self._facts.vocabularies)

    def _other(self, name: str) -> Cell:
        facts, filled = self._facts, self._filled
        stage = facts.programme.stages.get(filled.stage)
        own: dict[str, Callable[[], Cell]] = {
            "index": lambda: self._index,
            "number": lambda: filled.number,
            "stage": lambda: facts.say(stage.label) if stage else filled.stage,
            "received": lambda: filled.received,
            "applicant_other": lambda: facts.say(Listing(filled.partners)) or None,
            "empty": lambda: None,
        }
        if name in own:
            return own[name]()
        return facts.of_list(ALIASES.get(name, name), len(self._listed))


class RowPlace:
    """A place that stands for a row of a repeating table."""

    def __init__(
        self, facts: Facts, table: FormField, row: Row, index: int, above: ApplicationPlace
    ) -> None:
        self.number = above.number
        self._facts = facts
        self.table = table
        self._row = row
        self._index = index
        self._above = above

    def typed(self, put: Put) -> Cell:
        """What a name stands for, as what it is."""
        if put.source.startswith(OF_APPLICATION):
            return self._above.typed(replace(put, source=put.source.removeprefix(OF_APPLICATION)))
        column = self.table.column(parts_of(put.source)[0])
        if column is None:
            return self._index if put.source == "index" else None
        stored = self._row.values.get(column.id)
        value = self._filled_value(column)
        return typed(column, value, stored, put, self._facts)

    def shown(self, name: str) -> str:
        """What a name in a text stands for."""
        if name.startswith(OF_APPLICATION):
            return self._above.shown(name.removeprefix(OF_APPLICATION))
        column = self.table.column(name)
        if column is None:
            return _shown(self.typed(Put(source=name)), self._facts)
        value = self._filled_value(column)
        return display(column, value, self._facts.language, self._facts.vocabularies)

    def _filled_value(self, column: FormField) -> Value:
        return read(column, self._row.values.get(column.id))


Place = ListPlace | ApplicationPlace | RowPlace


def put_value(put: Put, place: Place) -> Cell:
    """What goes into a cell by its map, in the words of the form."""
    found = _text(put.text, place) if put.text else place.typed(put)
    if put.values and found is not None:
        words = put.values.get(str(found))
        return found if words is None else words
    return found


def typed(field: FormField, value: Value, stored: object, put: Put, facts: Facts) -> Cell:
    """The value of a field as a cell takes it: one year of a series, one level of a division."""
    _, year, level = parts_of(put.source)
    if year is not None:
        number = value.get(year) if isinstance(value, Mapping) else None
        return number if number is None else in_unit(number, field, put.unit)
    if "@" in put.source:
        return _level(field, stored, level, facts)
    found = cell(field, value, facts.language, facts.vocabularies)
    if isinstance(found, int | Decimal) and not isinstance(found, bool):
        return in_unit(found, field, put.unit)
    return found


def in_unit(number: int | Decimal, field: FormField, unit: str) -> int | Decimal:
    """An amount of money in another unit, exactly."""
    if not unit or unit == money_unit(field):
        return number
    shift = UNITS[money_unit(field)] - UNITS[unit]
    exact = Decimal(f"{number:f}E{shift}")
    return Decimal(f"{exact:f}")


def _level(field: FormField, stored: object, level: int, facts: Facts) -> str | None:
    """One level of a division or a term, by its own name."""
    texts = level_texts(field, stored, facts.vocabularies, facts.language)
    if level > len(texts):
        return None
    if field.type is FieldType.REGION:
        region = next(iter(regions().find(texts[level - 1])), None)
        return region.name if region else texts[level - 1]
    return texts[level - 1]


def _shown(value: Cell, facts: Facts) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return facts.day(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _text(text: str, place: Place) -> str | None:
    return NAME.sub(lambda name: place.shown(name[1]), text) or None
