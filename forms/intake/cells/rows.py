# SPDX-License-Identifier: Apache-2.0
"""The rows of a file as applications: cells by field, with what was repaired and what is wrong.

`facts_of` decides once what whole columns show; `read_row_range` reads any part of the rows, so that
several processes can share them; `read_rows` does both. `among_rows` then compares the rows with one
another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forms.intake.cells.columns import facts_of, value_of_block
from forms.intake.cells.incoming import CellProblem, IncomingRow, Place, Places, Repair
from forms.intake.cells.odd_cells import TakenColumn, odd_takers
from forms.intake.cells.takers import ColumnTaker, exactly, taker_of
from forms.intake.cells.unnamed_units import asks_unit
from forms.intake.tables.grid import shown
from forms.intake.tables.table import LABELS, NUMBER
from models import fields
from models.errors import Problem, Severity
from models.language import message
from models.programme.levels import contradiction
from models.programme.recognising import EXAMPLE_MARKS, gathered, is_cut
from models.programme.schema import FieldType
from models.progress import NoProgress
from models.rules.regions import regions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.intake.book import Book, Cells, CellValue, Sheet
    from forms.intake.cells.columns import ChildFacts, ColumnFacts, Facts
    from forms.intake.cells.habits import Taker
    from forms.intake.tables.table import Source
    from models.language import Message
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary
    from models.progress import Progress

_STEP = 500
_LONG = 30_000
_NOTHING_ODD: Mapping[int, Taker] = {}


def read_rows(
    book: Book,
    source: Source,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    *,
    progress: Progress | None = None,
) -> list[IncomingRow]:
    """The applications that a file gives, in the order of its rows.

    Raises:
        CancelledError: The user stopped it.
    """
    facts = facts_of(book, source, programme)
    total = len(source.table.rows)
    listener = progress or NoProgress()
    found: list[IncomingRow] = []
    reader = RowReader(book, source, programme, vocabularies, facts)
    for start in range(0, total, _STEP):
        listener.step(start, total, message("Reading rows"))
        found += reader.read(start, start + _STEP)
    return found


def read_row_range(
    book: Book,
    source: Source,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    facts: Facts,
    first: int,
    last: int,
) -> list[IncomingRow]:
    """The applications of some rows: `source.table.rows[first:last]`, by facts decided before."""
    return RowReader(book, source, programme, vocabularies, facts).read(first, last)


@dataclass(slots=True)
class _Column:
    """A column that is taken."""

    place: int
    target: str
    field: FormField
    taker: ColumnTaker


def _taker(item: ColumnFacts, field: FormField, vocabularies: Mapping[str, Vocabulary]) -> Taker:
    found = taker_of(field, vocabularies, unit=item.unit, share=item.share, year=item.year)
    return asks_unit(field, found, item.usual) if item.unnamed else found


class _Sheet:
    """The columns of one sheet, each with its taker."""

    def __init__(
        self,
        sheet: Sheet,
        records: Sequence[int],
        columns: Sequence[ColumnFacts],
        fields: Mapping[str, FormField],
        vocabularies: Mapping[str, Vocabulary],
    ) -> None:
        self.sheet = sheet
        self.columns = [
            _Column(item.column, item.target, fields[item.field], ColumnTaker(
                _taker(item, fields[item.field], vocabularies)))
            for item in columns if item.field
        ]  # fmt: skip
        self.steps = [
            (column.place, column.target, column.taker.take, column) for column in self.columns
        ]
        self.exact_steps = [
            (place, target, exactly(column.field, take, vocabularies), column)
            for place, target, take, column in self.steps
        ]
        self.odd = odd_takers(
            sheet,
            records,
            (TakenColumn(item.place, item.field, item.taker.take) for item in self.columns),
        )
        self.places = {column.field.id: column.place for column in reversed(self.columns)}
        self.plain = all(column.target == column.field.id for column in self.columns)
        self.names = {
            (sheet.name, row, column): name for (row, column), name in sheet.places.items()
        }
        self.special = {item.target: item.column for item in columns if not item.field}


class RowReader:
    """Reads rows of one source; its takers remember what they saw, so keep it for many rows."""

    def __init__(
        self,
        book: Book,
        source: Source,
        programme: Programme,
        vocabularies: Mapping[str, Vocabulary],
        facts: Facts,
    ) -> None:
        self._source = source
        self._programme = programme
        self._vocabularies = vocabularies
        self._facts = facts
        self._main: _Sheet | None = None
        sheet = book.sheet(source.table.sheet)
        if sheet is not None:
            self._main = _Sheet(
                sheet, source.table.rows, facts.columns, programme.fields, vocabularies
            )
        self._children: dict[str, tuple[ChildFacts, _Sheet]] = {}
        for table_id, child in facts.children.items():
            own = {column.id: column for column in programme.tables[table_id].columns}
            child_sheet = book.sheet(child.sheet)
            rows = tuple(sorted(row for found in child.rows.values() for row in found))
            if child_sheet is not None:
                self._children[table_id] = (
                    child,
                    _Sheet(child_sheet, rows, child.columns, own, vocabularies),
                )

    def read(self, first: int, last: int, cells: Cells | None = None) -> list[IncomingRow]:
        """The applications of `source.table.rows[first:last]`.

        Args:
            cells: Those of the sheet, at their places, where the book was handed over without them.
        """
        main = self._main
        if main is None:
            return []
        if cells is not None:
            main.sheet = replace(main.sheet, cells=cells)
        return [self._row(main, row) for row in self._source.table.rows[first:last]]

    def _row(self, main: _Sheet, row: int) -> IncomingRow:
        remarks = _Remarks(main, row)
        end = self._source.table.blocks.get(row, 0)
        cells = _block(main, row, end) if end else main.sheet.cells[row - 1]
        number = _special(main, cells, NUMBER)
        exact = bool(number and self._source.table.definition)
        values = self._values(main, cells, remarks, "", exact=exact)
        rows: dict[str, tuple[Mapping[str, Any], ...]] = {}
        tables: dict[str, tuple[str, tuple[int, ...], Mapping[str, int]]] = {}
        names = main.names
        for table_id, (child, sheet) in self._children.items():
            link = self._facts.links.get(row, "")
            places = child.rows.get(link, ()) if link else ()
            rows[table_id] = tuple(
                self._child_row(sheet, place, remarks, f"{table_id}/{n}/", exact=exact)
                for n, place in enumerate(places, start=1)
            )
            tables[table_id] = (child.sheet, places, sheet.places)
            if sheet.names:
                names = {**names, **sheet.names}
        labels = _special(main, cells, LABELS)
        if LABELS in main.special:
            values[fields.LABELS] = labels or None
        self._whole_row(remarks, row, number, values)
        return IncomingRow(
            place=remarks.whole,
            number=number,
            values=values,
            rows=rows,
            places=Places(main.sheet.name, row, main.places, tables, names),
            repairs=tuple(remarks.repairs),
            problems=tuple(remarks.problems),
        )

    def _child_row(
        self, sheet: _Sheet, row: int, remarks: _Remarks, path: str, *, exact: bool
    ) -> Mapping[str, Any]:
        inner = _Remarks(sheet, row)
        values = self._values(sheet, sheet.sheet.cells[row - 1], inner, path, exact=exact)
        remarks.repairs += inner.repairs
        remarks.problems += inner.problems
        return values

    def _values(
        self,
        sheet: _Sheet,
        cells: Sequence[CellValue],
        remarks: _Remarks,
        path: str,
        *,
        exact: bool,
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        width = len(cells)
        odd = sheet.odd.get(remarks.row, _NOTHING_ODD)
        for place, target, take, column in sheet.exact_steps if exact else sheet.steps:
            value = cells[place - 1] if place <= width else None
            is_odd = place in odd
            if not is_odd and (value is None or (type(value) is str and self._says_nothing(value))):
                values[target] = None
                continue
            taken, repairs, problems = (odd[place] if is_odd else take)(value)
            values[target] = taken
            if repairs or problems:
                remarks.add(repairs, problems, column, f"{path}{column.field.id}")
        if sheet.plain:
            return values
        return self._gathered(sheet, values, remarks, path)

    def _says_nothing(self, text: str) -> bool:
        """What a cell could not hold stays as it is recorded; of our examples nothing is data."""
        if len(text) > _LONG:
            return is_cut(text)
        return text.startswith(EXAMPLE_MARKS) and bool(self._source.table.definition)

    def _gathered(
        self, sheet: _Sheet, values: Mapping[str, Any], remarks: _Remarks, path: str
    ) -> dict[str, Any]:
        """One value a field, of the years of a series and the levels of a term or division."""
        known = {column.field.id: column.field for column in sheet.columns}
        found: dict[str, Any] = {}
        for name, one in gathered(values).items():
            field = known[name]
            found[name] = one.value
            if not one.levels:
                continue
            if field.type is FieldType.REGION:
                found[name] = _region(one.levels)
                if found[name] != one.value:
                    continue
            fault = contradiction(field, one.levels, self._vocabularies)
            if fault is not None:
                where = f"{path}{name}"
                said = Problem(Severity.ERROR, where, fault, field.basis, rule=where)
                remarks.problem(sheet.places[name], said)
        return found

    def _whole_row(
        self, remarks: _Remarks, row: int, number: str, values: Mapping[str, Any]
    ) -> None:
        if not number and not values.get("title") and values.get("applicant"):
            said = message("“{title}” is empty", title=self._programme.label_of("title"))
            fix = message(
                "Fill it in: an application is told from others of its applicant by its title."
            )
            place = remarks.sheet.places.get("title", 0)
            remarks.problem(place, Problem(Severity.ERROR, "title", said, None, fix, "title"))
        elif not number and not values.get("title"):
            said = message(
                "Row {row} of sheet “{sheet}” names neither “{title}” nor “{applicant}”.",
                row=row,
                sheet=remarks.sheet.sheet.name,
                title=self._programme.label_of("title"),
                applicant=self._programme.label_of("applicant"),
            )
            fix = message("Fill them in, or delete the row if it is no application.")
            remarks.problem(0, Problem(Severity.ERROR, "", said, None, fix))
        link = self._facts.links.get(row, "")
        others = [place for place in self._facts.doubled.get(link, ()) if place != row]
        named = any(link in child.rows for child, _ in self._children.values())
        if others and named:
            said = message(
                "Rows {row} and {other} have the same “{link}”, so the rows of the other sheets may"
                " belong to either.",
                row=row,
                other=others[0],
                link=link,
            )
            remarks.problem(0, Problem(Severity.ERROR, "", said))


class _Remarks:
    """What is said about the cells of one row."""

    def __init__(self, sheet: _Sheet, row: int) -> None:
        self.sheet = sheet
        self.row = row
        self.repairs: list[Repair] = []
        self.problems: list[CellProblem] = []

    @property
    def whole(self) -> Place:
        """The row as a whole."""
        return self._place(0)

    def add(
        self,
        repairs: tuple[Message, ...],
        problems: tuple[Problem, ...],
        column: _Column,
        path: str,
    ) -> None:
        """Note what was said of a cell."""
        place = self._place(column.place)
        self.repairs += [Repair(place, path, said) for said in repairs]
        for problem in problems:
            self.problems.append(CellProblem(place, replace(problem, field=path, rule=path)))

    def problem(self, column: int, problem: Problem) -> None:
        """Note a problem of a column, or of the whole row."""
        self.problems.append(CellProblem(self._place(column), problem))

    def _place(self, column: int) -> Place:
        name = self.sheet.sheet.name
        return Place(name, self.row, column, self.sheet.names.get((name, self.row, column)))


def _special(sheet: _Sheet, cells: Sequence[CellValue], target: str) -> str:
    place = sheet.special.get(target, 0)
    return shown(cells[place - 1]) if 0 < place <= len(cells) else ""


def _block(sheet: _Sheet, first: int, last: int) -> list[CellValue]:
    """The cells of a record that is merged over several rows."""
    width = max((column.place for column in sheet.columns), default=0)
    width = max(width, *sheet.special.values()) if sheet.special else width
    return [value_of_block(sheet.sheet, first, last, column) for column in range(1, width + 1)]


def _region(levels: tuple[Any, ...]) -> Any:
    """A division from its levels: the deepest where it says all, else their texts as one path."""
    deepest = str(levels[-1])
    if len(regions().find(deepest)) == 1:
        return levels[-1]
    path = "".join(map(str, levels))
    return path if len(regions().find(path)) == 1 else levels[-1]
