# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal

import pytest

from models.rules.quotas import Places, limit_of, too_many


@pytest.mark.parametrize(
    ("base", "limit"), [(0, 0), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3), (100, 10)]
)
def test_a_share_is_rounded_up(base: int, limit: int) -> None:
    """工信厅科函〔2025〕349号: 不超过10%（向上取整）."""
    assert limit_of(number=None, share=Decimal("0.1"), base=base) == limit


def test_a_number_of_its_own_goes_before_a_share() -> None:
    assert limit_of(number=3, share=Decimal("0.1"), base=100) == 3


def test_a_quota_without_either_gives_no_place() -> None:
    assert limit_of(number=None, share=None, base=100) == 0


def test_the_first_named_find_a_place_and_the_rest_are_told_how_many_there_are() -> None:
    places = {"energy": Places(limit=2, taken=1), "space": Places(limit=1, taken=0)}
    wanted = [("a", "energy"), ("b", "energy"), ("c", "space"), ("d", "health")]
    assert too_many(wanted, places) == {"b": Places(2, 2), "d": Places(0, 0)}


def test_more_taken_than_allowed_leaves_none_and_not_less_than_none() -> None:
    assert Places(limit=2, taken=5).left == 0
