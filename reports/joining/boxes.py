# SPDX-License-Identifier: Apache-2.0
"""What a reader sees of a PDF page: its visible box, which way it is turned, how large it is.

What counts is what viewers show: the crop box within the media box (ISO 32000-1, 14.11.2), both
inherited from the page tree, turned by /Rotate, in units of /UserUnit.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Matrix, Name

from reports.joining.joined import Sheet

if TYPE_CHECKING:
    from pikepdf import Object

_DEEPEST = 64
_LETTER = (0.0, 0.0, 612.0, 792.0)
_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its corners in order."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom


def inherited(page: Object, key: str) -> Any:
    """A value of a page or of the nearest node above it that has one."""
    node: Any = page
    for _ in range(_DEEPEST):
        found = node.get(key)
        if found is not None:
            return found
        node = node.get("/Parent")
        if not isinstance(node, Dictionary):
            break
    return None


def name_of(value: Any) -> str:
    """A name of a PDF; Chinese programs write theirs in GBK, which need not be UTF-8."""
    return bytes(value).decode("latin-1") if isinstance(value, Name) else ""


def number(value: Any) -> float | None:
    """A number of a PDF."""
    return float(value) if isinstance(value, (int, float, Decimal)) else None


def numbers(value: Any, count: int) -> list[float] | None:
    """An array of so many numbers."""
    if not isinstance(value, Array) or len(value) != count:
        return None
    items: list[Any] = [value[index] for index in range(count)]
    found = [item for item in map(number, items) if item is not None]
    return found if len(found) == count else None


def read_box(value: Any) -> Box | None:
    """A rectangle, whichever two corners it names; None where it is none or has no area."""
    found = numbers(value, 4)
    if found is None:
        return None
    x1, y1, x2, y2 = found
    box = Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return box if box.width >= _LEAST and box.height >= _LEAST else None


def visible_box(page: Object) -> Box:
    """What is shown of a page, in its own coordinates."""
    media = read_box(inherited(page, "/MediaBox")) or Box(*_LETTER)
    crop = read_box(inherited(page, "/CropBox"))
    if crop is None:
        return media
    shown = Box(
        max(media.left, crop.left),
        max(media.bottom, crop.bottom),
        min(media.right, crop.right),
        min(media.top, crop.top),
    )
    return shown if shown.width >= _LEAST and shown.height >= _LEAST else media


def turned(page: Object) -> int:
    """By how many degrees a page is turned clockwise to be read: 0, 90, 180 or 270."""
    degrees = int(number(inherited(page, "/Rotate")) or 0)
    return degrees % 360 if degrees % 90 == 0 else 0


def upright_size(page: Object) -> tuple[float, float]:
    """How wide and high a page is as it is read, in its own units."""
    box = visible_box(page)
    return (box.height, box.width) if turned(page) in {90, 270} else (box.width, box.height)


def sheet_of(page: Object) -> Sheet:
    """How large a page is as it is read."""
    unit = number(page.get(Name.UserUnit)) or 0
    scale = unit if unit > 0 else 1.0
    width, height = upright_size(page)
    return Sheet(width * scale, height * scale)


def upright(page: Object) -> Matrix:
    """Turns a page upright and moves what is visible of it to the origin."""
    box = visible_box(page)
    moved = Matrix(1, 0, 0, 1, -box.left, -box.bottom)
    match turned(page):
        case 90:
            return moved @ Matrix(0, -1, 1, 0, 0, box.width)
        case 180:
            return moved @ Matrix(-1, 0, 0, -1, box.width, box.height)
        case 270:
            return moved @ Matrix(0, 1, -1, 0, box.height, 0)
        case _:
            return moved
