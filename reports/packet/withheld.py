# SPDX-License-Identifier: Apache-2.0
"""What was left out of a packet for those whom it is for: fields by name, attachments by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import Listing, message
from reports.packet.facts import Fact, fact_grid
from reports.typesetting.grid import Row
from reports.typesetting.headings import headed
from reports.typesetting.styles import CELL, CELL_NUMBER, PLAIN
from reports.typesetting.tables import Column, table_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dossier import Dossier, LeftOut
    from reports.typesetting.setter import Setter


def withheld(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter; nothing where nothing was left out, or whoever it is for is not told."""
    found = dossier.withheld
    if found is None or not found.tells or not (found.fields or found.attachments):
        return []
    heading = setter.chapter_heading(message("What was left out"))
    intro = message(
        "This packet is for {audience}. The following was left out; where it stood in a text, the"
        " text has {wording}.",
        audience=found.label,
        wording=found.wording,
    )
    body: list[Any] = [setter.block(intro, PLAIN, after=8)]
    if found.fields:
        items = setter.text(Listing(found.fields))
        facts = [Fact(message("Items of the form"), items)]
        body.append(fact_grid(facts, setter, after=8))
    if found.attachments:
        body += _attachments(found.attachments, setter)
    return headed(heading, body)


def _attachments(left_out: Sequence[LeftOut], setter: Setter) -> list[Any]:
    heading = setter.section_heading(message("Attachments"))
    rows = [
        Row(
            (
                setter.block(item.label, CELL),
                setter.block(str(item.number), CELL_NUMBER),
                setter.block(item.reason, CELL),
            )
        )
        for item in left_out
    ]
    columns = (
        Column(message("Attachment")),
        Column(message("Files"), number=True),
        Column(message("Why")),
    )
    return headed(heading, [table_grid(columns, rows, setter)])
