# SPDX-License-Identifier: Apache-2.0
"""The review packet (评审材料): one application as a PDF that a panel reads.

A packet is a row of parts: cover, contents, overview, the sections of the programme, tags,
checklist, problems, attachments, stages. A part is one small file with a function that is handed a
dossier and the setter of the document and gives back what to print; `parts.PARTS` lists them in
order. To add one, write such a function and name it there.

The room imports `reports.typesetting` and the core. It queries nothing: what it prints is what it
was handed. Start reading at `packets.write_packet`, then `sections`, which prints any programme by
its definition alone.
"""

from __future__ import annotations

from reports.naming import NamePatternError
from reports.packet.packets import (
    PacketResult,
    PacketsResult,
    file_name,
    write_packet,
    write_packets,
)
from reports.packet.parts import PARTS, PacketPart, parts_named

__all__ = [
    "PARTS",
    "NamePatternError",
    "PacketPart",
    "PacketResult",
    "PacketsResult",
    "file_name",
    "parts_named",
    "write_packet",
    "write_packets",
]
