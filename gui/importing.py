# SPDX-License-Identifier: Apache-2.0
"""Taking in a file: from the file through a preview to one change, for window and commands alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.collecting import without_collecting
from models.errors import Severity, UserError
from models.language import Label, message
from models.rules.text import storable
from models.views.dossiers import call_facts, office_facts, today
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from forms.intake.book import Book
    from forms.intake.compare.choosing import Chosen, Ruling
    from forms.intake.compare.parts import Needs, Part
    from forms.intake.compare.preview import Choice, Preview
    from forms.intake.compare.understanding import Chunk, Rules
    from forms.intake.tables.table import Source
    from models.language import Language
    from models.programme.schema import Programme
    from models.progress import Progress
    from models.reader import Reader
    from models.sharing import Helpers
    from models.verbs.intake import Imported
    from models.workspace import Workspace
    from reports.intake import FoundProblem, Returned


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read: its tables with their columns, and what importing them would do."""

    book: Book
    sources: tuple[Source, ...]
    preview: Preview


class SendersFileError(UserError):
    """What goes back to the sender would be written over the file that they sent."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{file} is the file that came in and stays as it is; name another one.",
                file=path.name,
            )
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, and from which rows of the preview."""

    imported: Imported
    chosen: Chosen

    @property
    def numbers(self) -> dict[int, str]:
        """The numbers of the applications that were added or changed, by place in the preview."""
        added = zip(self.chosen.new, self.imported.numbers, strict=True)
        changed = zip(self.chosen.changed, self.imported.changed, strict=True)
        return {**dict(added), **dict(changed)}


def rules_of(reader: Reader, call: str, received: date | None = None) -> Rules:
    """What the applications of a call are understood and judged by."""
    from forms.intake.compare.understanding import Rules

    row = call_row(reader, call)
    facts = call_facts(row)
    return Rules(
        reader.library.programme(row.definition_uid),
        dict(reader.library.vocabularies(row.definition_uid)),
        {"opens": facts.opens, "closes": facts.closes, "received": received or today()},
    )


_LARGE = 500_000
"""A file of so many bytes surely has rows for all cores."""


def helpers_for(*paths: Path) -> Helpers[Needs, Part, Chunk]:
    """The processes that share the rows of files; for a large one they begin while it is read."""
    from forms.intake.compare.parts import load, understand_part
    from models.sharing import Helpers

    many = any(path.is_file() and path.stat().st_size >= _LARGE for path in paths)
    return Helpers(understand_part, load, many=many)


@without_collecting()
def take_in(
    reader: Reader,
    *,
    call: str,
    path: Path,
    map_file: Path | None = None,
    sheets: Sequence[str] = (),
    guess: bool = False,
    sender: str = "",
    received: date | None = None,
    progress: Progress,
) -> Taken:
    """Read a file and say what importing it would do, when nobody is there to point at cells.

    Args:
        map_file: Says which column is which field; else they are found, remembered ones first.
        sheets: The sheets to read; the likeliest one where none is named, and those like it.
        guess: Whether doubtful columns are taken as well.
        sender: Whose columns are remembered, if somebody said which they are.
    """
    from forms.intake.files.opening import open_book
    from forms.intake.tables.lost_ids import with_lost_ids
    from forms.intake.tables.map_files import read_map
    from forms.intake.tables.sources import sources_of, tables_to_read

    with helpers_for(path) as helpers:
        rules = rules_of(reader, call, received)
        programme, vocabularies = rules.programme, rules.vocabularies
        book = open_book(path, labels=programme.ids_by_name, progress=progress)
        if map_file is not None:
            sources = [read_map(map_file, book, programme)]
        else:
            book = with_lost_ids(book, programme, vocabularies)
            tables = tables_to_read(book, programme, sheets)
            sources = [
                _remembered(reader, source, programme, sender)
                for source in sources_of(book, tables, programme, vocabularies, guess=guess)
            ]
        preview = preview_file(
            reader,
            call=call,
            book=book,
            sources=sources,
            received=received,
            helpers=helpers,
            progress=progress,
        )
    return Taken(book, tuple(sources), preview)


def _remembered(reader: Reader, source: Source, programme: Programme, sender: str) -> Source:
    """A source with the columns that somebody named for such a table before, if so."""
    from forms.intake.tables.learned import fingerprint, from_document
    from models.intake_mappings import known_mapping

    layout = fingerprint(source.table)
    found = known_mapping(reader, programme=programme.id, layout=layout, sender=sender)
    if found is None or source.table.definition:
        return source
    return replace(source, columns=from_document(found, source.table, programme.fields))


def remember(
    workspace: Workspace, sources: Sequence[Source], *, programme: str, sender: str = ""
) -> None:
    """Keep what somebody said about columns; our own workbooks say it by themselves.

    Args:
        programme: Its id.
        sender: Who sends such files; empty for nobody in particular.
    """
    from forms.intake.tables.learned import fingerprint, to_document
    from models.intake_mappings import remember_mapping

    for source in sources:
        if not source.table.definition:
            remember_mapping(
                workspace,
                programme=programme,
                layout=fingerprint(source.table),
                mapping=to_document(source.table, source.columns),
                sender=sender,
            )
        remember(workspace, list(source.children.values()), programme=programme, sender=sender)


