# SPDX-License-Identifier: Apache-2.0
"""Where the value of a field lies in an application: a column, a document, or a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import Label
from models.programme.schema import FACTS, TAG_FACTS, Filler, Programme
from models.rules.decimals import exact_decimal
from models.rules.money import FractionOfFenError, from_fen, to_fen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.programme.values import Stored

TAG_VOCABULARIES: Mapping[str, str] = {
    "secondary_directions": "directions",
    "secondary_products": "products",
    "tasks": "tasks",
}
"""The vocabulary under which a tag fact is kept."""

LABELS = "labels"
"""The tag under which free labels are kept, and what they are called among the answers."""

FREE_LABELS = Label("自定义标签", "Free labels")
"""What free labels are called; they belong to no vocabulary."""

COLUMN_FACTS = frozenset(FACTS) - {"amount_wan", *TAG_FACTS}


def path_of(programme: Programme, field_id: str) -> str:
    """The path under which `Change` keeps the value of a field."""
    if field_id in COLUMN_FACTS:
        return field_id
    if field_id in TAG_VOCABULARIES:
        return f"tags/{TAG_VOCABULARIES[field_id]}"
    field = programme.fields[field_id]
    document = "answers" if field.filled_by is Filler.APPLICANT else "office_answers"
    return f"{document}/{field_id}"


def field_of(path: str) -> str:
    """The field whose value, claimed or verified, lies under a path; the column where it is none."""
    column, _, key = path.partition("/")
    if column == "tags":
        return next((fact for fact, name in TAG_VOCABULARIES.items() if name == key), key)
    return "amount_wan" if column == "amount_fen" else key or column


def writes_of(programme: Programme, field_id: str, stored: Stored) -> dict[str, Any]:
    """The values by path that store a field.

    An amount becomes 分, or stays as it was typed; of tags, a text that nobody understood is one
    (unknown) tag, since tags are lists everywhere.
    """
    if field_id in TAG_VOCABULARIES and isinstance(stored, str):
        stored = [stored]
    if field_id != "amount_wan":
        return {path_of(programme, field_id): stored}
    fen = _fen(stored)
    return {
        "amount_fen": fen,
        "answers/amount_wan": stored if fen is None else None,
    }


def stored_values(row: Any) -> dict[str, Stored]:
    """The stored values of an application row by field id: facts, tags and free labels included."""
    found: dict[str, Stored] = {name: getattr(row, name) for name in COLUMN_FACTS}
    found |= row.answers or {}
    found |= row.office_answers or {}
    tags = row.tags or {}
    found |= {fact: tags.get(key) for fact, key in TAG_VOCABULARIES.items()}
    found[LABELS] = tags.get(LABELS)
    if row.amount_fen is not None:
        found["amount_wan"] = format(from_fen(row.amount_fen), "f")
    return {key: value for key, value in found.items() if value is not None}


def _fen(stored: Stored) -> int | None:
    try:
        fen = to_fen(exact_decimal(str(stored))) if stored is not None else None
    except (FractionOfFenError, ValueError):
        return None
    return fen if fen is None or abs(fen) <= _LARGEST else None


_LARGEST = 2**63 - 1
"""What an integer column holds; an amount beyond it is kept as typed, in its document."""
