# SPDX-License-Identifier: Apache-2.0
"""A page of another PDF as a form of this one (ISO 32000-1, 8.10): vectors, fonts, text as they are.

A form keeps to itself: its clip, its graphics state and its names touch nothing of the page on
which it is drawn, and it brings no action, script or link along.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Matrix, Name, PdfError, Stream

from reports.joining.annotations import appearances
from reports.joining.boxes import inherited, upright, upright_size, visible_box
from reports.joining.layers import take_layers
from reports.joining.sound_streams import make_sound
from reports.joining.stripping import Stripper, keep_stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Object, Pdf


class PdfSheets:
    """A PDF whose pages are laid into a document; each is copied when it is asked for."""

    def __init__(self, target: Pdf, pdf: Pdf, pages: Sequence[Object]) -> None:
        self._target = target
        self._pdf = pdf
        self._pages = pages
        self._stripper = Stripper(pdf)
        take_layers(target, pdf)

    def drawn(self, index: int, width: float, _height: float) -> list[tuple[Object, Matrix]]:
        """What is drawn for a page, each with where to, so that it is upright and so wide."""
        page = self._pages[index]
        scale = width / upright_size(page)[0]
        to = upright(page) @ Matrix(scale, 0, 0, scale, 0, 0)
        resources = inherited(page, "/Resources")
        if not isinstance(resources, Dictionary):
            resources = Dictionary()
        found = [(self._page(page, resources), to)]
        for item in appearances(page):
            item.form.Subtype = Name.Form
            self._stripper.strip_form(item.form, self._defaults())
            form = item.form if item.form.is_indirect else self._pdf.make_indirect(item.form)
            found.append((self._target.copy_foreign(form), item.moved @ to))
        return found

    def _page(self, page: Object, resources: Dictionary) -> Object:
        self._stripper.strip(resources)
        contents = page.get(Name.Contents)
        form = self._copied(contents) or self._target.make_stream(
            zlib.compress(self._joined(contents), 6), Filter=Name.FlateDecode
        )
        box = visible_box(page)
        form.Type = Name.XObject
        form.Subtype = Name.Form
        form.BBox = Array([box.left, box.bottom, box.right, box.top])
        form.Resources = self._foreign(resources)
        group = page.get(Name.Group)
        if isinstance(group, Dictionary) and group.get(Name.S) == Name.Transparency:
            form.Group = self._foreign(group)
        return form

    def _copied(self, contents: Any) -> Stream | None:
        """The one stream of a page as it is; None where pages share it, or there are several."""
        if isinstance(contents, Array) and len(contents) == 1:
            contents = contents[0]
        if not isinstance(contents, Stream):
            return None
        make_sound(self._pdf, contents)
        keep_stream(contents)
        copied = self._target.copy_foreign(contents)
        return copied if isinstance(copied, Stream) and Name.BBox not in copied else None

    def _foreign(self, item: Dictionary) -> Object:
        return self._target.copy_foreign(
            item if item.is_indirect else self._pdf.make_indirect(item)
        )

    def _defaults(self) -> Dictionary:
        form: Any = self._pdf.Root.get(Name.AcroForm)
        found = form.get(Name.DR) if isinstance(form, Dictionary) else None
        return found if isinstance(found, Dictionary) else Dictionary()

    def _joined(self, contents: Any) -> bytes:
        """The streams of a page one after another; a token never runs across them (7.8.2)."""
        items: list[Any] = [contents]
        if isinstance(contents, Array):
            items = [contents[index] for index in range(len(contents))]
        streams = [item for item in items if isinstance(item, Stream)]
        for stream in streams:
            make_sound(self._pdf, stream)
        return b"\n".join(map(_read, streams))


def _read(stream: Stream) -> bytes:
    try:
        return stream.read_bytes()
    except PdfError:
        return b""
