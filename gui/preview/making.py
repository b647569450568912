# SPDX-License-Identifier: Apache-2.0
"""Makes what an order asks for into a folder that is thrown away, and reads it for the preview."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gui.preview.reading import Sheet
    from models.language import Label, Message
    from models.orders import Order
    from models.progress import Progress

_SHEETS = frozenset({".xlsx", ".xlsm"})
_DOCUMENTS = frozenset({".docx", ".docm"})
_TEXTS = frozenset({".json", ".csv"})
_CHARACTERS = 200_000


class NothingMadeError(UserError):
    """What would go out cannot be made."""

    def __init__(self, failures: Sequence[tuple[str, Message]]) -> None:
        number, why = failures[0]
        super().__init__(message("{number}: {why}", number=number, why=why))


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was made for the preview.

    Attributes:
        sheets: What stands in it, if it is a workbook.
        text: Its beginning, if it is text.
        fonts: What each font of this machine is for, and its name, where it was set in these.
        notes: What does not fit, in words.
    """

    path: Path
    sheets: tuple[Sheet, ...] = ()
    text: str = ""
    fonts: tuple[tuple[Label, str], ...] = ()
    notes: tuple[str, ...] = ()


def make_preview(
    progress: Progress,
    *,
    folder: Path,
    order: Order,
    aside: Path,
    name: str,
    own_fonts: bool = False,
) -> Seen:
    """Make the files of an order in `aside`, and look at the first; nothing is noted.

    Args:
        folder: The workspace.
        name: Of the file that is made.
        own_fonts: Set it in the fonts of this machine.
    """
    from gui.outgoing.fonts import fonts_told, in_fonts_here
    from gui.outgoing.issuing import make
    from models.views.dossiers import today
    from models.workspace import Workspace

    order = in_fonts_here(order) if own_fonts else order
    with Workspace.open(folder) as workspace:
        made = make(
            workspace.reader, order, aside / name, day=today(), replace=True, progress=progress
        )
    if not made.files:
        raise NothingMadeError(made.failures)
    return replace(
        look_at(made.files[0]),
        fonts=fonts_told() if own_fonts else (),
        notes=tuple(_notes(made)),
    )


def _notes(made: Any) -> Iterator[str]:
    """What whoever made it has to say about it: forms have doubts, lists say which they are."""
    if filters := getattr(made, "filters", ""):
        yield str(filters)
    for doubt in getattr(made, "doubts", ()):
        yield str(doubt.sentence())


def look_at(path: Path) -> Seen:
    """What a preview shows of a file."""
    suffix = path.suffix.lower()
    if suffix in _SHEETS:
        from gui.preview.reading import read_sheets

        return Seen(path, sheets=read_sheets(path))
    if suffix in _DOCUMENTS:
        from reports.filling import word_lines

        return Seen(path, text="\n".join(word_lines(path))[:_CHARACTERS])
    if suffix in _TEXTS:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return Seen(path, text=file.read(_CHARACTERS))
    return Seen(path)
