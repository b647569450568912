# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from models.language import Label
from models.programme.schema import Choice, FieldType, FormField
from models.programme.values import Unreadable, read, shape_hint, understand
from models.programme.vocabulary import shipped_vocabularies

CHOICES = (
    Choice(id="standard", label=Label("标准级", "Standard")),
    Choice(id="excellent", label=Label("卓越级", "Excellent")),
)


def field(kind: str, unit: str = "", vocabulary: str = "directions") -> FormField:
    return FormField(
        id="it",
        type=FieldType(kind),
        label=Label("它", "It"),
        unit=Label(unit, unit) if unit else None,
        choices=CHOICES if kind.startswith("choice") else (),
        vocabulary=vocabulary if kind.startswith("term") else None,
    )


def stored(kind: str, typed: Any, unit: str = "") -> Any:
    return understand(field(kind, unit), typed, shipped_vocabularies()).stored


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "typed_value"),
    [
        ("text", "  未来 孵化器 ", "未来 孵化器", "未来 孵化器"),
        ("long_text", "一\r\n二", "一\n二", "一\n二"),
        ("integer", "120", 120, 120),
        ("integer", "１２０", 120, 120),
        ("integer", "1,200", 1200, 1200),
        ("integer", 120.0, 120, 120),
        ("integer", "-5", -5, -5),
        ("decimal", "10.10", "10.1", Decimal("10.1")),
        ("decimal", "１２．５", "12.5", Decimal("12.5")),
        ("decimal", "-0", "0", Decimal(0)),
        ("decimal", 0.1, "0.1", Decimal("0.1")),
        ("decimal", "1 234 567.89", "1234567.89", Decimal("1234567.89")),
        ("decimal", "1.5e3", "1500", Decimal(1500)),
        ("money", "1200.50", "1200.5", Decimal("1200.5")),
        ("money", "1.2亿元", "12000", Decimal(12000)),
        ("money", "300(万)", "300", Decimal(300)),
        ("money", "5000元", "0.5", Decimal("0.5")),
        ("money", "１，２００．５", "1200.5", Decimal("1200.5")),
        ("percent", "35%", "35", Decimal(35)),
        ("percent", "３５．５％", "35.5", Decimal("35.5")),
        ("percent", 35, "35", Decimal(35)),
        ("date", "2026-03-05", "2026-03-05", date(2026, 3, 5)),
        ("date", "2026年3月5日", "2026-03-05", date(2026, 3, 5)),
        ("date", "2026/3/5", "2026-03-05", date(2026, 3, 5)),
        ("date", "２０２６．３．５", "2026-03-05", date(2026, 3, 5)),
        ("date", "20260305", "2026-03-05", date(2026, 3, 5)),
        ("date", datetime(2026, 3, 5, 17, 0), "2026-03-05", date(2026, 3, 5)),  # noqa: DTZ001
        ("month", "2026年3月", "2026-03", date(2026, 3, 1)),
        ("month", "2026-03", "2026-03", date(2026, 3, 1)),
        ("month", "202603", "2026-03", date(2026, 3, 1)),
        ("month", date(2026, 3, 5), "2026-03", date(2026, 3, 1)),
        (
            "series",
            {"2025": "1,200.5", "2024": 3},
            {"2024": "3", "2025": "1200.5"},
            {2024: Decimal(3), 2025: Decimal("1200.5")},
        ),
        ("series", {"2025": None, "2024": "7"}, {"2024": "7"}, {2024: Decimal(7)}),
        ("boolean", "是", True, True),
        ("boolean", "No", False, False),
        ("boolean", True, True, True),
        ("choice", "卓越级", "excellent", "excellent"),
        ("choice", "EXCELLENT", "excellent", "excellent"),
        (
            "choices",
            "标准级、卓越级；标准级",
            ["standard", "excellent"],
            ("standard", "excellent"),
        ),
        ("choices", ["excellent"], ["excellent"], ("excellent",)),
        ("term", "未来能源", "energy", "energy"),
        ("term", "NY", "energy", "energy"),
        ("terms", "未来能源，未来空间", ["energy", "space"], ("energy", "space")),
        ("region", "浙江省杭州市余杭区", "330110", "330110"),
        ("region", "330110", "330110", "330110"),
        ("credit_code", " 91110108 5923662400 ", "911101085923662400", "911101085923662400"),
        ("person", "王小明", "王小明", "王小明"),
        ("phone", "13800000000", "13800000000", "13800000000"),
        ("phone", 13800000000, "13800000000", "13800000000"),
        ("email", "a@example.cn", "a@example.cn", "a@example.cn"),
        ("address", "某路 1 号", "某路 1 号", "某路 1 号"),
    ],
)
def test_usual_input_is_understood_and_read_back(
    kind: str,
    typed: Any,
    kept: Any,
    typed_value: Any,
) -> None:
    found = stored(kind, typed)
    assert found == kept
    assert type(found) is type(kept)
    assert read(field(kind), json.loads(json.dumps(found))) == typed_value
    assert stored(kind, found) == found


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("integer", "12.5"),
        ("integer", "约 120"),
        ("integer", "true"),
        ("decimal", "1,5"),
        ("decimal", "12 34"),
        ("decimal", "NaN"),
        ("decimal", "Infinity"),
        ("decimal", "1e99"),
        ("decimal", "1_000"),
        ("decimal", "."),
        ("money", "面议"),
        ("money", "300万美元"),
        ("percent", "三成"),
        ("date", "2026-02-30"),
        ("date", "2026年春"),
        ("month", "2026-13"),
        ("boolean", "也许"),
        ("choice", "优秀级"),
        ("term", "未来农业"),
        ("region", "鼓楼区"),
    ],
)
def test_what_is_not_understood_is_kept_as_it_was_typed(kind: str, typed: str) -> None:
    assert stored(kind, typed) == typed


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("integer", "约 120"),
        ("decimal", "NaN"),
        ("money", "面议"),
        ("percent", "三成"),
        ("date", "2026-02-30"),
        ("month", "2026-13"),
        ("boolean", "也许"),
        ("choices", "优秀级"),
        ("terms", "未来农业"),
        ("series", {"2025": "约三百"}),
    ],
)
def test_what_is_not_understood_reads_as_unreadable_with_its_text(kind: str, typed: Any) -> None:
    value = read(field(kind), stored(kind, typed))
    assert value == Unreadable(
        typed if isinstance(typed, str) else json.dumps(typed, ensure_ascii=False)
    )


