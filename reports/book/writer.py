# SPDX-License-Identifier: Apache-2.0
"""A PDF written object by object from pages of others, with nothing of them kept in memory.

What is kept is the place of each object in the file (ISO 32000-1, 7.5.4) and the bookmarks. pikepdf
reads what comes in; it cannot write without holding all of it.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from reports.book.reading import Mark, Places, embedded, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pikepdf import Pdf

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_CATALOG, _INFO, _TREE, _OUTLINES, _NAMES = 1, 2, 3, 4, 5
_FIRST_FREE = 6
_BRANCH = 64
"""Pages of one branch of the page tree."""
LINK = "book:"
"""Begins the URI of a link to a page of the book, by its number."""


@dataclass(slots=True)
class Leaf:
    """A bookmark of the book; it has children where it groups."""

    title: str
    page: int
    below: list[Leaf] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is drawn over every page: named forms, and the drawing of a page by its number.

    Attributes:
        forms: Of a document that was opened for them; they are written once.
    """

    forms: dict[str, Object]
    draw: Callable[[int], bytes]


class Writer:
    """Writes a document of as many pages as it is told.

    Raises:
        ValueError: At the end, if there were fewer or more pages.
    """

    def __init__(self, file: BinaryIO, total: int, overlay: Overlay) -> None:
        self._file = file
        self._total = total
        self._hash = hashlib.sha256()
        self._places = array("Q", [0] * (_FIRST_FREE + total))
        branches = -(-total // _BRANCH)
        self._branches = [self._new() for _ in range(branches)]
        self._done = 0
        self._at = 0
        self._draw = overlay.draw
        self._files: list[tuple[str, int]] = []
        self._layers: list[int] = []
        self._off: list[int] = []
        self._put(_HEADER)
        copy = _Copy(self, None, 0)
        self._forms = {name: copy.reference(form) for name, form in overlay.forms.items()}
        copy.flush()

    @property
    def pages(self) -> int:
        """How many there are so far."""
        return self._done

    def add(self, pdf: Pdf, label: str = "") -> tuple[Mark, ...]:
        """Add all pages of a document; its bookmarks come back, by pages of that document.

        `label` begins the names of the files embedded in it.
        """
        places = Places(pdf)
        copy = _Copy(self, places, self._done)
        for page in pdf.pages:
            self._add_page(page.obj, copy)
        for name, spec in embedded(pdf):
            self._files.append((f"{label} {name}".strip(), copy.reference(spec)))
        self._add_layers(pdf, copy)
        copy.flush()
        return marks(pdf, places)

    def add_blank(self) -> None:
        """Add a page that bears nothing, but counts."""
        index, self._done = self._done, self._done + 1
        parent = self._branches[index // _BRANCH]
        self.write(
            self.page_number(index),
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595.2756 841.8898] /Resources << >> >>"
            % parent,
        )

    def finish(self, info: dict[str, str], language: str, leaves: Sequence[Leaf]) -> None:
        """Write bookmarks, page tree and table of places."""
        if self._done != self._total:
            raise ValueError((self._done, self._total))
        self._write_outlines(leaves)
        self._write_tree()
        names = sorted((name.encode("utf-16-be"), number) for name, number in self._files)
        listed = b" ".join(b"<FEFF%s> %d 0 R" % (name.hex().upper().encode(), number)
                           for name, number in names)  # fmt: skip
        self.write(_NAMES, b"<< /EmbeddedFiles << /Names [%s] >> >>" % listed)
        entries = b" ".join(b"/%s %s" % (key.encode(), text(value)) for key, value in info.items())
        self.write(_INFO, b"<< %s >>" % entries)
        self.write(
            _CATALOG,
            b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /Names %d 0 R /PageMode /UseOutlines"
            b" /Lang %s /ViewerPreferences << /DisplayDocTitle true >>%s >>"
            % (_TREE, _OUTLINES, _NAMES, text(language), self._listed_layers()),
        )
        self._write_places()

    def _listed_layers(self) -> bytes:
        if not self._layers:
            return b""
        every, off = (
            b" ".join(b"%d 0 R" % number for number in numbers)
            for numbers in (self._layers, self._off)
        )
        return b" /OCProperties << /OCGs [%s] /D << /OFF [%s] >> >>" % (every, off)

    def write(self, number: int, body: bytes) -> None:
        """Write an object under its number."""
        self._places[number] = self._at
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def write_stream(self, number: int, head: bytes, data: bytes) -> None:
        """Write a stream; `head` is its dictionary without the length, and without its end."""
        self._places[number] = self._at
        self._put(b"%d 0 obj\n%s /Length %d >>\nstream\n" % (number, head, len(data)))
        self._put(data)
        self._put(b"\nendstream\nendobj\n")

    def new(self) -> int:
        """The number of an object that will be written."""
        return self._new()

    def page_number(self, page: int) -> int:
        """The number of the object of a page, from 0."""
        return _FIRST_FREE + page

    def _new(self) -> int:
        self._places.append(0)
        return len(self._places) - 1

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._at += len(data)

    def _add_layers(self, pdf: Pdf, copy: _Copy) -> None:
        """Keep layers that are switched off so (8.11.4)."""
        found = pdf.Root.get(Name.OCProperties, Dictionary())
        self._layers += [copy.reference(layer) for layer in found.get(Name.OCGs, Array())]
        off = found.get(Name.D, Dictionary()).get(Name.OFF, Array())
        self._off += [copy.reference(layer) for layer in off]

    def _add_page(self, page: Dictionary, copy: _Copy) -> None:
        index, self._done = self._done, self._done + 1
        drawn = self.new()
        saved, restored = self.new(), self.new()
        self.write_stream(saved, b"<<", b"q")
        self.write_stream(restored, b"<<", b"Q")
        self.write_stream(drawn, b"<<", self._draw(index + 1))
        contents = page.get(Name.Contents)
        streams = list(contents) if isinstance(contents, Array) else [contents] if contents else []
        parts = [saved, *map(copy.reference, streams), restored, drawn]
        resources: Any = page.get(Name.Resources, Dictionary())
        forms = dict(resources.get(Name.XObject, Dictionary()).items())
        kept = {key: value for key, value in resources.items() if key != "/XObject"}
        named = [b"%s %s" % (key.encode(), copy.value(value)) for key, value in forms.items()]
        named += [b"/%s %d 0 R" % (key.encode(), number) for key, number in self._forms.items()]
        found = [b"%s %s" % (_name(key), copy.value(value)) for key, value in kept.items()]
        found.append(b"/XObject << %s >>" % b" ".join(named))
        entries = [
            b"/Type /Page /Parent %d 0 R" % self._branches[index // _BRANCH],
            b"/Contents [%s]" % b" ".join(b"%d 0 R" % number for number in parts),
            b"/Resources << %s >>" % b" ".join(found),
        ]
        for key, value in page.items():
            if key not in {"/Type", "/Parent", "/Contents", "/Resources", "/StructParents", "/B"}:
                entries.append(b"%s %s" % (_name(key), copy.value(value)))
        self.write(self.page_number(index), b"<< %s >>" % b" ".join(entries))
        copy.flush()

    def _write_tree(self) -> None:
        for place, number in enumerate(self._branches):
            some = range(place * _BRANCH, min((place + 1) * _BRANCH, self._total))
            kids = b" ".join(b"%d 0 R" % self.page_number(page) for page in some)
            self.write(
                number,
                b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [%s] >>"
                % (_TREE, len(some), kids),
            )
        kids = b" ".join(b"%d 0 R" % number for number in self._branches)
        self.write(_TREE, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (self._total, kids))

    def _write_outlines(self, leaves: Sequence[Leaf]) -> None:
        numbers = self._write_leaves(leaves, _OUTLINES)
        ends = b"/First %d 0 R /Last %d 0 R" % (numbers[0], numbers[-1]) if numbers else b""
        count = b"/Count %d" % len(leaves)
        self.write(_OUTLINES, b"<< /Type /Outlines %s %s >>" % (ends, count))

    def _write_leaves(self, leaves: Sequence[Leaf], parent: int) -> list[int]:
        numbers = [self.new() for _ in leaves]
        for place, (leaf, number) in enumerate(zip(leaves, numbers, strict=True)):
            entries = [
                b"/Title %s /Parent %d 0 R" % (text(leaf.title), parent),
                b"/Dest [%d 0 R /Fit]" % self.page_number(leaf.page),
            ]
            if place:
                entries.append(b"/Prev %d 0 R" % numbers[place - 1])
            if place + 1 < len(numbers):
                entries.append(b"/Next %d 0 R" % numbers[place + 1])
            below = self._write_leaves(leaf.below, number)
            if below:
                # Less than nothing: it is closed, or a thousand packets would lie open.
                entries.append(
                    b"/First %d 0 R /Last %d 0 R /Count %d" % (below[0], below[-1], -len(below))
                )
            self.write(number, b"<< %s >>" % b" ".join(entries))
        return numbers

    def _write_places(self) -> None:
        start, count = self._at, len(self._places)
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for place in self._places[1:]:
            self._put(b"%010d 00000 n \n" % place)
        digest = self._hash.hexdigest()[:32].upper().encode()
        self._put(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\n"
            b"startxref\n%d\n%%%%EOF\n" % (count, _CATALOG, _INFO, digest, digest, start)
        )


class _Copy:
    """Objects of one document on their way into the book, each once."""

    def __init__(self, writer: Writer, places: Places | None, first: int) -> None:
        self._writer = writer
        self._places = places
        self._first = first
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[tuple[int, Object]] = []

    def reference(self, item: Object) -> int:
        """The number that an indirect object has in the book."""
        number = self._numbers.get(item.objgen)
        if number is None or not item.is_indirect:
            number = self._writer.new()
            if item.is_indirect:
                self._numbers[item.objgen] = number
            self._waiting.append((number, item))
        return number

    def flush(self) -> None:
        """Write what was referred to, and what that refers to."""
        while self._waiting:
            number, item = self._waiting.pop()
            if isinstance(item, Stream):
                head = self._entries(item)
                self._writer.write_stream(number, head, item.read_raw_bytes())
            else:
                self._writer.write(number, self._inside(item))

    def value(self, item: Any) -> bytes:
        """A value as it stands inside another one."""
        if isinstance(item, Object) and item.is_indirect:
            page = self._page(item)
            if page is not None:
                return b"%d 0 R" % self._writer.page_number(page)
            if isinstance(item, Dictionary | Array | Stream):
                return b"%d 0 R" % self.reference(item)
        return self._inside(item)

    def _page(self, item: Object) -> int | None:
        if self._places is None:
            return None
        page = self._places.page_of_object(item)
        return None if page is None else self._first + page

    def _inside(self, item: Any) -> bytes:
        match item:
            case None:
                return b"null"
            case bool():
                return b"true" if item else b"false"
            case int():
                return b"%d" % item
            case Decimal() | float():
                return f"{item:f}".encode()
            case Dictionary():
                return self._entries(item) + b" >>"
            case Array():
                return b"[%s]" % b" ".join(map(self.value, item))
            case Object():
                return item.unparse()
            case _:
                return String(str(item)).unparse()

    def _entries(self, item: Dictionary | Stream) -> bytes:
        """The beginning of a dictionary, its end left open."""
        entries: Iterable[tuple[str, Any]] = item.items()
        if item.get(Name.Subtype) == Name.Link:
            entries = self._aimed(dict(entries))
        found = (
            b"%s %s" % (_name(key), value if isinstance(value, bytes) else self.value(value))
            for key, value in entries
            if key not in {"/Length", "/P", "/StructParent", "/StructParents"}
        )
        return b"<< %s" % b" ".join(found)

    def _aimed(self, link: dict[str, Any]) -> Iterable[tuple[str, Any]]:
        """A link whose place has no name any more: names are of one document only."""
        action = link.get("/A")
        uri = str(action.get(Name.URI, "")) if isinstance(action, Dictionary) else ""
        if uri.startswith(LINK):
            page: int | None = int(uri.removeprefix(LINK)) - 1
        elif self._places is not None and not uri:
            found = self._places.page_of(link.get("/Dest", action))
            page = None if found is None else self._first + found
        else:
            return link.items()
        kept = {key: value for key, value in link.items() if key not in {"/A", "/Dest", "/PA"}}
        if page is not None:
            kept["/Dest"] = b"[%d 0 R /Fit]" % self._writer.page_number(page)
        return kept.items()


def text(value: str) -> bytes:
    """A text string (7.9.2.2)."""
    return b"<FEFF%s>" % value.encode("utf-16-be").hex().upper().encode()


def _name(key: str) -> bytes:
    return Name(key).unparse()
