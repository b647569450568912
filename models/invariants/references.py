# SPDX-License-Identifier: Apache-2.0
"""No record in use refers to one in the trash, whoever takes away, restores, undoes or redoes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.errors import RefusedError
from models.history import encode_value
from models.language import Listing, Message, message
from models.references import REFERENCES, Hold, missing, uses
from models.tables import Trash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.change import Change
    from models.language import Param
    from models.reader import Reader
    from models.references import Missing
    from models.tables import Record

_TABLES = {table.__tablename__: table for item in REFERENCES for table in (item.table, item.to)}


class InUseError(RefusedError):
    """A record would be taken away that others use."""

    def __init__(self, found: Sequence[Message]) -> None:
        super().__init__(message("{uses}. Nothing was changed.", uses=Listing(tuple(found))))


class UsesTrashError(RefusedError):
    """A record would come back that cannot be without one in the trash."""

    def __init__(self, name: Param, needed: Param) -> None:
        super().__init__(
            message(
                "{name} belongs to “{needed}”, which was taken back. Do that again first.",
                name=name,
                needed=needed,
            )
        )


def keep_references(change: Change) -> None:
    """Bring back what is kept in common with those who use it; refuse what would break a reference.

    Raises:
        InUseError: A record is taken away that others use.
        UsesTrashError: A record comes back without one that it needs.
    """
    if all(item.path != "trashed" for item in change.items):
        return
    back = _moved(change, Trash.LIVE)
    while back:
        back = _bring_back(change, missing(change.reader, back))
    gone = _moved(change, Trash.TRASHED)
    found = uses(change.reader, gone, {Hold.NEEDS, Hold.SHARES}) if gone else []
    if found:
        from models.views.naming import who_uses

        raise InUseError(
            [
                text
                for table, uids in gone.items()
                for text in who_uses(change.reader, table, uids, found)
            ]
        )


def _bring_back(change: Change, found: Sequence[Missing]) -> dict[type[Record], set[str]]:
    shared: defaultdict[type[Record], set[str]] = defaultdict(set)
    for item in found:
        if item.use.hold is not Hold.SHARES:
            raise UsesTrashError(
                _name(change.reader, item.use.table, item.use.by),
                _name(change.reader, item.table, item.use.record),
            )
        shared[item.table].add(item.use.record)
    for table, uids in shared.items():
        change.restore(table, sorted(uids))
    return shared


def _name(reader: Reader, table: type[Record], uid: str) -> Param:
    from models.views.naming import names_of

    return names_of(reader, table, [uid])[uid]


def _moved(change: Change, to: Trash) -> dict[type[Record], set[str]]:
    """The records that this change took into the trash, or out of it."""
    value, found = encode_value(to.value), defaultdict[type["Record"], set[str]](set)
    for item in change.items:
        if item.path == "trashed" and item.new == value and item.table in _TABLES:
            found[_TABLES[item.table]].add(item.record)
    return found
