# SPDX-License-Identifier: Apache-2.0
"""From a letter to its file."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.platypus.doctemplate import PageBreak

from models.language import Language
from models.progress import NoProgress
from models.storage.files import written_out
from reports.letters.annex import annexes
from reports.letters.body import text_blocks
from reports.letters.ending import Copies, ending
from reports.letters.head import Head
from reports.letters.layout import WIDTH, styles_of
from reports.letters.letter import SummaryAnnex
from reports.letters.pages import write_pages
from reports.summary.digest import gather
from reports.summary.spool import Spool
from reports.typesetting.office_fonts import BUNDLED, Faces
from reports.typesetting.setter import Setter
from reports.typesetting.together import Signed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reports.letters.letter import Letter
    from reports.summary.digest import Digest


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
    with ExitStack() as open_until_written, written_out(path, replace=replace) as aside:
        digests = {
            place: _digest(annex, open_until_written)
            for place, annex in enumerate(letter.annexes)
            if isinstance(annex, SummaryAnnex)
        }
        pages = write_pages(aside, letter, setter, _story(letter, setter, digests))
    return LetterResult(path, pages, tuple(f"U+{ord(char):04X}" for char in sorted(setter.lost)))


def _digest(annex: SummaryAnnex, open_until_written: ExitStack) -> Digest:
    spool = open_until_written.enter_context(Spool(annex.frame.programme.tables))
    return gather(annex.rows, spool, annex.frame, count=annex.count, progress=NoProgress())


def _story(letter: Letter, setter: Setter, digests: Mapping[int, Digest]) -> list[Any]:
    styles = styles_of(setter.faces, setter.language)
    made: list[Any] = [Head(letter, styles, setter)]
    if letter.to:
        colon = "：" if setter.language is Language.ZH else ":"
        made.append(setter.block(letter.to.rstrip("：:") + colon, styles.flush))
    *paragraphs, last = text_blocks(letter.text, styles, setter)
    made += [*paragraphs, Signed(last, ending(letter, styles, setter))]
    made += annexes(letter, styles, setter, digests)
    if letter.office.paper.letter.copies:
        if letter.annexes and isinstance(letter.annexes[-1], SummaryAnnex):
            made.append(PageBreak())
        made.append(Copies(letter.office.paper.letter.copies, styles, setter))
    return made
