# SPDX-License-Identifier: Apache-2.0
"""From a dossier to the finished file: set the story, then lay in what comes from elsewhere."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.orders import Edition
from reports.packet.files import file_key
from reports.packet.joined import ID as JOINED
from reports.packet.keeping import Begun, Noting, is_pictured, keep, unfit
from reports.typesetting.document import write_document
from reports.typesetting.office_fonts import BUNDLED, Faces
from reports.typesetting.setter import Setter
from reports.typesetting.sides import right_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from models.dossier import Dossier
    from models.language import Language, Message
    from reports.packet.parts import PacketPart
    from reports.typesetting.document import Identity


def assemble(
    path: Path,
    dossier: Dossier,
    identity: Identity,
    language: Language,
    parts: Sequence[PacketPart],
    edition: Edition,
    faces: Faces = BUNDLED,
) -> tuple[int, set[str]]:
    """Write the packet to a path; how many pages it has and what no font has come back.

    An attachment that turns out unfit when it is laid in has its page of explanation: the document
    is set again, which ends because each time one file fewer is laid in. An archive that would be
    none because of what was laid in is set again with pictures of it.

    Raises:
        NotArchivableError: The archive edition would be no PDF/A-3b even so.
    """
    from reports.editions import NotArchivableError
    from reports.joining import LayingInError

    refused: dict[str, Message] = {}
    chosen = frozenset(part.id for part in parts)
    with tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        pictured = frozenset[tuple[str, int]]()
        if edition is Edition.ARCHIVE and JOINED in chosen:
            pictured = unfit(dossier, scratch)
        while True:
            setter = Setter(
                language,
                identity.text_width,
                parts=chosen,
                refused=refused,
                pictured=pictured,
                faces=faces,
            )
            story, begun = _story(dossier, setter, parts)
            pages = write_document(path, identity, setter, story)
            try:
                _finish(path, dossier, setter, _Finish(edition, begun, scratch))
            except LayingInError as error:
                refused |= error.reasons
            except NotArchivableError:
                everything = frozenset((place.key, place.index) for place in setter.places)
                if everything <= pictured:
                    raise
                pictured |= everything
            else:
                return pages, setter.lost


@dataclass(frozen=True, slots=True)
class _Finish:
    """What is known of a document beyond what it was set from."""

    edition: Edition
    begun: Sequence[Begun]
    scratch: Path


def _story(
    dossier: Dossier, setter: Setter, parts: Sequence[PacketPart]
) -> tuple[list[Any], list[Begun]]:
    """The story, and the parts that have something in it."""
    built: dict[str, list[Any]] = {}
    begun: dict[str, Begun] = {}
    for part in sorted(parts, key=lambda part: part.late):
        known = len(setter.entries)
        built[part.id] = part.build(dossier, setter)
        begun[part.id] = Begun(part.id, setter.entries[known:])
    printed = [part.id for part in parts if built[part.id]]
    story = [
        flowable
        for part in printed
        for flowable in (*right_page(), Noting(begun[part]), *built[part])
    ]
    return story, [begun[part] for part in printed]


def _finish(path: Path, dossier: Dossier, setter: Setter, how: _Finish) -> None:
    """Lay the attached pages in, embed what has none, and write the file anew as an edition."""
    from reports.editions import finish
    from reports.opening import opened_pdf

    done = path.with_name(f"{path.name}.done")
    try:
        with opened_pdf(path) as pdf:
            if JOINED in setter.parts:
                _join(pdf, dossier, setter, how.scratch)
            if how.edition is Edition.ARCHIVE:
                keep(pdf, dossier, setter, how.begun, how.scratch)
            elif JOINED in setter.parts and not dossier.is_blind:
                _embed(pdf, dossier, setter, how.scratch)
            finish(pdf, done, how.edition)
        done.replace(path)
    finally:
        done.unlink(missing_ok=True)


def _join(pdf: Pdf, dossier: Dossier, setter: Setter, scratch: Path) -> None:
    from reports.joining import lay_in

    files = {file_key(file): file for file in dossier.answers.files}
    drawn = [place for place in setter.places if not is_pictured(place, setter)]
    lay_in(pdf, drawn, files, scratch=scratch)
    if setter.pictured:
        from reports.editions import lay_pictures

        pictured = [place for place in setter.places if is_pictured(place, setter)]
        lay_pictures(pdf, pictured, files, scratch=scratch)


def _embed(pdf: Pdf, dossier: Dossier, setter: Setter, scratch: Path) -> None:
    """Embed what has no pages."""
    from reports.joining import Relationship, embed_original

    placed = {place.key for place in setter.places}
    for file in dossier.answers.files:
        if file_key(file) not in placed and Path(file.path or ".").is_file():
            embed_original(pdf, file, Relationship.SUPPLEMENT, scratch=scratch, day=dossier.today)
