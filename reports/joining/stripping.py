# SPDX-License-Identifier: Apache-2.0
"""What a page draws with, and nothing else: no metadata, no files, no links to other documents.

A page is copied with all that hangs on its resources. Of each kind of object only the keys remain
that say how it looks (ISO 32000-1, 8.9.5, 8.10, 8.7.3), so that XMP, thumbnails, private data of
other programs, reference XObjects and alternates stay in the original; so do place and camera of a
photograph. It works on the source in
memory, before anything is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Stream

from reports.joining.boxes import name_of
from reports.joining.jpeg_parts import without_words
from reports.joining.sound_streams import make_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object, Pdf

_RESOURCES = frozenset(
    ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties")
)
_STREAM = frozenset(("/Type", "/Length", "/Filter", "/DecodeParms"))
_FORM = _STREAM | frozenset(
    ("/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/OC")
)
_IMAGE = _STREAM | frozenset(
    (
        *("/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent"),
        *("/ImageMask", "/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte"),
        "/OC",
    )
)
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_LAYERS = frozenset(("/OCG", "/OCMD"))


class Stripper:
    """Strips what pages of one source draw with; what they share is looked at once."""

    def __init__(self, source: Pdf) -> None:
        self._source = source
        self._seen: set[tuple[int, int]] = set()

    def strip(self, resources: Object) -> None:
        """Strip resources, and all that is drawn by way of them."""
        waiting = [resources]
        while waiting:
            found = waiting.pop()
            if isinstance(found, Dictionary) and not self._known(found):
                waiting += self._resources(found)

    def strip_form(self, form: Object, resources: Object) -> None:
        """Strip a form and what it draws with; one without resources gets those given (8.10.1)."""
        for found in self._drawn(form, resources):
            self.strip(found)

    def _known(self, found: Object) -> bool:
        if not found.is_indirect:
            return False
        known = found.objgen in self._seen
        self._seen.add(found.objgen)
        return known

    def _resources(self, resources: Dictionary) -> Iterator[Object]:
        _keep(resources, _RESOURCES)
        for item in _values(resources, Name.XObject):
            yield from self._drawn(item, resources)
        for item in _values(resources, Name.Pattern):
            if isinstance(item.get(Name.Resources), Dictionary):
                yield item.Resources
        for item in _values(resources, Name.Font):
            self._font(item)
            if isinstance(item.get(Name.Resources), Dictionary):
                yield item.Resources
        for item in _values(resources, Name.ExtGState):
            mask = item.get(Name.SMask)
            if isinstance(mask, Dictionary) and isinstance(mask.get(Name.G), Stream):
                yield from self._drawn(mask.G, resources)
        self._strip_properties(resources)

    def _drawn(self, item: Object, resources: Object) -> Iterator[Object]:
        if not isinstance(item, Stream) or self._known(item):
            return
        make_sound(self._source, item)
        subtype = item.get(Name.Subtype)
        if subtype == Name.Image:
            _keep(item, _IMAGE)
            _strip_jpeg(item)
            for mask in (item.get(Name.SMask), item.get(Name.Mask)):
                if isinstance(mask, Stream) and not self._known(mask):
                    _keep(mask, _IMAGE)
            return
        if subtype != Name.Form:  # PostScript, which only printers ever ran (8.8.2)
            item.write(b"")
            item.Subtype = Name.Form
            item.BBox = [0, 0, 1, 1]
        _keep(item, _FORM)
        inner = item.get(Name.Resources)
        if isinstance(inner, Dictionary):
            yield inner
        elif isinstance(resources, Dictionary):
            item.Resources = resources

    def _font(self, font: Dictionary) -> None:
        """Make the streams of a font sound; a composite font has them below (9.7.6)."""
        if self._known(font):
            return
        below: Any = font.get(Name.DescendantFonts)
        inner: Any = below[0] if isinstance(below, Array) and len(below) else font
        found = [font.get(Name.ToUnicode), font.get(Name.Encoding)]
        if isinstance(inner, Dictionary):
            found.append(inner.get(Name.CIDToGIDMap))
            descriptor = inner.get(Name.FontDescriptor)
            if isinstance(descriptor, Dictionary):
                found += [descriptor.get(key) for key in _FONT_FILES]
        for item in found:
            if isinstance(item, Stream) and not self._known(item):
                make_sound(self._source, item)

    def _strip_properties(self, resources: Dictionary) -> None:
        """Only layers remain of the property lists; the others say nothing about how it looks."""
        found = resources.get(Name.Properties)
        if not isinstance(found, Dictionary):
            return
        for key in list(found.keys()):
            item = found[key]
            if not isinstance(item, Dictionary) or name_of(item.get(Name.Type)) not in _LAYERS:
                found[key] = Dictionary()


def keep_stream(contents: Stream) -> None:
    """Strip the contents of a page of all but their bytes."""
    _keep(contents, _STREAM)


def _values(resources: Dictionary, key: Name) -> list[Any]:
    found = resources.get(key)
    if not isinstance(found, Dictionary):
        return []
    values = [found[name] for name in sorted(found.keys())]
    return [value for value in values if isinstance(value, (Dictionary, Stream))]


def _strip_jpeg(image: Stream) -> None:
    """Take place, camera and names out of a photograph; its picture stays bit for bit."""
    found: Any = image.get(Name.Filter)
    if isinstance(found, Array) and len(found) == 1:
        found = found[0]
    if found != Name.DCTDecode:
        return
    data = image.read_raw_bytes()
    clean = without_words(data)
    if clean is not None and len(clean) < len(data):
        how: Any = image.get(Name.DecodeParms)
        image.write(clean, filter=Name.DCTDecode, decode_parms=how)


def _keep(item: Any, keys: frozenset[str]) -> None:
    for key in list(item.keys()):
        if key not in keys:
            del item[key]
