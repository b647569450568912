# SPDX-License-Identifier: Apache-2.0
"""What an archive holds beside its pages: every original, and a manifest of all that is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.platypus.doctemplate import ActionFlowable

from reports.packet.files import file_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from models.dossier import Dossier
    from reports.editions import KeptFile, KeptPart
    from reports.typesetting.headings import Entry
    from reports.typesetting.places import Place
    from reports.typesetting.setter import Setter


@dataclass(slots=True)
class Begun:
    """A part of the story, which learns its page when it is set.

    Attributes:
        entries: Its headings.
        page: On which it begins, from 1.
    """

    id: str
    entries: Sequence[Entry] = ()
    page: int = 0


class Noting(ActionFlowable):  # type: ignore[misc] # reportlab has no types
    """Notes the page on which a part begins."""

    def __init__(self, begun: Begun) -> None:
        super().__init__()
        self._begun = begun

    def apply(self, doc: Any) -> None:
        """Note it; a heading that moves on to the next page knows better."""
        self._begun.page = doc.page


def unfit(dossier: Dossier, scratch: Path) -> frozenset[tuple[str, int]]:
    """Which sheets of the attachments may not be kept as they are: key and index."""
    from reports.editions import unfit_sheets
    from reports.joining import Kind, survey

    return frozenset(
        (file_key(file), index)
        for file in dossier.answers.files
        if (found := survey(file)).kind is Kind.PDF
        for index in unfit_sheets(file, found.sheets, scratch)
    )


def keep(pdf: Pdf, dossier: Dossier, setter: Setter, begun: Sequence[Begun], scratch: Path) -> None:
    """Embed every original that is there, and the manifest.

    Those who judge blind get no original: what a file says about itself may say whose it is.
    """
    from reports.editions import embed_manifest
    from reports.joining import Relationship, embed_original

    placed = {place.key for place in setter.places}
    files = []
    for file in dossier.answers.files:
        is_there = Path(file.path or ".").is_file() and not dossier.is_blind
        if is_there:
            is_source = file_key(file) in placed
            relation = Relationship.SOURCE if is_source else Relationship.SUPPLEMENT
            embed_original(pdf, file, relation, scratch=scratch, day=dossier.today)
        files.append(_file(file, setter, is_there=is_there))
    embed_manifest(pdf, dossier, setter.language, [_part(part) for part in begun], files)


def _part(begun: Begun) -> KeptPart:
    from reports.editions import KeptPart

    chapters = tuple((entry.title, entry.page) for entry in begun.entries if entry.level == 0)
    return KeptPart(begun.id, begun.entries[0].page if begun.entries else begun.page, chapters)


def _file(file: Any, setter: Setter, *, is_there: bool) -> KeptFile:
    from reports.editions import KeptFile, Shown

    key = file_key(file)
    pages = {entry.key: entry.page for entry in setter.entries}
    mine = [place for place in setter.places if place.key == key]
    pictured = tuple(place.page for place in mine if is_pictured(place, setter))
    if mine:
        shown = Shown.PICTURES if pictured else Shown.PAGES
    else:
        shown = Shown.EXPLAINED if key in pages else Shown.LISTED
    return KeptFile(file, shown, pages.get(key), pictured, is_there)


def is_pictured(place: Place, setter: Setter) -> bool:
    """Whether a picture stands for a sheet."""
    return (place.key, place.index) in setter.pictured
