# SPDX-License-Identifier: Apache-2.0
"""By what the applications of a programme can be counted and grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Translatable
    from models.programme.schema import Programme

DIVISION_LEVELS = ("province", "city", "county")

_SINGLE = frozenset({FieldType.TERM, FieldType.CHOICE, FieldType.BOOLEAN, FieldType.TEXT})
"""Types of fields that give an application one value among few."""


def dimension_names(programme: Programme) -> Mapping[str, Translatable]:
    """All dimensions of a programme by id, with what they are called."""
    found: dict[str, Translatable] = {
        "stage": message("Stage"),
        "outcome": message("Outcome"),
    }
    if "region" in programme.fields:
        found |= {"region": programme.fields["region"].label, "province": message("Province")}
        found |= {"city": message("City"), "county": message("County")}
    found |= {key: field.label for key, field in programme.fields.items() if field.type in _SINGLE}
    return found
