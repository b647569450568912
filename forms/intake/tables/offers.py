# SPDX-License-Identifier: Apache-2.0
"""What a column that is left out may be: headings somewhat like a field's name, for somebody to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from forms.intake.tables.headings import forms, series_year
from models.programme.recognising import parts_of
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.intake.tables.headings import Names
    from forms.intake.tables.table import Heading, Table
    from models.programme.schema import FormField

_SHORTEST = 3
_SOMEWHAT = 60
"""Likeness from which on a name is offered; 84 and more are taken, with a doubt (`mapping`)."""


def likeness(one: str, other: str) -> float:
    """How alike two names are, of 100; short ones, and those of very different length, not at all."""
    short, long = sorted((len(one), len(other)))
    if short < _SHORTEST or long > 2 * short:
        return 0
    return fuzz.ratio(one, other)


def offers(
    table: Table, targets: Mapping[int, str], fields: Mapping[str, FormField], names: Names
) -> dict[int, str]:
    """By column that has no target: the field that it is most like, each field once."""
    taken = set(targets.values())
    given = {parts_of(target)[0] for target in taken}
    found = [
        (score, heading.column, target)
        for heading in table.headings
        if heading.column not in targets and not heading.field
        for target, score in _like(heading, fields, names)
        if target not in taken and (target not in given or "@" in target)
    ]
    chosen: dict[int, str] = {}
    for _, column, target in sorted(found, key=lambda item: (-item[0], item[1])):
        if column not in chosen and target not in chosen.values():
            chosen[column] = target
    return dict(sorted(chosen.items()))


def _like(
    heading: Heading, fields: Mapping[str, FormField], names: Names
) -> Iterator[tuple[str, float]]:
    year, rest = series_year(heading.text)
    texts = {form for text in (rest, rest.rpartition(" ")[2]) for form in forms(text)[-1:]}
    for known in (names.labels, names.aliases):
        for name, ids in known.items():
            score = max((likeness(text, name) for text in texts), default=0)
            if score < _SOMEWHAT:
                continue
            for target in ids:
                field = fields.get(target)
                if field is None or (field.type is FieldType.SERIES) != bool(year):
                    continue
                yield f"{target}@{year}" if year else target, score
