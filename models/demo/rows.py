# SPDX-License-Identifier: Apache-2.0
"""Rows of repeating tables: lists of companies, funds that add up, milestones in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.demo import figures
from models.demo.companies import company
from models.demo.filling import Filling, fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.programme.schema import FormField

_NOTHING: Mapping[str, Any] = {}


def fill_table(filling: Filling, table: FormField, recipe: Mapping[str, Any]) -> Any:
    """The rows of a table, None for none."""
    if "by" in recipe:
        recipe = {**recipe, **recipe["cases"].get(filling.values.get(recipe["by"]), {})}
    if "split" in recipe:
        return _funds(filling, table, recipe)
    lines: list[Mapping[str, Any]] = recipe.get("lines", [])
    least, most = recipe.get("rows", (table.min_items or 1, table.max_items or 3))
    if lines:
        least = most = filling.rng.randint(max(table.min_items or 1, len(lines) - 1), len(lines))
    rows = [_row(filling, table, recipe) for _ in range(filling.rng.randint(least, most))]
    for row, line in zip(rows, lines, strict=False):
        row.update(line)
    if rows:
        rows[0].update(recipe.get("first", {}))
    if "between" in recipe:
        _in_order(filling, table, recipe["between"], rows)
    return rows or None


def _row(filling: Filling, table: FormField, recipe: Mapping[str, Any]) -> dict[str, Any]:
    ways: Mapping[str, Mapping[str, Any]] = recipe.get("column", _NOTHING)
    known: dict[str, str] = {}
    if any("company" in way for way in ways.values()):
        name, code = company(filling.rng, filling.subject)
        known = {"name": name, "credit_code": code}
    row: dict[str, Any] = {}
    for column in table.columns:
        way = ways.get(column.id, _NOTHING)
        which = way.get("company")
        found = known[which] if which else fill(filling, column, way)
        if found is not None:
            row[column.id] = found
    return row


def _in_order(
    filling: Filling, table: FormField, between: list[str], rows: list[dict[str, Any]]
) -> None:
    column = table.column(between[0])
    assert column is not None
    first, last = (figures.read_day(filling.values[name]) for name in between[1:])
    days = figures.spread(filling.rng, first, last, len(rows))
    for row, day in zip(rows, days, strict=True):
        row[column.id] = figures.stored_day(column, day)


def _funds(filling: Filling, table: FormField, recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Funds by year and kind that add up to the whole to the last 分."""
    first, last = (figures.read_day(filling.values[name]).year for name in recipe["years"])
    whole = round(float(filling.values[recipe["split"]]) * 100)
    rows: list[dict[str, Any]] = []
    for year, total in zip(
        range(first, last + 1),
        figures.split(filling.rng, whole, last - first + 1),
        strict=True,
    ):
        parts = figures.split(filling.rng, total, len(recipe["parts"]))
        row: dict[str, Any] = {table.columns[0].id: year}
        for column, part in zip(recipe["parts"], parts, strict=True):
            row[column] = figures.hundredths(part / 100)
        row[recipe["total"]] = figures.hundredths(total / 100)
        rows.append(row)
    return rows
