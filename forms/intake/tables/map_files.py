# SPDX-License-Identifier: Apache-2.0
"""MAP.toml: which column is which field, written down for `xiandao import --map`.

```toml
sheet = "项目信息"           # the sheet; the first one with records where it is left out
header = [2, 3]              # first and last row of the header; [0, 0] for none; found by the headings

[columns]                    # by heading, or by the letter of the column
"项目名称" = "title"
"D" = "applicant"

[units]                      # where the numbers are in another unit than the heading says
"总投资" = "千元"

[tables.tenants]             # a repeating table on a sheet of its own, in the same way
sheet = "在孵企业"
columns = { "企业名称" = "name", "序号" = "@link" }
```

A field is named by its id or its label; `@number`, `@labels` and `@link` are the application number,
the free labels, and what rows of a repeating table name their application by.
"""

from __future__ import annotations

import json
import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from forms.intake.book import column_letters
from forms.intake.cells.units import find_unit
from forms.intake.tables.headers import find_tables, table_at
from forms.intake.tables.table import LABELS, LINK, NUMBER, ColumnMap, Source
from models.errors import UserError
from models.language import Listing, message
from models.programme.recognising import parts_of
from models.programme.schema import FieldType
from models.rules.text import comparable, storable
from models.storage.files import CannotReadError, written_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from forms.intake.book import Book, Sheet
    from forms.intake.tables.table import Table
    from models.language import Message
    from models.programme.schema import FormField, Programme

_KEYS = frozenset({"sheet", "header", "columns", "units"})
_LETTERS = re.compile(r"[A-Z]{1,3}")
_SPECIAL = (NUMBER, LABELS, LINK)


class MapFaultsError(UserError):
    """A file that says which column is which field has faults; all of them are named."""

    def __init__(self, path: Path, faults: Iterable[Message]) -> None:
        super().__init__(
            message(
                "{path} cannot be used: {faults}",
                path=str(path),
                faults=Listing(tuple(faults), clauses=True),
            )
        )


