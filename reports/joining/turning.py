# SPDX-License-Identifier: Apache-2.0
"""Which way up a picture is: the orientation that cameras and scanners note (TIFF 6.0, tag 274)."""

from __future__ import annotations

from pikepdf import Matrix
from PIL import Image

TURNED_BY_PILLOW = frozenset(("TIFF",))
"""Formats that Pillow turns upright as it decodes them."""

ON_ITS_SIDE = frozenset((5, 6, 7, 8))
"""Orientations whose width is the height of what is stored."""

_TAG = 274
_MOST = 8


def orientation(image: Image.Image) -> int:
    """How a picture is turned, 1 to 8; 1 where it does not say so rightly."""
    try:
        value = image.getexif().get(_TAG, 1)
    except Exception:  # noqa: BLE001 - damaged EXIF raises whatever it likes; the picture still shows
        return 1
    return value if isinstance(value, int) and 1 <= value <= _MOST else 1


def turned_upright(image: Image.Image, way: int) -> Image.Image:
    """A decoded picture, turned as its orientation says."""
    found = _TURNS.get(way)
    return image if found is None else image.transpose(found)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

UPRIGHT = {
    1: Matrix(),
    2: Matrix(-1, 0, 0, 1, 1, 0),
    3: Matrix(-1, 0, 0, -1, 1, 1),
    4: Matrix(1, 0, 0, -1, 0, 1),
    5: Matrix(0, -1, -1, 0, 1, 1),
    6: Matrix(0, -1, 1, 0, 0, 1),
    7: Matrix(0, 1, 1, 0, 0, 0),
    8: Matrix(0, 1, -1, 0, 1, 0),
}
"""Turns the unit square in which a stored picture is drawn upright, by its orientation."""
