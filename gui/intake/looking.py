# SPDX-License-Identifier: Apache-2.0
"""From a book to what the screens of an import show of it: sheets, tables, columns, samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.tables.grid import Grid, is_blank, shown
from forms.intake.tables.headers import find_tables, table_at
from forms.intake.tables.learned import fingerprint, from_document
from forms.intake.tables.mapping import propose, propose_source
from forms.intake.tables.sources import NoTableError, tables_to_read
from gui.intake.targets import targets_of
from gui.intake.values import FileLook, SheetLook, stamp
from models.intake_mappings import known_mappings, known_senders
from models.views.dossiers import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from forms.intake.book import Book, CellValue, Sheet
    from forms.intake.compare.understanding import Rules
    from forms.intake.tables.table import ColumnMap, Source, Table
    from models.programme.schema import FormField
    from models.reader import Reader

_ROWS, _WIDTH, _LONGEST = 30, 200, 200
"""As much of a sheet is shown: rows, columns, and letters of a cell."""
_SAMPLES, _LOOKED_AT = 3, 300


def look_at(reader: Reader, book: Book, rules: Rules, paths: Sequence[Path], call: str) -> FileLook:
    """A file as the screens show it, with the tables on its sheets and what their columns seem to be."""
    proposed = _Proposed(reader, book, rules)
    sheets = tuple(proposed.look(sheet) for sheet in book.sheets)
    used: dict[str, list[str]] = {}
    for look in sheets:
        for columns in (look.columns, *look.kept.values()):
            if columns is not None:
                known = used.setdefault(look.repeating, [])
                known += (*columns.targets.values(), *columns.offers.values())
    opens = rules.dates.get("opens") or today()
    senders = [sender for look in sheets for sender in look.kept]
    return FileLook(
        tuple(paths),
        call,
        stamp(paths),
        sheets,
        proposed.taken,
        targets_of(rules, year=opens.year, used={key: dict.fromkeys(v) for key, v in used.items()}),
        {table.id: str(table.label) for table in rules.programme.tables.values()},
        sender=senders[0] if senders else "",
        senders=known_senders(reader, programme=rules.programme.id),
        notes=tuple(map(str, book.notes)),
    )


def look_again(
    reader: Reader, book: Book, rules: Rules, *, name: str, header: tuple[int, int]
) -> SheetLook:
    """A sheet whose header somebody pointed at; (0, 0) for none."""
    sheet = book.sheet(name)
    assert sheet is not None
    table = table_at(sheet, header, rules.programme)
    columns = propose(table, sheet, rules.programme, rules.vocabularies)
    return _look(sheet, table, columns, table.table, _kept(reader, rules, table, table.table))


class _Proposed:
    """What is proposed for a book: its tables, and which of them belong to others."""

    def __init__(self, reader: Reader, book: Book, rules: Rules) -> None:
        self._reader, self._rules = reader, rules
        found = find_tables(book, rules.programme)
        self._tables: dict[str, Table] = {}
        for table in found:
            self._tables.setdefault(table.sheet, table)
        self._sources: dict[str, tuple[str, Source]] = {}
        for table in self._mains(book):
            source = propose_source(book, table, rules.programme, rules.vocabularies)
            self._sources[table.sheet] = ("", source)
            for key, child in source.children.items():
                self._sources.setdefault(child.table.sheet, (key, child))

    def _mains(self, book: Book) -> list[Table]:
        try:
            return tables_to_read(book, self._rules.programme)
        except NoTableError:
            return []

    @property
    def taken(self) -> tuple[str, ...]:
        """The sheets to take: the likeliest, those with the same columns, those of their tables."""
        return tuple(self._sources)

    def look(self, sheet: Sheet) -> SheetLook:
        """A sheet as the screens show it."""
        key, source = self._sources.get(sheet.name, ("", None))
        table = source.table if source is not None else self._tables.get(sheet.name)
        if table is None:
            return _look(sheet, None, None, "", {})
        key = key or table.table
        rules = self._rules
        columns = (
            source.columns
            if source is not None
            else propose(table, sheet, rules.programme, rules.vocabularies)
        )
        return _look(sheet, table, columns, key, _kept(self._reader, rules, table, key))


def _kept(reader: Reader, rules: Rules, table: Table, repeating: str) -> dict[str, ColumnMap]:
    """What was said about such columns before, by sender, last first; nothing of our own workbooks."""
    if table.definition:
        return {}
    programme = rules.programme
    fields: Mapping[str, FormField] = programme.fields
    if repeating:
        fields = {column.id: column for column in programme.tables[repeating].columns}
    known = known_mappings(reader, programme=programme.id, layout=fingerprint(table))
    return {sender: from_document(kept, table, fields) for sender, kept in known.items()}


def _look(
    sheet: Sheet,
    table: Table | None,
    columns: ColumnMap | None,
    repeating: str,
    kept: Mapping[str, ColumnMap],
) -> SheetLook:
    width = min(Grid(sheet).width, _WIDTH)
    return SheetLook(
        sheet.name,
        len(sheet.cells),
        tuple(tuple(_text(cell) for cell in row[:width]) for row in sheet.cells[:_ROWS]),
        table,
        next(iter(kept.values()), columns),
        dict(_samples(sheet, table)) if table is not None else {},
        _layout(table) if table is not None else "",
        repeating,
        dict(kept),
        sheet.hidden,
        tuple(map(str, sheet.notes)),
    )


def _layout(table: Table) -> str:
    return "\n".join(f"{item.column} {item.text}" for item in table.headings)


def _samples(sheet: Sheet, table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first few different texts of each column."""
    rows = [sheet.cells[row - 1] for row in table.rows[:_LOOKED_AT]]
    for heading in table.headings:
        place, found = heading.column - 1, dict[str, None]()
        for row in rows:
            if place < len(row) and not is_blank(row[place]):
                found[_text(row[place])] = None
                if len(found) == _SAMPLES:
                    break
        yield heading.column, tuple(found)


def _text(cell: CellValue) -> str:
    text = shown(cell)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
