# SPDX-License-Identifier: Apache-2.0
"""What lies on a page: filled fields, stamps, signatures, marks; and what of it a packet shows.

Shown is what has an appearance of its own and is visible on a screen, drawn where it stands
(ISO 32000-1, 12.5.5): values of form fields, stamps (图章), typed and drawn marks. Not shown are
notes that open in a window of their own (批注), files pinned to a page, films; a note under the
heading of the file counts them. Links, scripts and every other action stay behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Matrix, Name, Stream

from reports.joining.boxes import Box, name_of, numbers, read_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5  # ISO 32000-1, table 165
_NEVER = frozenset(("/Popup", "/Link", "/PrinterMark", "/TrapNet", "/Watermark3D"))
_PINNED = frozenset(
    ("/Text", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia")
)
_MOST = 20_000
_SMALLEST = 1e-6


class Shown(Enum):
    """What becomes of something on a page."""

    DRAWN = 0
    COMMENT = 1
    """Somebody's remark, which is not shown."""
    FILE = 2
    """A file pinned to the page."""
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class Appearance:
    """What something on a page looks like, and how that is moved to where it stands."""

    form: Stream
    moved: Matrix


def on_page(page: Object) -> Iterator[Dictionary]:
    """What lies on a page, as far as it can be read."""
    found = page.get(Name.Annots)
    if not isinstance(found, Array):
        return
    for index in range(min(len(found), _MOST)):
        item: Any = found[index]
        if isinstance(item, Dictionary):
            yield item


def becomes(item: Dictionary) -> Shown:
    """What becomes of something on a page."""
    subtype = name_of(item.get(Name.Subtype))
    if subtype in _NEVER or not is_visible(item):
        return Shown.NOTHING
    if subtype == "/FileAttachment":
        return Shown.FILE
    if subtype in _PINNED:
        return Shown.COMMENT
    if look(item) is not None:
        return Shown.DRAWN
    return Shown.NOTHING if subtype == "/Widget" else Shown.COMMENT


def appearances(page: Object) -> Iterator[Appearance]:
    """The appearances that are drawn, in their order."""
    for item in on_page(page):
        if becomes(item) is not Shown.DRAWN:
            continue
        form, place = look(item), read_place(item)
        if form is None or place is None:
            continue
        moved = _moved(form, place)
        if moved is not None:
            yield Appearance(form, moved)


def read_place(item: Dictionary) -> Box | None:
    """Where something stands on its page."""
    return read_box(item.get(Name.Rect))


def is_visible(item: Dictionary) -> bool:
    """Whether a screen shows it."""
    flags: Any = item.get(Name.F)
    return not (isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW))


def look(item: Dictionary) -> Stream | None:
    """What something looks like in the state in which it is (its normal appearance)."""
    found: Any = item.get(Name.AP)
    found = found.get(Name.N) if isinstance(found, Dictionary) else None
    if isinstance(found, Stream):
        return found
    if not isinstance(found, Dictionary):
        return None
    state = item.get(Name.AS)
    chosen = found.get(state) if isinstance(state, Name) else None
    return chosen if isinstance(chosen, Stream) else None


def _moved(form: Stream, place: Box) -> Matrix | None:
    """Moves the box of a form, as its own matrix turns it, to a place (12.5.5, algorithm 8.1)."""
    box = read_box(form.get(Name.BBox))
    if box is None:
        return None
    own = _matrix(form)
    corners = [
        own.transform(corner)
        for corner in (
            (box.left, box.bottom),
            (box.left, box.top),
            (box.right, box.bottom),
            (box.right, box.top),
        )
    ]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
    if width < _SMALLEST or height < _SMALLEST:
        return None
    wide, high = place.width / width, place.height / height
    return Matrix(wide, 0, 0, high, place.left - left * wide, place.bottom - bottom * high)


def _matrix(form: Stream) -> Matrix:
    found = numbers(form.get(Name.Matrix), 6)
    return Matrix(*found) if found else Matrix()