@without_collecting()
def preview_file(
    reader: Reader,
    *,
    call: str,
    book: Book,
    sources: Sequence[Source],
    received: date | None = None,
    helpers: Helpers[Needs, Part, Chunk],
    progress: Progress,
) -> Preview:
    """What importing tables of a file would do; all cores work on a large one.

    Args:
        helpers: Those for the file (`helpers_for`), called before it was read.

    Raises:
        UnknownCallError: There is no such call.
    """
    from forms.intake.compare.comparing import build_preview
    from forms.intake.compare.parts import divide
    from forms.intake.tables.sources import foreign_numbers, notes_on, without_numbers

    key = call_row(reader, call).key
    rules = rules_of(reader, call, received)
    foreign = foreign_numbers(book, key, office_facts(reader).name)
    if foreign is not None:
        sources = [without_numbers(source) for source in sources]
    needs, parts = divide(book, sources, rules)
    return build_preview(
        reader,
        path=book.path,
        call=key,
        rules=rules,
        chunks=helpers.shared(needs, parts, len(parts)),
        total=sum(part.size for part in parts),
        notes=(
            *notes_on(book, sources, rules.programme),
            *needs.notes(),
            *filter(None, [foreign]),
        ),
        progress=progress,
    )


@without_collecting()
def import_preview(
    workspace: Workspace,
    *,
    preview: Preview,
    choice: Choice,
    rulings: Mapping[int, Ruling] | None = None,
    received: date | None = None,
    reason: str = "",
) -> Outcome:
    """Write what was chosen of a preview, as one change with one undo.

    Raises:
        RowsRefusedError: All or nothing was chosen, and a row is refused or not decided.
        PreviewOutdatedError: The register was changed after it was compared with the file.
        CallClosedError: The call is not open that day, and there is no reason.
    """
    from forms.intake.compare.choosing import choose, to_write
    from models.verbs.intake import import_applications

    chosen = choose(preview, choice, rulings)
    new, changed = to_write(workspace.reader, preview, chosen)
    imported = import_applications(
        workspace,
        call=preview.call,
        file=preview.path.name,
        new=new,
        changed=changed,
        received=received,
        reason=reason,
    )
    return Outcome(imported, chosen)


def write_errors(
    taken: Taken,
    out: Path,
    *,
    programme: Programme,
    language: Language,
    numbers: Mapping[int, str] | None = None,
    replace: bool = False,
    progress: Progress,
) -> Returned:
    """Write the workbook to send back: the sender's own file with its problems.

    Args:
        numbers: The numbers of rows that were recorded, by place in the preview, so that the
            corrected file updates them; those that rows change are known anyway.

    Raises:
        FileExistsAlreadyError: The file is there already.
        CannotWriteError: The system refuses.
    """
    from reports.intake import write_error_workbook

    if out.resolve() == taken.book.path.resolve():
        raise SendersFileError(out)
    rows = taken.preview.rows
    known = {place: row.number for place, row in enumerate(rows) if row.number}
    recorded = {
        (rows[place].place.sheet, rows[place].place.row): number
        for place, number in {**known, **(numbers or {})}.items()
    }
    return write_error_workbook(
        taken.book.path,
        list(_problems(taken, programme)),
        out,
        sheets=taken.book.sheets,
        today=today(),
        language=language,
        recorded=recorded,
        headers={source.table.sheet: source.table.header[1] for source in taken.sources},
        replace=replace,
        progress=progress,
    )


def _problems(taken: Taken, programme: Programme) -> Iterator[FoundProblem]:
    """All that is said about the rows, and of a possible duplicate which application it may be."""
    from forms.intake.tables.grid import shown
    from reports.intake import FoundProblem

    cells = {sheet.name: sheet.cells for sheet in taken.book.sheets}
    for row in taken.preview.rows:
        place = row.place
        for like in row.likenesses:
            text = message(
                "It may be {number} “{title}”: {why} ({share} %)",
                number=like.number,
                title=like.title,
                why=like.why,
                share=like.share,
            )
            yield FoundProblem(place.sheet, place.row, 0, Severity.WARNING, text)
        for item in row.problems:
            place, problem = item.place, item.problem
            found = cells[place.sheet][place.row - 1] if place.column else ()
            yield FoundProblem(
                *(place.sheet, place.row, place.column, problem.severity, problem.message),
                fix=problem.fix or _NOTHING,
                field=programme.label_of(problem.field) if problem.field else _NOTHING,
                value=storable(shown(found[place.column - 1]))
                if 0 < place.column <= len(found)
                else "",
                place=place.name,
            )


_NOTHING = Label("", "")
