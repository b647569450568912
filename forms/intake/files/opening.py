# SPDX-License-Identifier: Apache-2.0
"""From a file to a `Book`: what it really is, by its bytes, and whether it can be read safely.

Names lie: an .xls becomes an .xlsx by renaming it, a system exports a web page and calls it .xls. Each
kind has a reader of its own, imported when it is needed; what none reads is refused by what it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.intake.book import PROMISED, BookKind
from forms.intake.files.compound import MAGIC as COMPOUND
from forms.intake.files.compound import CompoundFile
from forms.intake.files.faults import DamagedFileError, EmptyFileError, PasswordProtectedError
from forms.intake.files.foreign import OTHER, POWERPOINT, foreign, foreign_package
from forms.intake.files.packages import Package
from forms.intake.files.text_encodings import is_text
from forms.intake.files.word.package import LockedWordError, is_older_word
from models.language import message
from models.progress import NoProgress
from models.storage.files import CannotReadError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from forms.intake.book import Book
    from models.progress import Progress

_HEAD = 16384
_BLANK = b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"

_WORD_KINDS = ("wordprocessingml", "ms-word", "opendocument.text")
"""What the content types of text documents have in common."""

_REALLY = {
    BookKind.XLSX: message("an Excel workbook (.xlsx)"),
    BookKind.XLS: message("an Excel 97–2003 workbook (.xls)"),
    BookKind.XLSB: message("a binary Excel workbook (.xlsb)"),
    BookKind.ODS: message("an OpenDocument spreadsheet (.ods)"),
    BookKind.TEXT: message("a text table (.csv)"),
    BookKind.WORD: message("a Word document (.docx)"),
}


def open_files(
    paths: Sequence[Path], *, labels: Collection[str] = (), progress: Progress | None = None
) -> Book:
    """Read one file, or several Word forms as one book with a row for each.

    Raises:
        UserError: As `open_book` and `read_forms` do.
        CancelledError: The user stopped it.
    """
    if len(paths) == 1:
        return open_book(paths[0], labels=labels, progress=progress)
    from forms.intake.files.word_forms import read_forms

    return read_forms(paths, labels=labels, progress=progress)


def open_book(
    path: Path, *, labels: Collection[str] = (), progress: Progress | None = None
) -> Book:
    """Read a file with tables, whatever it is called.

    A file of another kind than its name says is read for what it is, with a note.

    Args:
        labels: Names that are surely labels in a form: those of the fields, where they are known.

    Raises:
        UserError: It cannot be read; the message names it, says why, and what to do.
        CancelledError: The user stopped it.
    """
    try:
        book = _read(path, labels, progress or NoProgress())
    except OSError as error:
        raise CannotReadError(path, error) from error
    if PROMISED.get(path.suffix.lower(), book.kind) is book.kind:
        return book
    said = message(
        "By its name {file} is something else; in truth it is {what}, and was read as that.",
        file=path.name,
        what=_REALLY[book.kind],
    )
    return replace(book, notes=(said, *book.notes))


def _read(path: Path, labels: Collection[str], progress: Progress) -> Book:
    if not path.is_file():
        raise CannotReadError(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    progress.step(0, 1, message("Opening {file}", file=path.name))
    if not head.strip(_BLANK):
        _refuse_blank(path)
    if head.startswith(b"PK\x03\x04"):
        return _read_package(path, labels, progress)
    if head.startswith(COMPOUND):
        return _read_compound(path, labels, progress)
    if is_older_word(head):
        return _read_word(path, labels, progress)
    if (other := foreign(head)) is not None:
        raise other.refusal(path)
    if not is_text(head):
        promised = PROMISED.get(path.suffix.lower(), BookKind.TEXT)
        raise OTHER.refusal(path) if promised is BookKind.TEXT else DamagedFileError(path)
    from forms.intake.files.text_tables import read_text_table

    return read_text_table(path, progress)


def _refuse_blank(path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if block.strip(_BLANK):
                return
    raise EmptyFileError(path)


def _read_package(path: Path, labels: Collection[str], progress: Progress) -> Book:
    with Package(path) as package:
        main, kind = package.main_part()
        if "sheet.binary" in kind:
            from forms.intake.files.binary_workbooks import read_binary_workbook

            return read_binary_workbook(path, package, main, progress)
        if "spreadsheetml" in kind or "ms-excel" in kind:
            from forms.intake.files.workbooks import read_workbook

            return read_workbook(path, package, main, progress)
        if "opendocument.spreadsheet" in kind:
            from forms.intake.files.open_documents import read_open_document

            return read_open_document(path, package, progress)
        if not any(word in kind for word in _WORD_KINDS):
            raise foreign_package(kind, package.names()).refusal(path)
    return _read_word(path, labels, progress)


def _read_compound(path: Path, labels: Collection[str], progress: Progress) -> Book:
    compound = CompoundFile(path)
    if "encryptedpackage" in compound.names:  # what is inside, only its name tells
        if PROMISED.get(path.suffix.lower()) is BookKind.WORD:
            raise LockedWordError(path)
        raise PasswordProtectedError(path)
    if "worddocument" in compound.names:
        return _read_word(path, labels, progress)
    if "powerpoint document" in compound.names:
        raise POWERPOINT.refusal(path)
    if not compound.names & {"workbook", "book"}:
        raise OTHER.refusal(path)
    from forms.intake.files.old_workbooks import read_old_workbook

    return read_old_workbook(path, compound, progress)


def _read_word(path: Path, labels: Collection[str], progress: Progress) -> Book:
    from forms.intake.files.word_forms import read_form

    return read_form(path, labels=labels, progress=progress)
