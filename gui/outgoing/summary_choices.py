# SPDX-License-Identifier: Apache-2.0
"""The programme of a summary: as its readers know it, with the columns that somebody chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import Language, message
from models.programme.schema import NUMERIC, SUMMARY_SOURCES, FieldType, SummaryColumn
from models.rules.text import comparable
from models.unknown import UnknownNameError

if TYPE_CHECKING:
    from models.language import Translatable
    from models.orders import SummaryOrder
    from models.programme.schema import Programme

_SOURCES: dict[str, Translatable] = {
    "index": message("No."),
    "number": message("Application number"),
    "stage": message("Stage"),
    "applicant_other": message("Partners"),
    "empty": message("Notes"),
}
assert set(_SOURCES) == SUMMARY_SOURCES


def column_names(programme: Programme) -> dict[str, Translatable]:
    """What a summary can have as columns, by id: what is no field, then the fields in their order."""
    return {**_SOURCES, **{key: field.label for key, field in programme.fields.items()}}


def chosen_programme(programme: Programme, order: SummaryOrder) -> Programme:
    """The programme with the columns of the order in its summary, its own where none were chosen.

    A column that the definition has as well keeps its heading and width; of others amounts, numbers
    and areas are added up, percentages are not.

    Raises:
        UnknownNameError: There is no such field, with the nearest.
    """
    if not order.columns:
        return programme
    own = {column.source: column for column in programme.summary.column}
    found = []
    for name in order.columns:
        source = _source(programme, name)
        field = programme.fields.get(source)
        total = field is not None and field.type in NUMERIC - _NEVER_ADDED
        found.append(own.get(source) or SummaryColumn(source=source, total=total))
    summary = programme.summary.model_copy(update={"column": tuple(found)})
    return programme.model_copy(update={"summary": summary})


_NEVER_ADDED = {FieldType.PERCENT, FieldType.SERIES}


def _source(programme: Programme, name: str) -> str:
    """The id of a field or a source that somebody means by id or by name."""
    known = column_names(programme)
    if name in known:
        return name
    found = programme.ids_by_name.get(name) or next(
        (
            key
            for key, label in known.items()
            if comparable(name) in {comparable(label.text(item)) for item in Language}
        ),
        "",
    )
    if not found:
        raise UnknownNameError(message("column"), name, known)
    return found
