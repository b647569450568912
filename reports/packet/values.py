# SPDX-License-Identifier: Apache-2.0
"""Values of answers as packets print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import Label, Listing, message
from models.programme.display import date_text, display
from models.programme.values import read

if TYPE_CHECKING:
    from datetime import date

    from models.dossier import Dossier
    from models.language import Translatable
    from models.programme.answers import Verified
    from models.programme.schema import FormField
    from models.programme.values import Value
    from reports.typesetting.setter import Setter


def value_text(
    field: FormField, value: Value, dossier: Dossier, setter: Setter, *, unit: bool = True
) -> str:
    """A value as text, numbers with their unit; empty where there is none."""
    return display(field, value, setter.language, dossier.vocabularies, unit=unit)


def claimed_text(field: FormField, dossier: Dossier, setter: Setter) -> str:
    """What the applicant claims."""
    return value_text(field, dossier.answers.claimed(field.id), dossier, setter)


def verified_text(field: FormField, dossier: Dossier, setter: Setter) -> str:
    """What the office found."""
    found = read(field, dossier.answers.verified[field.id].value)
    return value_text(field, found, dossier, setter)


def where_found(verified: Verified, setter: Setter) -> str:
    """Where and when the office found a value."""
    day = date_or_empty(verified.on, setter)
    return setter.text(Listing(tuple(part for part in (verified.source, day) if part)))


def date_or_empty(day: date | None, setter: Setter) -> str:
    """A date as official papers write it; empty for none."""
    return date_text(day, setter.language) if day else ""


def fact_label(name: str, dossier: Dossier, otherwise: Translatable) -> Translatable:
    """What this programme calls a fact that every list knows."""
    field = dossier.programme.fields.get(name)
    return field.label if field else otherwise


def fact_text(name: str, dossier: Dossier, setter: Setter) -> str:
    """A fact that every list knows, as text; what counts, not what is hidden."""
    field = dossier.programme.fields.get(name)
    if field is None or name in dossier.answers.hidden:
        return ""
    return value_text(field, dossier.answers.value(name), dossier, setter)


def withheld_text(name: str, dossier: Dossier, setter: Setter) -> str:
    """What stands in place of a fact that was taken out; empty where it was not."""
    found = dossier.withheld
    return setter.text(found.wording) if found and name in found.facts else ""


def label_of_path(path: str, dossier: Dossier) -> Translatable:
    """What a problem is about, as a name: a field, a cell, an attachment slot."""
    head, _, rest = path.partition("/")
    if not path:
        return message("The whole application")
    if head == "slot" and (slot := dossier.programme.slots.get(rest.partition("/")[0])):
        return message("Attachment: {slot}", slot=slot.label)
    if head == "verified":
        return message("{field} (verified)", field=dossier.programme.label_of(rest))
    return _cell_label(path, dossier)


def _cell_label(path: str, dossier: Dossier) -> Label | Translatable:
    table, _, rest = path.partition("/")
    uid = rest.partition("/")[0]
    for number, row in enumerate(dossier.answers.rows.get(table, ()), 1):
        if row.uid == uid:
            label = dossier.programme.label_of(path)
            return message("{field}, row {n}", field=label, n=number)
    return dossier.programme.label_of(path)
