# SPDX-License-Identifier: Apache-2.0
"""A first map of somebody else's form, from its headings and labels; a person looks at it afterwards."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from models.filling.mapping import FillMap, Put, Scope, SheetMap, Surplus, TableMap
from models.filling.sources import money_unit
from models.language import Language, message
from models.programme.schema import FieldType
from models.rules.money import UNITS
from models.rules.text import comparable
from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from forms.intake.book import Book, Sheet
    from forms.intake.tables.table import Heading, Table
    from models.language import Message
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary

_DOCUMENTS = frozenset({".docx", ".docm"})
_FEWEST = 2
"""So many headings must name a field before a row of headings is taken for a table."""
_COLON = re.compile(r"[:：]\s*")
_BRACKETED = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_TYPED = frozenset({"date", "count"})
"""What is better in a cell of its own than after its label."""
_OF_APPLICATION = frozenset({"index", "number", "stage", "received", "applicant_other"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A map that was suggested.

    Attributes:
        doubts: What a person should look at, a line each.
        blank: Headings that name nothing that we know, by cell.
    """

    map: FillMap
    doubts: tuple[Message, ...]
    blank: Mapping[str, str]


def suggest_map(
    template: Path, programme: Programme, vocabularies: Mapping[str, Vocabulary]
) -> Suggestion:
    """Suggest what goes where in an empty form.

    Raises:
        UserError: The file cannot be read.
    """
    from forms.intake.files.opening import open_book
    from gui.outgoing.word_suggesting import suggest_word_map
    from reports.filling import fitting_part

    if template.suffix.lower() in _DOCUMENTS:
        return Suggestion(suggest_word_map(template, programme), (), {})
    book = open_book(template)
    suggesting = _Suggesting(book, programme, vocabularies)
    sheets = tuple(
        found for sheet in book.sheets if not sheet.hidden and (found := suggesting.sheet(sheet))
    )
    lists = any(not table.of for found in sheets for table in found.tables)
    scope = Scope.APPLICATION if suggesting.single and not lists else Scope.CALL
    fitting, faults = fitting_part(template, FillMap(scope, sheets, language=_language(book)))
    return Suggestion(fitting, (*suggesting.doubts, *faults), dict(suggesting.blank))


def _language(book: Book) -> Language:
    """The language of a form."""
    from gui.outgoing.word_suggesting import language_of

    texts = (value for sheet in book.sheets for row in sheet.cells for value in row)
    return language_of("".join(value for value in texts if isinstance(value, str)))


