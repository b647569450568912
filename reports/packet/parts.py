# SPDX-License-Identifier: Apache-2.0
"""The parts of a packet, in their order, and those that a packet has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from models.dossier import Dossier
from models.language import message
from models.packet_parts import PACKET_PARTS
from models.unknown import UnknownNameError
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
from reports.packet.withheld import withheld
from reports.typesetting.setter import Setter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.language import Label

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

    @property
    def label(self) -> Label:
        """What it is called."""
        return PACKET_PARTS[self.id]


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
    PacketPart("withheld", withheld),
)


def parts_named(ids: Sequence[str]) -> tuple[PacketPart, ...]:
    """Parts by their ids or names, in that order, each once.

    Raises:
        UnknownNameError: There is no such part; the nearest is named.
    """
    known = {part.id: part for part in PARTS}
    by_name = {text: part for part in PARTS for text in (part.label.zh, part.label.en, part.id)}
    for name in ids:
        if name not in by_name:
            labels = {key: part.label for key, part in known.items()}
            raise UnknownNameError(message("part of a packet"), name, labels)
    return tuple(dict.fromkeys(by_name[name] for name in ids))


def parts_of(dossier: Dossier, chosen: Sequence[PacketPart] | None) -> tuple[PacketPart, ...]:
    """The parts that the packet of an application has.

    Those that were chosen, else those of its programme, else all; never one that whoever it is for
    does not get. What was left out is listed in every packet whose audience is told.
    """
    found = chosen or parts_named(dossier.programme.packet.parts) or PARTS
    parts = tuple(part for part in found if not dossier.lacks(part.id))
    if dossier.withheld is not None and dossier.withheld.tells:
        told = parts_named(("withheld",))
        parts = (*parts, *(part for part in told if part not in parts))
    return parts
