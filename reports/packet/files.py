# SPDX-License-Identifier: Apache-2.0
"""How files are named, sized and ordered wherever a packet speaks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.dossier import Dossier
    from models.language import Translatable
    from models.programme.answers import File

_KIBIBYTE = 1024

OTHERS = message("Other attachments")
"""Over files whose slot the programme does not have."""


def by_slot(dossier: Dossier) -> Iterator[tuple[Translatable, list[File]]]:
    """The files of each slot that has any, in the order of the programme; the others last."""
    for slot in dossier.programme.slot:
        files = [file for file in dossier.answers.files if file.slot == slot.id]
        if files:
            yield slot.label, files
    others = other_files(dossier)
    if others:
        yield OTHERS, others


def other_files(dossier: Dossier) -> list[File]:
    """The files whose slot the programme does not have."""
    return [file for file in dossier.answers.files if file.slot not in dossier.programme.slots]


def file_key(file: File) -> str:
    """Names the place in a packet where a file begins."""
    return f"file-{file.uid}"


def file_type(file: File) -> str:
    """The end of its name, else its media type."""
    _, dot, suffix = file.name.rpartition(".")
    return suffix.upper() if dot and suffix.isalnum() else file.media_type


def file_size(size: int) -> str:
    """A size as people read it."""
    if size < _KIBIBYTE:
        return f"{size} B"
    if size < _KIBIBYTE * _KIBIBYTE:
        return f"{size / _KIBIBYTE:,.0f} KB"
    return f"{size / _KIBIBYTE / _KIBIBYTE:,.1f} MB"
