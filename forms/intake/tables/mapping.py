# SPDX-License-Identifier: Apache-2.0
"""Which column is which field: proposed by name and by content, each guess with its doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.intake.cells.units import find_unit, unit_of_field
from forms.intake.tables.contents import kinds_of, sample_of
from forms.intake.tables.headers import find_tables
from forms.intake.tables.headings import forms, level_named, names_of, names_of_fields, series_year
from forms.intake.tables.linking import common_column
from forms.intake.tables.offers import likeness, offers
from forms.intake.tables.table import LINK, NUMBER, ColumnMap, Source
from models.language import message
from models.programme.layout import SPECIAL
from models.programme.recognising import parts_of
from models.programme.schema import FieldType
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.intake.book import Book, Sheet
    from forms.intake.tables.headings import Names
    from forms.intake.tables.table import Heading, Table
    from models.language import Message
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary

_BY_ID, _BY_LABEL, _BY_ALIAS, _BY_LAST, _NEAR, _BY_CONTENT = 100.0, 95.0, 90.0, 75.0, 60.0, 40.0
_LOOSER = 0.5  # a less exact form of the heading counts a little less
_ALIKE = 84
_APART = 4
_SHORTEST_NEAR = 3
_SEVERAL_LEVELS = 2
_NOT_CHANCE = 2  # one column may fit by chance
_HALF = 0.5
_TURNED = frozenset({"money", "area", "share"})
_PERSON_NAMES = frozenset({"姓名", "名称", "name"})


@dataclass(frozen=True, slots=True)
class _Guess:
    score: float
    column: int
    target: str
    doubt: Message | None = None


def propose(
    table: Table,
    sheet: Sheet,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
) -> ColumnMap:
    """Say which column is probably which field; what no field fits is left out.

    By hidden id, label in either language, alias, near name, then by content. A field is given to
    one column only, the likeliest; everything but an id, a label or an alias has a doubt.
    """
    if table.table:
        own = programme.tables.get(table.table)
        return propose_child(table, sheet, own, vocabularies) if own else ColumnMap({})
    fields = [item for item in programme.fields.values() if item.type is not FieldType.TABLE]
    return _proposed(table, sheet, fields, names_of(programme), vocabularies)


def propose_child(
    table: Table,
    sheet: Sheet,
    own: FormField,
    vocabularies: Mapping[str, Vocabulary],
) -> ColumnMap:
    """Say which column is probably which column of a repeating table, and which names the application."""
    names = names_of_fields(own.columns, targets=(LINK,))
    return _proposed(table, sheet, own.columns, names, vocabularies)


def propose_source(
    book: Book,
    table: Table,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
) -> Source:
    """A table with its columns and the sheets of repeating tables that belong to it."""
    sheet = book.sheet(table.sheet)
    columns = propose(table, sheet, programme, vocabularies) if sheet else ColumnMap({})
    main = Source(table, columns)
    children = propose_children(book, main, programme, vocabularies)
    for child in children.values():
        main = _with_link(book, main, child)
    return replace(main, children=children)


def propose_children(
    book: Book,
    main: Source,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
) -> Mapping[str, Source]:
    """The sheets that hold rows of repeating tables, by table id.

    A sheet of ours says so; another must be named like the table or have most of its columns, and
    must have a column by which its rows name their application.
    """
    found: dict[str, Source] = {}
    for table in find_tables(book, programme, but=main.table.sheet):
        sheet = book.sheet(table.sheet)
        if sheet is None:
            continue
        if table.table:
            own = programme.tables.get(table.table)
            if own is not None:
                columns = propose_child(table, sheet, own, vocabularies)
                found.setdefault(own.id, Source(table, columns))
            continue
        if main.table.definition or _same_layout(table, main.table):
            continue
        best = _best_child(book, table, main, programme, vocabularies)
        if best is not None and best[0] not in found:
            found[best[0]] = best[1]
    return found


def _best_child(
    book: Book,
    table: Table,
    main: Source,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
) -> tuple[str, Source] | None:
    sheet = book.sheet(table.sheet)
    main_sheet = book.sheet(main.table.sheet)
    assert sheet is not None
    best: tuple[float, str, ColumnMap] | None = None
    for own in programme.tables.values():
        columns = propose_child(table, sheet, own, vocabularies)
        if LINK not in columns.targets.values():
            shared = common_column(table, sheet, main.table, main_sheet) if main_sheet else None
            if shared is None:
                continue
            targets = {**columns.targets, shared[0]: LINK}
            note = message(
                "Its values are those of column “{heading}” of sheet “{sheet}”.",
                heading=_heading(main.table, shared[1]),
                sheet=main.table.sheet,
            )
            columns = replace(columns, targets=targets, notes={**columns.notes, shared[0]: note})
        mapped = len(set(columns.targets.values()) - {LINK})
        named = _named_like(table.sheet, own)
        share = mapped / max(1, len(own.columns))
        if mapped and (named or (mapped >= _NOT_CHANCE and share >= _HALF)):
            score = share + named
            if best is None or score > best[0]:
                best = (score, own.id, columns)
    return (best[1], Source(table, best[2])) if best else None


def _with_link(book: Book, main: Source, child: Source) -> Source:
    """The main table with the column that its children name, where no column has that part yet."""
    targets = main.columns.targets
    if LINK in targets.values() or NUMBER in targets.values():
        return main
    sheets = book.sheet(child.table.sheet), book.sheet(main.table.sheet)
    if sheets[0] is None or sheets[1] is None:
        return main
    shared = common_column(child.table, sheets[0], main.table, sheets[1])
    if shared is None or shared[1] in targets:
        return main
    note = message("The rows of sheet “{sheet}” name it.", sheet=child.table.sheet)
    columns = replace(
        main.columns,
        targets={**targets, shared[1]: LINK},
        notes={**main.columns.notes, shared[1]: note},
    )
    return replace(main, columns=columns)


def _named_like(name: str, own: FormField) -> bool:
    form = comparable(name)
    labels = [comparable(text) for text in (own.label.zh, own.label.en, own.id) if text]
    return any(form == label or (len(form) > 1 and form in label) or label in form
               for label in labels)  # fmt: skip


def _same_layout(one: Table, other: Table) -> bool:
    return [item.text for item in one.headings] == [item.text for item in other.headings]


def _heading(table: Table, column: int) -> str:
    return next((item.text for item in table.headings if item.column == column), "")


def _proposed(
    table: Table,
    sheet: Sheet,
    fields: Iterable[FormField],
    names: Names,
    vocabularies: Mapping[str, Vocabulary],
) -> ColumnMap:
    by_id = {field.id: field for field in fields}
    guesses: list[_Guess] = []
    for heading in table.headings:
        guesses += _by_name(heading, by_id, names)
    chosen = _chosen(guesses)
    left = [item for item in table.headings if item.column not in chosen and not item.field]
    taken = {guess.target for guess in chosen.values()}
    open_fields = [field for key, field in by_id.items() if key not in taken]
    more = [guess for heading in left
            for guess in _by_content(heading, table, sheet, open_fields, vocabularies)]  # fmt: skip
    chosen |= _chosen(more)
    targets = {column: guess.target for column, guess in chosen.items()}
    targets = dict(sorted(_with_levels(targets, table, by_id).items()))
    doubts = {column: guess.doubt for column, guess in sorted(chosen.items()) if guess.doubt}
    rivals = _rivals(guesses, chosen, table)
    return ColumnMap(
        targets,
        doubts={**doubts, **rivals},
        notes=_unit_notes(targets, table, by_id),
        offers=offers(table, targets, by_id, names),
    )


def _with_levels(
    targets: Mapping[int, str], table: Table, fields: Mapping[str, FormField]
) -> dict[int, str]:
    """The targets, with a division that stands in several columns (市, 县) taken from all of them."""
    region = fields.get("region")
    if region is None or region.type is not FieldType.REGION:
        return dict(targets)
    found: dict[str, int] = {}
    for heading in table.headings:
        here = targets.get(heading.column)
        level = level_named(heading.text) if here in {None, region.id} and not heading.field else ""
        if level:
            found.setdefault(level, heading.column)
    if len(found) < _SEVERAL_LEVELS:
        return dict(targets)
    kept = {column: target for column, target in targets.items() if target != region.id}
    return kept | {
        column: region.id if level == "1" else f"{region.id}@{level}"
        for level, column in found.items()
    }


def _unit_notes(
    targets: Mapping[int, str], table: Table, fields: Mapping[str, FormField]
) -> dict[int, Message]:
    """Amounts whose unit nobody named, or that cannot be turned into that of the field."""
    found: dict[int, Message] = {}
    for heading in table.headings:
        field = fields.get(parts_of(targets.get(heading.column, ""))[0])
        own = unit_of_field(field) if field else None
        if own is None or heading.field:
            continue
        named = [unit for name in (heading.unit, *table.units) if (unit := find_unit(name))]
        if heading.unit and named and named[0].kind != own.kind and own.kind in _TURNED:
            found[heading.column] = message(
                "Its unit {unit} cannot be turned into {own}.", unit=named[0].id, own=own.id
            )
        elif own.kind == "money" and own.kind not in {unit.kind for unit in named}:
            found[heading.column] = message(
                "No unit is named, so its numbers were taken as {own}.", own=own.id
            )
    return found


def _chosen(guesses: list[_Guess]) -> dict[int, _Guess]:
    """The best guess of each column, each target once; of equal ones the column further left."""
    found: dict[int, _Guess] = {}
    taken: set[str] = set()
    for guess in sorted(guesses, key=lambda item: (-item.score, item.column)):
        if guess.column not in found and guess.target not in taken:
            found[guess.column] = guess
            taken.add(guess.target)
    return found


def _rivals(
    guesses: list[_Guess], chosen: Mapping[int, _Guess], table: Table
) -> dict[int, Message]:
    """Doubts where another column that is left out fits as well as the one that was taken."""
    found: dict[int, Message] = {}
    for column, taken in chosen.items():
        for guess in guesses:
            as_good = guess.target == taken.target and guess.score >= taken.score - _LOOSER
            if as_good and guess.column != column and guess.column not in chosen:
                found[column] = message(
                    "Column “{heading}” fits as well.", heading=_heading(table, guess.column)
                )
    return found


def _by_name(heading: Heading, fields: Mapping[str, FormField], names: Names) -> Iterator[_Guess]:
    if heading.field:
        if parts_of(heading.field)[0] in fields or heading.field in SPECIAL:
            yield _Guess(_BY_ID, heading.column, heading.field)
        return
    exact = False
    for loose, form in enumerate(forms(heading.text)):
        for known, score in ((names.labels, _BY_LABEL), (names.aliases, _BY_ALIAS)):
            for target in known.get(form, ()):
                field = fields.get(target)
                if field is None or field.type is not FieldType.SERIES:
                    exact = True
                    yield _Guess(score - _LOOSER * loose, heading.column, target)
    if exact:
        return
    yield from _by_year(heading, fields, names)
    yield from _by_last_part(heading, fields, names)
    yield from _by_likeness(heading, names, fields)


def _by_year(heading: Heading, fields: Mapping[str, FormField], names: Names) -> Iterator[_Guess]:
    """A column of one year of a series: 2024年营业收入, 营业收入 2024."""
    year, rest = series_year(heading.text)
    if not year:
        return
    for form in forms(rest):
        for target in names.labels.get(form, ()):
            if target in fields and fields[target].type is FieldType.SERIES:
                yield _Guess(_BY_LABEL, heading.column, f"{target}@{year}")


def _by_last_part(
    heading: Heading, fields: Mapping[str, FormField], names: Names
) -> Iterator[_Guess]:
    """A heading of several rows: 联系人 姓名 is the 联系人, 基本信息 申报单位 the 申报单位."""
    group, _, last = heading.text.rpartition(" ")
    if not group or not last or last.isascii():
        return
    doubt = message("Only part of the heading names the field.")
    if comparable(last) in _PERSON_NAMES:
        for target in names.meant(group):
            yield _Guess(_BY_ALIAS - 1, heading.column, target)
        return
    for target in names.meant(last):
        if target in fields and fields[target].type is not FieldType.SERIES:
            yield _Guess(_BY_LAST, heading.column, target, doubt)


def _by_likeness(
    heading: Heading, names: Names, fields: Mapping[str, FormField]
) -> Iterator[_Guess]:
    """A heading that is nearly a label; not where two fields are about as near."""
    form = forms(heading.text)[-1] if forms(heading.text) else ""
    if len(form) < _SHORTEST_NEAR:
        return
    scored: dict[str, float] = {}
    for known in (names.labels, names.aliases):
        for name, targets in known.items():
            alike = likeness(form, name)
            for target in targets:
                scored[target] = max(scored.get(target, 0), alike)
    best = sorted(scored.items(), key=lambda item: -item[1])[:2]
    if not best or best[0][1] < _ALIKE:
        return
    if len(best) > 1 and best[0][1] - best[1][1] < _APART:
        return
    target, alike = best[0]
    field = fields.get(target)
    if field is not None and field.type is FieldType.SERIES:
        return
    doubt = message("The heading is only like “{name}”.", name=field.label if field else target)
    yield _Guess(_NEAR * alike / 100, heading.column, target, doubt)


def _by_content(
    heading: Heading,
    table: Table,
    sheet: Sheet,
    fields: list[FormField],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[_Guess]:
    """A column whose values can only be of one field that no heading named."""
    sample = sample_of(table, sheet, heading.column)
    for place, field in enumerate(fields):
        share, what = kinds_of(sample, field, vocabularies)
        if what is not None:
            score = _BY_CONTENT * share - place / 1000
            yield _Guess(score, heading.column, field.id, what)
