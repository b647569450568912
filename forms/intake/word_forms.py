# SPDX-License-Identifier: Apache-2.0
"""Forms that come as Word documents, in the shape of a workbook.

A form becomes a `Book` of kind WORD:

- Its first sheet is the application: row 1 holds the labels, row 2 the answers. A form whose labels
  occur twice with different answers says so in the notes of that sheet.
- Each table that repeats (tenants, funds …) is a sheet of its own with its caption as the name: row 1
  holds the headings, each further row a row. Their rows belong to the one application of the first
  sheet, so no column links them; `rows` takes children without a `LINK` column as rows of the only row.
- `places` says where a person finds each cell in the document.

Several forms are one `Book` as well (`read_forms`): a row each, where the labels agree. Then the first
column of every sheet is headed `FORM` and holds the name of the file: it is the `LINK` of the children.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind, Sheet
from forms.intake.word.conversion import as_docx
from forms.intake.word.findings import Findings, Listed, Pair
from forms.intake.word.package import DamagedWordError, Writing, read_body, writing_of
from forms.intake.word.words import words
from models.errors import UserError
from models.language import Listing, message
from models.progress import CancelledError, NoProgress
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from forms.intake.book import CellValue
    from forms.intake.word.words import Words
    from models.language import Message
    from models.progress import Progress

FORM = "form"
"""The name of the sheet of the application, and the heading of the column with the file's name."""

_SHOWN = 40


