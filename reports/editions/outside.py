# SPDX-License-Identifier: Apache-2.0
"""Sheets from elsewhere: which of them may be kept as they are, and pictures of those that may not.

A sheet is judged, and drawn for its picture, as it is laid into every packet, so that an archive shows
what the other editions show.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
from pikepdf import Matrix, Page, Pdf
from PIL import ImageChops

from reports.editions.archive import mark_as_archive
from reports.editions.fitness import is_archive
from reports.joining import LayingInError, carried, draw_in_place, encoded, lay_in
from reports.typesetting.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from models.programme.answers import File
    from reports.joining import Sheet

_DPI = 200
_POINTS = 72
_SIDE = 500.0
"""The longer side of a sheet that is judged."""
_LEAST_SIDE = 4.0


def unfit_sheets(file: File, sheets: Sequence[Sheet], scratch: Path) -> frozenset[int]:
    """Which sheets of a PDF may not be kept as they are, from 0.

    Args:
        file: The attachment.
        sheets: How large each of them is.
        scratch: A folder for what is tried.
    """
    places = []
    for index, sheet in enumerate(sheets):
        scale = _SIDE / max(sheet.width, sheet.height)
        size = max(sheet.width * scale, _LEAST_SIDE), max(sheet.height * scale, _LEAST_SIDE)
        places.append(Place(file.uid, index, index + 1, 0, 0, *size))
    with Pdf.new() as trial:
        try:
            _lay_alone(trial, places, file, scratch)
        except LayingInError:
            return frozenset()  # the packet will say so on a page of its own
        mark_as_archive(trial)
        if is_archive(trial):
            return frozenset()
        return frozenset(index for index, page in enumerate(trial.pages) if not _is_fit_alone(page))


def lay_pictures(
    pdf: Pdf, places: Sequence[Place], files: Mapping[str, File], *, scratch: Path
) -> None:
    """Lay pictures of sheets in their places; arguments as of `lay_in`.

    Raises:
        LayingInError: A sheet cannot be drawn.
    """
    for key, group in groupby(places, key=lambda place: place.key):
        mine = list(group)
        for place, image in zip(mine, _drawn(mine, files[key], scratch), strict=True):
            found = encoded(image)
            picture = carried(pdf, found.data, scratch, found.keys)
            whole = Matrix(place.width, 0, 0, place.height, 0, 0)
            draw_in_place(Page(pdf.pages[place.page - 1].obj), place, [(picture, whole)])


def _is_fit_alone(page: Page) -> bool:
    with Pdf.new() as alone:
        alone.pages.append(page)
        mark_as_archive(alone)
        return is_archive(alone)


def _lay_alone(trial: Pdf, places: Sequence[Place], file: File, scratch: Path) -> None:
    """Lay sheets each on a page of its own that is as large."""
    for place in places:
        trial.add_blank_page(page_size=(place.width, place.height))
    lay_in(trial, places, {place.key: file for place in places}, scratch=scratch)


def _drawn(places: Sequence[Place], file: File, scratch: Path) -> Iterator[Image]:
    alone = [
        Place(place.key, place.index, number, 0, 0, place.width, place.height)
        for number, place in enumerate(places, 1)
    ]
    path = scratch / f"drawn-{places[0].page}.pdf"
    with Pdf.new() as trial:
        _lay_alone(trial, alone, file, scratch)
        trial.save(path)
    with pypdfium2.PdfDocument(path) as shown:
        for page in shown:
            yield _without_colour(page.render(scale=_DPI / _POINTS).to_pil().convert("RGB"))
    path.unlink()


def _without_colour(image: Image) -> Image:
    """Greys where there is nothing else."""
    red, green, blue = image.split()
    grey = not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    return red if grey else image
