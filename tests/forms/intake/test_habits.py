# SPDX-License-Identifier: Apache-2.0
"""Cells as people write them: what is safe is done and told, what is not surely understood stays."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.intake.book import CellError
from forms.intake.cells.takers import take
from forms.intake.cells.ticks import ticked
from models.errors import Severity
from models.language import Label
from models.programme.schema import Choice, FieldType, FormField
from models.programme.values import read, understand
from tests.forms.intake.books import VOCABULARIES

if TYPE_CHECKING:
    from forms.intake.book import CellValue
    from forms.intake.cells.habits import Taken

WAN = Label("万元", "10k CNY")
SQUARE_METRES = Label("平方米", "m²")


def field(kind: FieldType, **more: Any) -> FormField:
    return FormField(id="it", type=kind, label=Label("此项", "It"), **more)


MONEY = field(FieldType.MONEY)
AREA = field(FieldType.DECIMAL, unit=SQUARE_METRES)
PEOPLE = field(FieldType.INTEGER, unit=Label("人", "people"))
SHARE = field(FieldType.PERCENT)
DATE = field(FieldType.DATE)
MONTH = field(FieldType.MONTH)
YES = field(FieldType.BOOLEAN)
CODE = field(FieldType.CREDIT_CODE)
PHONE = field(FieldType.PHONE)
TEXT = field(FieldType.TEXT)
REGION = field(FieldType.REGION)
DIRECTION = field(FieldType.TERM, vocabulary="directions")
DIRECTIONS = field(FieldType.TERMS, vocabulary="directions")
CLASS = field(
    FieldType.CHOICE,
    choices=(
        Choice(id="standard", label=Label("标准级", "Standard")),
        Choice(id="excellent", label=Label("卓越级（国家）", "Excellent")),
    ),
)


def taken(what: FormField, value: CellValue, unit: str = "", *, share: bool = False) -> Taken:
    return take(what, value, VOCABULARIES, unit=unit, share=share)


def meant(what: FormField, value: CellValue, unit: str = "", *, share: bool = False) -> Any:
    """The typed value in the end; a text in quotes where it stays as typed."""
    found = understand(what, taken(what, value, unit, share=share).value, VOCABULARIES)
    return f"“{found.stored}”" if found.as_typed else read(what, found.stored)


def told(what: FormField, value: CellValue, unit: str = "", *, share: bool = False) -> list[str]:
    return [str(said) for said in taken(what, value, unit, share=share).repairs]


def wrong(what: FormField, value: CellValue) -> list[tuple[Severity, str]]:
    return [(item.severity, str(item.message)) for item in taken(what, value).problems]


@pytest.mark.parametrize(
    ("value", "unit", "wan"),
    [
        (1200, "", "1200"),
        (0.1 + 0.2, "", "0.3"),
        (412752.00000000006, "", "412752"),
        ("1,234.5", "", "1234.5"),
        ("１２００．５", "", "1200.5"),
        (" 500 ", "", "500"),
        ("1.2亿元", "", "12000"),
        ("1.2亿", "", "12000"),
        ("500万", "", "500"),
        ("500万元整", "", "500"),
        ("300(万)", "", "300"),
        ("102(万元人民币)", "", "102"),
        ("￥1.11", "", "1.11"),
        ("¥1,000,000元", "", "100"),
        ("人民币3万元", "", "3"),
        (1200, "千元", "120"),
        ("1,200", "千元", "120"),
        (9000, "元", "0.9"),
        (1.5, "亿元", "15000"),
        ("500万", "千元", "500"),
        ("5000元", "千元", "0.5"),
        (3, "百万元", "300"),
    ],
)
def test_amounts_become_exact_in_their_own_unit(value: CellValue, unit: str, wan: str) -> None:
    assert meant(MONEY, value, unit) == Decimal(wan)


@pytest.mark.parametrize(
    "value",
    [
        "约500万",
        "500万左右",
        "300-500万",
        "1,5",
        "12 34万",
        "三百万",
        "30万美元",
        "500万英镑",
        "1.2.3",
    ],
)
def test_an_amount_that_is_not_sure_stays_as_typed(value: str) -> None:
    assert meant(MONEY, value) == f"“{value}”"


def test_an_amount_in_another_money_is_never_taken() -> None:
    assert meant(MONEY, 30, "万美元") == "“30万美元”"


def test_a_turned_amount_is_told_with_both_units() -> None:
    assert told(MONEY, 1200, "千元") == ["1200 千元 were taken as 120 万元."]
    assert told(MONEY, "1.2亿元") == ["“1.2亿元” was taken as “12000 万元”."]
    assert told(MONEY, 1200, "万元") == []
    assert told(MONEY, 1200.55) == []
    assert told(MONEY, 412752.00000000006) == ["“412752.00000000006” was taken as “412752”."]


@pytest.mark.parametrize(
    ("value", "unit", "area"),
    [
        ("12,000㎡", "", "12000"),
        ("1.2万平方米", "", "12000"),
        (1.2, "万平方米", "12000"),
        (3, "公顷", "30000"),
        ("2.5公顷", "", "25000"),
        ("1.2万", "", "12000"),
        (10500.5, "", "10500.5"),
    ],
)
def test_areas(value: CellValue, unit: str, area: str) -> None:
    assert meant(AREA, value, unit) == Decimal(area)


def test_mu_are_not_turned_into_square_metres_by_guessing() -> None:
    assert meant(AREA, 15, "亩") == "“15亩”"
    assert meant(AREA, "15亩") == "“15亩”"


@pytest.mark.parametrize(
    ("value", "count"),
    [("120人", 120), ("120 名", 120), (12.0, 12), ("1.2万人", 12000), ("１２", 12)],
)
def test_counts(value: CellValue, count: int) -> None:
    assert meant(PEOPLE, value) == count


def test_shares_of_one_and_of_a_hundred() -> None:
    assert meant(SHARE, 35) == Decimal(35)
    assert meant(SHARE, "30%") == Decimal(30)
    assert meant(SHARE, "３０％") == Decimal(30)
    assert meant(SHARE, 0.3, share=True) == Decimal(30)
    assert meant(SHARE, "0.3", share=True) == Decimal(30)
    assert meant(SHARE, "30%", share=True) == Decimal(30)
    assert told(SHARE, 0.3, share=True) == ["0.3 was taken as 30 %."]
    assert meant(SHARE, 5, "‰") == Decimal("0.5")


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 3, 15),
        datetime(2026, 3, 15),  # noqa: DTZ001 - a cell has no time zone
        datetime(2026, 3, 15, 10, 30),  # noqa: DTZ001
        "2026.3.15",
        "2026/3/15",
        "2026-03-15",
        "2026年3月15日",
        "2026年3月15号",
        "２０２６．３．１５",
        " 2026-3-15 ",
        "20260315",
        20260315,
        46096,
        46096.0,
        "46096",
        "2026-03-15 00:00:00",
        "2026-03-15T08:30:00Z",
        "二〇二六年三月十五日",
        "二零二六年三月十五日",
    ],
)
def test_days_in_every_habit(value: CellValue) -> None:
    assert meant(DATE, value) == date(2026, 3, 15)


def test_a_number_for_a_day_and_a_time_left_out_are_told() -> None:
    assert told(DATE, 46096) == ["“46096” was taken as “2026-03-15”."]
    assert told(DATE, datetime(2026, 3, 15, 10, 30)) == [  # noqa: DTZ001
        "“2026-03-15 10:30:00” was taken as “2026-03-15”."
    ]
    assert told(DATE, "2026.3.15") == []


@pytest.mark.parametrize(
    "value", ["2026年3月", "2026", 2026, "3月15日", "2026.2.30", "长期", "26.3.15"]
)
def test_a_day_that_is_none_stays_as_typed(value: CellValue) -> None:
    assert str(meant(DATE, value)).startswith("“")


@pytest.mark.parametrize("value", ["3/4/2026", "3/15/2026", "15.3.2026"])
def test_a_day_with_its_year_last_is_asked_about(value: str) -> None:
    assert meant(DATE, value) == f"“{value}”"
    assert [severity for severity, _ in wrong(DATE, value)] == [Severity.ERROR]


@pytest.mark.parametrize(
    "value",
    ["2026年3月", "2026.3", "2026-3", "2026/03", "202603", 202603, 2026.3, "二〇二六年三月",
     date(2026, 3, 1), "2026-03-15", 46096],
)  # fmt: skip
def test_months(value: CellValue) -> None:
    assert meant(MONTH, value) == date(2026, 3, 1)


def test_january_or_october_is_asked_about() -> None:
    assert meant(MONTH, 2026.1) == "“2026.1?”"
    assert "January or October" in wrong(MONTH, 2026.1)[0][1]
    assert meant(MONTH, 2026.11) == date(2026, 11, 1)
    assert meant(MONTH, "2026.10") == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("value", "answer"),
    [("是", True), ("否", False), ("有", True), ("无", False), ("√", True), ("☑", True), ("×", False),
     ("Y", True), (1, True), (0.0, False), (True, True), ("☑是 □否", True), ("□是 ☑否", False),
     ("是☑ 否□", True), ("", None), ("-", None), ("不清楚", "“不清楚”"), ("□是 □否", "“□是 □否”")],
)  # fmt: skip
def test_yes_and_no(value: CellValue, answer: Any) -> None:
    assert meant(YES, value) == answer


def test_ticked_boxes() -> None:
    assert ticked("☑标准级 □卓越级") == ("标准级",)
    assert ticked("标准级□ 卓越级√") == ("卓越级",)
    assert ticked("☑甲、☑乙、□丙") == ("甲", "乙")
    assert ticked("√") == ticked("标准级") == ticked("□") == ticked("甲□乙☑丙") == ()


@pytest.mark.parametrize(
    ("value", "answer"),
    [("标准级", "standard"), ("Standard", "standard"), ("卓越级(国家)", "excellent"),
     (" 卓越级 （国家） ", "excellent"), ("☑标准级 □卓越级（国家）", "standard"), ("标准", "“标准”")],
)  # fmt: skip
def test_choices(value: str, answer: str) -> None:
    assert meant(CLASS, value) == answer


def test_terms_by_name_code_and_path_but_never_by_nearness() -> None:
    assert meant(DIRECTION, "未来制造") == meant(DIRECTION, "ZZ") == "manufacturing"
    assert meant(DIRECTION, "Smart manufacturing") == "manufacturing.intelligent"
    assert meant(DIRECTION, "未来制造/生物制造") == "manufacturing.bio"
    assert told(DIRECTION, "未来制造/生物制造")
    assert meant(DIRECTION, "未来信息/生物制造") == "“未来信息/生物制造”"
    assert meant(DIRECTION, "未来制照") == "“未来制照”"
    assert meant(DIRECTIONS, "未来制造、生物制造\n智能制造") == (
        "manufacturing", "manufacturing.bio", "manufacturing.intelligent")  # fmt: skip
    assert meant(DIRECTION, "无") is None


@pytest.mark.parametrize(
    "value",
    [915401007419288000, 915401007419288960, 9.15401007419289e17, "9.15401E+17", "915401007419288000",
     "915401007419288960", "915401007419288939.0"],
)  # fmt: skip
def test_a_code_that_excel_damaged_is_an_error(value: CellValue) -> None:
    ((severity, sentence),) = wrong(CODE, value)
    assert severity is Severity.ERROR
    assert "Excel has damaged this code" in sentence


def test_a_number_is_damaged_even_if_its_check_happens_to_fit() -> None:
    assert wrong(CODE, 915401007419288939)
    assert wrong(CODE, "915401007419288939") == []


def test_a_code_is_tidied_and_that_is_told_but_never_repaired_by_guessing() -> None:
    assert meant(CODE, " 91350100m000100y43 ") == "91350100M000100Y43"
    assert told(CODE, "91350100m000100y43") == [
        "“91350100m000100y43” was taken as “91350100M000100Y43”."
    ]
    assert meant(CODE, "9135O100M000100Y43") == "9135O100M000100Y43"
    assert meant(CODE, 350100400000123) == "350100400000123"
    assert meant(CODE, "/") is None


def test_telephones_are_kept_whole() -> None:
    assert meant(PHONE, 13800000000.0) == "13800000000"
    assert meant(PHONE, "13800000000.0") == "13800000000"
    assert meant(PHONE, "＋８６ 13800000000") == "+86 13800000000"
    assert meant(PHONE, "13800000000、0755-12345678") == "13800000000、0755-12345678"
    assert wrong(PHONE, "13800000000、0755-12345678") == [
        (Severity.NOTE, "“It” holds 2 numbers: all are kept.")
    ]
    assert meant(PHONE, "-") is None


def test_numbers_days_and_failed_formulas_in_a_field_of_text() -> None:
    assert meant(TEXT, 2025.0) == "2025"
    assert meant(TEXT, 0.0000001) == "0.0000001"
    assert meant(TEXT, date(2026, 3, 15)) == "2026-03-15"
    assert meant(TEXT, "无") == "无"
    assert told(TEXT, " 甲 ") == ["Blanks around the text were left out."]
    assert wrong(TEXT, 4.403062313915e20)[0][0] is Severity.ERROR
    assert meant(TEXT, CellError("#N/A")) is None
    assert "#N/A" in wrong(TEXT, CellError("#N/A"))[0][1]


@pytest.mark.parametrize("kind", [kind for kind in FieldType if kind is not FieldType.HEADING])
def test_a_failed_formula_is_an_error_of_every_field(kind: FieldType) -> None:
    ((severity, sentence),) = wrong(field(kind), CellError("#DIV/0!"))
    assert (severity, "#DIV/0!" in sentence) == (Severity.ERROR, True)


@pytest.mark.parametrize(
    "what", [MONEY, AREA, PEOPLE, SHARE, DATE, MONTH, CODE, PHONE, REGION, DIRECTION]
)
@pytest.mark.parametrize("value", ["nan", "N/A", "-", "/", "无", "——", "不适用", "Null"])
def test_what_says_nothing_is_empty_and_told(what: FormField, value: str) -> None:
    assert taken(what, value).value is None
    assert len(told(what, value)) == 1


def test_divisions_by_number_and_name() -> None:
    assert meant(REGION, 310101) == meant(REGION, "３１０１０１") == "310101"
    assert meant(REGION, "浙江省/杭州市/余杭区") == "330110"
    assert meant(REGION, "鼓楼区") == "“鼓楼区”"


CELLS = st.one_of(
    st.none(), st.text(max_size=30), st.floats(), st.integers(-(10**20), 10**20), st.booleans(),
    st.datetimes(), st.dates(), st.times(), st.timedeltas(), st.just(CellError("#N/A")),
    st.from_regex(r"[0-9.,/年月日-]{1,12}(万|亿元|%)?"),
)  # fmt: skip
FIELDS = [MONEY, AREA, PEOPLE, SHARE, DATE, MONTH, YES, CODE, PHONE, TEXT, REGION, DIRECTION, DIRECTIONS,
          CLASS, field(FieldType.SERIES, unit=WAN), field(FieldType.EMAIL)]  # fmt: skip


@settings(max_examples=60)
@given(
    st.sampled_from(FIELDS), CELLS, st.sampled_from(["", "千元", "%", "万平方米", "万美元", "亩"])
)
def test_no_cell_ever_fails_and_none_that_says_something_is_lost(
    what: FormField, value: CellValue, unit: str
) -> None:
    found = taken(what, value, unit)
    understand(what, found.value, VOCABULARIES)
    if found.value is None and value is not None:
        blank = isinstance(value, str) and not value.strip()
        assert blank or found.repairs or found.problems


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["元", "千元", "万元", "亿元"]),
)
def test_turning_a_unit_loses_nothing(number: Decimal, unit: str) -> None:
    exponent = {"元": -4, "千元": -1, "万元": 0, "亿元": 4}[unit]
    assert meant(MONEY, f"{number}", unit) == number.scaleb(exponent)
    assert meant(MONEY, f"{number:,}{unit}") == number.scaleb(exponent)


@given(st.dates(min_value=date(1940, 1, 1), max_value=date(2099, 12, 31)),
       st.sampled_from(["{0}.{1}.{2}", "{0}/{1:02}/{2:02}", "{0}年{1}月{2}日", "{0}-{1}-{2}",
                        "{0}{1:02}{2:02}"]))  # fmt: skip
def test_a_day_is_the_same_in_every_habit(day: date, habit: str) -> None:
    written = habit.format(day.year, day.month, day.day)
    assert meant(DATE, written) == day
    assert meant(DATE, (day - date(1899, 12, 30)).days) == day
