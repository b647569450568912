# SPDX-License-Identifier: Apache-2.0
"""From a file to a `Book`: what it really is, by its bytes, and whether it can be read safely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.faults import EmptyFileError
from models.progress import NoProgress
from models.storage.files import CannotReadError

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.book import Book
    from models.progress import Progress

_HEAD = 4096


def open_book(path: Path, *, progress: Progress = NoProgress()) -> Book:
    """Read a file with tables, whatever it is called."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise CannotReadError(path, error) from error
    if not head.strip(b"\x00\t\r\n "):
        raise EmptyFileError(path)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from forms.intake.workbooks import read_workbook

        return read_workbook(path, progress)
    from forms.intake.text_tables import read_text_table

    return read_text_table(path, progress)
