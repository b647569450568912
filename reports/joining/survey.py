# SPDX-License-Identifier: Apache-2.0
"""What an attachment becomes in a packet, found out before anything is set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.language import message
from reports.joining.bookmarks import bookmarks
from reports.joining.boxes import sheet_of
from reports.joining.joined import CannotJoinError, Joined, Kind
from reports.joining.notes import pdf_notes
from reports.joining.opening import opened
from reports.joining.refusals import refusal

if TYPE_CHECKING:
    from models.language import Message
    from models.programme.answers import File


def survey(file: File) -> Joined:
    """What an attachment becomes: its pages with their sizes, or why it has none.

    It never raises on account of the file.
    """
    try:
        return _surveyed(file)
    except CannotJoinError as error:
        return Joined(file, reason=error.reason)
    except OSError:
        return Joined(file, reason=message("The file itself is gone or cannot be read."))
    except Exception as error:  # noqa: BLE001 - readers of foreign bytes raise whatever they like
        return Joined(file, reason=odd(error))


def odd(error: Exception) -> Message:
    """What is said of a file on which a reader failed in a way that nobody foresaw."""
    detail = f"{type(error).__name__}: {error}"[:160]
    return message(
        "The file is damaged or unusual ({detail}). Ask the applicant to make it again and send it.",
        detail=detail,
    )


def _surveyed(file: File) -> Joined:
    if not file.path or not Path(file.path).is_file():
        raise CannotJoinError(message("The file itself is gone or cannot be read."))
    if file.media_type == "application/pdf":
        return _pdf(file)
    raise CannotJoinError(refusal(file))


def _pdf(file: File) -> Joined:
    pdf, pages = opened(file)
    return Joined(
        file,
        Kind.PDF,
        tuple(map(sheet_of, pages)),
        bookmarks(pdf, pages),
        pdf_notes(pdf, pages),
    )
