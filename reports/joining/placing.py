# SPDX-License-Identifier: Apache-2.0
"""Laying the sheets of attachments into a document that was set with room for them.

A source is opened, its pages are copied each in its turn, and it is let go before the next one;
their streams are read from disk when the document is saved, so that memory does not grow with them.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Name, Page

from reports.joining.joined import CannotJoinError, Kind, LayingInError
from reports.joining.opening import opened
from reports.joining.page_forms import PdfSheets
from reports.joining.picture_forms import PictureSheets
from reports.joining.pictures import opened_picture
from reports.joining.survey import kind_of, odd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pikepdf import Matrix, Object, Pdf

    from models.language import Message
    from models.programme.answers import File
    from reports.typesetting.places import Place


def lay_in(pdf: Pdf, places: Sequence[Place], files: Mapping[str, File], *, scratch: Path) -> None:
    """Lay every sheet in its place.

    Args:
        pdf: The document, open.
        places: Where the sheets go, those of one file in a row.
        files: The attachments by the keys of their places.
        scratch: A folder that stays until the document is saved.

    Raises:
        LayingInError: Some files cannot be laid in after all. The document is then of no
            use; set it again without them.
    """
    failed: dict[str, Message] = {}
    for key, group in groupby(places, key=lambda place: place.key):
        try:
            _lay_file(pdf, group, files[key], scratch)
        except CannotJoinError as error:
            failed[key] = error.reason
        except Exception as error:  # noqa: BLE001 - readers of foreign bytes raise whatever they like
            failed[key] = odd(files[key], error)
    if failed:
        raise LayingInError(failed)


def _lay_file(pdf: Pdf, places: Iterable[Place], file: File, scratch: Path) -> None:
    with _sheets(pdf, file, scratch) as sheets:
        for place in places:
            drawn = sheets.drawn(place.index, place.width, place.height)
            draw_in_place(Page(pdf.pages[place.page - 1].obj), place, drawn)


@contextmanager
def _sheets(pdf: Pdf, file: File, scratch: Path) -> Iterator[PdfSheets | PictureSheets]:
    if kind_of(file) is Kind.PDF:
        yield PdfSheets(pdf, *opened(file))
        return
    path = Path(file.path)
    with opened_picture(path) as image:
        yield PictureSheets(pdf, image, path, scratch)


def draw_in_place(page: Page, place: Place, drawn: Sequence[tuple[Object, Matrix]]) -> None:
    """Draw forms in a place, below what the page has there already, and nothing beyond it."""
    lines = [f"q 1 0 0 1 {_number(place.left)} {_number(place.bottom)} cm"]
    lines.append(f"0 0 {_number(place.width)} {_number(place.height)} re W n")
    for number, (form, matrix) in enumerate(drawn, 1):
        name = page.add_resource(form, Name.XObject, Name(f"/Joined{number}"))
        numbers = " ".join(map(_number, matrix.shorthand))
        lines.append(f"q {numbers} cm {name} Do Q")
    lines.append("Q")
    page.contents_add("\n".join(lines).encode("ascii"), prepend=True)


def _number(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
