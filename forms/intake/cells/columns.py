# SPDX-License-Identifier: Apache-2.0
"""What is decided about the columns of a file before its rows are read: plain values, to be sent about.

Some things only a whole column shows: that its percentages are shares of one, in which unit it is,
which rows of another sheet belong to which record. They are decided once here, so that several
processes can share the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.intake.cells.units import find_unit, unit_of_field
from forms.intake.cells.unnamed_units import counts_money, usual_amount
from forms.intake.tables.grid import is_blank, shown
from forms.intake.tables.linking import link_text
from forms.intake.tables.table import LABELS, LINK, NUMBER
from models.language import message, plural
from models.programme.recognising import parts_of
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.intake.book import Book, CellValue, Sheet
    from forms.intake.tables.table import ColumnMap, Source, Table
    from models.language import Message
    from models.programme.schema import FormField, Programme

_OTHERS = frozenset({NUMBER, LABELS, LINK})
_MOST_NAMED = 20
_ONLY = "\0"  # what names the only application of a file where it has no name: no cell holds it


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column.

    Attributes:
        column: From 1.
        target: The id of a column of the layout (`area_m2`, `income_wan@2024`) or a special one.
        field: The id of its field, empty for special ones.
        unit: The unit of its numbers, empty for the field's own.
        share: Its percentages are shares of one.
        unnamed: It holds money, and nobody named a unit.
        usual: What its numbers are like, where that is asked because no unit is named.
    """

    column: int
    target: str
    field: str = ""
    unit: str = ""
    share: bool = False
    unnamed: bool = False
    usual: float = 0.0

    @property
    def year(self) -> bool:
        """Whether it is one year of a series."""
        return parts_of(self.target)[1] is not None


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """The sheet of a repeating table.

    Attributes:
        rows: By the text that names an application, the rows of the sheet in order.
    """

    sheet: str
    columns: tuple[ColumnFacts, ...]
    rows: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known before the rows are read.

    Attributes:
        columns: Of the applications.
        children: By table id.
        links: By row, the text by which rows of other sheets name it.
        doubled: Links that several rows have.
        notes: What a person must be told about the file as a whole.
        strays: Which rows of repeating tables name no application.
    """

    columns: tuple[ColumnFacts, ...]
    children: Mapping[str, ChildFacts] = field(default_factory=dict)
    links: Mapping[int, str] = field(default_factory=dict)
    doubled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    strays: tuple[Message, ...] = ()


def facts_of(book: Book, source: Source, programme: Programme) -> Facts:
    """Decide what whole columns show."""
    sheet = book.sheet(source.table.sheet)
    if sheet is None:
        return Facts(())
    notes: list[Message] = []
    columns = _columns(source, sheet, programme.fields, notes)
    if not source.children:
        return Facts(columns, notes=tuple(notes))
    links, doubled = _links(source, sheet, columns)
    children: dict[str, ChildFacts] = {}
    strays: list[Message] = []
    for table_id, child in source.children.items():
        own, child_sheet = programme.tables.get(table_id), book.sheet(child.table.sheet)
        if own is None or child_sheet is None:
            continue
        by_id = {column.id: column for column in own.columns}
        inner = _columns(child, child_sheet, by_id, notes)
        rows = _child_rows(child, child_sheet, inner, links)
        strays += _strays(child, rows, links)
        children[table_id] = ChildFacts(child.table.sheet, inner, rows)
    return Facts(columns, children, links, doubled, tuple(notes), tuple(strays))


def _columns(
    source: Source, sheet: Sheet, fields: Mapping[str, FormField], notes: list[Message]
) -> tuple[ColumnFacts, ...]:
    found = []
    for column, target in sorted(source.columns.targets.items()):
        if target in _OTHERS:
            found.append(ColumnFacts(column, target))
            continue
        own = fields.get(parts_of(target)[0])
        if own is None or own.type in {FieldType.TABLE, FieldType.HEADING}:
            continue
        unit = _unit(source.table, source.columns, column, own)
        share = (
            own.type is FieldType.PERCENT and not source.table.definition and not unit_is_odd(unit)
        )
        share = share and _gives_shares(source.table, sheet, column)
        if share:
            notes.append(
                message(
                    "Column “{heading}” holds only numbers up to 1, so 0.3 was taken as 30 %.",
                    heading=_heading(source.table, column),
                )
            )
        unnamed = not unit and not source.table.definition and counts_money(own)
        usual = usual_amount(_cells(source.table, sheet, column)) if unnamed else 0.0
        found.append(ColumnFacts(column, target, own.id, unit, share, unnamed, usual))
    return tuple(found)


def _cells(table: Table, sheet: Sheet, column: int) -> Iterator[CellValue]:
    return (_cell(sheet, row, column) for row in table.rows)


def unit_is_odd(unit: str) -> bool:
    """Whether a column of shares counts in something else than hundredths."""
    return unit not in {"", "%"}


def _unit(table: Table, columns: ColumnMap, column: int, own: FormField) -> str:
    """The unit of a column: as a person said, else as its heading, else as a line above it says."""
    if column in columns.units:
        return columns.units[column]
    heading = next((item.unit for item in table.headings if item.column == column), "")
    if heading:
        return heading
    wanted = unit_of_field(own)
    if wanted is None or own.type not in {FieldType.MONEY, FieldType.SERIES} | _MEASURED:
        return ""
    fitting = (
        unit for unit in table.units if (known := find_unit(unit)) and known.kind == wanted.kind
    )
    return next(fitting, "")


_MEASURED = frozenset({FieldType.DECIMAL, FieldType.INTEGER})


def _heading(table: Table, column: int) -> str:
    return next((item.text for item in table.headings if item.column == column), str(column))


def _gives_shares(table: Table, sheet: Sheet, column: int) -> bool:
    """Whether a column of percentages gives shares of one: none above 1, some with decimals.

    A cell that is shown as percent says so by itself.
    """
    broken = False
    for row in table.rows:
        if (row, column) in sheet.percents:
            continue
        cells = sheet.cells[row - 1]
        value = cells[column - 1] if column <= len(cells) else None
        number = _number(value)
        if number is None:
            continue
        if abs(number) > 1:
            return False
        broken = broken or number != int(number)
    return broken


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return None


def _links(
    source: Source, sheet: Sheet, columns: tuple[ColumnFacts, ...]
) -> tuple[dict[int, str], dict[str, tuple[int, ...]]]:
    """By row the text by which rows of other sheets name it; texts that several rows have."""
    by_target = {item.target: item.column for item in columns}
    column = next((by_target[name] for name in (LINK, NUMBER, "title") if name in by_target), 0)
    links = {row: link_text(_cell(sheet, row, column)) for row in source.table.rows}
    if len(source.table.rows) == 1:
        return {row: text or _ONLY for row, text in links.items()}, {}
    rows: dict[str, list[int]] = {}
    for row, text in links.items():
        if text:
            rows.setdefault(text, []).append(row)
    return links, {text: tuple(found) for text, found in rows.items() if len(found) > 1}


def _cell(sheet: Sheet, row: int, column: int) -> CellValue:
    cells = sheet.cells[row - 1]
    return cells[column - 1] if 0 < column <= len(cells) else None


def _child_rows(
    child: Source, sheet: Sheet, columns: tuple[ColumnFacts, ...], links: Mapping[int, str]
) -> dict[str, tuple[int, ...]]:
    """The rows of a repeating table by the application that they name.

    A file with one application need not name it: rows without a name are its own.
    """
    by_target = {item.target: item.column for item in columns}
    column = by_target.get(LINK, 0)
    only = next(iter(links.values()), "") if len(links) == 1 else None
    rows: dict[str, list[int]] = {}
    for row in child.table.rows:
        text = link_text(_cell(sheet, row, column))
        if only is not None and (not text or not column):
            text = only or _ONLY
        rows.setdefault(text, []).append(row)
    return {text: tuple(found) for text, found in rows.items()}


def _strays(
    child: Source, rows: Mapping[str, tuple[int, ...]], links: Mapping[int, str]
) -> Iterator[Message]:
    """Rows that name no application of the file: they are told, for they belong to nobody."""
    known = set(links.values()) - {""}
    lost = [row for text, found in rows.items() if text not in known for row in found]
    if lost:
        shown_rows = ", ".join(map(str, sorted(lost)[:_MOST_NAMED]))
        yield plural(
            "{n} row of sheet “{sheet}” names no application of this file and was left out: row {rows}.",
            "{n} rows of sheet “{sheet}” name no application of this file and were left out: rows"
            " {rows}.",
            n=len(lost),
            sheet=child.table.sheet,
            rows=shown_rows + (" …" if len(lost) > _MOST_NAMED else ""),
        )


def value_of_block(sheet: Sheet, first: int, last: int, column: int) -> CellValue:
    """What a record that is merged over several rows holds in a column: all that differs, in lines."""
    values = [_cell(sheet, row, column) for row in range(first, last + 1)]
    found = list(dict.fromkeys(shown(value) for value in values if not is_blank(value)))
    if len(found) > 1:
        return "\n".join(found)
    return next((value for value in values if not is_blank(value)), None)
