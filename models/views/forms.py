# SPDX-License-Identifier: Apache-2.0
"""The forms of others that the office fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.language import message
from models.storage.attachments import attachment_path
from models.tables import FormMap, Trash
from models.unknown import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is kept.

    Attributes:
        programme: The id of the programme whose fields its map names.
        file: The name of the empty form.
        sha256: Of the empty form.
        mapping: What goes where (`models.filling`).
    """

    uid: str
    key: str
    title: str
    programme: str
    file: str
    sha256: str
    mapping: Mapping[str, Any]


def forms(reader: Reader) -> list[Form]:
    """All forms, by key."""
    found = select(FormMap.__table__).where(FormMap.trashed == Trash.LIVE).order_by(FormMap.key)
    return [
        Form(row.uid, row.key, row.title, row.programme, row.file, row.sha256, row.mapping)
        for row in reader.rows(found)
    ]


def form_row(reader: Reader, key: str) -> Form:
    """A form by its key.

    Raises:
        UnknownNameError: There is none.
    """
    known = {form.key: form for form in forms(reader)}
    if key not in known:
        raise UnknownNameError(message("form"), key, list(known))
    return known[key]


def template_path(reader: Reader, sha256: str) -> Path:
    """Where the bytes of an empty form lie."""
    return attachment_path(reader.folder, sha256)
