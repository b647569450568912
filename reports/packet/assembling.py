# SPDX-License-Identifier: Apache-2.0
"""From a dossier to the finished file: set the story, then lay in what comes from elsewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.packet.files import file_key
from reports.packet.joined import ID as JOINED
from reports.packet.joined import is_blind
from reports.typesetting.document import write_document
from reports.typesetting.setter import Setter
from reports.typesetting.sides import right_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from models.dossier import Dossier
    from models.language import Language, Message
    from models.orders import Edition
    from reports.packet.parts import PacketPart
    from reports.typesetting.document import Identity


def assemble(
    path: Path,
    dossier: Dossier,
    identity: Identity,
    language: Language,
    parts: Sequence[PacketPart],
    edition: Edition,
) -> tuple[int, set[str]]:
    """Write the packet to a path; how many pages it has and what no font has come back.

    An attachment that turns out unfit when it is laid in has its page of explanation: the document
    is set again, which ends because each time one file fewer is laid in.
    """
    from reports.joining import LayingInError

    refused: dict[str, Message] = {}
    chosen = frozenset(part.id for part in parts)
    while True:
        setter = Setter(language, identity.text_width, parts=chosen, refused=refused)
        pages = write_document(path, identity, setter, _story(dossier, setter, parts))
        try:
            _finish(path, dossier, setter, edition, joins=JOINED in chosen)
        except LayingInError as error:
            refused |= error.reasons
        else:
            return pages, setter.lost


def _story(dossier: Dossier, setter: Setter, parts: Sequence[PacketPart]) -> list[Any]:
    built: dict[str, list[Any]] = {}
    for part in sorted(parts, key=lambda part: part.late):
        built[part.id] = part.build(dossier, setter)
    return [
        flowable
        for part in parts
        if built[part.id]
        for flowable in (*right_page(), *built[part.id])
    ]


def _finish(path: Path, dossier: Dossier, setter: Setter, edition: Edition, *, joins: bool) -> None:
    """Lay the attached pages in, embed what has none, and write the file anew as its edition."""
    from pikepdf import Pdf

    from reports.editions import finish

    done = path.with_name(f"{path.name}.done")
    try:
        with (
            tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True) as scratch,
            Pdf.open(path) as pdf,
        ):
            if joins and dossier.answers.files:
                _join(pdf, dossier, setter, Path(scratch))
            finish(pdf, done, edition)
        done.replace(path)
    finally:
        done.unlink(missing_ok=True)


def _join(pdf: Pdf, dossier: Dossier, setter: Setter, scratch: Path) -> None:
    from reports.joining import Relationship, embed_original, lay_in

    files = {file_key(file): file for file in dossier.answers.files}
    placed = {place.key for place in setter.places}
    lay_in(pdf, setter.places, files)
    if is_blind(dossier):
        return
    for key, file in files.items():
        if key not in placed and Path(file.path or ".").is_file():
            embed_original(pdf, file, Relationship.SUPPLEMENT, scratch=scratch)