class _Suggesting:
    """Looks at one sheet after another.

    Attributes:
        single: Some cells are for the fields of one application.
    """

    def __init__(
        self, book: Book, programme: Programme, vocabularies: Mapping[str, Vocabulary]
    ) -> None:
        self._book = book
        self._programme = programme
        self._vocabularies = vocabularies
        self.single = False
        self.doubts: list[Message] = []
        self.blank: dict[str, str] = {}

    def sheet(self, sheet: Sheet) -> SheetMap | None:
        """What goes where on a sheet; None where nothing is known."""
        tables = tuple(self._tables(sheet))
        rows = {row for table in tables for row in range(table.first - 2, table.last + 1)}
        cells = dict(self._lines(sheet, rows))
        if not tables:
            fields = dict(self._fields(sheet))
            self.single = self.single or len(fields) > _FEWEST
            cells |= fields if len(fields) > _FEWEST else {}
        return SheetMap(sheet.name, cells, tables) if tables or cells else None

    # --- tables

    def _tables(self, sheet: Sheet) -> Iterator[TableMap]:
        from forms.intake.tables.headers import find_tables

        found = [table for table in find_tables(self._book, self._programme)
                 if table.sheet == sheet.name]  # fmt: skip
        for table in found[:1]:
            columns, of = self._columns(table, sheet)
            if len(columns) < _FEWEST or not table.header[1]:
                continue
            first = table.header[1] + 1
            rows, surplus = self._rows(sheet, first, columns), Surplus.KEEP
            if table.rows:
                rows, surplus = table.rows[-1] - first + 1, Surplus.REMOVE
                said = message(
                    "Sheet “{sheet}”, row {row}: the form holds rows already; they are filled over.",
                    sheet=sheet.name,
                    row=table.rows[0],
                )
                self.doubts.append(said)
            yield TableMap(first, columns, rows, of, surplus)

    def _columns(self, table: Table, sheet: Sheet) -> tuple[dict[str, Put], str]:
        """The columns of a table, and the repeating table whose rows they are, if so."""
        from forms.intake.tables.mapping import propose, propose_child

        best = propose(table, sheet, self._programme, self._vocabularies)
        own = self._own_columns(table)
        of: FormField | None = None
        for item in self._programme.tables.values():
            child = propose_child(table, sheet, item, self._vocabularies)
            sure = {column for column in child.targets if column not in child.doubts}
            if len(sure) > len(set(best.targets) - set(best.doubts)):
                best, of = child, item
        fields = self._programme.fields if of is None else {x.id: x for x in of.columns}
        columns: dict[str, Put] = {}
        for heading in table.headings:
            letter = _letters(heading.column)
            source = own.get(heading.column, best.targets.get(heading.column, ""))
            if source.startswith("@"):
                source = {"@number": "number"}.get(source, "")
            if heading.column > 1 and _continues(table, heading, sheet):
                continue
            if not source:
                if heading.text:
                    self.blank[f"{sheet.name}!{letter}{table.header[1]}"] = heading.text
                continue
            if heading.column in best.doubts and heading.column not in own:
                self.doubts.append(
                    message(
                        "{sheet}!{cell} “{heading}”: {doubt}",
                        sheet=sheet.name,
                        cell=f"{letter}{table.header[1]}",
                        heading=heading.text,
                        doubt=best.doubts[heading.column],
                    )
                )
            field = fields.get(source.partition("@")[0])
            unit = heading.unit or next((item for item in table.units if item in UNITS), "")
            columns[letter] = Put(source) if field is None else _put(field, unit, source)
        if of is None and not any(put.source not in _OF_APPLICATION for put in columns.values()):
            return {}, ""
        return columns, of.id if of else ""

    def _own_columns(self, table: Table) -> dict[int, str]:
        """The columns that the summary of the programme has under the same heading, or that are no field."""
        known: dict[str, str] = {}
        for source, words in _lines_data()["columns"].items():
            known |= dict.fromkeys(map(_plain, words), source)
        for column in self._programme.summary.column:
            if column.label and column.source != "empty":
                known |= {
                    _plain(text): column.source for text in (column.label.zh, column.label.en)
                }
        found: dict[int, str] = {}
        for heading in table.headings:
            source = known.get(_plain(heading.text), "")
            field = self._programme.fields.get(source)
            plain = field is None or field.type is not FieldType.TABLE
            if source and plain and source not in found.values():
                found[heading.column] = source
        return found

    def _rows(self, sheet: Sheet, first: int, columns: Mapping[str, Put]) -> int:
        """How many rows below the header are for records: those without a word, and those numbered."""
        looked = [_number(letter) for letter, put in columns.items() if put.source != "index"]
        merged = {
            row
            for merge in sheet.merges
            for row in range(merge.first_row, merge.last_row + 1)
            if merge.first_column != merge.last_column and merge.first_column in looked
            and merge.last_column in looked
        }  # fmt: skip
        rows = 0
        for row in range(first, len(sheet.cells) + 1):
            cells = sheet.cells[row - 1]
            texts = [value for value in cells if isinstance(value, str) and value.strip()]
            if row in merged or any(_at(cells, column) not in {None, ""} for column in looked):
                break
            if texts:
                break
            rows += 1
        return max(1, rows)

    # --- single cells

    def _lines(self, sheet: Sheet, rows: set[int]) -> Iterator[tuple[str, Put]]:
        """Lines above and below a table that say who reports, and when."""
        for row, cells in enumerate(sheet.cells, start=1):
            if row in rows:
                continue
            for column, value in enumerate(cells, start=1):
                if not isinstance(value, str) or _covered(sheet, row, column):
                    continue
                label, colon, rest = _parted(value)
                source = _labels().get(_plain(label), "")
                if not source or not colon:
                    continue
                beside = _beside(sheet, row, column)
                if rest.strip(" _年月日") and source != "date":
                    continue
                free = beside and _at(cells, beside) in {None, ""} and not rest.strip()
                if free and (_next_word(cells, beside) or source in _TYPED):
                    yield f"{_letters(beside)}{row}", Put(source)
                    continue
                yield f"{_letters(column)}{row}", Put(text=f"{label}{colon}{{{source}}}")

    def _fields(self, sheet: Sheet) -> Iterator[tuple[str, Put]]:
        """Empty cells beside the name of a field, on the form of one application."""
        from forms.intake.cells.units import unit_in_heading
        from forms.intake.tables.headings import names_of

        names = names_of(self._programme)
        taken: set[str] = set()
        for row, cells in enumerate(sheet.cells, start=1):
            for column, value in enumerate(cells, start=1):
                if not isinstance(value, str) or _covered(sheet, row, column):
                    continue
                meant = names.meant(value)
                beside = _beside(sheet, row, column)
                field = self._programme.fields.get(meant[0]) if meant else None
                if field is None or field.type is FieldType.TABLE or field.id in taken:
                    continue
                if beside and _at(cells, beside) in {None, ""}:
                    taken.add(field.id)
                    yield f"{_letters(beside)}{row}", _put(field, unit_in_heading(value)[1])


