# SPDX-License-Identifier: Apache-2.0
"""One form of the sample, filled from its programme's definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.demo.companies import Company, applicant
from models.demo.faults import Quality, spoil
from models.demo.filling import Filling, fill, holds
from models.demo.material import field_recipe, table_recipe, words
from models.demo.rows import fill_table
from models.demo.subjects import subjects, subjects_with_product
from models.programme.conditions import Condition
from models.programme.schema import FieldType, Filler, FormField, Programme
from models.programme.vocabulary import shipped_vocabularies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


def answers_for(
    programme: Programme,
    rng: Random,
    quality: Quality = Quality.GOOD,
    *,
    company: Company | None = None,
    taken: set[str] | None = None,
    longest: int = 900,
) -> dict[str, Any]:
    """Answers by field id in stored form, tables as lists of rows; what is not asked is left out.

    A good form passes its programme's rules: the figures with which it does are in
    resources/demo. One that is slipped has a warning, a faulty one at least one error.

    - `company` applies; it is made up where not given.
    - `taken` are the titles that are given already; the new one joins them.
    - No long text has more characters than `longest`, unless its field asks for more.
    """
    who = company or new_applicant(programme.id, rng)
    filling = Filling(
        programme=programme,
        rng=rng,
        company=who,
        subject=who.subject,
        vocabularies=shipped_vocabularies(),
        taken=set() if taken is None else taken,
        longest=longest,
    )
    for item, shown in _in_order(programme):
        if not all(holds(filling, condition) for condition in shown):
            continue
        if item.type is FieldType.TABLE:
            found = fill_table(filling, item, table_recipe(programme.id, item.id))
        else:
            found = fill(filling, item, field_recipe(programme.id, item.id))
        if found is not None:
            filling.values[item.id] = found
    spoil(filling, quality)
    return filling.values


def new_applicant(programme: str, rng: Random) -> Company:
    """An applicant of the kind that applies under a programme, with the field it works in."""
    kind = words("applicants").get(programme, "company")
    known = subjects_with_product() if rng.random() < _WITH_PRODUCT else subjects()
    return applicant(rng, kind, rng.choice(known))


_WITH_PRODUCT = 0.5


_orders: dict[tuple[str, str], Sequence[tuple[FormField, tuple[Condition | None, ...]]]] = {}


def _in_order(
    programme: Programme,
) -> Sequence[tuple[FormField, tuple[Condition | None, ...]]]:
    """The applicant's fields, each after those on which it depends, with what shows them."""
    key = (programme.id, programme.version)
    if key not in _orders:
        asked = {
            item.id: (item, (section.show_if, item.show_if))
            for section in programme.section
            for item in section.field
            if item.type is not FieldType.HEADING and item.filled_by is Filler.APPLICANT
        }
        placed: dict[str, tuple[FormField, tuple[Condition | None, ...]]] = {}

        def place(name: str) -> None:
            if name in placed or name not in asked:
                return
            item, shown = asked.pop(name)
            for other in _needed(programme.id, item, shown):
                place(other)
            placed[name] = (item, shown)

        for name in list(asked):
            place(name)
        _orders[key] = list(placed.values())
    return _orders[key]


def _needed(programme: str, item: FormField, shown: Sequence[Condition | None]) -> Sequence[str]:
    """The fields that must be filled before one."""
    is_table = item.type is FieldType.TABLE
    recipe = (table_recipe if is_table else field_recipe)(programme, item.id)
    conditions = [*shown, item.required if isinstance(item.required, Condition) else None]
    names = [name for found in conditions if found for name in sorted(found.names)]
    for way in (recipe, *recipe.get("cases", {}).values()):
        names += [way[key] for key in ("by", "split") if key in way]
        names += [way[key][0] for key in ("share", "after") if key in way]
        names += [*way.get("years", ()), *way.get("between", ())[1:]]
    return names
