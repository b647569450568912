# SPDX-License-Identifier: Apache-2.0
"""From a letter to its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.language import Language
from models.storage.files import written_out
from reports.letters.annex import annexes
from reports.letters.body import text_blocks
from reports.letters.ending import Copies, ending
from reports.letters.head import Head
from reports.letters.layout import WIDTH, styles_of
from reports.letters.pages import write_pages
from reports.typesetting.office_fonts import BUNDLED, Faces
from reports.typesetting.setter import Setter
from reports.typesetting.together import Signed

if TYPE_CHECKING:
    from pathlib import Path

    from reports.letters.letter import Letter


@dataclass(frozen=True, slots=True)
class LetterResult:
    """A letter that was written.

    Attributes:
        lost: Code points that no font has; they are printed as such.
    """

    path: Path
    pages: int
    lost: tuple[str, ...] = ()


def write_letter(
    letter: Letter,
    path: Path,
    *,
    language: Language,
    faces: Faces = BUNDLED,
    replace: bool = False,
) -> LetterResult:
    """Write a letter as PDF; the same letter gives the same bytes.

    Raises:
        FileExistsAlreadyError: There is such a file, and `replace` is not set.
        CannotWriteError: The system refuses; nothing is left behind.
    """
    setter = Setter(language, WIDTH, faces=faces)
    with written_out(path, replace=replace) as aside:
        pages = write_pages(aside, letter, setter, _story(letter, setter))
    return LetterResult(path, pages, tuple(f"U+{ord(char):04X}" for char in sorted(setter.lost)))


def _story(letter: Letter, setter: Setter) -> list[Any]:
    styles = styles_of(setter.faces, setter.language)
    made: list[Any] = [Head(letter, styles, setter)]
    if letter.to:
        colon = "：" if setter.language is Language.ZH else ":"
        made.append(setter.block(letter.to.rstrip("：:") + colon, styles.flush))
    *paragraphs, last = text_blocks(letter.text, styles, setter)
    made += [*paragraphs, Signed(last, ending(letter, styles, setter))]
    made += annexes(letter, styles, setter)
    if letter.office.paper.letter.copies:
        made.append(Copies(letter.office.paper.letter.copies, styles, setter))
    return made
