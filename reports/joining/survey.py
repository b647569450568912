# SPDX-License-Identifier: Apache-2.0
"""What an attachment becomes in a packet, found out before anything is set."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.language import message
from reports.joining.bookmarks import bookmarks
from reports.joining.boxes import sheet_of
from reports.joining.field_words import field_words
from reports.joining.joined import CannotJoinError, Joined, Kind
from reports.joining.notes import pdf_notes
from reports.joining.opening import opened
from reports.joining.pictures import CUT_SHORT, opened_picture, picture_notes, picture_sheets
from reports.joining.refusals import UNREADABLE, refusal

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
    except Exception as error:  # noqa: BLE001 - readers of foreign bytes raise whatever they like
        return Joined(file, reason=odd(file, error))


def odd(file: File, error: Exception) -> Message:
    """What is said of a file on which a reader failed in a way that nobody foresaw."""
    if not _can_be_read(file):
        return _GONE
    if kind_of(file) is Kind.PICTURE:
        return CUT_SHORT
    detail = f"{type(error).__name__}: {error}"[:160]
    return message(
        "The file is damaged or unusual ({detail}). Ask the applicant to make it again and send it.",
        detail=detail,
    )


_GONE = message("The file itself is gone or cannot be read.")


def _can_be_read(file: File) -> bool:
    try:
        with Path(file.path).open("rb") as opened_file:
            return len(opened_file.read(1)) >= 0
    except OSError:
        return False


def kind_of(file: File) -> Kind:
    """By which way a file would go in, by its type."""
    if file.media_type == "application/pdf":
        return Kind.PDF
    known = file.media_type.startswith("image/") and file.media_type not in UNREADABLE
    return Kind.PICTURE if known else Kind.NONE


def _surveyed(file: File) -> Joined:
    if not file.path or not _can_be_read(file):
        raise CannotJoinError(_GONE)
    match kind_of(file):
        case Kind.PDF:
            return _pdf(file)
        case Kind.PICTURE:
            return _picture(file)
        case _:
            raise CannotJoinError(refusal(file))


def _pdf(file: File) -> Joined:
    pdf, pages = opened(file)
    sheets = tuple(replace(sheet_of(page), words=field_words(pdf, page)) for page in pages)
    notes = pdf_notes(pdf, pages)
    if any(sheet.words for sheet in sheets):
        notes = (*notes, _SET_HERE)
    return Joined(file, Kind.PDF, sheets, bookmarks(pdf, pages), notes)


_SET_HERE = message(
    "Some fields were filled in without saying how that looks; their values are set here in the type"
    " of this document."
)


def _picture(file: File) -> Joined:
    with opened_picture(Path(file.path)) as image:
        return Joined(file, Kind.PICTURE, picture_sheets(image), notes=picture_notes(image))
