# SPDX-License-Identifier: Apache-2.0
"""What was left out of a packet for those whom it is for: fields by name, attachments by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import message
from reports.typesetting.grid import Row
from reports.typesetting.headings import headed
from reports.typesetting.styles import CELL, CELL_NUMBER, PLAIN
from reports.typesetting.tables import Column, table_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.dossier import Dossier, LeftOut
    from models.language import Label
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
        body += _fields(found.fields, setter)
    if found.attachments:
        body += _attachments(found.attachments, setter)
    return headed(heading, body)


def _fields(labels: Sequence[Label], setter: Setter) -> list[Any]:
    heading = setter.section_heading(message("Items of the form"))
    rows = [Row(tuple(setter.block(label, CELL) for label in pair)) for pair in _pairs(labels)]
    columns = (Column(message("Item")), Column(message("Item")))
    return headed(heading, [table_grid(columns, rows, setter, after=8)])


def _pairs(labels: Sequence[Label]) -> Iterator[tuple[Label | str, Label | str]]:
    """Two columns, read downwards."""
    half = (len(labels) + 1) // 2
    for place in range(half):
        yield labels[place], labels[half + place] if half + place < len(labels) else ""


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
