# SPDX-License-Identifier: Apache-2.0
"""The map of a form: which cell holds what, and where the rows of a table begin.

```toml
scope = "call"                    # a list of a call; "application" for the form of one application
language = "zh"                   # of the form, whoever fills it; that of the program where left out

[[sheet]]
name = "推荐汇总表"                # of a Word form: the table by its number, "1" for the first one

[sheet.cells]                     # single cells
A2 = "推荐单位（盖章）：{office}"    # a text that names things
G2 = "date"                       # one thing, as what it is: a date, a number, a code
F20 = { source = "amount_wan", sum = true, unit = "元" }

[[sheet.table]]                   # rows, one an application
first = 5                         # the first row that is to be filled
rows = 10                         # so many the empty form has; more are put in where they are needed
surplus = "remove"                # what becomes of those that stay empty: "keep" or "remove"
heights = "keep"                  # "grow" (the usual) lets a row be higher where a long text needs it

[sheet.table.columns]
A = "index"
B = "applicant"
C = { source = "amount_wan", unit = "亿元" }
D = { source = "variant", values = { "综合" = "综合型" } }   # other words than ours
E = { source = "brief", wrap = true }                       # breaks lines where the form does not
F = "{contact}（{contact_phone}）"
```

A table of the rows of a repeating table says which one: `of = "tenants"`; its columns name the
columns of that table, and things of the application as `application.title`. A field that holds a
number a year is named with the year, `income_wan@2024`; a division by its level, `region@2`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.filling.sources import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.language import Language


class Scope(StrEnum):
    """What a form is about; the values stand in maps."""

    CALL = "call"
    """All applications of a call that its summary lists."""
    APPLICATION = "application"
    """One application."""


class Surplus(StrEnum):
    """What becomes of rows of the empty form that stay empty."""

    KEEP = "keep"
    REMOVE = "remove"


class Heights(StrEnum):
    """Whether rows become higher where a long text needs it."""

    GROW = "grow"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Put:
    """What goes into a cell: one thing by its name, or a text that names things in braces.

    Attributes:
        source: The name; empty where there is a text.
        unit: In which money is counted, one of `models.rules.money.UNITS`; empty for the field's own.
        sum: The sum over all that are listed.
        wrap: Long text breaks into lines, whether or not the empty form says so.
        values: Words of the form by our words for them.
    """

    source: str = ""
    text: str = ""
    unit: str = ""
    sum: bool = False
    wrap: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableMap:
    """Rows of a sheet that are filled one by one.

    Attributes:
        first: The first row.
        rows: How many the empty form has.
        of: The repeating table whose rows they are; empty for applications.
        columns: By letter.
    """

    first: int
    columns: Mapping[str, Put]
    rows: int = 1
    of: str = ""
    surplus: Surplus = Surplus.KEEP
    heights: Heights = Heights.GROW

    @property
    def last(self) -> int:
        """The last of the rows of the empty form."""
        return self.first + self.rows - 1


@dataclass(frozen=True, slots=True)
class SheetMap:
    """What goes into a sheet of a workbook, or into a table of a Word form.

    Attributes:
        cells: By address (`B2`).
    """

    name: str
    cells: Mapping[str, Put] = field(default_factory=dict)
    tables: tuple[TableMap, ...] = ()


@dataclass(frozen=True, slots=True)
class FillMap:
    """The map of a form.

    Attributes:
        language: In which the form speaks; None for that of whoever fills it.
        words: Of a Word form: what stands for names in braces that are not ours.
    """

    scope: Scope
    sheets: tuple[SheetMap, ...] = ()
    words: Mapping[str, Put] = field(default_factory=dict)
    language: Language | None = None


def put_data(put: Put) -> Any:
    """What goes into a cell as a map says it."""
    more: dict[str, Any] = {"unit": put.unit} if put.unit else {}
    more |= {"sum": True} if put.sum else {}
    more |= {"wrap": True} if put.wrap else {}
    more |= {"values": dict(put.values)} if put.values else {}
    if not more and (put.source or NAME.search(put.text)):
        return put.source or put.text
    return {("source" if put.source else "text"): put.source or put.text, **more}


def map_data(found: FillMap) -> dict[str, Any]:
    """A map as JSON, as the register and the ledger keep it; `reading.read_fill_map` reads it."""
    data: dict[str, Any] = {"scope": found.scope.value}
    if found.language is not None:
        data["language"] = found.language.value
    if found.words:
        data["words"] = {name: put_data(put) for name, put in found.words.items()}
    data["sheet"] = [_sheet_data(sheet) for sheet in found.sheets]
    return data


def _sheet_data(sheet: SheetMap) -> dict[str, Any]:
    data: dict[str, Any] = {"name": sheet.name}
    if sheet.cells:
        data["cells"] = {address: put_data(put) for address, put in sheet.cells.items()}
    if sheet.tables:
        data["table"] = [_table_data(table) for table in sheet.tables]
    return data


def _table_data(table: TableMap) -> dict[str, Any]:
    data: dict[str, Any] = {"of": table.of} if table.of else {}
    return data | {
        "first": table.first,
        "rows": table.rows,
        "surplus": table.surplus.value,
        "heights": table.heights.value,
        "columns": {letter: put_data(put) for letter, put in table.columns.items()},
    }


def toml_text(data: Mapping[str, Any]) -> str:
    """The data of a map as the TOML text that people edit."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield from _pairs({key: data[key] for key in ("scope", "language") if key in data})
    if data.get("words"):
        yield from ("", "[words]", *_pairs(data["words"]))
    for sheet in data["sheet"]:
        yield from ("", "[[sheet]]", f"name = {_toml(sheet['name'])}")
        if "cells" in sheet:
            yield from ("", "[sheet.cells]", *_pairs(sheet["cells"]))
        for table in sheet.get("table", ()):
            yield from ("", "[[sheet.table]]")
            yield from _pairs({key: item for key, item in table.items() if key != "columns"})
            yield from ("", "[sheet.table.columns]", *_pairs(table["columns"]))


def _pairs(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        yield f"{_key(key)} = {_toml(value)}"


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else _toml(name)


def _toml(value: Any) -> str:
    """A value in TOML; JSON writes the same escapes of a text, but leaves DEL as it is."""
    if isinstance(value, dict):
        return "{ " + ", ".join(_pairs(value)) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
