# SPDX-License-Identifier: Apache-2.0
"""What a problem is about in words, by the id under which it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.programme.answers import Row
    from models.programme.schema import Programme


def place_of_problem(rule: str, rows: Mapping[str, Sequence[Row]]) -> str:
    """The id of a problem as users write it: of a cell, `tenants[2].name` as in an edit."""
    table, _, rest = rule.partition("/")
    uid, _, column = rest.partition("/")
    for number, row in enumerate(rows.get(table, ()), start=1):
        if row.uid == uid:
            return f"{table}[{number}].{column}"
    return rule


def label_of_problem(programme: Programme, rule: str) -> Label:
    """The sentence of a rule, or the name of the slot, field or cell that a problem is about."""
    sentences = {item.id: item.message for item in programme.rule}
    if rule in sentences:
        return sentences[rule]
    head, _, rest = rule.partition("/")
    if head == "slot":
        slot = programme.slots.get(rest.partition("/")[0])
        return slot.label if slot else Label(rule, rule)
    path = rest if head == "verified" else rule
    return programme.label_of(path)
