# SPDX-License-Identifier: Apache-2.0
"""Printing packets: from the register through a report to files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gui.outgoing.audiences import Passing
from gui.outgoing.made import FolderWantedError, Printed
from models.orders import order_to_json
from models.views import dossiers
from models.views.paper import office_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from models.dossier import Dossier
    from models.orders import PacketOrder
    from models.progress import Progress
    from models.reader import Reader


def make_packets(
    reader: Reader,
    order: PacketOrder,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> Printed:
    """Print the packet of one application to a PDF, or of several into a folder.

    `out` is a file where it ends in .pdf and one application is named, else a folder. `day` is the
    day that they bear.
    """
    from reports.packet import parts_named, write_packet, write_packets
    from reports.typesetting.office_fonts import faces_of

    faces = faces_of(order.fonts)
    uids = order.applications
    is_file = out.suffix.lower() == ".pdf"
    if len(uids) > 1 and is_file:
        raise FolderWantedError(out)
    passing = Passing(order)
    parts = parts_named(order.parts or office_paper(reader).packet.parts)
    passing.check([part.id for part in parts], [part.label for part in parts])
    found = passing.through(dossiers.dossiers(reader, uids, today=day))
    if is_file:
        dossier = next(found)
        one = write_packet(
            dossier,
            out,
            language=order.language,
            edition=order.edition,
            replace=replace,
            parts=parts,
            faces=faces,
        )
        return Printed(
            (one.path,),
            one.pages,
            lost=one.lost,
            about=((dossier.number, dossier.version_code),),
            taken=tuple(passing.taken),
            left=tuple(passing.left),
        )
    codes: dict[str, str] = {}
    many = write_packets(
        _noting(found, codes),
        out,
        language=order.language,
        edition=order.edition,
        total=len(uids),
        replace=replace,
        parts=parts,
        faces=faces,
        name_pattern=order.names,
        progress=progress,
        run=_run(reader, order, day),
    )
    failed = {number for number, _ in many.failures}
    return Printed(
        tuple(item.path for item in many.written),
        sum(item.pages for item in many.written),
        many.failures,
        tuple(dict.fromkeys(code for item in many.written for code in item.lost)),
        about=tuple(about for about in codes.items() if about[0] not in failed),
        taken=tuple(passing.taken),
        left=tuple(passing.left),
    )


def _run(reader: Reader, order: PacketOrder, day: date) -> str:
    """What is asked for, of which state, for which day: the same words, the same bytes."""
    head = dossiers.history_head(reader)
    return json.dumps([order_to_json(order), head.hash, day.isoformat()], sort_keys=True)


def _noting(found: Iterable[Dossier], codes: dict[str, str]) -> Iterator[Dossier]:
    """Note number and version code of each dossier that is taken."""
    for dossier in found:
        codes[dossier.number] = dossier.version_code
        yield dossier
