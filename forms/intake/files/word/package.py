# SPDX-License-Identifier: Apache-2.0
"""The package of a Word document: opened with care, read only as far as its text needs.

Pictures, macros and whatever the document links to are never touched.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import message
from models.storage.files import CannotReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LARGEST_PART = 64_000_000
_LARGEST_STYLES = 8_000_000
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SEARCHED = 8_000_000
_OFFICE_DOCUMENT = "/officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_DAMAGED = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, KeyError),
    *(zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError),
)
"""What opening a damaged package raises."""


class Writing(StrEnum):
    """How a form was written, by its bytes."""

    DOCX = "docx"
    OLDER = "older"
    """A .doc, .wps, .rtf or .odt, which LibreOffice makes a .docx of."""


class NotWordError(UserError):
    """The file is no Word document, whatever its name says."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{name} is not a Word document. Open it in the program that made it and save it as"
                " .docx.",
                name=path.name,
            ),
        )


class LockedWordError(UserError):
    """The document has a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{name} is protected by a password. Open it in Word or WPS, take the password away"
                " and save it again.",
                name=path.name,
            ),
        )


class DamagedWordError(UserError):
    """The document cannot be unpacked or its text is broken."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{name} is damaged and cannot be read. Open it in Word or WPS, which may repair it,"
                " and save it again; otherwise ask the sender for it once more.",
                name=path.name,
            ),
        )


class HugeWordError(UserError):
    """The text of the document is larger than that of any form."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "The text of {name} unpacks to over {limit} MB, which no form does. It was not read.",
                name=path.name,
                limit=_LARGEST_PART // 1_000_000,
            ),
        )


class ForgedWordError(UserError):
    """The document declares entities, which no word processor does."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{name} holds instructions that no word processor writes and that could harm this"
                " computer. It was not read; ask the sender how it was made.",
                name=path.name,
            ),
        )


def writing_of(path: Path) -> Writing:
    """Tell how a file was written.

    Raises:
        CannotReadError: It cannot be read at all.
        LockedWordError: It has a password.
        NotWordError: It is no text document.
        DamagedWordError: It is a package that does not open.
    """
    if not path.is_file():
        raise CannotReadError(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_OLE):
                return _older_ole(path, head + file.read(_OLE_SEARCHED))
    except OSError as error:
        raise CannotReadError(path, error) from error
    if head.startswith(b"PK"):
        return _packaged(path)
    if is_older_word(head):
        return Writing.OLDER
    raise NotWordError(path)


def is_older_word(head: bytes) -> bool:
    """Whether a file that begins so is rich text or the XML of Word 2003."""
    return head.startswith(b"{\\rtf") or (b"<?xml" in head[:16] and b"Word.Document" in head)


def _older_ole(path: Path, data: bytes) -> Writing:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise LockedWordError(path)
    if "WordDocument".encode("utf-16-le") in data:
        return Writing.OLDER
    raise NotWordError(path)


def _packaged(path: Path) -> Writing:
    with _opened(path) as package:
        names = package.namelist()
        if "mimetype" in names and package.getinfo("mimetype").file_size < _HEAD:
            media_type = package.read("mimetype")
            if media_type.startswith(b"application/vnd.oasis.opendocument.text"):
                return Writing.OLDER
    if any(name.startswith("word/") for name in names):
        return Writing.DOCX
    raise NotWordError(path)


def read_body(path: Path) -> tuple[Any, frozenset[str]]:
    """The body of a document as XML, and the ids of its heading styles.

    Raises:
        LockedWordError, NotWordError, DamagedWordError, HugeWordError, ForgedWordError: As they say.
    """
    with _opened(path) as package:
        main = _main_part(path, package)
        root = _parsed(path, package, main, _LARGEST_PART)
        folder = main.rpartition("/")[0]
        styles = f"{folder}/styles.xml".lstrip("/")
        headings: frozenset[str] = frozenset()
        if styles in package.namelist():
            headings = _headings(_parsed(path, package, styles, _LARGEST_STYLES))
    from docx.oxml.ns import qn

    body = root.find(qn("w:body")) if root.tag == qn("w:document") else None
    if body is None:
        raise NotWordError(path)
    return body, headings


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The package; whatever a damaged one raises, also while it is read, becomes one error."""
    try:
        with zipfile.ZipFile(path) as package:
            if any(item.flag_bits & 1 for item in package.infolist()):
                raise LockedWordError(path)
            yield package
    except _DAMAGED as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise CannotReadError(path, error) from error
        raise DamagedWordError(path) from error


def _main_part(path: Path, package: zipfile.ZipFile) -> str:
    """The part that holds the text, by the relationships of the package."""
    usual = "word/document.xml"
    if "_rels/.rels" in package.namelist():
        for relation in _parsed(path, package, "_rels/.rels", _LARGEST_STYLES):
            if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                usual = str(relation.get("Target", "")).lstrip("/")
    if usual not in package.namelist():
        raise NotWordError(path)
    return usual


def _parsed(path: Path, package: zipfile.ZipFile, name: str, most: int) -> Any:
    from docx.oxml.parser import parse_xml

    if package.getinfo(name).file_size > most:
        raise HugeWordError(path)
    data = package.read(name)
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data.replace(b"\xff\xfe", b""):
        raise ForgedWordError(path)
    try:
        root = parse_xml(data.replace(_STRICT, _TRANSITIONAL))
    except SyntaxError as error:  # what lxml raises is one
        raise DamagedWordError(path) from error
    if root.getroottree().docinfo.doctype:
        raise ForgedWordError(path)
    return root


def _headings(styles: Any) -> frozenset[str]:
    from docx.oxml.ns import qn

    found = set()
    for style in styles.iterfind(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None and str(name.get(qn("w:val"), "")).casefold().startswith("heading"):
            found.add(str(style.get(qn("w:styleId"), "")))
    return frozenset(found)
