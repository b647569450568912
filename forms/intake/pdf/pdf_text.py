# SPDX-License-Identifier: Apache-2.0
"""Where words stand on the pages of a PDF, as far as it has text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import message
from models.rules.text import clean
from models.storage.files import CannotReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from models.progress import Progress

_MOST_CHARACTERS = 50_000  # of a page; a page of small print has 5 000
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_NO_CHARACTERS = frozenset({0, 0xFFFE, 0xFFFF})
_SAME_LINE = 0.5
_NEAR = 1.2
"""Characters that are closer than so many heights belong to one piece of text."""


class LockedPdfError(UserError):
    """The PDF has a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message(
                "{name} is protected by a password and cannot be read. Ask for it without one.",
                name=name,
            ),
        )


class DamagedPdfError(UserError):
    """The PDF is damaged, or is none."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message(
                "{name} is damaged or is no PDF; it cannot be read. Ask for it once more.",
                name=name,
            ),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on one line.

    Attributes:
        left, right, bottom, top: In points from the lower left of the page.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How high its line is."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Where its line runs."""
        return (self.top + self.bottom) / 2

    def beside(self, other: Piece) -> bool:
        """Whether both stand on one line."""
        return abs(self.middle - other.middle) < _SAME_LINE * max(self.height, other.height)

    def joined(self, other: Piece, between: str = "") -> Piece:
        """Both as one."""
        return Piece(
            f"{self.text}{between}{other.text}",
            min(self.left, other.left),
            max(self.right, other.right),
            min(self.bottom, other.bottom),
            max(self.top, other.top),
        )


def pages_of(path: Path, progress: Progress, *, name: str) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each page, from top to bottom and left to right; none for a page without text.

    Raises:
        CannotReadError: There is no such file.
        LockedPdfError, DamagedPdfError: As they say.
        CancelledError: The user stopped it.
    """
    import pypdfium2

    if not path.is_file():
        raise CannotReadError(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedPdfError(name) from error
        raise DamagedPdfError(name) from error
    try:
        for number in range(len(document)):
            progress.step(number, len(document), message("Reading {file}", file=name))
            try:
                page = document[number]
                pieces = tuple(_pieces(page.get_textpage()))
            except pypdfium2.PdfiumError:  # one page is broken; the others may be whole
                pieces = ()
            yield pieces
    finally:
        document.close()


def _pieces(text: Any) -> list[Piece]:
    found: list[Piece] = []
    for character in _characters(text):
        last = found[-1] if found else None
        if last is not None and _continues(last, character):
            found[-1] = last.joined(character)
        elif character.text.strip():
            found.append(character)
    return in_reading_order(
        Piece(tidy, piece.left, piece.right, piece.bottom, piece.top)
        for piece in found
        if (tidy := clean(piece.text).text)
    )


def _characters(text: Any) -> Iterator[Piece]:
    from pypdfium2.raw import FPDFText_GetUnicode

    before: tuple[float, float, str] | None = None
    for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
        code = FPDFText_GetUnicode(text, index)
        if code in _FIRST_HALVES:  # a rare 汉字 comes in two halves at one place
            halves = (code, FPDFText_GetUnicode(text, index + 1))
            character = "".join(map(chr, halves)).encode("utf-16-le", "surrogatepass")
            code = ord(character.decode("utf-16-le", "replace")[0])
        elif code in _SECOND_HALVES:
            continue
        if code in _NO_CHARACTERS:
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        here = (round(left, 1), round(bottom, 1), chr(code))
        if here == before and here[2].strip():  # printed twice to look bold
            continue
        before = here
        yield Piece(" " if chr(code).isspace() else chr(code), left, right, bottom, top)


def _continues(piece: Piece, character: Piece) -> bool:
    """Whether a character goes on where a piece ends; a blank that has no place of its own does."""
    if not character.text.strip() and character.right <= character.left:
        return False
    gap = character.left - piece.right
    height = max(piece.height, character.height)
    return piece.beside(character) and -_SAME_LINE * height < gap < _NEAR * height


def in_reading_order(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces line by line from the top, each line from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda item: -item.middle):
        if lines and lines[-1][0].beside(piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [piece for line in lines for piece in sorted(line, key=lambda item: item.left)]
