# SPDX-License-Identifier: Apache-2.0
"""What the jobs of an import do, in a process of their own: they open file and workspace by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from forms.intake.tables.table import Source
    from gui.intake.values import FileLook, PreviewLook, SheetLook
    from gui.intake_outputs import Template
    from models.language import Language
    from models.progress import Progress


def read_file(progress: Progress, *, folder: Path, paths: Sequence[Path], call: str) -> FileLook:
    """Read a file: its sheets, the tables on them, and what their columns seem to be."""
    from forms.intake.files.opening import open_files
    from forms.intake.tables.lost_ids import with_lost_ids
    from gui.importing import rules_of
    from gui.intake.looking import look_at
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        rules = rules_of(workspace.reader, call)
        book = open_files(paths, labels=rules.programme.ids_by_name, progress=progress)
        book = with_lost_ids(book, rules.programme, rules.vocabularies)
        return look_at(workspace.reader, book, rules, paths, call)


def read_sheet(
    progress: Progress,
    *,
    folder: Path,
    paths: Sequence[Path],
    call: str,
    sheet: str,
    header: tuple[int, int],
) -> SheetLook:
    """Read a sheet anew whose header somebody pointed at; (0, 0) for none."""
    from forms.intake.files.opening import open_files
    from forms.intake.tables.lost_ids import with_lost_ids
    from gui.importing import rules_of
    from gui.intake.looking import look_again
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        rules = rules_of(workspace.reader, call)
        book = open_files(paths, labels=rules.programme.ids_by_name, progress=progress)
        book = with_lost_ids(book, rules.programme, rules.vocabularies)
        return look_again(workspace.reader, book, rules, name=sheet, header=header)


def compare(
    progress: Progress, *, folder: Path, paths: Sequence[Path], call: str, sources: Sequence[Source]
) -> PreviewLook:
    """Compare what a file gives with the register: what an import would do, row by row."""
    from forms.intake.files.opening import open_files
    from forms.intake.tables.sources import required_without_column
    from gui.importing import helpers_for, preview_file, rules_of
    from gui.intake.targets import labels_of
    from gui.intake.values import preview_look
    from models.workspace import Workspace

    with helpers_for(*paths) as helpers, Workspace.open(folder) as workspace:
        reader = workspace.reader
        programme = rules_of(reader, call).programme
        book = open_files(paths, labels=programme.ids_by_name, progress=progress)
        preview = preview_file(
            reader, call=call, book=book, sources=sources, helpers=helpers, progress=progress
        )
        lacking = {
            source.table.sheet: len(required_without_column(source, programme))
            for source in sources
        }
        return preview_look(preview, labels_of(programme), lacking)


def save_errors(
    progress: Progress,
    *,
    folder: Path,
    paths: Sequence[Path],
    look: PreviewLook,
    sources: Sequence[Source],
    out: Path,
) -> Path:
    """Save the workbook that goes back to the sender; the system asked whether to replace one."""
    from forms.intake.files.opening import open_files
    from gui.importing import Taken, rules_of, write_errors
    from models.language import current_language
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        programme = rules_of(workspace.reader, look.call).programme
    book = open_files(paths, labels=programme.ids_by_name, progress=progress)
    return write_errors(
        Taken(book, tuple(sources), look.preview()),
        out,
        programme=programme,
        language=current_language(),
        replace=True,
        progress=progress,
    ).path


def write_blank(
    progress: Progress, *, folder: Path, call: str, out: Path, language: Language, replace: bool
) -> Template:
    """Write the blank intake workbook of a call."""
    from gui.intake_outputs import write_template
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return write_template(
            workspace, call=call, out=out, language=language, replace=replace, progress=progress
        )