class NoAnswersError(UserError):
    """A document without a label beside which something could stand."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{name} holds no form: no label with an answer beside or below it was found. If the"
                " form is a picture in the document, ask for a file with text.",
                name=path.name,
            ),
        )


def read_form(
    path: Path,
    *,
    labels: Collection[str] = (),
    progress: Progress | None = None,
) -> Book:
    """Read one form.

    Args:
        labels: Names that are surely labels: those of the fields of the programme, where it is known.

    Raises:
        UserError: The file is no Word document, has a password, is damaged, is too large, holds no
            form, or is an older one that cannot be converted; each in words of its own.
        CancelledError: The user stopped it.
    """
    known = words(labels)
    found, notes = _read(path, known, progress or NoProgress())
    columns = _columns(found.pairs, known)
    cells: list[list[CellValue]] = [
        [label for label, _ in columns],
        [pair.value or None for _, pair in columns],
    ]
    places = {(2, column): pair.place for column, (_, pair) in enumerate(columns, start=1)}
    form = Sheet(FORM, cells, notes=_doubles(columns), places=places)
    names = _names([listed.name for listed in found.lists])
    lists = [_sheet(name, [("", listed)]) for name, listed in zip(names, found.lists, strict=True)]
    return Book(path, BookKind.WORD, (form, *lists), notes)


def read_forms(
    paths: Sequence[Path],
    *,
    labels: Collection[str] = (),
    progress: Progress | None = None,
) -> Book:
    """Read several forms into one book, a row each, under the labels of all of them.

    A form that cannot be read is left out, and a note says which and why.

    Raises:
        UserError: None of them can be read: the fault of the first.
    """
    known, progress = words(labels), progress or NoProgress()
    notes: list[Message] = []
    rows: list[tuple[str, dict[str, Pair]]] = []
    lists: dict[str, list[tuple[str, Listed]]] = {}
    first_fault: UserError | None = None
    names = _names([path.name for path in paths])
    for number, (name, path) in enumerate(zip(names, paths, strict=True)):
        progress.step(number, len(paths), message("Reading {file}", file=path.name))
        try:
            found, said = _read(path, known, progress)
        except CancelledError:
            raise
        except UserError as fault:
            first_fault = first_fault or fault
            notes.append(fault.message)
            continue
        columns = _columns(found.pairs, known)
        notes += [*said, *_doubles(columns)]
        rows.append((name, dict(reversed(columns))))
        titles = _names([listed.name for listed in found.lists])
        for title, listed in zip(titles, found.lists, strict=True):
            lists.setdefault(title, []).append((name, listed))
    if not rows and first_fault is not None:
        raise first_fault
    return Book(
        paths[0].parent if paths else Path(),
        BookKind.WORD,
        (_rows(rows), *(_sheet(title, items, linked=True) for title, items in lists.items())),
        tuple(notes),
    )


def _read(path: Path, known: Words, progress: Progress) -> tuple[Findings, tuple[Message, ...]]:
    """What is found in one document, and what must be said about it."""
    if writing_of(path) is Writing.OLDER:
        with as_docx(path, progress) as made:
            found = _found_in(path, made, known, progress)
        return found, (message("{name} was converted by LibreOffice.", name=path.name),)
    return _found_in(path, path, known, progress), ()


def _found_in(path: Path, document: Path, known: Words, progress: Progress) -> Findings:
    from forms.intake.word.document import Line, Reader
    from forms.intake.word.prose import ProseReader
    from forms.intake.word.tables import TableReader

    body, headings = read_body(document)
    found = Findings()
    prose = ProseReader(known, found)
    tables = 0
    try:
        for block in Reader(headings).blocks(body):
            if isinstance(block, Line):
                prose.read(block)
                continue
            tables += 1
            TableReader(known, progress, found, tables, prose.table()).read(block)
    except RecursionError as error:  # tables within tables without end
        raise DamagedWordError(path) from error
    prose.end()
    if not any(pair.value for pair in found.pairs) and not found.lists:
        raise NoAnswersError(path)
    return found


def _columns(pairs: Iterable[Pair], known: Words) -> list[tuple[str, Pair]]:
    """The columns of the application: each label once, but twice where its answers differ.

    A label that says little by itself, or that comes again, has the group before it (联系人 姓名).
    """
    found: dict[tuple[str, str], tuple[str, Pair]] = {}
    answers: dict[str, set[str]] = {}
    for pair in pairs:
        answers.setdefault(comparable(pair.label), set()).add(comparable(pair.value))
    for pair in pairs:
        different = len(answers[comparable(pair.label)] - {""}) > 1
        grouped = pair.group and pair.group != pair.label
        full = grouped and (different or known.is_general(pair.label))
        label = f"{pair.group} {pair.label}" if full else pair.label
        key = comparable(label)
        if not pair.value:
            if not any(name == key for name, _ in found):
                found[key, ""] = label, pair
            continue
        found.pop((key, ""), None)
        found.setdefault((key, comparable(pair.value)), (label, pair))
    return list(found.values())


def _doubles(columns: Sequence[tuple[str, Pair]]) -> tuple[Message, ...]:
    """Say which labels stand in a form more than once with different answers."""
    answers: dict[str, list[tuple[str, Pair]]] = {}
    for label, pair in columns:
        answers.setdefault(comparable(label), []).append((label, pair))
    return tuple(
        message(
            "“{label}” stands in the form more than once, with different answers: {answers}. Check"
            " which one is right.",
            label=items[0][0],
            answers=Listing(
                tuple(
                    message("{answer} ({place})", answer=_short(pair.value), place=pair.place)
                    for _, pair in items
                ),
            ),
        )
        for items in answers.values()
        if len(items) > 1
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _names(wanted: Iterable[str]) -> list[str]:
    """Names for sheets, each once; a table without a caption is called by its number."""
    found: list[str] = []
    for number, name in enumerate(wanted, start=1):
        free = base = name or str(message("list {n}", n=number))
        again = 1
        while free in found:
            again += 1
            free = f"{base} ({again})"
        found.append(free)
    return found


def _sheet(name: str, items: Sequence[tuple[str, Listed]], *, linked: bool = False) -> Sheet:
    """One repeating table, of one form or of several."""
    headings = list(dict.fromkeys(heading for _, listed in items for heading in listed.headings))
    if len(items) == 1:
        headings = list(items[0][1].headings)
    cells: list[list[CellValue]] = [[FORM, *headings] if linked else [*headings]]
    places: dict[tuple[int, int], Message] = {}
    for form, listed in items:
        for row, place in zip(listed.rows, listed.places, strict=True):
            values: list[CellValue] = [value or None for value in row]
            if len(items) > 1:
                by_heading = dict(zip(listed.headings, values, strict=True))
                values = [by_heading.get(heading) for heading in headings]
            cells.append([form, *values] if linked else values)
            whole = message("{file}, {place}", file=form, place=place) if linked else place
            places |= {(len(cells), column): whole for column in range(1, len(cells[-1]) + 1)}
    return Sheet(name, cells, places=places)


def _rows(forms: Sequence[tuple[str, dict[str, Pair]]]) -> Sheet:
    """The applications of several forms, under the labels of all of them."""
    labels = list(dict.fromkeys(label for _, answers in forms for label in answers))
    cells: list[list[CellValue]] = [[FORM, *labels]]
    places: dict[tuple[int, int], Message] = {}
    for form, answers in forms:
        cells.append([form])
        for label in labels:
            pair = answers.get(label)
            cells[-1].append((pair.value or None) if pair else None)
            if pair is not None:
                where = message("{file}, {place}", file=form, place=pair.place)
                places[len(cells), len(cells[-1])] = where
    return Sheet(FORM, cells, places=places)
