# SPDX-License-Identifier: Apache-2.0
"""Quotas (名额): how many of a list may be recommended, and which of those asked for are too many."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Places:
    """How many places a quota gives in one of the groups that it counts apart."""

    limit: int
    taken: int

    @property
    def left(self) -> int:
        """How many are free; never below zero."""
        return max(self.limit - self.taken, 0)


def limit_of(*, number: int | None, share: Decimal | None, base: int) -> int:
    """The number of places: fixed, or a share of `base` rounded up.

    Source: 工信厅科函〔2025〕349号, “占总体推荐数量的比例不超过10%（向上取整）”.
    """
    if number is not None:
        return number
    return math.ceil(share * base) if share is not None else 0


def limit_within(*, share: Decimal, base: int, taken: int, wanted: int) -> int:
    """The number of places where those who get one are counted in the base themselves.

    So a hundred who ask at once do not raise their own limit.
    """
    given = 0
    while given < wanted and taken + given < math.ceil(share * (base + given + 1)):
        given += 1
    return math.ceil(share * (base + given))


def too_many(wanted: Sequence[tuple[str, str]], places: Mapping[str, Places]) -> dict[str, Places]:
    """Which of those asked for find no place, in the order in which they were named.

    Args:
        wanted: Pairs of application and group.
        places: The places by group.

    Returns:
        For each application that is too many, the places of its group as they are by then.
    """
    now = dict(places)
    refused: dict[str, Places] = {}
    for application, group in wanted:
        found = now.get(group, Places(0, 0))
        if found.left:
            now[group] = Places(found.limit, found.taken + 1)
        else:
            refused[application] = found
    return refused
