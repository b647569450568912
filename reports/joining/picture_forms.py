# SPDX-License-Identifier: Apache-2.0
"""The sheets of a picture as image objects of a document, no finer than paper shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Matrix, Name, PdfError, StreamDecodeLevel
from PIL import Image

from reports.joining.carrier import carried
from reports.joining.colours import has_own_colours, plain
from reports.joining.encoding import Encoded, encoded, picture_keys
from reports.joining.jpeg_parts import without_words
from reports.joining.pictures import check_size, frames, load
from reports.joining.turning import (
    ON_ITS_SIDE,
    TURNED_BY_PILLOW,
    UPRIGHT,
    orientation,
    turned_upright,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pikepdf import Object, Pdf

_POINTS = 72
_FINE_DPI = 250.0
"""To so much a finer picture is brought."""
_AS_IT_IS_DPI = 300.0
"""Up to so much a picture stays as it is."""
_LINES_DPI = 600.0
"""The same for black and white, where every line shows."""


class PictureSheets:
    """A picture whose sheets are laid into a document; each is decoded when it is asked for."""

    def __init__(self, target: Pdf, image: Image.Image, path: Path, scratch: Path) -> None:
        self._target = target
        self._image = image
        self._path = path
        self._scratch = scratch
        self._frames = frames(image)

    def drawn(self, index: int, width: float, height: float) -> list[tuple[Object, Matrix]]:
        """What is drawn for a sheet, with where to, so that it is upright and so wide and high."""
        self._image.seek(self._frames[index])
        check_size(self._image)
        way = orientation(self._image)
        kept = self._kept(width, height, way)
        if kept is not None:
            return [(kept, UPRIGHT[way] @ Matrix(width, 0, 0, height, 0, 0))]
        made = encoded(self._fitted(width, height, way))
        return [(self._carried(made), Matrix(width, 0, 0, height, 0, 0))]

    def _carried(self, found: Encoded) -> Object:
        return carried(self._target, found.data, self._scratch, found.keys)

    def _kept(self, width: float, height: float, way: int) -> Object | None:
        """A JPEG as it is, where viewers show it rightly and it is not too fine."""
        image = self._image
        if image.format != "JPEG" or image.mode not in {"L", "RGB"} or has_own_colours(image):
            return None
        if way in ON_ITS_SIDE:
            width, height = height, width
        if max(image.width / width, image.height / height) * _POINTS > _AS_IT_IS_DPI:
            return None
        data = without_words(self._path.read_bytes())
        if data is None:
            return None
        keys = picture_keys(image.width, image.height, image.mode) | {"/Filter": Name.DCTDecode}
        kept = self._carried(Encoded(data, keys))
        return kept if _sound(kept) else None

    def _fitted(self, width: float, height: float, way: int) -> Image.Image:
        image = self._image
        turned = image.format in TURNED_BY_PILLOW
        if way in ON_ITS_SIDE and not turned:
            width, height = height, width
        wanted = _pixels(image, width, height, _FINE_DPI)
        image.draft(image.mode, wanted)
        load(image)
        found = image if image.mode == "1" else plain(image)
        most = _pixels(found, width, height, _LINES_DPI if found.mode == "1" else _AS_IT_IS_DPI)
        if most != found.size:
            if found.mode == "1":
                found = found.convert("L")
            found = found.resize(wanted, Image.Resampling.LANCZOS)
        return found if turned else turned_upright(found, way)


def _sound(picture: Object) -> bool:
    """Whether a decoder has nothing to say against it; Pillow shows what others may not."""
    try:
        picture.read_bytes(StreamDecodeLevel.all)
    except PdfError:
        return False
    return True


def _pixels(image: Image.Image, width: float, height: float, dpi: float) -> tuple[int, int]:
    """The size of a picture at a resolution, where it is finer."""
    return (
        min(image.width, max(1, round(width / _POINTS * dpi))),
        min(image.height, max(1, round(height / _POINTS * dpi))),
    )
