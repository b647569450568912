# SPDX-License-Identifier: Apache-2.0
"""No change takes a place that a quota does not give: by restoring, redoing, tagging or editing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import RefusedError
from models.fields import field_of
from models.language import Listing, message
from models.views.quotas import call_quotas, may_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.change import Change
    from models.history import ItemRecord
    from models.reader import Reader
    from models.views.quotas import Exceeded


class OverQuotaError(RefusedError):
    """Applications would count against quotas that have no place left."""

    def __init__(self, exceeded: Sequence[Exceeded]) -> None:
        super().__init__(
            message("{quotas}. Nothing was changed.",
                    quotas=Listing(tuple(item.message for item in exceeded)))
        )  # fmt: skip
        self.exceeded = tuple(exceeded)


def keep_quotas(change: Change, before: Reader) -> None:
    """Refuse a change by which an application newly counts where no place is left.

    What gives a place back is never refused, however far a quota is exceeded.

    Raises:
        OverQuotaError: Named are the quotas.
    """
    touched = _touched(change.items)
    if not touched:
        return
    some = [
        uid
        for uid, names in touched.items()
        if not _ALWAYS.isdisjoint(names) or may_count(change.reader, uid, names)
    ]
    refused: list[Exceeded] = []
    for quotas, uids in call_quotas(change.reader, some):
        held = quotas.places_of(uids)
        for earlier, same in call_quotas(before, [place.application for place in held]):
            held -= earlier.places_of(same)
        refused += quotas.exceeded(held).values()
    if refused:
        raise OverQuotaError(refused)


_ALWAYS = frozenset({"stage", "trashed"})


def _touched(items: Iterable[ItemRecord]) -> dict[str, set[str]]:
    """The fields that were set, by application; those just recorded count nowhere yet."""
    found: dict[str, set[str]] = {}
    for item in items:
        if item.table == "application" and item.path:
            found.setdefault(item.record, set()).add(field_of(item.path))
        elif item.table == "answer_row":
            found.setdefault(item.subject, set()).add(item.table)
    new = {item.record for item in items if item.table == "application" and not item.path}
    return {uid: names for uid, names in found.items() if uid not in new}
