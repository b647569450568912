# SPDX-License-Identifier: Apache-2.0
"""XML of strangers: well-formed or refused, and never with entities of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from forms.intake.files.faults import BROKEN_MARKUP, DamagedFileError, UnsafePackageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_AT_ONCE = 65536


class Element(NamedTuple):
    """The beginning of an element, its names without their prefixes."""

    name: str
    attributes: Mapping[str, str]


class Markup:
    """A parser that is fed piece by piece and refuses what is not plain, well-formed XML.

    Callers set the handlers of `parser`.
    """

    def __init__(self, path: Path) -> None:
        """Begin a document; `path` is the file that messages name."""
        self._path = path
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Read on.

        Raises:
            DamagedFileError: It is not well-formed.
            UnsafePackageError: It declares a document type, by which entities come in.
        """
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError as error:
            raise DamagedFileError(self._path, BROKEN_MARKUP) from error

    def _refuse(self, *_about: object) -> None:
        raise UnsafePackageError(self._path)


def elements(path: Path, data: bytes) -> Iterator[Element]:
    """All elements of a document, in order, without keeping them.

    Raises:
        DamagedFileError: It is not well-formed.
        UnsafePackageError: It declares a document type.
    """
    found: list[Element] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        plain = {local(key): value for key, value in attributes.items()}
        found.append(Element(local(name), plain))

    markup = Markup(path)
    markup.parser.StartElementHandler = begin
    for start in range(0, len(data), _AT_ONCE):
        markup.feed(data[start : start + _AT_ONCE])
        yield from found
        found.clear()
    markup.feed(b"", last=True)
    yield from found


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
