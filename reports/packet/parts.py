# SPDX-License-Identifier: Apache-2.0
"""The parts of a packet, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from models.dossier import Dossier
from reports.packet.attachments import attachments
from reports.packet.checklist import checklist
from reports.packet.contents import contents
from reports.packet.cover import cover
from reports.packet.joined import ID as JOINED
from reports.packet.joined import joined
from reports.packet.overview import overview
from reports.packet.problems import problems
from reports.packet.sections import sections
from reports.packet.stages import stages
from reports.packet.tags import tags
from reports.typesetting.setter import Setter

Build: TypeAlias = Callable[[Dossier, Setter], list[Any]]


@dataclass(frozen=True, slots=True)
class PacketPart:
    """A part of a packet.

    Attributes:
        build: Is handed a dossier and the setter, and gives back what to print.
        late: Built after the others, because it lists them; printed in its place all the same.
    """

    id: str
    build: Build
    late: bool = False


PARTS = (
    PacketPart("cover", cover),
    PacketPart("contents", contents, late=True),
    PacketPart("overview", overview),
    PacketPart("sections", sections),
    PacketPart("tags", tags),
    PacketPart("checklist", checklist),
    PacketPart("problems", problems),
    PacketPart("attachments", attachments),
    PacketPart(JOINED, joined),
    PacketPart("stages", stages),
)


def named_parts(ids: Sequence[str]) -> tuple[PacketPart, ...] | None:
    """Parts by their ids, in that order; None for none, which stands for all."""
    known = {part.id: part for part in PARTS}
    return tuple(known[name] for name in ids if name in known) or None