@pytest.mark.parametrize("kind", ["integer", "decimal", "money", "percent", "series"])
@pytest.mark.parametrize("typed", ["1_000", "١٢٣", "1" * 40, "1e99", "१२.५", "--1", "0x10", "+ 1"])
def test_a_numeral_that_only_python_reads_is_no_number(kind: str, typed: str) -> None:
    value = {"2025": typed} if kind == "series" else typed
    found = understand(field(kind), value, {})
    assert len(found.notes) == 1
    assert isinstance(read(field(kind), found.stored), Unreadable)


@pytest.mark.parametrize(("kind", "typed"), [("date", "2026-W10-1"), ("month", "2026-W10")])
def test_a_date_that_only_python_reads_is_no_date(kind: str, typed: str) -> None:
    assert read(field(kind), stored(kind, typed)) == Unreadable(typed)


def test_no_digit_of_a_long_number_is_rounded_away() -> None:
    long = "12345678901234567890123456789.12345678901"
    assert stored("decimal", long) == long
    assert stored("money", f"{long[:29]}元") == f"{long[:25]}.{long[25:29]}"
    assert str(read(field("decimal"), long)) == long


@pytest.mark.parametrize("kind", [kind for kind in FieldType if kind is not FieldType.TABLE])
@pytest.mark.parametrize("typed", [None, "", "   ", [], {}])
def test_nothing_typed_is_empty(kind: FieldType, typed: Any) -> None:
    assert stored(kind, typed) is None
    assert read(field(kind), None) is None


@pytest.mark.parametrize("kind", list(FieldType))
def test_a_stored_value_of_another_type_never_raises(kind: FieldType) -> None:
    for strange in ("x", 3, True, ["x"], {"a": "b"}, [], 1.5):
        read(field(kind), strange)


def test_money_takes_the_unit_of_its_field() -> None:
    assert stored("money", "1200千元") == "120"
    assert understand(field("money", "亿元"), "3亿元", {}).stored == "3"
    assert understand(field("money", "亿元"), "30000万元", {}).stored == "3"
    assert understand(field("money", "千元"), "1.2万元", {}).stored == "12"


@pytest.mark.parametrize("kind", ["integer", "money", "date", "month", "choice", "region"])
def test_there_is_a_hint_for_what_must_have_a_shape(kind: str) -> None:
    assert shape_hint(field(kind)) is not None
