# SPDX-License-Identifier: Apache-2.0
"""The entry of a change in the history: who, where, when, what for, chained to the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.change import insert_text, write_items
from models.history import GENESIS, entry_hash, items_digest
from models.language import to_json
from models.rules.text import clean, storable
from models.storage.engine import document_text
from models.storage.lock import account, machine
from models.tables import HistoryEntry
from models.tables.base import new_uid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.change import Change
    from models.duties import OperatorFacts


def write_entry(
    change: Change,
    *,
    office_uid: str,
    operator: OperatorFacts,
    reason: str,
    signed: Mapping[str, str | None],
) -> str:
    """Write the entry of a change and its items; its uid comes back, empty where nothing was changed.

    Args:
        signed: Its kind, the duty that it asked for, and the entry that it takes back.
    """
    if not change.items:
        return ""
    base = change.reader.driver
    last = base.execute(_HEAD).fetchone()
    step = storable(to_json(change.step))
    entry: dict[str, Any] = {
        "sequence": last[0] + 1 if last else 1,
        "uid": new_uid(),
        **signed,
        "office_uid": office_uid,
        "operator_uid": operator.uid,
        "operator": operator.name,
        "account": storable(account()),
        "machine": storable(machine()),
        "at": change.at,
        "message": step,
        "reason": clean(reason).text or None,
        "digest": items_digest(change.items),
        "previous": last[1] if last else GENESIS,
    }
    entry["hash"] = entry_hash(entry)
    base.execute(insert_text(HistoryEntry, tuple(entry)), {**entry, "message": document_text(step)})
    write_items(change.reader, entry["sequence"], change.items)
    return str(entry["uid"])


_HEAD = "SELECT sequence, hash FROM history_entry ORDER BY sequence DESC LIMIT 1"
