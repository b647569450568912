# SPDX-License-Identifier: Apache-2.0
"""What arrives in place of a table, and what its sender or the clerk can do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.intake.files.faults import NoTableError, PdfNotImportedError
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.errors import UserError
    from models.language import Message


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of file that is not read as tables."""

    what: Message
    advice: Message

    def refusal(self, path: Path) -> UserError:
        """The error that says so of a file."""
        return NoTableError(path, self.what, self.advice)


@dataclass(frozen=True, slots=True)
class _Pdf(Foreign):
    def refusal(self, path: Path) -> UserError:
        return PdfNotImportedError(path)


_ASK = message("Ask for the workbook from which it was made.")
_SAVE = message("Open it in Excel or WPS, save it there as .xlsx, and import that file.")

_PDF = _Pdf(message("a PDF"), _ASK)
_PICTURE = Foreign(message("a picture"), _ASK)
_WEB_PAGE = Foreign(message("a web page, as some systems export it"), _SAVE)
_XML_2003 = Foreign(message("an XML spreadsheet of Excel 2003"), _SAVE)
_XML = Foreign(message("an XML file"), _SAVE)
_BEFORE_97 = Foreign(message("a workbook of Excel 4 or older"), _SAVE)
_NUMBERS = Foreign(
    message("a document of Apple Numbers"),
    message("Have it exported there as .xlsx."),
)
_OFD = Foreign(message("an OFD document"), _ASK)
_OPEN_TEXT = Foreign(
    message("an OpenDocument file that is no spreadsheet"),
    message("Save it as .docx or .xlsx, and import that file."),
)
ARCHIVE = Foreign(
    message("an archive"),
    message("Unpack it and import the files in it one by one."),
)
POWERPOINT = Foreign(message("a PowerPoint presentation"), _ASK)
OTHER = Foreign(message("a file of another program"), _ASK)

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b\x08", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
    (b"PK\x07\x08", ARCHIVE),
    (b"\x09\x00\x04\x00", _BEFORE_97),
    (b"\x09\x02\x06\x00", _BEFORE_97),
    (b"\x09\x04\x06\x00", _BEFORE_97),
    (b"\x09\x08\x08\x00", _BEFORE_97),
    (b"SQLite format 3\x00", OTHER),
    (b"MZ\x90\x00", OTHER),
    (b"\x7fELF", OTHER),
)

_MARKUP = re.compile(
    rb"^\s*(?:<\?xml|<!--|<!doctype|<html|<head|<meta|<table|<style|<body|<div)", re.IGNORECASE
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|meta|table|style|body|div)\b", re.IGNORECASE)


def foreign(head: bytes) -> Foreign | None:
    """What a file is whose first bytes are these; None where it may be a text table."""
    if b"%PDF-" in head[:1024]:
        return _PDF
    for beginning, what in _BEGINNINGS:
        if head.startswith(beginning):
            return what
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _PICTURE
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return _PICTURE
    if head[4:8] == b"ftyp":
        return _PICTURE
    plain = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").replace(b"\x00", b"")
    if plain[:256].lower().startswith(b"mime-version:"):
        return _WEB_PAGE
    if not _MARKUP.match(plain):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        return _XML_2003
    return _WEB_PAGE if _PAGE.search(plain) else _XML


def foreign_package(kind: str, names: Iterable[str]) -> Foreign:
    """What a zip package is, by the content type of its main part and the names of all parts."""
    if "presentationml" in kind or "powerpoint" in kind:
        return POWERPOINT
    if "opendocument" in kind:
        return _OPEN_TEXT
    for name in names:
        if name == "ofd.xml":
            return _OFD
        if name.endswith(".iwa"):
            return _NUMBERS
    return ARCHIVE
