# SPDX-License-Identifier: Apache-2.0
"""Half-typed text, kept while it is typed so that a crash or a kill loses none of it (IN-3).

A draft is no change: it has no history and no step of undo, and it goes when its field is saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from models.rules.text import clean
from models.tables import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.change import Change
    from models.reader import Reader
    from models.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DraftText:
    """What was half typed, and the stored value that was shown when the typing began."""

    text: str
    seen: Any = None


def keep_draft(
    workspace: Workspace, *, application: str, field: str, text: str, seen: Any = None
) -> None:
    """Keep what is half typed in a field of an application; what was kept before goes."""
    with workspace.aside() as connection:
        connection.execute(_of(application, [field]))
        connection.execute(
            insert(Draft).values(
                application_uid=application,
                field=field,
                text=clean(text).text,
                seen=seen,
                at=workspace.clock(),
            )
        )


def drop_draft(workspace: Workspace, *, application: str, field: str) -> None:
    """Forget what was half typed in a field."""
    with workspace.aside() as connection:
        connection.execute(_of(application, [field]))


def clear_drafts(change: Change, application: str, fields: Iterable[str]) -> None:
    """Let the drafts of fields go with the change that saves them."""
    rows = [(application, field) for field in fields]
    change.reader.driver.executemany(_GONE, rows)


_GONE = "DELETE FROM draft WHERE application_uid = ? AND field = ?"


def drafts_of(reader: Reader, *, application: str) -> Mapping[str, DraftText]:
    """What is half typed in an application, by the path of the field or cell."""
    statement = select(Draft.field, Draft.text, Draft.seen).where(
        Draft.application_uid == application
    )
    return {row.field: DraftText(row.text, row.seen) for row in reader.rows(statement)}


def _of(application: str, fields: Iterable[str]) -> Any:
    return delete(Draft).where(Draft.application_uid == application, Draft.field.in_(list(fields)))
