# SPDX-License-Identifier: Apache-2.0
"""The words by which tables of any origin are understood: data in resources/intake."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from models.rules.text import comparable
from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENGLISH_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in comparable form.

    Attributes:
        endings: With what Chinese headings end.
        english: Of what English headings are made.
        serial: Headings of columns that only number the rows.
        totals: Leading cells of rows that add up others.
        lines: What stands before a colon around a table.
        examples: Leading cells of a row that shows how to fill.
        note_sheets, list_sheets: Names of sheets that hold no records.
        empty: Cells that say that there is nothing.
        yes, no: Signs and words of a yes or no, besides those that every field of that type knows.
    """

    endings: tuple[str, ...]
    english: frozenset[str]
    serial: frozenset[str]
    totals: frozenset[str]
    lines: frozenset[str]
    examples: frozenset[str]
    note_sheets: frozenset[str]
    list_sheets: frozenset[str]
    empty: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]

    def like_heading(self, text: str) -> bool:
        """Whether a short text ends or speaks like a heading."""
        form = comparable(text)
        if form.endswith(self.endings):
            return True
        return any(word.lower() in self.english for word in _ENGLISH_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Aliases:
    """Other people's names for our fields, in comparable form.

    Attributes:
        fields: By field id.
        types: By type, where a programme has one field of it.
        targets: By what is no field: number, labels, link.
        levels: By the level of a division that stands in a column of its own.
    """

    fields: Mapping[str, tuple[str, ...]]
    types: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    data = tomllib.loads(read_text("intake", "words.toml"))
    headings, rows, sheets = data["headings"], data["rows"], data["sheets"]
    cells = data["cells"]
    return Words(
        endings=_forms(headings["zh"]),
        english=frozenset(headings["en"]),
        serial=frozenset(_forms(headings["serial"])),
        totals=frozenset(_forms(rows["totals"])),
        lines=frozenset(_forms(rows["lines"])),
        examples=frozenset(_forms(rows["examples"])),
        note_sheets=frozenset(_forms(sheets["notes"])),
        list_sheets=frozenset(_forms(sheets["lists"])),
        empty=frozenset(cells["empty"]),
        yes=frozenset(cells["yes"]),
        no=frozenset(cells["no"]),
    )


@lru_cache(maxsize=1)
def aliases() -> Aliases:
    """The aliases, read once."""
    data = tomllib.loads(read_text("intake", "aliases.toml"))
    return Aliases(
        _table(data["fields"]),
        _table(data["types"]),
        {f"@{key}": _forms(names) for key, names in data["targets"].items()},
        _table(data["levels"]),
    )


def _table(data: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {key: _forms(names) for key, names in data.items()}


def _forms(names: list[str]) -> tuple[str, ...]:
    return tuple(comparable(name) for name in names)
