# SPDX-License-Identifier: Apache-2.0
"""How the papers of the office look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.paper import Paper, paper_from_json
from models.storage.attachments import attachment_path
from models.tables import Office

if TYPE_CHECKING:
    from pathlib import Path

    from models.reader import Reader


def office_paper(reader: Reader) -> Paper:
    """The template of the office."""
    return paper_from_json(reader.scalar(select(Office.paper).order_by(Office.id)))


def emblem_path(folder: Path, paper: Paper) -> Path | None:
    """The picture of the emblem; None where there is none, or where it is gone."""
    path = attachment_path(folder, paper.office.emblem) if paper.office.emblem else None
    return path if path and path.is_file() else None


def kept_hashes(reader: Reader) -> set[str]:
    """The hashes of files that the template needs."""
    emblem = office_paper(reader).office.emblem
    return {emblem} if emblem else set()
