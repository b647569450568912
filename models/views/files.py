# SPDX-License-Identifier: Apache-2.0
"""The files of a call, of its list, or of an applicant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.language import from_json
from models.programme.answers import Cleared, File
from models.storage.attachments import attachment_path
from models.tables import Attachment, Trash

if TYPE_CHECKING:
    from pathlib import Path

    from models.reader import Reader


def files_of(reader: Reader, owner_uid: str) -> tuple[File, ...]:
    """The files of an owner, in the order in which they came."""
    rows = reader.rows(
        select(Attachment.__table__)
        .where(Attachment.owner_uid == owner_uid, Attachment.trashed == Trash.LIVE)
        .order_by(Attachment.id)
    )
    return tuple(file_facts(reader.folder, row) for row in rows)


def file_facts(folder: Path, row: Any) -> File:
    """An attachment from its row; without a path where its bytes are gone."""
    path = attachment_path(folder, row.sha256)
    return File(
        uid=row.uid,
        slot=row.slot,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        pages=row.pages,
        fault=from_json(json.loads(row.fault)) if row.fault else None,
        path=str(path) if path.is_file() else "",
        cleared=_cleared(row),
    )


def _cleared(row: Any) -> Cleared | None:
    """That somebody cleared these very bytes."""
    found = row.cleared or {}
    if found.get("sha256") != row.sha256:
        return None
    return Cleared(found["by"], found["on"])
