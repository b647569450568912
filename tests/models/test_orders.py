# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pytest

from models.language import Language
from models.orders import (
    Edition,
    LetterOrder,
    Order,
    PacketOrder,
    SummaryOrder,
    SummaryPaper,
    order_from_json,
    order_to_json,
)


@pytest.mark.parametrize(
    "order",
    [
        PacketOrder(
            applications=("a", "b"),
            language=Language.EN,
            edition=Edition.ARCHIVE,
            parts=("cover", "stages"),
        ),
        SummaryOrder(call="c", form="pdf", language=Language.ZH),
        LetterOrder(
            call="c",
            letter="recommendation_letter",
            number="示函〔2026〕7号",
            dated="2026-03-05",
            fonts=(("body", "仿宋", "0" * 64),),
            language=Language.ZH,
        ),
        SummaryOrder(
            call="c",
            form="pdf",
            language=Language.ZH,
            paper=SummaryPaper.BRIEFING,
            columns=("index", "title"),
            group_by="region",
            crosses=(("stage", "direction"), ("region", "variant", "stage")),
            filter="direction=energy 武汉",
            since=128,
        ),
    ],
)
def test_an_order_comes_back_from_the_ledger_as_it_was(order: Order) -> None:
    kept = json.loads(json.dumps(order_to_json(order)))
    assert order_from_json(kept) == order


def test_an_order_of_a_newer_program_is_read_as_far_as_it_is_known() -> None:
    kept = {"kind": "summary", "call": "c", "form": "pdf", "language": "zh", "colour": "red"}
    assert order_from_json(kept) == SummaryOrder(call="c", form="pdf", language=Language.ZH)
