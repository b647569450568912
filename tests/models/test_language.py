# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.language import (
    Label,
    Language,
    Listing,
    from_json,
    message,
    plural,
    to_json,
)


def test_a_sentence_is_made_once_and_read_in_either_language() -> None:
    text = message("There is nothing to undo.")
    assert text.text(Language.EN) == "There is nothing to undo."
    assert text.text(Language.ZH) not in {"", "There is nothing to undo."}


@pytest.mark.parametrize(("n", "words"), [(1, "1 application"), (3, "3 applications")])
def test_english_counts_one_and_many(n: int, words: str) -> None:
    text = plural("{n} application", "{n} applications", n=n)
    assert text.text(Language.EN) == words
    assert str(n) in text.text(Language.ZH)


def test_parameters_are_translated_with_the_sentence() -> None:
    label = Label("专家评审", "Expert review")
    text = message("Move {number} to “{stage}”", number="7", stage=label)
    assert "专家评审" in text.text(Language.ZH)
    assert "Expert review" in text.text(Language.EN)


@pytest.mark.parametrize(
    "value",
    [
        "text", 7, None, Label("甲", "A"),
        message("“{field}” is missing", field=Label("名称", "Name")),
        plural("{n} application", "{n} applications", n=2),
        Listing((Label("甲", "A"), "b")),
    ],
)  # fmt: skip
def test_what_the_history_stores_reads_as_before(value: object) -> None:
    found = from_json(to_json(value))  # type: ignore[arg-type] # each is a parameter
    assert found == value


def test_dates_and_decimals_are_stored_as_they_read() -> None:
    assert to_json(date(2026, 3, 2)) == "2026-03-02"
    assert to_json(Decimal("1.50")) == "1.50"
