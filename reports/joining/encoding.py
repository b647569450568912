# SPDX-License-Identifier: Apache-2.0
"""A plain picture as a PDF keeps it: fax coding for black and white, else without loss or as JPEG.

Without loss where that is hardly larger: drawings, tables and screens stay sharp, photographs become
JPEG.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, String
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUALITY = 86
_DEARER = 1.3  # so much larger a picture without loss may be
_STRIPS, _ROWS_A_STRIP, _LENGTHS = 273, 278, 279
_FEW_COLOURS = 256


@dataclass(frozen=True, slots=True)
class Encoded:
    """Bytes of a picture, and what the dictionary of its stream says."""

    data: bytes
    keys: Mapping[str, Any]


def encoded(image: Image.Image) -> Encoded:
    """A picture in mode 1, L or RGB."""
    if image.mode == "1":
        return _fax(image)
    photo, exact = _jpeg(image), _exact(image)
    return exact if len(exact.data) <= len(photo.data) * _DEARER else photo


def picture_keys(width: int, height: int, mode: str) -> dict[str, Any]:
    """What the dictionary of every picture says (ISO 32000-1, table 89)."""
    return {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": width,
        "/Height": height,
        "/ColorSpace": Name.DeviceRGB if mode == "RGB" else Name.DeviceGray,
        "/BitsPerComponent": 1 if mode == "1" else 8,
    }


def _fax(image: Image.Image) -> Encoded:
    """Group 4, as one strip of a TIFF has it; there 0 is white (TIFF 6.0, 262)."""
    file = BytesIO()
    image.save(file, "TIFF", compression="group4", tiffinfo={_ROWS_A_STRIP: image.height})
    file.seek(0)
    with Image.open(file) as written:
        tags: Any = getattr(written, "tag_v2", {})
        ((start,), (length,)) = tags[_STRIPS], tags[_LENGTHS]
        black_is_one = tags[262] == 1
    keys = picture_keys(image.width, image.height, "1") | {
        "/Filter": Name.CCITTFaxDecode,
        "/DecodeParms": Dictionary(
            K=-1, Columns=image.width, Rows=image.height, BlackIs1=black_is_one
        ),
    }
    return Encoded(file.getvalue()[start : start + length], keys)


def _jpeg(image: Image.Image) -> Encoded:
    file = BytesIO()
    image.save(file, "JPEG", quality=_QUALITY, optimize=True)
    keys = picture_keys(image.width, image.height, image.mode) | {"/Filter": Name.DCTDecode}
    return Encoded(file.getvalue(), keys)


def _exact(image: Image.Image) -> Encoded:
    keys = picture_keys(image.width, image.height, image.mode) | {"/Filter": Name.FlateDecode}
    colours = image.getcolors(_FEW_COLOURS) if image.mode == "RGB" else None
    if colours is not None:
        few = image.convert("P", palette=Image.Palette.ADAPTIVE, colors=len(colours))
        table = bytes(few.getpalette("RGB") or [])[: 3 * len(colours)]
        last = len(table) // 3 - 1
        keys["/ColorSpace"] = Array([Name.Indexed, Name.DeviceRGB, last, String(table)])
        return Encoded(zlib.compress(few.tobytes(), 9), keys)
    return Encoded(zlib.compress(image.tobytes(), 6), keys)
