# SPDX-License-Identifier: Apache-2.0
"""The hash chain: how values, items and entries become digests, in one place for writer and verifier.

An item's digest seals its values; an entry's digest covers what each of its items is about, and the
seal. So values can be erased after retention without breaking the chain, and what is left of an item
still cannot be given to another record (N11, AU-5).
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

GENESIS = "0" * 64
"""What the first entry names as the one before it."""


def encode_value(value: Any) -> str | None:
    """A value as the history stores it: canonical JSON, or None for empty."""
    return None if value is None else encode_document(value)


def encode_document(value: Any) -> str:
    """A value that is not empty, as the history stores it."""
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else _CANONICAL.encode(value)


def decode_value(stored: str | None) -> Any:
    """A value from the history."""
    return None if stored is None else json.loads(stored)


def seal(salt: str, old: str | None, new: str | None) -> str:
    """The digest of an item's values."""
    return hashlib.sha256(_texts(salt, old, new)).hexdigest()


def items_digest(items: Iterable[ItemRecord]) -> str:
    """The digest of an entry's items in their order: what each is about, and the seal of its values.

    Rows of the history do as well as records about to be written.
    """
    total = hashlib.sha256()
    for item in items:
        total.update(_texts(item.table, item.record, item.subject, item.path, item.digest))
    return total.hexdigest()


SIGNED = (
    *("sequence", "uid", "kind", "duty", "office_uid", "operator_uid", "operator", "account"),
    "machine",
    *("at", "message", "reason", "undoes", "digest", "previous"),
)
"""The parts of an entry that its hash covers."""


def entry_hash(entry: Mapping[str, Any]) -> str:
    """The hash of an entry, which the next one names."""
    return _digest([entry[name] for name in SIGNED])


def _digest(parts: list[Any]) -> str:
    return hashlib.sha256(_CANONICAL.encode(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _texts(*parts: str | None) -> bytes:
    """A list of texts as canonical JSON, which an import asks for a hundred thousand times."""
    quoted = ["null" if part is None else encode_basestring(part) for part in parts]
    return f"[{','.join(quoted)}]".encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One value that a change set, ready to be written."""

    table: str
    record: str
    subject: str
    path: str
    old: str | None
    new: str | None
    salt: str
    digest: str

    @classmethod
    def make(
        cls,
        table: str,
        record: str,
        subject: str,
        path: str,
        old: str | None,
        new: str | None,
    ) -> ItemRecord:
        """An item with a fresh salt and the seal of its values."""
        salt = os.urandom(8).hex()
        return cls(table, record, subject, path, old, new, salt, seal(salt, old, new))

    def row(self, sequence: int) -> dict[str, Any]:
        """The item as a row of its table."""
        return {
            "sequence": sequence,
            "table": self.table,
            "record": self.record,
            "subject": self.subject,
            "path": self.path,
            "old": self.old,
            "new": self.new,
            "salt": self.salt,
            "digest": self.digest,
        }
