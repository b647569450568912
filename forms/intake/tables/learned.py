# SPDX-License-Identifier: Apache-2.0
"""Mappings that were made once: how a layout is known again, and how its mapping is kept (IN-10)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from forms.intake.tables.table import LABELS, LINK, NUMBER, ColumnMap
from models.programme.recognising import parts_of
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.intake.tables.table import Table
    from models.programme.schema import FormField

_SPECIAL = frozenset({NUMBER, LABELS, LINK})


def fingerprint(table: Table) -> str:
    """What a layout is known by: its headings, whatever their order, width and blanks."""
    forms = sorted(form for form, _, _ in _keys(table))
    return hashlib.sha256("\n".join(forms).encode(errors="surrogatepass")).hexdigest()


def to_document(table: Table, columns: ColumnMap) -> Mapping[str, Any]:
    """A mapping by headings, as it is kept."""
    kept = [
        {"heading": form, "place": place, "target": columns.targets.get(column, ""),
         "unit": columns.units.get(column, "")}
        for form, place, column in _keys(table)
        if column in columns.targets or column in columns.units
    ]  # fmt: skip
    return {"columns": kept}


def from_document(
    document: Mapping[str, Any], table: Table, fields: Mapping[str, FormField]
) -> ColumnMap:
    """A kept mapping for a table of the same layout; fields that the programme no longer has are left out.

    Args:
        document: As `to_document` made it.
        table: Of the same fingerprint.
        fields: Of the programme, or of the columns of a repeating table, by id.
    """
    places = {(form, place): column for form, place, column in _keys(table)}
    targets: dict[int, str] = {}
    units: dict[int, str] = {}
    for item in document.get("columns", ()):
        column = places.get((item.get("heading", ""), item.get("place", 0)))
        target = item.get("target", "")
        if column is None:
            continue
        if target in _SPECIAL or parts_of(target)[0] in fields:
            targets[column] = target
        if item.get("unit"):
            units[column] = item["unit"]
    return ColumnMap(targets, units, remembered=True)


def _keys(table: Table) -> Iterator[tuple[str, int, int]]:
    """Each heading in comparable form, the how manyeth of its kind it is, and its column."""
    seen: dict[str, int] = {}
    for heading in table.headings:
        form = comparable(heading.text)
        seen[form] = seen.get(form, 0) + 1
        yield form, seen[form], heading.column
