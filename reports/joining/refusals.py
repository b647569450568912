# SPDX-License-Identifier: Apache-2.0
"""Why a file that is neither PDF nor picture is not joined, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message

if TYPE_CHECKING:
    from models.language import Message
    from models.programme.answers import File

_ARCHIVES = frozenset(("application/zip", "application/vnd.rar", "application/x-7z-compressed"))
UNREADABLE = frozenset(("image/heic", "image/heif"))
"""Pictures that cannot be decoded here."""

_DOCUMENTS = ("officedocument", "opendocument", "msword", "ms-works", "ms-excel", "ms-powerpoint")


def refusal(file: File) -> Message:
    """The reason, by what the file is."""
    kind = file.media_type
    if kind in _ARCHIVES:
        return message(
            "An archive is not printed. Take the files out of it and attach those that belong here."
        )
    if kind == "application/ofd":
        return message("An OFD file is not printed. Save it as PDF and attach that.")
    if any(word in kind for word in _DOCUMENTS) or kind == "application/x-ole-storage":
        return message(
            "A document of Word, Excel, WPS and the like has no fixed pages. Save it as PDF and attach"
            " that."
        )
    if kind in UNREADABLE:
        return message(
            "Photographs of this kind (HEIC) cannot be read here. Save the photograph as JPEG and"
            " attach that."
        )
    if kind.startswith("text/"):
        return message("A text file has no fixed pages. Save it as PDF and attach that.")
    return message("Only PDF files and pictures are printed. Save it as PDF and attach that.")
