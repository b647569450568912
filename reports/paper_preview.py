# SPDX-License-Identifier: Apache-2.0
"""What the office's template makes of a paper: a cover, a page with tables, a letter, in one PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Pdf

from models.language import Listing, message
from models.storage.files import written_out
from reports.letters import Annex, Letter, write_letter
from reports.packet import parts_named, write_packet
from reports.typesetting.office_fonts import faces_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dossier import Dossier
    from models.language import Language, Translatable
    from reports.typesetting.office_fonts import OfficeFont


def write_paper_preview(
    dossier: Dossier,
    path: Path,
    *,
    language: Language,
    fonts: Sequence[OfficeFont],
    replace: bool = False,
) -> int:
    """Write the preview with an application as example; how many pages come back.

    The list of fonts that goes with the letter says which ones this machine sets papers in.
    """
    faces = faces_with(fonts)
    with (
        written_out(path, replace=replace) as aside,
        tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True) as folder,
    ):
        packet, letter = Path(folder) / "packet.pdf", Path(folder) / "letter.pdf"
        parts = parts_named(("cover", "overview", "sections"))
        write_packet(dossier, packet, language=language, parts=parts, faces=faces)
        write_letter(_letter(dossier, language, fonts), letter, language=language, faces=faces)
        with Pdf.new() as joined, Pdf.open(packet) as first, Pdf.open(letter) as second:
            joined.pages.extend([*first.pages[:_PACKET_PAGES], *second.pages])
            joined.save(aside, deterministic_id=True)
            return len(joined.pages)


_PACKET_PAGES = 2


def _letter(dossier: Dossier, language: Language, fonts: Sequence[OfficeFont]) -> Letter:
    def say(text: Translatable) -> str:
        return text.text(language)

    rows = tuple(
        (
            str(number),
            say(font.label),
            font.name or say(message("bundled with the program")),
            _passed(font, language),
        )
        for number, font in enumerate(fonts, 1)
    )
    heads = (message("No."), message("Use"), message("Font"), message("Not usable here"))
    return Letter(
        office=dossier.office,
        title=say(message("{office}: how letters look", office=dossier.office.writes_as)),
        text=say(_TEXT),
        dated=dossier.today,
        made=dossier.today,
        number=dossier.office.paper.numbered(dossier.today.year, 1),
        to=say(message("To whom it is addressed")),
        annexes=(Annex(say(message("Fonts of this preview")), tuple(map(say, heads)), rows),),
    )


_TEXT = message(
    "This preview shows how the letters of the office are set: margins, lines, fonts and signature."
    "\n1. Heading of the first level\nHeadings are known by the signs with which their lines begin."
    "\nThe text has 22 lines a page and 28 characters a line; a figure such as 1,234.56 and a word such"
    " as AI for Science stand in fonts of their own."
)


def _passed(font: OfficeFont, language: Language) -> str:
    reasons = (message("{font}: {reason}", font=name, reason=why) for name, why in font.passed)
    return Listing(tuple(reasons), clauses=True).text(language)
