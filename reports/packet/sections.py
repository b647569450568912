# SPDX-License-Identifier: Apache-2.0
"""The sections of the programme: one chapter each, printed by the definition alone.

Hidden fields are not printed (IN-5). What the office or the experts fill stands under a heading of
its own, apart from what the applicant says.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.schema import FieldType, Filler, FormField
from reports.packet.facts import field_grid
from reports.packet.series import series_grid
from reports.packet.tables import repeating_table
from reports.packet.values import claimed_text
from reports.typesetting.headings import headed
from reports.typesetting.styles import BODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dossier import Dossier
    from models.language import Message
    from models.programme.schema import Section
    from reports.typesetting.setter import Setter

_SHORT = 80  # a long text of so few characters is printed as a fact

_APART: dict[Filler, Message] = {
    Filler.OFFICE: message("Filled in by the office"),
    Filler.EXPERT: message("Filled in by the experts"),
}


def sections(dossier: Dossier, setter: Setter) -> list[Any]:
    """Every section that is asked and has a field to show."""
    story: list[Any] = []
    for section in dossier.programme.section:
        fields = [field for field in section.field if field.id not in dossier.answers.hidden]
        if any(field.type is not FieldType.HEADING for field in fields):
            story += _chapter(section, fields, dossier, setter)
    return story


def _chapter(
    section: Section, fields: Sequence[FormField], dossier: Dossier, setter: Setter
) -> list[Any]:
    heading = setter.chapter_heading(section.label)
    body: list[Any] = []
    for filler in Filler:
        mine = [field for field in fields if field.filled_by is filler]
        if not any(field.type is not FieldType.HEADING for field in mine):
            continue
        if filler in _APART:
            apart = setter.section_heading(_APART[filler])
            body += headed(apart, _body(mine, dossier, setter))
        else:
            body += _body(mine, dossier, setter)
    return headed(heading, body)


def _body(fields: Sequence[FormField], dossier: Dossier, setter: Setter) -> list[Any]:
    kinds = groupby(fields, key=lambda field: _kind(field, dossier, setter))
    body: list[Any] = []
    waiting: list[Any] = []
    for kind, group in kinds:
        alike = list(group)
        if kind is FieldType.HEADING:
            waiting += [setter.section_heading(field.label) for field in alike]
            continue
        made = _printed(kind, alike, dossier, setter)
        for heading in reversed(waiting):
            made = headed(heading, made)
        waiting = []
        body += made
    return body


def _kind(field: FormField, dossier: Dossier, setter: Setter) -> FieldType | None:
    if field.type in {FieldType.HEADING, FieldType.TABLE, FieldType.SERIES}:
        return field.type
    if field.type is FieldType.LONG_TEXT and field.id not in dossier.answers.verified:
        text = claimed_text(field, dossier, setter)
        return FieldType.LONG_TEXT if len(text) > _SHORT or "\n" in text else None
    return None


def _printed(
    kind: FieldType | None, fields: Sequence[FormField], dossier: Dossier, setter: Setter
) -> list[Any]:
    match kind:
        case FieldType.TABLE:
            return [part for field in fields for part in repeating_table(field, dossier, setter)]
        case FieldType.SERIES:
            return [series_grid(fields, dossier, setter)]
        case FieldType.LONG_TEXT:
            return [part for field in fields for part in _long_text(field, dossier, setter)]
        case _:
            return [field_grid(fields, dossier, setter)]


def _long_text(field: FormField, dossier: Dossier, setter: Setter) -> list[Any]:
    text = claimed_text(field, dossier, setter)
    return setter.rubric(field.label, [setter.block(text, BODY, after=6)])
