# SPDX-License-Identifier: Apache-2.0
"""Which tables of a file are imported when nobody points at them, and what is said about that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.intake.book import column_letters as letters
from forms.intake.tables.headers import find_tables
from forms.intake.tables.mapping import propose_source
from forms.intake.tables.table import NUMBER, ColumnMap
from models.errors import UserError
from models.language import Listing, message, plural
from models.programme.recognising import parts_of, read_meta
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from forms.intake.book import Book
    from forms.intake.tables.table import Source, Table
    from models.language import Label, Message, Translatable
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary


class NoTableError(UserError):
    """No sheet of a file holds a table of applications."""

    def __init__(self, path: Path, sheets: Sequence[str]) -> None:
        super().__init__(
            message(
                "No table with a header was found in {file} (sheets: {sheets}). Point at its header in"
                " the window, or name the sheet and the header row in a map (--map).",
                file=path.name,
                sheets=Listing(tuple(sheets)),
            )
        )


class NoSuchSheetError(UserError):
    """A sheet is named that the file does not have."""

    def __init__(self, path: Path, name: str, sheets: Sequence[str]) -> None:
        super().__init__(
            message(
                "{file} has no table on a sheet “{name}”; it has: {sheets}.",
                file=path.name,
                name=name,
                sheets=Listing(tuple(sheets)),
            )
        )


class NoKeyColumnError(UserError):
    """No column says which project a row is, so no row could be told from another."""

    def __init__(self, table: Table, path: Path) -> None:
        headings = tuple(heading.text for heading in table.headings if heading.text)
        super().__init__(
            message(
                "No column of “{sheet}” in {file} is surely the title or the number of an application;"
                " its columns are: {headings}. Say which column is which field (--map), or take doubtful"
                " ones too (--guess).",
                sheet=table.sheet,
                file=path.name,
                headings=Listing(headings),
            )
        )


def tables_to_read(book: Book, programme: Programme, sheets: Sequence[str] = ()) -> list[Table]:
    """The likeliest table and those on other sheets with the same columns, or those that are named.

    Raises:
        NoTableError: There is none.
        NoSuchSheetError: A named sheet has none.
    """
    found = [table for table in find_tables(book, programme) if not table.table]
    names = [sheet.name for sheet in book.sheets]
    if not found:
        raise NoTableError(book.path, names)
    if sheets:
        by_sheet = {table.sheet: table for table in reversed(found)}
        for name in sheets:
            if name not in by_sheet:
                raise NoSuchSheetError(book.path, name, names)
        return [by_sheet[name] for name in sheets]
    hidden = {sheet.name for sheet in book.sheets if sheet.hidden}
    best = found[0]
    layout = _layout(best)
    alike = [item for item in found if _layout(item) == layout and item.sheet not in hidden]
    return alike or [best]


def sources_of(
    book: Book,
    tables: Sequence[Table],
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    *,
    guess: bool = False,
) -> list[Source]:
    """Tables with their columns; doubtful columns are taken only if somebody wants guesses.

    Raises:
        NoKeyColumnError: A row could not be told from another.
    """
    found = []
    for table in tables:
        source = propose_source(book, table, programme, vocabularies)
        source = _with_offers(source) if guess else _without_doubts(source)
        if not {"title", NUMBER} & set(source.columns.targets.values()):
            raise NoKeyColumnError(table, book.path)
        found.append(source)
    return found


def foreign_numbers(book: Book, call: str, office: str) -> Message | None:
    """Why the application numbers of a book of ours are not those of this register, if so."""
    for sheet in book.sheets:
        meta = read_meta(sheet.cells) if sheet.hidden else None
        if meta is not None and (meta.office, meta.call) != (office, call):
            return message(
                "The application numbers in {file} are those of “{office}” ({call}); they are left"
                " out, and new applications get numbers of this call.",
                file=book.path.name,
                office=meta.office,
                call=meta.call,
            )
    return None


def without_numbers(source: Source) -> Source:
    """A source whose column of application numbers is left out."""
    columns = source.columns
    kept = {column: to for column, to in columns.targets.items() if to != NUMBER}
    return replace(source, columns=replace(columns, targets=kept))


def notes_on(book: Book, sources: Sequence[Source], programme: Programme) -> Iterator[Message]:
    """What a person must be told before a file is imported: what is read, what is left out."""
    yield from book.notes
    for source in sources:
        sheet = book.sheet(source.table.sheet)
        own = bool(source.table.definition)
        yield from sheet.notes if sheet and not own else ()
        yield from source.table.doubts
        for row, why in source.table.skipped.items():
            yield message("“{sheet}” row {row}: {why}", sheet=source.table.sheet, row=row, why=why)
        yield from _columns_left_out(source, programme.fields)
        yield from _fields_without_column(source, programme)
    if any(source.table.definition for source in sources):
        return
    read = {name for source in sources for name in _sheets(source)}
    others = [sheet.name for sheet in book.sheets if sheet.name not in read and sheet.cells]
    if others:
        yield message("Sheets that are not read: {sheets}", sheets=Listing(tuple(others)))


def _layout(table: Table) -> tuple[tuple[int, str], ...]:
    return tuple((heading.column, heading.text) for heading in table.headings)


def _without_doubts(source: Source) -> Source:
    columns = source.columns
    sure = {column: to for column, to in columns.targets.items() if column not in columns.doubts}
    children = {key: _without_doubts(child) for key, child in source.children.items()}
    return replace(source, columns=replace(columns, targets=sure), children=children)


def _with_offers(source: Source) -> Source:
    """A source with the columns that may be a field taken as that field, in doubt."""
    columns = source.columns
    taken = replace(
        columns,
        targets=dict(sorted({**columns.targets, **columns.offers}.items())),
        doubts={**columns.doubts, **dict.fromkeys(columns.offers, _SOMEWHAT)},
        offers={},
    )
    children = {key: _with_offers(child) for key, child in source.children.items()}
    return replace(source, columns=taken, children=children)


_SOMEWHAT = message("The heading is only somewhat like the name of the field.")


def _columns_left_out(source: Source, fields: Mapping[str, FormField]) -> Iterator[Message]:
    columns: ColumnMap = source.columns
    left = [item for item in source.table.headings if item.column not in columns.targets]
    if left:
        names = tuple(f"{letters(item.column)} {item.text}".strip() for item in left)
        yield plural(
            "“{sheet}”: {n} column is left out: {names}",
            "“{sheet}”: {n} columns are left out: {names}",
            n=len(left),
            sheet=source.table.sheet,
            names=Listing(names),
        )
    for column, target in columns.offers.items():
        yield message(
            "“{sheet}” column {column} may be “{field}”; it is left out unless somebody says so.",
            sheet=source.table.sheet,
            column=letters(column),
            field=offered_name(target, fields),
        )
    for column, doubt in sorted({**columns.notes, **columns.doubts}.items()):
        yield message(
            "“{sheet}” column {column}: {doubt}",
            sheet=source.table.sheet,
            column=letters(column),
            doubt=doubt,
        )


def offered_name(target: str, fields: Mapping[str, FormField]) -> Translatable:
    """The name of what a column may be, with its year where it is one of a series."""
    name, year, _ = parts_of(target)
    label = fields[name].label
    return label if year is None else message("{label}, {year}", label=label, year=str(year))


def required_without_column(source: Source, programme: Programme) -> list[Label]:
    """The required fields that no column of a table gives."""
    given = _given(source)
    return [
        field.label
        for key, field in programme.fields.items()
        if field.required is True
        and key not in given
        and key not in source.children
        and field.type is not FieldType.HEADING
    ]


def _given(source: Source) -> set[str]:
    return {target.partition("@")[0] for target in source.columns.targets.values()}


def _fields_without_column(source: Source, programme: Programme) -> Iterator[Message]:
    missing = required_without_column(source, programme)
    if missing and NUMBER not in _given(source):
        yield plural(
            "“{sheet}” has no column for {n} required field: {fields}",
            "“{sheet}” has no columns for {n} required fields: {fields}",
            n=len(missing),
            sheet=source.table.sheet,
            fields=Listing(tuple(missing)),
        )


def _sheets(source: Source) -> Iterator[str]:
    yield source.table.sheet
    for child in source.children.values():
        yield from _sheets(child)
