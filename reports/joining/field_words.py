# SPDX-License-Identifier: Apache-2.0
"""Values of form fields that have no look of their own, so that what was filled in is seen.

Programs that fill forms often write the values and leave it to the reader to draw them (ISO
32000-1, 12.7.3.3). A packet has no fields: their values are set in its own type, where they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, PdfError, Stream, String

from reports.joining.annotations import is_visible, look, on_page, read_place
from reports.joining.boxes import inherited, upright, upright_size
from reports.typesetting.over import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object, Pdf

    from reports.joining.boxes import Box

_LINES, _SECRET = 1 << 12, 1 << 13  # ISO 32000-1, table 228
_PUSH = 1 << 16  # table 226
_SHOWS_TEXT = re.compile(rb"\b(Tj|TJ)\b")
_SIZE = re.compile(r"(\d*\.?\d+)\s+Tf")
_LONGEST = 20_000
_TICK = "√"


def field_words(pdf: Pdf, page: Object) -> tuple[Words, ...]:
    """The values to be set on a page, placed as it is read."""
    form = pdf.Root.get(Name.AcroForm)
    stale = isinstance(form, Dictionary) and bool(form.get(Name.NeedAppearances))
    return tuple(_words(page, form, stale=stale))


def _words(page: Object, form: Any, *, stale: bool) -> Iterator[Words]:
    for item in on_page(page):
        if item.get(Name.Subtype) != Name.Widget or not is_visible(item):
            continue
        place = read_place(item)
        text = _value(item)
        if place is not None and text and not _drawn(item, stale=stale):
            yield _placed(page, place, text, item, form)


def _drawn(item: Dictionary, *, stale: bool) -> bool:
    """Whether a field looks as its value says; a look that may be stale must show some text."""
    if inherited(item, "/FT") == Name.Btn:
        return Name.AP in item
    seen = look(item)
    if seen is None:
        return False
    try:
        return not stale or bool(_SHOWS_TEXT.search(seen.read_bytes()))
    except PdfError:
        return True


def _value(item: Dictionary) -> str:
    kind, flags = inherited(item, "/FT"), inherited(item, "/Ff")
    flags = flags if isinstance(flags, int) else 0
    value = inherited(item, "/V")
    if kind == Name.Btn:
        state: Any = item.get(Name.AS, value)
        ticked = isinstance(state, Name) and state != Name.Off and not flags & _PUSH
        return _TICK if ticked else ""
    if kind not in (Name.Tx, Name.Ch) or flags & _SECRET:
        return ""
    if isinstance(value, Array):
        items: list[Any] = [value[index] for index in range(len(value))]
        return "\n".join(str(each) for each in items if isinstance(each, String))
    if isinstance(value, Stream):
        return value.read_bytes().decode("utf-8", "replace")[:_LONGEST]
    return str(value)[:_LONGEST].strip() if isinstance(value, String) else ""


def _placed(page: Object, place: Box, text: str, item: Dictionary, form: Any) -> Words:
    to = upright(page)
    x1, y1 = to.transform((place.left, place.bottom))
    x2, y2 = to.transform((place.right, place.top))
    width, height = upright_size(page)
    flags = inherited(item, "/Ff")
    return Words(
        text=text,
        left=min(x1, x2) / width,
        bottom=min(y1, y2) / height,
        width=abs(x2 - x1) / width,
        height=abs(y2 - y1) / height,
        size=_size(item, form) / height,
        lines=isinstance(flags, int) and bool(flags & _LINES),
    )


def _size(item: Dictionary, form: Any) -> float:
    """The size of the type that the field asks for; 0 for what fits."""
    found = inherited(item, "/DA")
    if found is None and isinstance(form, Dictionary):
        found = form.get(Name.DA)
    match = _SIZE.search(str(found)) if isinstance(found, String) else None
    return float(match[1]) if match else 0.0
