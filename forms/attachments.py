# SPDX-License-Identifier: Apache-2.0
"""Files in: what a file is by its bytes, how many pages it has, and whether it bears a secrecy mark.

A file that cannot be opened is still taken, with the reason: the original must not be lost, and the
packet says what could not be read. Nothing here copies anything.
"""

from __future__ import annotations

import codecs
import lzma
import re
import struct
import time
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from models.language import Message, message
from models.rules.secrecy import marks
from models.storage.files import CannotReadError
from models.verbs.attachments import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = 8192
_TEXT_SECONDS = 3.0
_TEXT_BYTES = 8_000_000

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"PK\x03\x04", "application/zip"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
)

_OLE = {
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}

_PACKAGES = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("content.xml", "application/vnd.oasis.opendocument"),
    ("OFD.xml", "application/ofd"),
)


_TEXT_PARTS = re.compile(
    r"^(word/(document|header\d*|footer\d*)|xl/(sharedStrings|worksheets/.*)"
    r"|ppt/slides/.*|content|(.*/)?Content)\.xml$"
)


_DAMAGED = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError),
)
"""What opening a damaged package raises."""


def examine(path: Path) -> Incoming:
    """Look at a file that is to be attached.

    Raises:
        CannotReadError: It cannot be read at all.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise CannotReadError(path, error) from error
    media_type = _media_type(path, head)
    pages, fault, text = _facts(path, media_type)
    return Incoming(
        path=path,
        name=path.name,
        media_type=media_type,
        pages=pages,
        fault=fault,
        marks=marks(text),
        head=head[:64],
    )


def text_of(path: Path, media_type: str) -> str:
    """What a machine reads in a file, layers that nobody sees included; empty where it cannot.

    All pages, however long that takes: what is found must not depend on how fast a machine is.
    """
    if media_type == "application/pdf":
        return _pdf_facts(path, float("inf"))[2]
    return _facts(path, media_type)[2]


def _media_type(path: Path, head: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] in {b"ftypavif", b"ftypheic", b"ftypmif1"}:
        return "image/avif" if head[8:12] == b"avif" else "image/heic"
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            if media_type == "application/zip":
                return _package_type(path)
            if media_type == "application/x-ole-storage":
                return _OLE.get(path.suffix.lower(), media_type)
            return media_type
    if path.suffix.lower() == ".pdf":
        return "application/pdf"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text/plain"
    return "application/octet-stream" if b"\x00" in head else "text/plain"


def _package_type(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except _DAMAGED:
        return "application/zip"
    for beginning, media_type in _PACKAGES:
        if any(name.startswith(beginning) for name in names):
            return media_type
    return "application/zip"


def _facts(path: Path, media_type: str) -> tuple[int | None, Message | None, str]:
    """Pages, fault and as much of the text as is quickly had."""
    if media_type == "application/pdf":
        return _pdf_facts(path)
    if media_type.startswith("image/"):
        pages, fault = _image_facts(path)
        return pages, fault, ""
    if "officedocument" in media_type or "opendocument" in media_type or media_type.endswith("ofd"):
        text, fault = _package_text(path)
        return None, fault, text
    if media_type == "text/plain":
        return None, None, _plain_text(path)
    if media_type == "application/zip":
        return None, _archive_fault(path), ""
    if media_type in {"application/x-ole-storage", *_OLE.values()}:
        return None, _locked_fault(path), ""
    return None, None, ""


def _pdf_facts(
    path: Path, seconds: float = _TEXT_SECONDS
) -> tuple[int | None, Message | None, str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        detail = str(error)
        if "password" in detail.lower():
            return None, message("the PDF asks for a password; it is kept, but cannot be read"), ""
        return None, message("the PDF is damaged; it is kept, but cannot be read"), ""
    try:
        pages = len(document)
        if pages == 0:
            return 0, message("the PDF has no pages"), ""
        return pages, None, "\n".join(_pdf_text(document, seconds))
    finally:
        document.close()


def _pdf_text(document: object, seconds: float) -> Iterator[str]:
    """The text of the first pages, within so many seconds: marks stand on the cover."""
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)
    end = time.monotonic() + seconds
    for number in range(len(document)):
        try:
            page = document[number]
            yield page.get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            continue
        if time.monotonic() > end:
            return


def _image_facts(path: Path) -> tuple[int | None, Message | None]:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                frames = int(getattr(image, "n_frames", 1))
                image.load()
                return (frames if image.format == "TIFF" else 1), None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None, message("the picture claims to be enormous; it is kept, but not opened")
    except Exception:  # noqa: BLE001 - a decoder may raise anything on damaged bytes
        return None, message("the picture is damaged; it is kept, but cannot be read")


def _package_text(path: Path) -> tuple[str, Message | None]:
    found: list[str] = []
    try:
        with zipfile.ZipFile(path) as package:
            left = _TEXT_BYTES
            for item in package.infolist():
                if _TEXT_PARTS.match(item.filename) and left > 0:
                    with package.open(item) as part:
                        data = part.read(left)
                    left -= len(data)
                    found.append(re.sub(r"<[^>]*>", "", data.decode("utf-8", "replace")))
    except _DAMAGED:
        return "", message("the document is damaged; it is kept, but cannot be read")
    return "\n".join(found), None


def _archive_fault(path: Path) -> Message | None:
    """What keeps an archive from being opened; a document cut short looks like one, too."""
    try:
        with zipfile.ZipFile(path) as package:
            locked = any(item.flag_bits & 1 for item in package.infolist())
    except _DAMAGED:
        return message("the archive is damaged; it is kept, but cannot be read")
    return (
        message("the archive asks for a password; it is kept, but cannot be read")
        if locked
        else None
    )


_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office and WPS keep a document that has a password ([MS-OFFCRYPTO] 2.3)."""


def _locked_fault(path: Path) -> Message | None:
    with path.open("rb") as file:
        if _LOCKED not in file.read(_TEXT_BYTES):
            return None
    return message("the document asks for a password; it is kept, but cannot be read")


def _plain_text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(_TEXT_BYTES)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
