# SPDX-License-Identifier: Apache-2.0
"""An edit as it is handed in: each name leads to a field, a place in a table, or the checklist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.fields import writes_of
from models.language import message
from models.programme.values import understand
from models.verbs.entries import (
    LABELS_PATH,
    WrongShapeError,
    by_field_id,
    prepare,
    refuse_unknown,
)
from models.verbs.findings import tick_writes
from models.verbs.places import Place, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Label, Message
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit whose values are understood.

    Attributes:
        fields, ticks: Values by path.
        places: Values by place in a table.
        labels: What it touches, in the order of the fields, tables and lines.
        notes: What was said about the values.
    """

    fields: Mapping[str, Any]
    ticks: Mapping[str, Any]
    places: Mapping[Place, Any]
    labels: tuple[Label, ...]
    notes: tuple[Message, ...]


def read_edit(
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    values: Mapping[str, Any],
    *,
    number: str,
    note: str,
) -> Edit:
    """Understand an edit by field id or label, `table[2].column`, `table[2]`, `checklist.item`.

    Raises:
        UnknownFieldsError: There is no such field, table or column.
        UnknownNameError: There is no such line of the checklist, or no such answer.
        WrongShapeError: A value has a shape that its place cannot take.
    """
    parts, ticks, plain = _sorted(programme, values)
    refuse_unknown(programme, [plain], place=number)
    prepared = prepare(programme, vocabularies, plain, number)
    notes = list(prepared.notes)
    places: dict[Place, Any] = {Place(table): rows for table, rows in prepared.rows.items()}
    for name, typed in parts.items():
        place = place_of(programme, name)
        table = programme.tables[place.table]
        column = table.column(place.column)
        if column is None and typed not in (None, ""):
            raise WrongShapeError(
                number, table.label, message("its cells, or nothing to take the row away")
            )
        understood = understand(column, typed, vocabularies) if column else None
        places[place] = understood.stored if understood else None
        notes += understood.notes if understood else ()
    lines = {line.id: line.label for line in programme.checklist} if ticks else {}
    writes = tick_writes(programme, ticks, note) if ticks else {}
    names = dict.fromkeys((*plain, *(place.table for place in places)))
    labels = (*map(programme.label_of, names), *(lines[item] for item in ticks))
    return Edit(prepared.writes, writes, places, labels, tuple(notes))


def seen_values(
    programme: Programme, saw: Mapping[str, Any], number: str
) -> tuple[dict[str, Any], dict[Place, Any]]:
    """Stored values that were seen, by path and by place, from the names that an edit uses.

    Raises:
        UnknownFieldsError: There is no such field, table or column.
    """
    parts, ticks, plain = _sorted(programme, saw)
    refuse_unknown(programme, [plain], place=number)
    places = {place_of(programme, name): value for name, value in parts.items()}
    paths: dict[str, Any] = {f"checklist/{item}": value for item, value in ticks.items()}
    for name, stored in plain.items():
        if name in programme.tables:
            places[Place(name)] = stored
        elif name == "labels":
            paths[LABELS_PATH] = stored
        else:
            paths |= writes_of(programme, name, stored)
    return paths, places


def _sorted(
    programme: Programme, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Parts of tables by name, lines of the checklist by id, fields by id."""
    parts = {name: value for name, value in values.items() if "[" in name}
    ticks = {
        name.removeprefix(CHECKLIST): value
        for name, value in values.items()
        if name.startswith(CHECKLIST)
    }
    plain = {
        name: value
        for name, value in values.items()
        if name not in parts and not name.startswith(CHECKLIST)
    }
    return parts, ticks, by_field_id(programme, plain)


CHECKLIST = "checklist."
"""How names of lines of the checklist begin."""
