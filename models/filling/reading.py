# SPDX-License-Identifier: Apache-2.0
"""Reading a map: every fault at once, by key, with the nearest valid name."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import UserError
from models.filling.mapping import (
    FillMap,
    Heights,
    Put,
    Scope,
    SheetMap,
    Surplus,
    TableMap,
)
from models.filling.sources import (
    NAME,
    OF_APPLICATION,
    Names,
    money_unit,
    names_in_list,
    names_of_application,
    names_of_rows,
    names_of_sums,
)
from models.language import Listing, message
from models.rules.money import UNITS
from models.storage.files import CannotReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from models.language import Message
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary

_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_MOST_ROWS = 1_048_576
_Choice = TypeVar("_Choice", bound=StrEnum)


class FillMapError(UserError):
    """The map of a form has faults; all of them are named."""

    def __init__(self, name: str, faults: Iterable[Message]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            message(
                "The map {name} cannot be used: {faults}",
                name=name,
                faults=Listing(self.faults, clauses=True),
            )
        )


def load_fill_map(path: Path) -> dict[str, Any]:
    """The data of a file in TOML.

    Raises:
        CannotReadError: The file cannot be read.
        FillMapError: It is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CannotReadError(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = message("it is no TOML in UTF-8 ({detail})", detail=str(error))
        raise FillMapError(path.name, [said]) from error


def read_fill_map(
    data: Mapping[str, Any],
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    *,
    name: str,
) -> FillMap:
    """A map from its data; names of fields by label become ids.

    Args:
        name: What the map is called in messages.

    Raises:
        FillMapError: It has faults.
    """
    reader = _Reader(programme, vocabularies)
    found = reader.whole(data)
    if reader.faults:
        raise FillMapError(name, reader.faults)
    return found


class _Reader:
    """Reads the parts of a map, and gathers what is wrong with them."""

    def __init__(self, programme: Programme, vocabularies: Mapping[str, Vocabulary]) -> None:
        self._programme = programme
        self._vocabularies = vocabularies
        self.faults: list[Message] = []

    def whole(self, data: Mapping[str, Any]) -> FillMap:
        """All of it."""
        self._keys("", data, ("scope", "sheet", "words"))
        scope = self._choice("scope", data.get("scope", Scope.CALL.value), Scope, Scope.CALL)
        sheets = tuple(
            self._sheet(f"sheet[{number}].", item, scope)
            for number, item in enumerate(self._list("sheet", data.get("sheet", [])), start=1)
        )
        words = {
            key: self._put(f"words.{key}", value, self._single(scope))
            for key, value in self._dict("words", data.get("words", {})).items()
        }
        if not sheets and "words" not in data and "sheet" not in data:
            self._fault("sheet", message("nothing says what goes where"))
        names = [sheet.name for sheet in sheets]
        for twice in sorted({item for item in names if names.count(item) > 1}):
            self._fault("sheet", message("“{name}” stands there twice", name=twice))
        return FillMap(scope, sheets, words)

    def _single(self, scope: Scope) -> Names:
        if scope is Scope.CALL:
            return names_in_list()
        return names_of_application(self._programme)

    def _sheet(self, place: str, data: Any, scope: Scope) -> SheetMap:
        data = self._dict(place.rstrip("."), data)
        self._keys(place, data, ("name", "cells", "table"))
        name = data.get("name")
        if not isinstance(name, str | int) or isinstance(name, bool) or name == "":
            self._fault(f"{place}name", message("the name of a sheet belongs here"))
        cells = {}
        for address, value in self._dict(f"{place}cells", data.get("cells", {})).items():
            plain = address.replace("$", "").upper()
            if not _ADDRESS.fullmatch(plain):
                self._fault(f"{place}cells.{address}", message("that is no cell, such as B2"))
            elif plain in cells:
                self._fault(f"{place}cells.{address}", message("the cell stands there twice"))
            cells[plain] = self._put(f"{place}cells.{address}", value, self._single(scope))
        tables = tuple(
            self._table(f"{place}table[{number}].", item, scope)
            for number, item in enumerate(
                self._list(f"{place}table", data.get("table", [])), start=1
            )
        )
        self._overlaps(place, tables, cells)
        return SheetMap(str(name), cells, tuple(sorted(tables, key=lambda item: item.first)))

    def _overlaps(self, place: str, tables: tuple[TableMap, ...], cells: Mapping[str, Put]) -> None:
        ordered = sorted(tables, key=lambda item: item.first)
        for one, other in pairwise(ordered):
            if other.first <= one.last:
                said = message(
                    "rows {first} to {last} belong to two tables",
                    first=other.first,
                    last=min(one.last, other.last),
                )
                self._fault(f"{place}table", said)
        for address in cells:
            letters = address.rstrip("0123456789")
            row = int(address[len(letters) :] or 0)
            for table in tables:
                if table.first <= row <= table.last and letters in table.columns:
                    said = message("the cell lies in the rows of a table that fills it already")
                    self._fault(f"{place}cells.{address}", said)

    def _table(self, place: str, data: Any, scope: Scope) -> TableMap:
        data = self._dict(place.rstrip("."), data)
        self._keys(place, data, ("of", "first", "rows", "surplus", "heights", "columns"))
        of = self._table_named(f"{place}of", data.get("of", ""))
        if scope is Scope.APPLICATION and not of and "of" not in data:
            self._no_such(f"{place}of", "", self._programme.tables)
        names = (
            names_of_rows(self._programme, self._programme.tables[of])
            if of
            else names_of_application(self._programme)
        )
        columns: dict[str, Put] = {}
        for letter, value in self._dict(f"{place}columns", data.get("columns", {})).items():
            plain = letter.upper()
            if not _LETTERS.fullmatch(plain):
                said = message("that is no column, such as B")
                self._fault(f"{place}columns.{letter}", said)
            columns[plain] = self._put(f"{place}columns.{letter}", value, names, in_row=True)
        if not columns:
            self._fault(f"{place}columns", message("the table has no columns"))
        return TableMap(
            first=self._number(f"{place}first", data.get("first")),
            columns=columns,
            rows=self._number(f"{place}rows", data.get("rows", 1)),
            of=of,
            surplus=self._choice(
                f"{place}surplus", data.get("surplus", "keep"), Surplus, Surplus.KEEP
            ),
            heights=self._choice(
                f"{place}heights", data.get("heights", "grow"), Heights, Heights.GROW
            ),
        )

    def _table_named(self, place: str, name: Any) -> str:
        if not name:
            return ""
        tables = {
            text: key
            for key, item in self._programme.tables.items()
            for text in (item.label.zh, item.label.en, key)
        }
        if name not in tables:
            self._no_such(place, str(name), tables)
            return ""
        return tables[name]

    def _put(self, place: str, value: Any, names: Names, *, in_row: bool = False) -> Put:
        data = {"text" if NAME.search(value) else "source": value} if isinstance(value, str) else (
            self._dict(place, value)
        )  # fmt: skip
        self._keys(place + ".", data, ("source", "text", "unit", "sum", "wrap", "values"))
        if ("source" in data) == ("text" in data):
            said = message("either a name (source) or a text that names things belongs here")
            self._fault(place, said)
            return Put()
        for key in ("sum", "wrap"):
            if not isinstance(data.get(key, False), bool):
                self._fault(f"{place}.{key}", message("true or false belongs here"))
        total = data.get("sum") is True
        if total and in_row:
            self._fault(f"{place}.sum", message("a column of a table holds no sum"))
        if total:
            names = names_of_sums(self._programme)
        values = {
            str(key): str(item)
            for key, item in self._dict(f"{place}.values", data.get("values", {})).items()
        }
        put = Put(
            source=self._source(place, data["source"], names) if "source" in data else "",
            text=self._text(place, data["text"], names) if "text" in data else "",
            unit=str(data.get("unit", "")),
            sum=total,
            wrap=data.get("wrap") is True,
            values=values,
        )
        self._unit(place, put, names)
        return put

    def _source(self, place: str, name: Any, names: Names) -> str:
        found = names.canonical(str(name), self._vocabularies)
        if not found:
            self._no_such(place, str(name), names.known)
        return found

    def _text(self, place: str, text: Any, names: Names) -> str:
        if not isinstance(text, str):
            self._fault(place, message("a text in quotes"))
            return ""
        for name in NAME.findall(text):
            if not names.canonical(name, self._vocabularies):
                self._no_such(place, name, names.known)
        return NAME.sub(
            lambda found: "{" + names.canonical(found[1], self._vocabularies) + "}", text
        )

    def _unit(self, place: str, put: Put, names: Names) -> None:
        if not put.unit:
            return
        if put.unit not in UNITS:
            self._no_such(f"{place}.unit", put.unit, UNITS)
            return
        field = names.field(put.source)
        if field is None or not money_unit(field):
            said = message("“{name}” is no amount of money", name=put.source or put.text)
            self._fault(f"{place}.unit", said)

    def _number(self, place: str, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_ROWS:
            return value
        self._fault(place, message("a whole number from 1 upwards belongs here"))
        return 1

    def _choice(self, place: str, value: Any, kind: type[_Choice], default: _Choice) -> _Choice:
        known = [item.value for item in kind]
        if value in known:
            return kind(value)
        self._no_such(place, str(value), known)
        return default

    def _dict(self, place: str, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._fault(place, message("a table belongs here"))
        return {}

    def _list(self, place: str, value: Any) -> list[Any]:
        if isinstance(value, list | tuple):
            return list(value)
        self._fault(place, message("a list of tables belongs here"))
        return []

    def _keys(self, place: str, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                self._no_such(f"{place}{key}", key, known)

    def _no_such(self, place: str, name: str, known: Iterable[str]) -> None:
        names = [item for item in known if not item.startswith(OF_APPLICATION)]
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        if near:
            said = message("“{name}” is not there; did you mean “{near}”?", name=name, near=near[0])
        else:
            some = Listing(tuple(names[:_SHOWN]))
            said = message("“{name}” is not there; there are: {known}", name=name, known=some)
        self._fault(place, said)

    def _fault(self, place: str, said: Message) -> None:
        self.faults.append(message("{key}: {reason}", key=place, reason=said))


_SHOWN = 30
