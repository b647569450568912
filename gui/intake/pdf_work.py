# SPDX-License-Identifier: Apache-2.0
"""Reading a PDF beside an application: the work of the window's job and of the command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language import Message, current_language, message, plural

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.pdf.comparison import Compared
    from models.progress import Progress
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a PDF says about an application.

    Attributes:
        silent: Its pages without text, from 1.
    """

    number: str
    file: str
    lines: tuple[Compared, ...]
    silent: tuple[int, ...]

    @property
    def different(self) -> tuple[Compared, ...]:
        """Where it says something else than the application."""
        return tuple(line for line in self.lines if not line.same)

    def about(self) -> tuple[Message, ...]:
        """What is to be said of it as a whole."""
        same = len({line.offer.field for line in self.lines if line.same})
        if self.lines:
            said = [plural("{n} field says the same.", "{n} fields say the same.", n=same)]
        else:
            said = [message("No label of a field with an answer beside or below it was found.")]
        if self.silent:
            pages = ", ".join(map(str, self.silent))
            said.append(message("Pages that are pictures and were not read: {pages}", pages=pages))
        return tuple(said)


def compare_pdf(
    progress: Progress, *, folder: Path, number: str, path: Path, name: str
) -> Comparison:
    """Compare an application with a PDF, in the process of a job."""
    from models.workspace import Workspace

    with Workspace.open(folder) as workspace:
        return compare_with(
            workspace.reader, number=number, path=path, name=name, progress=progress
        )


def compare_with(
    reader: Reader, *, number: str, path: Path, name: str, progress: Progress
) -> Comparison:
    """Compare an application with a PDF.

    Args:
        name: What the file is called; an attachment is kept under another name.

    Raises:
        UserError: There is no such application, or the PDF cannot be read or is a scan.
        CancelledError: The user stopped it.
    """
    from forms.intake.pdf.comparison import compared
    from forms.intake.pdf.pdf_offers import read_offers
    from models.views.dossiers import dossier
    from models.views.find import application_row

    found = dossier(reader, application_row(reader, number).uid)
    offers = read_offers(path, found.programme, found.vocabularies, name=name, progress=progress)
    lines = compared(offers.offers, found.answers, found.vocabularies, current_language())
    return Comparison(found.number, name, lines, offers.silent)
