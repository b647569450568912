# SPDX-License-Identifier: Apache-2.0
"""What a column of a file can be: the columns of the intake workbook of the programme, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.cells.units import unit_of_field, units_like
from forms.intake.tables.table import LABELS, LINK, NUMBER
from gui.intake.values import Target
from models.language import message
from models.programme.layout import intake_layout
from models.programme.recognising import parts_of
from models.programme.schema import FieldType, Filler

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.intake.compare.understanding import Rules
    from models.language import Message
    from models.programme.layout import Column
    from models.programme.schema import FormField, Programme

_SPECIAL: Mapping[str, Message] = {
    NUMBER: message("Application number"),
    LABELS: message("Free labels"),
    LINK: message("What rows of other sheets name it by"),
}
_OF_CHILDREN = message("Which application the row belongs to")


def targets_of(
    rules: Rules, *, year: int, used: Mapping[str, Iterable[str]]
) -> dict[str, tuple[Target, ...]]:
    """What columns can be, by the id of the repeating table, empty for applications.

    Args:
        year: That of the call; series have the years before it.
        used: By table, targets that are proposed already: other years of a series.
    """
    programme = rules.programme
    layout = intake_layout(
        programme, rules.vocabularies, year=year, fillers=frozenset(Filler), labels=True
    )
    found: dict[str, tuple[Target, ...]] = {}
    for sheet in layout.sheets:
        of_children = bool(sheet.id)
        targets = [_target(column, of_children=of_children) for column in sheet.columns]
        known = {target.id for target in targets}
        fields = _fields(programme, sheet.id)
        targets += [
            _named(target, fields[parts_of(target)[0]])
            for target in used.get(sheet.id, ())
            if target not in known and parts_of(target)[0] in fields
        ]
        found[sheet.id] = tuple(targets)
    return found


def labels_of(programme: Programme) -> dict[str, str]:
    """The names of fields by path, and of columns of tables (`tenants/name`)."""
    found = {key: str(field.label) for key, field in programme.fields.items()}
    for table in programme.tables.values():
        found |= {f"{table.id}/{column.id}": str(column.label) for column in table.columns}
    return found


def _fields(programme: Programme, table: str) -> dict[str, FormField]:
    if table:
        return {column.id: column for column in programme.tables[table].columns}
    return dict(programme.fields)


def _target(column: Column, *, of_children: bool) -> Target:
    if column.field is None:
        special = _OF_CHILDREN if of_children and column.id == LINK else _SPECIAL[column.id]
        return Target(column.id, str(special), required=of_children and column.required)
    detail = str(column.section) if column.section else ""
    return _named(column.id, column.field, detail, required=column.required)


def _named(target: str, field: FormField, detail: str = "", *, required: bool = False) -> Target:
    unit = unit_of_field(field)
    units = tuple(item.id for item in units_like(unit)) if unit is not None else ()
    return Target(target, _label(target, field), detail, required, units)


def _label(target: str, field: FormField) -> str:
    """The name of a field, with the year of a series or the level of a division or a term."""
    _, year, level = parts_of(target)
    label = str(field.label)
    if year is not None:
        return str(message("{label}, {year}", label=label, year=str(year)))
    if field.type is FieldType.REGION and level == _CITY:
        return str(message("{field}: city", field=label))
    if field.type is FieldType.REGION and level == _COUNTY:
        return str(message("{field}: county", field=label))
    return str(message("{field}: level {level}", field=label, level=level)) if level > 1 else label


_CITY, _COUNTY = 2, 3
