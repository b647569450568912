# SPDX-License-Identifier: Apache-2.0
"""Opening a PDF that somebody sent, and saying in words why it does not open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Dictionary, PasswordError, Pdf, PdfError

from models.language import message
from reports.joining.joined import CannotJoinError
from reports.joining.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Object

    from models.programme.answers import File


def opened(file: File) -> tuple[Pdf, Sequence[Object]]:
    """A PDF and its pages, to be looked at or copied from.

    Raises:
        CannotJoinError: It asks for a password, is damaged, or has no pages.
    """
    try:
        pdf = open_source(Path(file.path))
    except PasswordError:
        raise CannotJoinError(
            message("The PDF asks for a password. Ask the applicant for a copy without one.")
        ) from None
    except PdfError:
        raise CannotJoinError(
            message(
                "The PDF is damaged beyond repair. Ask the applicant to make it again and send it."
            )
        ) from None
    pages = [page.obj for page in pdf.pages]
    if not pages or not all(isinstance(page, Dictionary) for page in pages):
        raise CannotJoinError(message("The PDF has no pages. Ask the applicant to send it again."))
    return pdf, pages
