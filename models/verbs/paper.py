# SPDX-License-Identifier: Apache-2.0
"""How the papers of the office look: its template and its emblem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.duties import Duty
from models.errors import RefusedError
from models.language import message
from models.paper import paper_to_json
from models.storage.attachments import store_file
from models.storage.files import CannotReadError
from models.tables import Office

if TYPE_CHECKING:
    from pathlib import Path

    from models.paper import Paper
    from models.workspace import Workspace


class EmblemError(RefusedError):
    """The picture is none that can be printed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{path} cannot be the emblem: a picture as PNG or JPEG of at most 4 MB belongs here.",
                path=str(path),
            )
        )


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_MOST_BYTES = 4 << 20


def set_paper(workspace: Workspace, *, paper: Paper, emblem: Path | None = None) -> None:
    """Set the template of the office, and its emblem where a picture is given.

    Raises:
        EmblemError: The picture is neither PNG nor JPEG, or too large.
        CannotReadError: It cannot be read.
    """
    stored = paper_to_json(paper)
    with workspace.change(message("Set how papers look"), duty=Duty.APPROVE) as change:
        if emblem is not None:
            stored.setdefault("office", {})["emblem"] = _stored(workspace.folder, emblem)
        uid = change.reader.scalar(select(Office.uid).order_by(Office.id))
        change.set(Office, uid, {"paper": stored or None})


def check_emblem(picture: Path) -> None:
    """See whether a picture can be the emblem.

    Raises:
        EmblemError: It is neither PNG nor JPEG, or too large.
        CannotReadError: It cannot be read.
    """
    try:
        with picture.open("rb") as file:
            head = file.read(8)
        size = picture.stat().st_size
    except OSError as error:
        raise CannotReadError(picture, error) from error
    if size > _MOST_BYTES or not head.startswith(_PICTURES) or not _opens(picture):
        raise EmblemError(picture)


def _opens(picture: Path) -> bool:
    """Whether it is whole: a broken one would stop every packet and letter."""
    from PIL import Image

    try:
        with Image.open(picture) as image:
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _stored(folder: Path, picture: Path) -> str:
    check_emblem(picture)
    return store_file(folder, picture)[0]
