# SPDX-License-Identifier: Apache-2.0
"""What comes back when something went out, and why it cannot go where it should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from pathlib import Path

    from models.audiences.redaction import Hit
    from models.language import Message


@dataclass(frozen=True, slots=True)
class Printed:
    """What was written, and what was not and why.

    Attributes:
        lost: Code points that no font has; they are printed as such.
        about: Of each file, the number of its application and the version code that it bears.
        taken: Number of an application, and words that were taken out of its texts.
        left: Number of an application, and words in its texts that may still tell whose it is.
    """

    files: tuple[Path, ...]
    pages: int
    failures: tuple[tuple[str, Message], ...] = ()
    lost: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    taken: tuple[tuple[str, Hit], ...] = ()
    left: tuple[tuple[str, Hit], ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of the note that something went out: its id in the ledger, or why it has none."""

    id: int = 0
    fault: Message | None = None


class OutputNameError(UserError):
    """A summary is a workbook or a PDF, said by the end of its name."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message("{path} must end in .xlsx or .pdf, so that its kind is known.", path=str(path))
        )


class PaperFormError(UserError):
    """A briefing and a list for publicity are made as PDF only."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "A briefing or a list for publicity is a PDF; {path} must end in .pdf. The workbook of"
                " the summary has the list for publicity on a sheet of its own.",
                path=str(path),
            )
        )


class FolderWantedError(UserError):
    """Several packets go into a folder, and a file was named."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            message(
                "Several packets go into a folder; {path} is the name of a file.", path=str(path)
            )
        )


class FormNameError(UserError):
    """A filled form ends as the empty one does."""

    def __init__(self, path: Path, ending: str) -> None:
        super().__init__(
            message(
                "{path} must end in .{ending}, as the empty form does.",
                path=str(path),
                ending=ending,
            )
        )


class BookNameError(UserError):
    """A book is a PDF, said by the end of its name."""

    def __init__(self, path: Path) -> None:
        super().__init__(message("{path} must end in .pdf.", path=str(path)))
