# SPDX-License-Identifier: Apache-2.0
"""From a dossier to the finished file: set the story, then lay in what comes from elsewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.packet.files import file_key
from reports.packet.joined import ID as JOINED
from reports.typesetting.document import write_document
from reports.typesetting.office_fonts import BUNDLED, Faces
from reports.typesetting.setter import Setter

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    faces: Faces = BUNDLED,
) -> tuple[int, set[str]]:
    """Write the packet to a path; how many pages it has and what no font has come back.

    An attachment that turns out unfit when it is laid in has its page of explanation: the document
    is set again, which ends because each time one file fewer is laid in.
    """
    from reports.joining import LayingInError

    refused: dict[str, Message] = {}
    chosen = frozenset(part.id for part in parts)
    while True:
        setter = Setter(language, identity.text_width, parts=chosen, refused=refused, faces=faces)
        pages = write_document(path, identity, setter, _story(dossier, setter, parts))
        if JOINED not in chosen or not dossier.answers.files:
            return pages, setter.lost
        try:
            _finish(path, dossier, setter)
        except LayingInError as error:
            refused |= error.reasons
        else:
            return pages, setter.lost


def _story(dossier: Dossier, setter: Setter, parts: Sequence[PacketPart]) -> list[Any]:
    built: dict[str, list[Any]] = {}
    for part in sorted(parts, key=lambda part: part.late):
        built[part.id] = part.build(dossier, setter)
    return [flowable for part in parts for flowable in built[part.id]]


def _finish(path: Path, dossier: Dossier, setter: Setter) -> None:
    """Lay the attached pages in, embed what has none, and write the file anew."""
    from pikepdf import Pdf

    from reports.joining import Relationship, embed_original, lay_in

    files = {file_key(file): file for file in dossier.answers.files}
    placed = {place.key for place in setter.places}
    with tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        done = path.with_name(f"{path.name}.joined")
        try:
            with Pdf.open(path) as pdf:
                lay_in(pdf, setter.places, files)
                for key, file in files.items():
                    if key not in placed and Path(file.path or ".").is_file():
                        embed_original(pdf, file, Relationship.SUPPLEMENT, scratch=scratch)
                pdf.save(done, deterministic_id=True, min_version="1.7")
            done.replace(path)
        finally:
            done.unlink(missing_ok=True)
