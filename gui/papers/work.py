# SPDX-License-Identifier: Apache-2.0
"""What the job does, in a process of its own: a preview of the template that is being edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from models.language import Language
    from models.paper import Paper
    from models.progress import Progress
    from reports.typesetting.office_fonts import OfficeFont


@dataclass(frozen=True, slots=True)
class Tried:
    """A preview, and the fonts of this machine that set it."""

    path: Path
    fonts: tuple[OfficeFont, ...]


def try_paper(
    progress: Progress,
    *,
    folder: Path,
    paper: Paper,
    emblem: Path | None,
    language: Language,
    fonts: tuple[OfficeFont, ...],
    out: Path,
) -> Tried:
    """Set a cover, tables and a letter by a template that is not kept yet.

    Args:
        fonts: Those of this machine; they are looked for where they are not known yet.
    """
    from gui.outgoing.paper_preview import preview_paper
    from models.workspace import Workspace
    from reports.typesetting.office_fonts import office_fonts

    del progress
    found = fonts or office_fonts()
    with Workspace.open(folder) as workspace:
        preview_paper(
            workspace.reader,
            paper,
            out,
            language=language,
            emblem=emblem,
            fonts=found,
            replace=True,
        )
    return Tried(out, found)
