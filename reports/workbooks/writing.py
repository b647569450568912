# SPDX-License-Identifier: Apache-2.0
"""The package of openpyxl with the rows of our own, whole or not at all."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime, time
from shutil import copyfileobj
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.xml.functions import tostring

from models.storage.files import sha256_of, written_out
from reports.workbooks.rows import row_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from reports.workbooks.cells import Cut
    from reports.workbooks.rows import Row


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook that was written, and the texts that had to be cut."""

    path: Path
    sha256: str
    cuts: tuple[Cut, ...]


_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_CORE = "docProps/core.xml"
_STYLES = "xl/styles.xml"
"""Written last, since rows may still ask for new styles while they are streamed."""
_CHUNK = 1 << 16
_LEVEL = 4
"""Of compression: a fifth larger than the usual 6, twice as fast."""


def new_book(title: str, *, author: str, made: date) -> Workbook:
    """An empty workbook with its properties; `made` stands for both of its times."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = title
    book.properties.creator = author
    book.properties.lastModifiedBy = author
    book.properties.created = datetime.combine(made, time())
    return book


def write_workbook(
    book: Workbook,
    rows: Mapping[str, Iterable[Row]],
    path: Path,
    *,
    cut_mark: str,
    replace: bool = False,
) -> Written:
    """Write a workbook whose sheets take their rows from iterators.

    Args:
        book: Made by `new_book`: sheets with columns, merges and print set-up, without cells. A sheet
            that is not among `rows` goes out with the cells that openpyxl has.
        rows: The rows by title of sheet; read once, in the order of the sheets.
        path: Where to.
        cut_mark: Ends a text that was cut because no cell holds more.
        replace: Whether a file that is there may be replaced.

    Raises:
        FileExistsAlreadyError: The file is there already.
        CannotWriteError: The system refuses.
        TooManyRowsError: A sheet would be too long.
    """
    cuts: list[Cut] = []
    made = book.properties.created
    with written_out(path, replace=replace) as aside:
        skeleton = io.BytesIO()
        book.save(skeleton)
        book.properties.modified = made
        parts = {f"xl/worksheets/sheet{n}.xml": x.title for n, x in enumerate(book.worksheets, 1)}
        with (
            ZipFile(skeleton) as source,
            ZipFile(aside, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as target,
        ):
            for name in sorted(source.namelist(), key=_STYLES.__eq__):
                with source.open(name) as content, target.open(name, "w") as part:
                    if name == _CORE:
                        part.write(tostring(book.properties.to_tree()))
                    elif name == _STYLES:
                        part.write(tostring(write_stylesheet(book)))
                    elif parts.get(name) in rows:
                        title = parts[name]
                        stream = row_stream(title, rows[title], cut_mark=cut_mark, cuts=cuts)
                        _write_sheet(part, content.read(), stream)
                    else:
                        copyfileobj(content, part, _CHUNK)
    return Written(path, sha256_of(path), tuple(cuts))


def _write_sheet(part: IO[bytes], skeleton: bytes, rows: Iterator[str]) -> None:
    """A sheet part: what openpyxl made, its rows replaced by the stream."""
    skeleton = _DIMENSION.sub(b"", skeleton, count=1)
    place = _ROWS.search(skeleton)
    assert place is not None
    part.write(skeleton[: place.start()] + b"<sheetData>")
    for chunk in _chunks(rows):
        part.write(chunk.encode())
    part.write(b"</sheetData>" + skeleton[place.end() :])


def _chunks(rows: Iterator[str]) -> Iterator[str]:
    """Rows joined to pieces worth compressing at once."""
    pending: list[str] = []
    size = 0
    for row in rows:
        pending.append(row)
        size += len(row)
        if size > _CHUNK:
            yield "".join(pending)
            pending, size = [], 0
    yield "".join(pending)
