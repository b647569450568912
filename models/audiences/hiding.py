# SPDX-License-Identifier: Apache-2.0
"""Which fields, columns and slots of a programme an audience does not get to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from models.programme.schema import FieldType, FormField, Part, Programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.audiences.profile import Audience
    from models.language import Label
    from models.programme.conditions import Condition
    from models.programme.schema import ChecklistItem, Section, Slot, SummaryColumn

_Any = TypeVar("_Any", bound=Part)

PARTNERS = "partners"
"""The table whose names are the other applicants, as every programme calls it."""


@dataclass(frozen=True)
class Hiding:
    """What one audience does not see of one programme.

    Attributes:
        fields: Whole fields, by id; a table of which no column is left is one of them.
        columns: Of the tables that stay, the ids of the columns that do not.
        slots: Slots whose files are for others.
        names: What conditions cannot name any more: fields, and `table.column`.
    """

    audience: Audience
    programme: Programme
    fields: Mapping[str, FormField]
    columns: Mapping[str, frozenset[str]]
    slots: frozenset[str]
    names: frozenset[str]

    def touches(self, *conditions: Condition | None) -> bool:
        """Whether conditions need what is not seen."""
        return any(
            name in self.names or name.partition(".")[0] in self.fields
            for condition in conditions
            if condition is not None
            for name in condition.names
        )

    def labels(self) -> tuple[Label, ...]:
        """What is not seen, in the order of the form: fields, and columns under their tables."""
        found: list[Label] = []
        for field in self.programme.fields.values():
            if field.id in self.fields:
                found.append(field.label)
            gone = self.columns.get(field.id, frozenset())
            found += (
                self.programme.label_of(f"{field.id}/-/{column.id}")
                for column in field.columns
                if column.id in gone
            )
        return tuple(dict.fromkeys(found))


def hiding(programme: Programme, audience: Audience) -> Hiding:
    """What an audience does not see of a programme."""
    fields: dict[str, FormField] = {}
    columns: dict[str, frozenset[str]] = {}
    for field in programme.fields.values():
        gone = frozenset(column.id for column in field.columns if _hides(column, audience))
        all_gone = field.type is FieldType.TABLE and len(gone) == len(field.columns)
        if all_gone or field.id in audience.hides.facts or _hides(field, audience):
            fields[field.id] = field
        elif gone:
            columns[field.id] = gone
    cells = (f"{table}.{column}" for table, gone in columns.items() for column in gone)
    return Hiding(
        audience=audience,
        programme=programme,
        fields=fields,
        columns=columns,
        slots=frozenset(slot.id for slot in programme.slot if _hides_slot(slot, audience)),
        names=frozenset((*fields, *cells)),
    )


def reduced(found: Hiding, **more: object) -> Programme:
    """The programme as the audience knows it: fields and columns that it does not see are not there.

    All that is left is always asked: whoever uses it takes out before what is not asked of one
    application (`show_if`), since that may hang on what is not seen.
    """
    programme, audience = found.programme, found.audience
    summary = programme.summary
    update: dict[str, object] = {
        "section": tuple(_sections(found)),
        "rule": (),
        "relief": None,
        "checklist": ()
        if "checklist" in audience.hides.parts
        else tuple(_line(item, found) for item in programme.checklist),
        "stage": tuple(
            copied(stage, label=stage.outward) if audience.outward and stage.outward else stage
            for stage in programme.stage
        ),
        "summary": copied(
            summary,
            column=tuple(column for column in summary.column if _listed(column, found)),
            order=tuple(name for name in summary.order if name.removeprefix("-") not in found.names)
            or ("number",),
        ),
    }
    return copied(programme, **(update | more))


def copied(part: _Any, **update: object) -> _Any:
    """A part of a definition with other values; what the old one remembered is not taken over."""
    known = {name: getattr(part, name) for name in type(part).model_fields}
    return cast("_Any", type(part).model_construct(**(known | update)))


def _line(item: ChecklistItem, found: Hiding) -> ChecklistItem:
    """A line of the checklist: its outcome is recorded instead (`answers`), figures of hidden values go."""
    shows = None if found.touches(item.shows) else item.shows
    limit = None if found.touches(item.limit) else item.limit
    return copied(item, check=None, when=None, shows=shows, limit=limit)


def _sections(found: Hiding) -> Iterable[Section]:
    for section in found.programme.section:
        kept = [
            _without_columns(item, found) for item in section.field if item.id not in found.fields
        ]
        fields = tuple(_without_lone_headings(kept))
        if any(item.type is not FieldType.HEADING for item in fields) or not section.field:
            yield copied(section, field=fields, show_if=None)


def _without_columns(field: FormField, found: Hiding) -> FormField:
    gone = found.columns.get(field.id, frozenset())
    columns = tuple(column for column in field.columns if column.id not in gone)
    return copied(field, columns=columns, show_if=None)


def _without_lone_headings(fields: list[FormField]) -> Iterable[FormField]:
    """Headings below which nothing is left say what they headed; they go too."""
    for place, field in enumerate(fields):
        follows = fields[place + 1] if place + 1 < len(fields) else None
        alone = follows is None or follows.type is FieldType.HEADING
        if field.type is not FieldType.HEADING or not alone:
            yield field


def _hides(field: FormField, audience: Audience) -> bool:
    hides = audience.hides
    return (
        audience.id in field.hidden_from
        or field.mark in hides.marks
        or field.filled_by in hides.filled_by
        or field.type in hides.types
        or (audience.blind and field.identifies)
    )


def _hides_slot(slot: Slot, audience: Audience) -> bool:
    return (
        audience.attachments == "none"
        or audience.id in slot.hidden_from
        or slot.mark in audience.hides.marks
    )


def _listed(column: SummaryColumn, found: Hiding) -> bool:
    partners = PARTNERS in found.fields or "name" in found.columns.get(PARTNERS, ())
    return column.source not in found.fields and not (
        column.source == "applicant_other" and partners
    )
