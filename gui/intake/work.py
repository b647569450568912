# SPDX-License-Identifier: Apache-2.0
"""What the jobs of an import do, in a process of their own: they open file and workspace by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from forms.intake.table import Source
    from gui.intake.values import FileLook, PreviewLook, SheetLook
    from models.language import Language
    from models.progress import Progress


def read_file(progress: Progress, *, folder: Path, path: Path, call: str) -> FileLook:
    """Read a file: its sheets, the tables on them, and what their columns seem to be."""
    raise NotImplementedError


def read_sheet(
    progress: Progress, *, folder: Path, path: Path, call: str, sheet: str, header: tuple[int, int]
) -> SheetLook:
    """Read a sheet anew whose header somebody pointed at; (0, 0) for none."""
    raise NotImplementedError


def compare(
    progress: Progress,
    *,
    folder: Path,
    path: Path,
    call: str,
    sources: Sequence[Source],
    sender: str,
) -> PreviewLook:
    """Compare what a file gives with the register: what an import would do, row by row."""
    raise NotImplementedError


def save_errors(
    progress: Progress,
    *,
    folder: Path,
    look: PreviewLook,
    sender: str,
    out: Path,
    language: Language,
) -> Path:
    """Save the workbook that goes back to the sender."""
    raise NotImplementedError
