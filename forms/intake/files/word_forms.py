# SPDX-License-Identifier: Apache-2.0
"""Forms that come as Word documents, in the shape of a workbook.

A form becomes a `Book` of kind WORD:

- Its first sheet is the application: row 1 holds the labels, row 2 the answers. A form whose labels
  occur twice with different answers says so in the notes of that sheet.
- Each table that repeats (tenants, funds …) is a sheet of its own with its caption as the name: row 1
  holds the headings, each further row a row.
- The first column of every sheet holds the name of the file: it links the rows of tables to their
  application (`LINK`), for one form as for several.
- `places` says where a person finds each cell in the document.

Several forms that agree in their labels are one `Book` as well (`read_forms`), a row each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forms.intake.book import Book, BookKind, Sheet
from forms.intake.files.word.conversion import as_docx
from forms.intake.files.word.findings import Findings, Listed, Pair
from forms.intake.files.word.package import DamagedWordError, Writing, read_body, writing_of
from forms.intake.files.word.words import words
from models.errors import UserError
from models.language import Listing, message
from models.progress import CancelledError, NoProgress
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from forms.intake.book import CellValue
    from forms.intake.files.word.words import Words
    from models.language import Message
    from models.progress import Progress

_FORM = message("Form")
_FILE = message("File")
_SHOWN = 40
_AGREE = 0.8


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
    one = _read(path, path.name, words(labels), progress or NoProgress())
    notes = _doubles(one.columns)
    return Book(
        path, BookKind.WORD, (replace(_forms([one]), notes=notes), *_lists([one])), one.notes
    )


def read_forms(
    paths: Sequence[Path],
    *,
    labels: Collection[str] = (),
    progress: Progress | None = None,
) -> Book:
    """Read several forms into one book, a row each, as far as their labels agree.

    A form that cannot be read, or that has other labels than the first, is left out with a note; so are
    the labels that only some of the others have: an empty cell would say that they were left empty.

    Raises:
        UserError: None of them can be read: the fault of the first.
    """
    known = words(labels)
    progress = progress or NoProgress()
    forms: list[_Form] = []
    notes: list[Message] = []
    faults: list[UserError] = []
    for number, (name, path) in enumerate(
        zip(_names([path.name for path in paths]), paths, strict=True)
    ):
        progress.step(number, len(paths), message("Reading {file}", file=path.name))
        try:
            form = _read(path, name, known, progress)
        except CancelledError:
            raise
        except UserError as fault:
            faults.append(fault)
            notes.append(fault.message)
            continue
        if forms and not _agrees(form, forms[0]):
            said = message(
                "{file} is another form than {first}: it was left out. Import it by itself.",
                file=path.name,
                first=forms[0].name,
            )
            notes.append(said)
            continue
        notes += [*form.notes, *_doubles(form.columns)]
        forms.append(form)
    if not forms and faults:
        raise faults[0]
    some = sorted({label for form in forms for label in form.labels} - _common(forms))
    if some:
        notes.append(
            message(
                "These stand only in some of the forms and were left out: {labels}. Import those"
                " forms one by one to take them.",
                labels=Listing(tuple(some)),
            ),
        )
    folder = paths[0].parent if paths else Path()
    return Book(folder, BookKind.WORD, (_forms(forms), *_lists(forms)), tuple(notes))


@dataclass(frozen=True, slots=True)
class _Form:
    """One form that was read.

    Attributes:
        name: The name of its file, made different where two have one.
        columns: Its answers by label, in their order; a label with different answers comes twice.
    """

    name: str
    columns: tuple[tuple[str, Pair], ...]
    lists: tuple[Listed, ...]
    notes: tuple[Message, ...] = ()

    @property
    def labels(self) -> frozenset[str]:
        """Its labels."""
        return frozenset(label for label, _ in self.columns)


def _agrees(form: _Form, first: _Form) -> bool:
    every = form.labels | first.labels
    return len(form.labels & first.labels) >= _AGREE * len(every)


def _common(forms: Sequence[_Form]) -> frozenset[str]:
    return frozenset.intersection(*(form.labels for form in forms)) if forms else frozenset()


def _read(path: Path, name: str, known: Words, progress: Progress) -> _Form:
    """What is found in one document, and what must be said about it."""
    notes: tuple[Message, ...] = ()
    if writing_of(path) is Writing.OLDER:
        with as_docx(path, progress) as made:
            found = _found_in(path, made, known, progress)
        notes = (message("{name} was converted by LibreOffice.", name=path.name),)
    else:
        found = _found_in(path, path, known, progress)
    columns = tuple(_columns(found.pairs, known))
    return _Form(name, columns, tuple(found.lists), notes)


def _found_in(path: Path, document: Path, known: Words, progress: Progress) -> Findings:
    from forms.intake.files.word.document import Line, Reader
    from forms.intake.files.word.prose import ProseReader
    from forms.intake.files.word.tables import TableReader

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


def _forms(forms: Sequence[_Form]) -> Sheet:
    """The applications, a row each, under the labels that all of them have."""
    common = _common(forms)
    labels = [label for form in forms[:1] for label, _ in form.columns if label in common]
    cells: list[list[CellValue]] = [[str(_FILE), *labels]]
    places: dict[tuple[int, int], Message] = {}
    for form in forms:
        cells.append([form.name])
        left = list(form.columns)
        for label in labels:
            at = next((at for at, item in enumerate(left) if item[0] == label), None)
            pair = None if at is None else left.pop(at)[1]
            cells[-1].append((pair.value or None) if pair else None)
            if pair is not None:
                places[len(cells), len(cells[-1])] = _place(form, pair.place, forms)
    return Sheet(str(_FORM), cells, places=places)


def _lists(forms: Sequence[_Form]) -> list[Sheet]:
    """The repeating tables, those of one caption of all forms on one sheet."""
    by_name: dict[str, list[tuple[_Form, Listed]]] = {}
    for form in forms:
        names = _names([listed.name for listed in form.lists])
        for name, listed in zip(names, form.lists, strict=True):
            by_name.setdefault(name, []).append((form, listed))
    return [_list(name, items, forms) for name, items in by_name.items()]


def _list(name: str, items: Sequence[tuple[_Form, Listed]], forms: Sequence[_Form]) -> Sheet:
    headings = items[0][1].headings
    cells: list[list[CellValue]] = [[str(_FILE), *headings]]
    places: dict[tuple[int, int], Message] = {}
    notes: list[Message] = []
    for form, listed in items:
        if listed.headings != headings:
            said = message(
                "“{table}” of {file} has other columns and was left out.",
                table=name,
                file=form.name,
            )
            notes.append(said)
            continue
        for row, place in zip(listed.rows, listed.places, strict=True):
            cells.append([form.name, *(value or None for value in row)])
            where = _place(form, place, forms)
            places |= {(len(cells), column): where for column in range(1, len(cells[-1]) + 1)}
    return Sheet(name, cells, notes=tuple(notes), places=places)


def _place(form: _Form, place: Message, forms: Sequence[_Form]) -> Message:
    """Where something stands, with the file where there are several."""
    if len(forms) == 1:
        return place
    return message("{file}, {place}", file=form.name, place=place)
