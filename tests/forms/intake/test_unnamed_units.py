# SPDX-License-Identifier: Apache-2.0
"""Amounts whose unit nobody names: never changed, and questioned where they look like another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.errors import Severity
from tests.forms.intake.books import book, incoming, programme, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.book import CellValue

PROGRAMME = programme()


def questions(
    *amounts: CellValue, heading: str = "孵化资金总额", above: str = ""
) -> list[Sequence[str]]:
    """What is asked about the amounts of a list, row by row; all are taken as they stand."""
    head: Sequence[CellValue] = ("孵化器名称", "运营主体名称", heading)
    cells = [(above,), head] if above else [head]
    rows = incoming(
        book(sheet([*cells, *((f"{n}号平台", f"{n}号公司", it) for n, it in enumerate(amounts))])),
        PROGRAMME,
    )
    assert all(item.problem.severity is Severity.WARNING for row in rows for item in row.problems)
    return [[str(item.problem.message) for item in row.problems] for row in rows]


@pytest.mark.parametrize("amount", [12_000_000, "12,000,000", 12_000_000.5])
def test_an_amount_of_more_than_ten_billion_without_a_unit_is_questioned(amount: CellValue) -> None:
    [[said]] = questions(amount)
    assert "1200" in said
    assert "亿元" in said
    assert "Perhaps 元 was meant" in said


def test_what_names_its_unit_is_not_questioned() -> None:
    assert questions("12000000万元") == [[]]
    assert questions(12_000_000, heading="孵化资金总额（万元）") == [[]]
    assert questions(12_000_000, above="单位：万元") == [[]]


def test_an_amount_a_thousand_times_the_others_is_questioned_in_a_short_list_too() -> None:
    asked = questions(80, 120, 95, 900_000)
    assert [bool(texts) for texts in asked] == [False, False, False, True]
    assert "most rows hold about 107.5" in asked[3][0]
    assert [bool(texts) for texts in questions(800, 1200, 950, 0.5)] == [False, False, False, True]
    assert not any(questions(800, 1200, 950, 90_000))


def test_amounts_as_they_usually_are_raise_no_question() -> None:
    assert not any(questions(1200, 800, 0, None, 35_000, "1.2亿元"))
