# SPDX-License-Identifier: Apache-2.0
"""The manifest of an archive: what it holds, for programs (a JSON file inside it).

It names the application and the state of the register that was printed, each part with the page on
which it begins, and each attachment with its SHA-256, its size, its type and where it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.exact_json import json_text
from models.language import message
from reports.joining import Relationship, embed_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from models.dossier import Dossier
    from models.language import Language
    from models.programme.answers import File

MANIFEST = "manifest.json"
_FORMAT = "xiandao packet manifest 1"


class Shown(StrEnum):
    """How an attachment is shown."""

    PAGES = "pages"
    """As it is."""
    PICTURES = "pictures"
    """Some of its pages as pictures, since they may not be kept as they are."""
    EXPLAINED = "explained"
    """A page says why it is not shown."""
    LISTED = "listed"
    """The packet has no pages of attachments."""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part, and the page on which it begins, from 1.

    Attributes:
        chapters: Its chapters, each with its page.
    """

    id: str
    page: int
    chapters: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """An attachment.

    Attributes:
        page: Where it is shown or explained, from 1; None where it is neither.
        pictured: The pages of the packet on which a picture stands for a page of it.
        embedded: Whether its bytes are inside.
    """

    file: File
    shown: Shown
    page: int | None
    pictured: tuple[int, ...] = ()
    embedded: bool = True


def embed_manifest(
    pdf: Pdf,
    dossier: Dossier,
    language: Language,
    parts: Sequence[KeptPart],
    files: Sequence[KeptFile],
) -> None:
    """Embed the manifest of a packet."""
    said = {
        "format": _FORMAT,
        "number": dossier.number,
        "title": dossier.title,
        "applicant": dossier.applicant,
        "call": {"id": dossier.call.id, "title": dossier.call.title},
        "office": dossier.office.name,
        "programme": {"id": dossier.programme.id, "version": dossier.definition_version},
        "version_code": dossier.version_code,
        "history_head": {"sequence": dossier.head.sequence, "hash": dossier.head.hash},
        "day": dossier.today.isoformat(),
        "language": str(language),
        "pages": len(pdf.pages),
        "parts": [_part(part) for part in parts],
        "files": [_file(kept) for kept in files],
    }
    embed_bytes(
        pdf,
        MANIFEST,
        f"{json_text(said)}\n".encode(),
        "application/json",
        Relationship.DATA,
        description=message("What this packet holds").text(language),
        day=dossier.today,
    )


def _part(part: KeptPart) -> dict[str, Any]:
    chapters = [{"title": title, "page": page} for title, page in part.chapters]
    return {"id": part.id, "page": part.page, "chapters": chapters}


def _file(kept: KeptFile) -> dict[str, Any]:
    file = kept.file
    return {
        "name": file.name,
        "slot": file.slot,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "embedded": kept.embedded,
        "shown": str(kept.shown),
        "page": kept.page,
        "pictured": list(kept.pictured),
    }
