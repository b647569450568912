# SPDX-License-Identifier: Apache-2.0
"""Pictures as sheets: how many, how large on paper, which way up.

A picture is as large on paper as its resolution says; one that says none is taken for a screen's.
Every sheet of a TIFF is a page, without the small previews that some scanners add; of what moves
only the first picture is shown.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PIL import Image, UnidentifiedImageError

from models.language import message
from reports.joining.joined import CannotJoinError, Sheet
from reports.joining.turning import ON_ITS_SIDE, TURNED_BY_PILLOW, orientation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.language import Message

MOST_PIXELS = 120_000_000
"""The cameras of phones have up to 108 million; more is a trap or a map."""

_MOST_SHEETS = 2000
_SCREEN_DPI = 96.0
_LEAST_DPI, _MOST_DPI = 30, 2500
_SUBFILE, _PREVIEW = 254, 1
_POINTS = 72
_OF_SHEETS = frozenset(("TIFF",))


@contextmanager
def opened_picture(path: Path) -> Iterator[Image.Image]:
    """A picture, not decoded yet.

    Raises:
        CannotJoinError: It is none that is known, or claims to be enormous.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged EXIF, of size: what matters is checked here
        try:
            image = Image.open(path)
        except Image.DecompressionBombError:
            raise _enormous() from None
        except UnidentifiedImageError:
            raise CannotJoinError(
                message(
                    "The picture is damaged or of a kind that cannot be read. Save it as JPEG or PNG"
                    " and attach that."
                )
            ) from None
        with image:
            check_size(image)
            yield image


def check_size(image: Image.Image) -> None:
    """Refuse a picture before it fills the memory.

    Raises:
        CannotJoinError: It claims to be enormous.
    """
    if image.width * image.height > MOST_PIXELS:
        raise _enormous()


def _enormous() -> CannotJoinError:
    return CannotJoinError(
        message(
            "The picture claims to be enormous and is not opened. Save it with fewer pixels (at most"
            " {most} million) and attach that.",
            most=MOST_PIXELS // 1_000_000,
        )
    )


def picture_sheets(image: Image.Image) -> tuple[Sheet, ...]:
    """The sheets of a picture; each is decoded once, so that what is cut short is known.

    Raises:
        CannotJoinError: It is damaged or enormous.
    """
    return tuple(_sheet(image, frame) for frame in frames(image))


def picture_notes(image: Image.Image) -> tuple[Message, ...]:
    """What a reader must know: that of a moving picture one is shown."""
    if image.format in _OF_SHEETS or getattr(image, "n_frames", 1) == 1:
        return ()
    return (message("The picture moves; its first one is shown."),)


def frames(image: Image.Image) -> list[int]:
    """Which pictures of the file are sheets."""
    if image.format not in _OF_SHEETS:
        return [0]
    found = []
    for frame in range(min(getattr(image, "n_frames", 1), _MOST_SHEETS)):
        image.seek(frame)
        tags: Any = getattr(image, "tag_v2", {})
        if not int(tags.get(_SUBFILE, 0)) & _PREVIEW:
            found.append(frame)
    return found or [0]


def _sheet(image: Image.Image, frame: int) -> Sheet:
    image.seek(frame)
    check_size(image)
    way = orientation(image)
    across, down = _dpi(image)
    width, height = image.size
    if way in ON_ITS_SIDE:
        across, down = down, across
        if image.format not in TURNED_BY_PILLOW:
            width, height = height, width
    image.draft(image.mode, (image.width // 8 or 1, image.height // 8 or 1))
    load(image)
    return Sheet(width / across * _POINTS, height / down * _POINTS)


def _dpi(image: Image.Image) -> tuple[float, float]:
    """The resolution across and down, as far as it can be believed."""
    found: Any = image.info.get("dpi")
    try:
        across, down = (float(value) for value in found)
    except (TypeError, ValueError, ZeroDivisionError):
        return _SCREEN_DPI, _SCREEN_DPI
    believable = all(_LEAST_DPI <= value <= _MOST_DPI for value in (across, down))
    return (across, down) if believable else (_SCREEN_DPI, _SCREEN_DPI)


def load(image: Image.Image) -> None:
    """Decode a picture.

    Raises:
        CannotJoinError: It is damaged.
    """
    try:
        image.load()
    except MemoryError:
        raise _enormous() from None
    except Exception:  # noqa: BLE001 - a decoder may raise anything on damaged bytes
        raise CannotJoinError(CUT_SHORT) from None


CUT_SHORT = message(
    "The picture is damaged or cut short. Ask the applicant to save it again and send it."
)
"""Why a picture is not shown that began well."""
