# SPDX-License-Identifier: Apache-2.0
"""Slots and files in words: kinds, sizes, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import Listing, Message, current_language, message, plural
from models.programme.slots import file_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.programme.answers import File
    from models.programme.schema import Slot

_KINDS: dict[str, Message] = {
    "pdf": message("PDF"),
    "image": message("picture"),
    "office": message("Word, Excel, PowerPoint"),
}
_ENDINGS: tuple[tuple[str, Message], ...] = (
    ("word", message("Word document")),
    ("opendocument", message("Open document")),
    ("sheet", message("Excel workbook")),
    ("excel", message("Excel workbook")),
    ("presentation", message("presentation")),
    ("powerpoint", message("presentation")),
    ("text/plain", message("text")),
    ("zip", message("archive")),
    ("rar", message("archive")),
    ("compressed", message("archive")),
    ("ofd", message("OFD document")),
)
_KB = 1024


def file_type(file: File) -> str:
    """What a file is, by its bytes."""
    if file_kind(file.media_type) == "pdf":
        return str(_KINDS["pdf"])
    if file_kind(file.media_type) == "image":
        name = file.media_type.partition("/")[2].upper()
        return str(message("picture ({kind})", kind=name))
    found = (text for part, text in _ENDINGS if part in file.media_type)
    return str(next(found, message("other")))


def size_text(size: int) -> str:
    """A size in a unit that suits it."""
    if size < _KB:
        return f"{size} B"
    if size < _KB * _KB:
        return f"{size / _KB:.0f} KB"
    return f"{size / _KB / _KB:.1f} MB"


def clearance_words(file: File) -> tuple[str, ...]:
    """Who cleared a file for experts who judge blind, and when; nothing where nobody did."""
    if file.cleared is None:
        return ()
    text = message("cleared for experts by {by} on {on}", by=file.cleared.by, on=file.cleared.on)
    return (str(text),)


def all_cleared(files: Sequence[File]) -> bool:
    """Whether somebody cleared each of some files for experts."""
    return bool(files) and all(file.cleared is not None for file in files)


def slot_detail(slot: Slot) -> str:
    """Help, kinds and limits of a slot."""
    parts: list[str] = []
    if slot.help is not None:
        parts.append(slot.help.text(current_language()))
    limits: list[Message] = []
    if "any" not in slot.types:
        kinds = Listing(tuple(_KINDS[kind] for kind in slot.types if kind in _KINDS))
        limits.append(message("takes: {kinds}", kinds=kinds))
    if slot.max_mb is not None:
        limits.append(message("at most {n} MB a file", n=slot.max_mb))
    if slot.max_pages is not None:
        limits.append(plural("at most {n} page", "at most {n} pages", n=slot.max_pages))
    if slot.min_files > 1:
        limits.append(message("at least {n} files", n=slot.min_files))
    if slot.max_files is not None:
        limits.append(plural("at most {n} file", "at most {n} files", n=slot.max_files))
    if limits:
        parts.append(" · ".join(map(str, limits)))
    if slot.basis is not None:
        parts.append(str(message("Basis: {basis}", basis=slot.basis)))
    return "\n".join(parts)
