# SPDX-License-Identifier: Apache-2.0
"""Why a file with tables is not read: one class a fault, each with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from pathlib import Path

    from models.language import Message


BROKEN_MARKUP = message("its XML breaks off or contradicts itself")
PART_MISSING = message("a part of it is missing")
OFF_THE_SHEET = message("its cells lie where no cells can be")
TOO_FAR_APART = message("its filled cells lie far apart")
TOO_MUCH_TEXT = message("its texts take too much memory")
TOO_MANY_SETTINGS = message("one of its sheets has too many settings")
ROW_TOO_LONG = message("one of its rows has more than 64 MB")


class EmptyFileError(UserError):
    """There is not a byte, or nothing but blanks, in the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message("{file} is empty. Ask whoever sent it to send it again.", file=path.name),
        )


class DamagedFileError(UserError):
    """The file is of a kind that we read, and broken."""

    def __init__(self, path: Path, detail: Message | None = None) -> None:
        if detail is None:
            super().__init__(
                message(
                    "{file} is damaged and cannot be read. If Excel or WPS can still open it, save"
                    " it there again as .xlsx; otherwise ask for it again.",
                    file=path.name,
                ),
            )
            return
        super().__init__(
            message(
                "{file} is damaged and cannot be read: {detail}. If Excel or WPS can still open it,"
                " save it there again as .xlsx; otherwise ask for it again.",
                file=path.name,
                detail=detail,
            ),
        )


class PasswordProtectedError(UserError):
    """The file opens only with a password, or is locked with one that its program knows by itself."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{file} is protected with a password. Open it in Excel or WPS (with the password, if"
                " it asks for one), save it there as .xlsx without a password, and import that file.",
                file=path.name,
            ),
        )


class NoSheetsError(UserError):
    """A workbook without a single sheet of cells."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{file} holds no sheets with cells. Ask whoever sent it to send it again.",
                file=path.name,
            ),
        )


class TooLargeError(UserError):
    """Reading it would take more memory or time than a table can be worth."""

    def __init__(self, path: Path, detail: Message) -> None:
        super().__init__(
            message(
                "{file} is too large to be read: {detail}. Delete what is not part of the table,"
                " or split it into several files.",
                file=path.name,
                detail=detail,
            ),
        )


class UnsafePackageError(UserError):
    """Made to do harm rather than to be read: it swells beyond measure, or declares entities."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{file} is not an ordinary workbook: it is built to swell when it is opened. It was"
                " not opened; ask whoever sent it what it is.",
                file=path.name,
            ),
        )


class NoTableError(UserError):
    """The file is something, but nothing that holds tables for us."""

    def __init__(self, path: Path, what: Message, advice: Message) -> None:
        super().__init__(
            message(
                "{file} is {what} and cannot be imported. {advice}",
                file=path.name,
                what=what,
                advice=advice,
            ),
        )


class PdfNotImportedError(UserError):
    """A PDF says how something looks, not what it means."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "{file} is a PDF and cannot be imported. What a PDF says is only offered beside the"
                " fields of an application in the window; ask for the workbook or the Word form from"
                " which it was made.",
                file=path.name,
            ),
        )
