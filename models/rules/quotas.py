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


def too_many(wanted: Sequence[tuple[str, str]], places: Mapping[str, Places]) -> dict[str, Places]:
    """Which of those asked for find no place, in the order in which they were named.

    Args:
        wanted: Pairs of application and group.
        places: The places by group.

    Returns:
        For each application that is too many, the places of its group.
    """
    left = {group: item.left for group, item in places.items()}
    refused: dict[str, Places] = {}
    for application, group in wanted:
        if left.get(group, 0) > 0:
            left[group] -= 1
        else:
            refused[application] = places.get(group, Places(0, 0))
    return refused
