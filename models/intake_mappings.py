# SPDX-License-Identifier: Apache-2.0
"""Which column of a layout is which field, said once and offered the next time (IN-10).

Like drafts it is no change: it has no history and no step of undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from models.rules.text import clean, storable
from models.tables import IntakeMapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Delete

    from models.reader import Reader
    from models.workspace import Workspace

_LONGEST_SENDER = 120


def remember_mapping(
    workspace: Workspace,
    *,
    programme: str,
    layout: str,
    mapping: Mapping[str, Any],
    sender: str = "",
) -> None:
    """Keep what was said about the columns of a layout; what was kept before for it goes.

    Args:
        workspace: Open for writing.
        programme: Its id.
        layout: What the layout is known by.
        mapping: As `forms.intake.tables.learned` makes it.
        sender: Who sends such files; empty for nobody in particular.

    Raises:
        ReadOnlyError: The workspace is open for reading.
        CannotSaveError: The disk is full or gone.
    """
    who = _who(sender)
    with workspace.aside() as connection:
        connection.execute(_of(programme, layout, who))
        connection.execute(
            insert(IntakeMapping).values(
                programme=programme,
                sender=who,
                layout=layout,
                mapping=storable(dict(mapping)),
                at=workspace.clock(),
            )
        )


def forget_mapping(workspace: Workspace, *, programme: str, layout: str, sender: str = "") -> None:
    """Forget what was said about the columns of a layout from a sender."""
    with workspace.aside() as connection:
        connection.execute(_of(programme, layout, _who(sender)))


def known_mapping(
    reader: Reader, *, programme: str, layout: str, sender: str = ""
) -> Mapping[str, Any] | None:
    """What was said about the columns of a layout: by this sender, else last by anybody."""
    found = known_mappings(reader, programme=programme, layout=layout)
    return found.get(_who(sender), next(iter(found.values()), None))


def known_mappings(
    reader: Reader, *, programme: str, layout: str
) -> Mapping[str, Mapping[str, Any]]:
    """What was said about the columns of a layout, by sender; what was said last comes first."""
    found = (
        select(IntakeMapping.mapping, IntakeMapping.sender)
        .where(IntakeMapping.programme == programme, IntakeMapping.layout == layout)
        .order_by(IntakeMapping.at.desc(), IntakeMapping.sender)
    )
    return {row.sender: row.mapping for row in reader.rows(found)}


def known_senders(reader: Reader, *, programme: str) -> tuple[str, ...]:
    """The senders that were named so far, to choose from."""
    found = (
        select(IntakeMapping.sender)
        .where(IntakeMapping.programme == programme, IntakeMapping.sender != "")
        .distinct()
        .order_by(IntakeMapping.sender)
    )
    return tuple(row.sender for row in reader.rows(found))


def _who(sender: str) -> str:
    return clean(sender).text[:_LONGEST_SENDER]


def _of(programme: str, layout: str, sender: str) -> Delete:
    return delete(IntakeMapping).where(
        IntakeMapping.programme == programme,
        IntakeMapping.layout == layout,
        IntakeMapping.sender == sender,
    )
