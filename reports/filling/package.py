# SPDX-License-Identifier: Apache-2.0
"""The package of a form (a zip of parts): read whole, a few parts changed, the others as they were."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree

from models.language import message
from models.storage.files import CannotReadError
from reports.filling.faults import NotAFormError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENT_TYPES = "[Content_Types].xml"
_LARGEST = 512 << 20
"""So many bytes may all parts have together."""
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 1
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Relation:
    """That a part refers to another.

    Attributes:
        kind: The last word of its type: worksheet, drawing, comments …
        target: The name of the other part; an address where it lies outside.
    """

    id: str
    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a form, by name.

    Parts that are changed are parsed once and written at the end; all others keep their bytes, their
    order and their times.
    """

    def __init__(self, name: str, entries: list[tuple[zipfile.ZipInfo, bytes]]) -> None:
        self.name = name
        self._entries = entries
        self._places = {_plain(info.filename): n for n, (info, _) in enumerate(entries)}
        self._trees: dict[str, Any] = {}
        self._changed: set[str] = set()
        self._dropped: set[str] = set()

    @classmethod
    def read(cls, path: Path, *, name: str = "") -> Package:
        """Read a package.

        Args:
            name: What the form is called in messages; the name of the file where not given.

        Raises:
            CannotReadError: The file cannot be read.
            NotAFormError: It is no package, or one that nobody may change.
        """
        called = name or path.name
        try:
            with path.open("rb") as file:
                if file.read(4) == _OLE:
                    raise NotAFormError(called, _OLD)
                file.seek(0)
                with ZipFile(file) as source:
                    return cls(called, _entries(source, called))
        except OSError as error:
            raise CannotReadError(path, error) from error
        except _BROKEN as error:
            raise NotAFormError(called, _DAMAGED) from error

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._places and _plain(part) not in self._dropped

    @property
    def parts(self) -> list[str]:
        """The names of all parts, in their order."""
        return [
            info.filename.replace("\\", "/")
            for info, _ in self._entries
            if _plain(info.filename) not in self._dropped and not info.is_dir()
        ]

    def data(self, part: str) -> bytes:
        """The bytes of a part as they were read."""
        return self._entries[self._places[_plain(part)]][1]

    def tree(self, part: str) -> Any:
        """The root element of a part; changes of it are written only where `touch` says so.

        Raises:
            NotAFormError: It is no XML, or has a document type, which no such part has.
        """
        key = _plain(part)
        if key not in self._trees:
            try:
                root = etree.fromstring(self.data(part), _parser())
            except (etree.XMLSyntaxError, KeyError) as error:
                raise NotAFormError(self.name, _DAMAGED) from error
            if root.getroottree().docinfo.internalDTD is not None:
                raise NotAFormError(self.name, _DAMAGED)
            self._trees[key] = root
        return self._trees[key]

    def touch(self, part: str) -> None:
        """Say that the tree of a part was changed."""
        self._changed.add(_plain(part))

    def touched(self, part: str) -> bool:
        """Whether the tree of a part was changed."""
        return _plain(part) in self._changed

    def drop(self, part: str) -> None:
        """Take a part out, with its content type."""
        self._dropped.add(_plain(part))
        types = self.tree(CONTENT_TYPES)
        for item in list(types):
            if _plain(item.get("PartName", "").lstrip("/")) == _plain(part):
                types.remove(item)
                self.touch(CONTENT_TYPES)

    def content_type(self, part: str) -> str:
        """What the package says that a part is."""
        ending = part.rpartition(".")[2].casefold()
        found = ""
        for item in self.tree(CONTENT_TYPES):
            if _plain(item.get("PartName", "").lstrip("/")) == _plain(part):
                return str(item.get("ContentType", ""))
            if item.get("Extension", "").casefold() == ending:
                found = str(item.get("ContentType", ""))
        return found

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to; of the package itself where the name is empty."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return []
        return [
            Relation(
                item.get("Id", ""),
                item.get("Type", "").rpartition("/")[2],
                item.get("Target", "") if outside else _target(folder, item.get("Target", "")),
                outside,
            )
            for item in self.tree(rels)
            if isinstance(item.tag, str)
            for outside in [item.get("TargetMode") == "External"]
        ]

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts of one kind that a part refers to."""
        for item in self.relations(part):
            if item.kind == kind and not item.outside and item.target in self:
                yield item.target

    def cut_relation(self, part: str, kind: str) -> None:
        """Take out what a part says of others of one kind."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        tree = self.tree(rels)
        for item in list(tree):
            if item.get("Type", "").rpartition("/")[2] == kind:
                tree.remove(item)
                self.touch(rels)

    def write(self, path: Path) -> None:
        """Write the package; parts that nobody touched have the bytes that were read."""
        with ZipFile(path, "w") as target:
            for info, data in self._entries:
                key = _plain(info.filename)
                if key in self._dropped:
                    continue
                if key in self._changed:
                    tree = self._trees[key].getroottree()
                    data = etree.tostring(  # noqa: PLW2901 - what the part holds now
                        tree, xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                target.writestr(_copy(info), data)


_OLD = message(
    "it is protected by a password, or an old .xls or .doc file. Open it in Excel, Word or WPS, take"
    " the password away or save it as .xlsx or .docx, and take that file"
)
_DAMAGED = message(
    "it is damaged or no Excel or Word file. Open it in Excel, Word or WPS, save it again, and take"
    " that file"
)
_SIGNED = message(
    "it carries a digital signature, which filling would break. Ask whoever gave it out for one"
    " without, or save a copy of it without the signature"
)
_HUGE = message("it is larger than any form")


def _entries(source: ZipFile, name: str) -> list[tuple[zipfile.ZipInfo, bytes]]:
    infos = source.infolist()
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise NotAFormError(name, _OLD)
    if sum(info.file_size for info in infos) > _LARGEST:
        raise NotAFormError(name, _HUGE)
    if any(_plain(info.filename).startswith("_xmlsignatures/") for info in infos):
        raise NotAFormError(name, _SIGNED)
    found = [(info, source.read(info)) for info in infos]
    names = [_plain(info.filename) for info in infos]
    if CONTENT_TYPES.casefold() not in names or len(set(names)) < len(names):
        raise NotAFormError(name, _DAMAGED)
    return found


def _copy(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The same entry without what only its old bytes had."""
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type = zipfile.ZIP_STORED if info.compress_type == 0 else zipfile.ZIP_DEFLATED
    made.external_attr = info.external_attr
    made.create_system = info.create_system
    made.comment = info.comment
    return made


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _target(folder: str, target: str) -> str:
    plain = unquote(target).replace("\\", "/")
    return (
        plain.lstrip("/") if plain.startswith("/")
        else posixpath.normpath(posixpath.join(folder, plain))
    )  # fmt: skip


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False, huge_tree=True
    )