def _put(field: FormField, unit: str, source: str = "") -> Put:
    """A field in the unit that the form names; long texts break into lines."""
    own = money_unit(field)
    return Put(
        source or field.id,
        unit=unit if own and unit in UNITS and unit != own else "",
        wrap=field.type is FieldType.LONG_TEXT,
    )


def _at(cells: object, column: int) -> object:
    assert isinstance(cells, list | tuple)
    return cells[column - 1] if column <= len(cells) else None


def _covered(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell lies in merged cells and is not the first of them."""
    return any(
        merge.first_row <= row <= merge.last_row
        and merge.first_column <= column <= merge.last_column
        and (merge.first_row, merge.first_column) != (row, column)
        for merge in sheet.merges
    )


def _beside(sheet: Sheet, row: int, column: int) -> int:
    """The column of the cell to the right, beyond merged cells; 0 where another merge begins above."""
    for merge in sheet.merges:
        if (merge.first_row, merge.first_column) == (row, column):
            column = merge.last_column
    return 0 if _covered(sheet, row, column + 1) else column + 1


def _next_word(cells: object, column: int) -> bool:
    """Whether something stands further to the right, so that a place is left free for an answer."""
    assert isinstance(cells, list | tuple)
    return any(value not in {None, ""} for value in cells[column:])


def _continues(table: Table, heading: Heading, sheet: Sheet) -> bool:
    """Whether a heading is that of the column before it, merged over both."""
    row = table.header[1]
    return any(
        merge.first_row <= row <= merge.last_row
        and merge.first_column < heading.column <= merge.last_column
        for merge in sheet.merges
    )


def _parted(text: str) -> tuple[str, str, str]:
    """The label of a line, its colon, and what stands after it."""
    found = _COLON.search(text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found[0].rstrip(), text[found.end() :]


def _plain(text: str) -> str:
    return comparable(_BRACKETED.sub("", text)).strip("*:：")


@lru_cache(maxsize=1)
def _lines_data() -> dict[str, dict[str, list[str]]]:
    data = tomllib.loads(read_text("filling", "lines.toml"))
    return {"columns": data.pop("columns"), "lines": data}


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {
        _plain(word): source for source, words in _lines_data()["lines"].items() for word in words
    }


def _letters(column: int) -> str:
    from forms.intake.book import column_letters

    return column_letters(column)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