def read_map(path: Path, book: Book, programme: Programme) -> Source:
    """What a file says about the tables and columns of a book.

    Raises:
        CannotReadError: The file cannot be read.
        MapFaultsError: It is no TOML, or names what is not there.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CannotReadError(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = message("it is no TOML in UTF-8 ({detail})", detail=str(error))
        raise MapFaultsError(path, [said]) from error
    reader = _Reader(book, programme)
    source = reader.source(data)
    if reader.faults or source is None:
        raise MapFaultsError(path, reader.faults)
    return source


def write_map(path: Path, source: Source, *, replace: bool = False) -> None:
    """Write down which column is which field, as `read_map` reads it.

    Raises:
        FileExistsAlreadyError: There is such a file, and `replace` is not set.
        CannotWriteError: The system refuses.
    """
    with written_out(path, replace=replace) as aside:
        aside.write_text("\n".join(_lines(source)) + "\n", encoding="utf-8")


def _lines(source: Source) -> Iterator[str]:
    yield from _table_lines(source, "")
    for table_id, child in source.children.items():
        yield ""
        yield f"[tables.{table_id}]"
        yield from _table_lines(child, f"tables.{table_id}.")


def _table_lines(source: Source, prefix: str) -> Iterator[str]:
    table, columns = source.table, source.columns
    yield f"sheet = {_quoted(table.sheet)}"
    yield f"header = [{table.header[0]}, {table.header[1]}]"
    names = dict(_names(table))
    for title, values in (("columns", columns.targets), ("units", columns.units)):
        if values:
            yield ""
            yield f"[{prefix}{title}]"
            for column, value in sorted(values.items()):
                yield f"{_quoted(names.get(column, column_letters(column)))} = {_quoted(value)}"


def _names(table: Table) -> Iterator[tuple[int, str]]:
    """By which name each column is written: its heading, or its letter where that is not its alone."""
    texts = [heading.text for heading in table.headings]
    for heading in table.headings:
        alone = texts.count(heading.text) == 1 and not _LETTERS.fullmatch(heading.text)
        yield heading.column, heading.text if alone else column_letters(heading.column)


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON writes the same escapes, but leaves DEL as it is."""
    return json.dumps(storable(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _row_of(sheet: Sheet, columns: Any) -> int | None:
    """The row that holds all the headings by which columns are named; None where there is none."""
    names = {comparable(str(name)) for name in columns} if isinstance(columns, dict) else set()
    for row, cells in enumerate(sheet.cells[:_LOOKED_AT], start=1):
        if names and names <= {comparable(str(value)) for value in cells if value is not None}:
            return row
    return None


_LOOKED_AT = 100


class _Reader:
    """Reads the tables of a file, and gathers what is wrong with them."""

    def __init__(self, book: Book, programme: Programme) -> None:
        self._book = book
        self._programme = programme
        self.faults: list[Message] = []

    def source(self, data: Mapping[str, Any]) -> Source | None:
        """The whole of a file."""
        self._unknown_keys(data, _KEYS | {"tables"}, "")
        fields = {
            key: field
            for key, field in self._programme.fields.items()
            if field.type is not FieldType.TABLE
        }
        main = self._part(data, fields, "", (NUMBER, LABELS, LINK))
        children: dict[str, Source] = {}
        tables = data.get("tables", {})
        if not isinstance(tables, dict):
            self._fault("tables", message("a table belongs here"))
            tables = {}
        for key, part in tables.items():
            own = self._programme.tables.get(self._programme.ids_by_name.get(key, key))
            if own is None or not isinstance(part, dict):
                self._no_such(f"tables.{key}", key, self._programme.tables)
                continue
            place = f"tables.{own.id}."
            self._unknown_keys(part, _KEYS, place)
            child = self._part(part, {item.id: item for item in own.columns}, place, (LINK,))
            if child is not None:
                children[own.id] = child
        if main is None:
            return None
        return Source(main.table, main.columns, children)

    def _part(
        self,
        data: Mapping[str, Any],
        fields: Mapping[str, FormField],
        place: str,
        special: tuple[str, ...],
    ) -> Source | None:
        sheet = self._sheet(data.get("sheet"), place)
        if sheet is None:
            return None
        header = data.get("header") or _row_of(sheet, data.get("columns"))
        table = self._table(sheet, header, place)
        if table is None:
            return None
        targets = self._columns(data.get("columns", {}), table, f"{place}columns")
        units = self._columns(data.get("units", {}), table, f"{place}units")
        found = {
            column: target
            for column, (key, name) in targets.items()
            if (target := self._target(name, fields, special, f"{place}columns.{key}"))
        }
        self._doubled(found, place)
        for key, name in units.values():
            if find_unit(name) is None:
                self._fault(f"{place}units.{key}", message("“{name}” is no unit", name=name))
        return Source(
            table, ColumnMap(found, {column: name for column, (_, name) in units.items()})
        )

    def _sheet(self, name: Any, place: str) -> Sheet | None:
        if name is None and not place:
            tables = find_tables(self._book, self._programme)
            found = self._book.sheet(tables[0].sheet) if tables else None
            if found is None:
                self._fault("sheet", message("the file has no sheet with records"))
            return found
        sheet = self._book.sheet(str(name))
        if sheet is None:
            known = [item.name for item in self._book.sheets]
            self._no_such(f"{place}sheet", str(name or ""), known)
        return sheet

    def _table(self, sheet: Sheet, header: Any, place: str) -> Table | None:
        if header is None:
            found = [table for table in find_tables(self._book, self._programme)
                     if table.sheet == sheet.name]  # fmt: skip
            return found[0] if found else table_at(sheet, (0, 0), self._programme)
        rows = [header, header] if isinstance(header, int) else header
        whole = isinstance(rows, list) and len(rows) == 2 and all(  # noqa: PLR2004 - first and last
            isinstance(row, int) and not isinstance(row, bool) for row in rows)  # fmt: skip
        if not whole or not (rows == [0, 0] or 1 <= rows[0] <= rows[1] <= len(sheet.cells)):
            said = message(
                "the first and last row of the header belong here, from 1 to {last}, or [0, 0]",
                last=len(sheet.cells),
            )
            self._fault(f"{place}header", said)
            return None
        return table_at(sheet, (rows[0], rows[1]), self._programme)

    def _columns(self, data: Any, table: Table, place: str) -> dict[int, tuple[str, str]]:
        """By column, under which key it stood and what was said of it."""
        if not isinstance(data, dict):
            self._fault(place, message("a table belongs here"))
            return {}
        found: dict[int, tuple[str, str]] = {}
        by_text: dict[str, list[int]] = {}
        for heading in table.headings:
            by_text.setdefault(comparable(heading.text), []).append(heading.column)
        by_letter = {column_letters(heading.column): heading.column for heading in table.headings}
        for key, value in data.items():
            columns = by_text.get(comparable(key), [])
            if len(columns) > 1:
                letters = Listing(tuple(map(column_letters, columns)))
                said = message("several columns have this heading: name one by its letter ({letters})",
                               letters=letters)  # fmt: skip
                self._fault(f"{place}.{key}", said)
            elif not columns and key not in by_letter:
                known = [heading.text for heading in table.headings]
                self._no_such(f"{place}.{key}", key, known)
            elif not isinstance(value, str):
                self._fault(f"{place}.{key}", message("a text in quotes"))
            else:
                found[columns[0] if columns else by_letter[key]] = (key, value)
        return found

    def _target(
        self, name: str, fields: Mapping[str, FormField], special: tuple[str, ...], place: str
    ) -> str:
        if name in special:
            return name
        stem, year, level = parts_of(name)
        by_label = {text: key for key, field in fields.items()
                    for text in (field.label.zh, field.label.en)}  # fmt: skip
        stem = by_label.get(stem, stem)
        field = fields.get(stem)
        if field is None:
            self._no_such(place, name, [*fields, *by_label, *special])
            return ""
        if year is not None:
            if field.type is not FieldType.SERIES:
                self._fault(place, message("“{field}” has no years", field=field.label))
                return ""
            return f"{stem}@{year}"
        return stem if level == 1 else f"{stem}@{level}"

    def _doubled(self, targets: Mapping[int, str], place: str) -> None:
        seen: dict[str, int] = {}
        for column, target in sorted(targets.items()):
            if target in seen:
                said = message(
                    "columns {one} and {other} cannot both be “{target}”",
                    one=column_letters(seen[target]),
                    other=column_letters(column),
                    target=target,
                )
                self._fault(f"{place}columns", said)
            seen.setdefault(target, column)

    def _unknown_keys(self, data: Mapping[str, Any], known: Iterable[str], place: str) -> None:
        names = set(known)
        for key in data:
            if key not in names:
                self._no_such(f"{place}{key}", key, names)

    def _no_such(self, place: str, name: str, known: Iterable[str]) -> None:
        near = get_close_matches(name, list(known), n=1, cutoff=0.5)
        if near:
            said = message("“{name}” is not there; did you mean “{near}”?", name=name, near=near[0])
        else:
            said = message("“{name}” is not there", name=name)
        self._fault(place, said)

    def _fault(self, place: str, said: Message) -> None:
        self.faults.append(message("{key}: {reason}", key=place, reason=said))
