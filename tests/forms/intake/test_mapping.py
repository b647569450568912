# SPDX-License-Identifier: Apache-2.0
"""Which column is which field: by name, alias, nearness and content, each guess with its doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.intake.files.opening import open_book
from forms.intake.tables.learned import fingerprint, from_document, to_document
from forms.intake.tables.sources import notes_on, sources_of, tables_to_read
from forms.intake.tables.table import LINK, NUMBER
from tests.forms.intake.books import (
    VOCABULARIES,
    book,
    programme,
    sheet,
    source,
    table,
    targets,
)
from tests.offices import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.book import CellValue
    from forms.intake.tables.table import Source

VALUES: Sequence[CellValue] = ("甲", "乙", "丙", "丁", "戊", "己", "庚")
CODES = ("91350100M000100Y43", "911101085923662400", "91330100799655058B", "91440300708461136T")
PHONES = ("13800000000", "010-12345678", "13900000001", "0755-12345678")


def proposed(*headings: str, of: str = "incubator") -> dict[str, str]:
    """What is proposed for headings above values that say nothing."""
    rows = [headings, VALUES[: len(headings)]]
    return targets(source(book(sheet(rows)), programme(of)))


def columns(rows: Sequence[Sequence[CellValue]], of: str = "incubator") -> Source:
    return source(book(sheet(rows)), programme(of))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("孵化器名称", "title"),
        ("项目名称", "title"),
        ("*孵化器名称", "title"),
        ("1.孵化器名称", "title"),
        ("（一）孵化器名称", "title"),
        ("孵 化 器 名 称", "title"),
        ("孵化器名称（全称）", "title"),
        ("运营主体", "applicant"),
        ("申报单位（盖章）", "applicant"),
        ("企业名称", "applicant"),
        ("统一社会信用代码", "credit_code"),
        ("统一社会信用代码（18位）", "credit_code"),
        ("社会信用代码", "credit_code"),
        ("所属地区", "region"),
        ("联系人", "contact"),
        ("联系电话", "contact_phone"),
        ("手机号码", "contact_phone"),
        ("E-mail", "contact_email"),
        ("电子邮箱：", "contact_email"),
        ("孵化资金总额（万元）", "amount_wan"),
        ("孵化场地总面积（m²）", "area_m2"),
        ("在孵企业使用面积", "area_tenants_m2"),
        ("Name of the incubator", "title"),
        ("Unified social credit code", "credit_code"),
        ("Applicant", "applicant"),
        ("系统编号", NUMBER),
    ],
)
def test_labels_aliases_and_english(heading: str, field: str) -> None:
    assert list(proposed("备注", heading, "其他").values()) == [field]


def test_a_field_goes_to_one_column_only_and_the_other_is_told() -> None:
    found = columns([["孵化器名称", "联系电话", "手机"], ["甲", "1", "2"]])
    assert targets(found) == {"孵化器名称": "title", "联系电话": "contact_phone"}
    assert "手机" in str(found.columns.doubts[2])


def test_the_label_of_the_programme_counts_before_an_alias() -> None:
    assert proposed("申报单位", "运营主体名称") == {"运营主体名称": "applicant"}
    assert proposed("申报单位", "案例名称", of="typical-case") == {
        "申报单位": "applicant", "案例名称": "title"}  # fmt: skip


def test_groups_say_whose_name_and_telephone_it_is() -> None:
    found = columns([
        ["项目名称", "项目负责人", None, "联系人", None],
        [None, "姓名", "手机", "姓名", "手机"],
        ["甲平台", "张三", "13800000000", "李四", "13900000001"],
    ], of="innovation-task")  # fmt: skip
    assert targets(found) == {
        "项目名称": "title",
        "项目负责人 姓名": "leader",
        "项目负责人 手机": "leader_phone",
        "联系人 姓名": "contact",
        "联系人 手机": "contact_phone",
    }


def test_a_nearly_right_heading_is_a_guess_with_a_doubt() -> None:
    found = columns([["孵化器名称", "孵化场地的总面积"], ["甲", 3]])
    assert targets(found)["孵化场地的总面积"] == "area_m2"
    assert "only like" in str(found.columns.doubts[2])


@pytest.mark.parametrize(
    "heading", ["面积", "人数", "名称与代码", "获奖情况", "身份证号", "学号", "单价"]
)
def test_what_may_be_several_fields_or_none_is_left_out(heading: str) -> None:
    assert heading not in proposed("孵化器名称", heading)


def test_columns_are_known_by_what_they_hold() -> None:
    rows: list[Sequence[CellValue]] = [["孵化器名称", "甲列", "乙列", "丙列", "丁列"]]
    rows += [
        (f"平台{place}", code, phone, f"a{place}@example.cn", "未来信息")
        for place, (code, phone) in enumerate(zip(CODES, PHONES, strict=True))
    ]
    found = columns(rows)
    assert targets(found) == {
        "孵化器名称": "title",
        "甲列": "credit_code",
        "乙列": "contact_phone",
        "丙列": "contact_email",
        "丁列": "direction",
    }
    assert set(found.columns.doubts) == {2, 3, 4, 5}


def test_identity_numbers_are_no_credit_codes() -> None:
    numbers = ["110101199003070011", "110101199003070038", "110101199003070054"]
    rows = [["孵化器名称", "证号"], *[[f"平台{n}", n] for n in numbers]]
    assert targets(columns(rows)) == {"孵化器名称": "title"}


def test_a_division_in_several_columns() -> None:
    found = proposed("孵化器名称", "省", "市", "县（市、区）")
    assert found == {
        "孵化器名称": "title",
        "省": "region",
        "市": "region@2",
        "县（市、区）": "region@3",
    }
    assert proposed("孵化器名称", "所属区县")["所属区县"] == "region"


def test_years_of_a_series() -> None:
    found = proposed("孵化器名称", "2023年总收入（万元）", "总收入 2024年", "总收入")
    assert found == {
        "孵化器名称": "title",
        "2023年总收入（万元）": "income_wan@2023",
        "总收入 2024年": "income_wan@2024",
    }


def test_an_amount_without_a_unit_is_told() -> None:
    found = columns([["孵化器名称", "孵化资金总额"], ["甲", 3]])
    assert "taken as 万元" in str(found.columns.notes[2])
    found = columns([["孵化器名称", "孵化资金总额（万美元）"], ["甲", 3]])
    assert "cannot be turned" in str(found.columns.notes[2])
    found = columns([["单位：千元"], ["孵化器名称", "孵化资金总额"], ["甲", 3]])
    assert not found.columns.notes


def test_a_sheet_of_a_repeating_table_is_joined_by_a_common_column() -> None:
    main = sheet([["项目编码", "孵化器名称"], ["A1", "甲平台"], ["A2", "乙平台"]])
    tenants = sheet(
        [["项目编码", "企业名称", "使用面积（㎡）"], ["A1", "一公司", 10], ["A2", "二公司", 20]],
        name="在孵企业",
    )
    found = source(book(main, tenants))
    assert targets(found) == {"项目编码": LINK, "孵化器名称": "title"}
    child = found.children["tenants"]
    assert targets(child) == {"项目编码": LINK, "企业名称": "name", "使用面积（㎡）": "area_m2"}


def test_a_sheet_of_the_same_layout_is_no_repeating_table() -> None:
    rows = [["运营主体名称", "统一社会信用代码", "孵化器名称"], ["甲", "1", "丙"]]
    assert not source(book(sheet(rows), sheet(rows, name="在孵企业二"))).children


def test_the_real_list_of_enterprises() -> None:
    found = source(open_book(data("names/enterprises-shandong-a.csv")))
    assert set(targets(found).values()) == {"applicant", "credit_code", "region@2", "region@3"}


def test_the_real_budget_projects() -> None:
    whole = open_book(data("workbooks-real/预算绩效项目信息-291项.xlsx"))
    found = source(whole, programme("innovation-task"))
    assert found.table.sheet == "项目信息"
    assert targets(found) == {
        "项目名称": "title", "申请单位": "applicant", "项目总金额": "amount_wan"}  # fmt: skip


def test_a_layout_is_known_again_whatever_its_order_and_width() -> None:
    one = table([["项目名称", "总投资（万元）", "申报单位"], ["甲", 1, "乙"]])
    same = table([["申报单位", "项目 名称", "总投资(万元)"], ["乙", "甲", 1]])
    other = table([["申报单位", "项目名称"], ["乙", "甲"]])
    assert fingerprint(one) == fingerprint(same) != fingerprint(other)
    kept = to_document(one, source(book(sheet([["项目名称", "总投资（万元）", "申报单位"],
                                               ["甲", 1, "乙"]]))).columns)  # fmt: skip
    again = from_document(kept, same, programme().fields)
    assert again.remembered
    assert dict(again.targets) == {1: "applicant", 2: "title", 3: "amount_wan"}


def test_a_remembered_field_that_is_no_more_is_left_out() -> None:
    one = table([["项目名称", "总投资（万元）"], ["甲", 1]])
    gone = {"columns": [{"heading": "项目名称", "place": 1, "target": "gone", "unit": ""}]}
    assert not from_document(gone, one, programme().fields).targets


def test_a_heading_that_is_only_somewhat_like_a_name_is_offered_not_taken() -> None:
    head = ("孵化器名称", "运营主体名称", "场地 开始运营时间", "孵化企业数", "填报人", "其他说明")
    found = columns(
        [head, *((f"{n}号平台", f"{n}号公司", "2020.3", n, "张三", "无") for n in range(4))]
    )
    assert {3, 4, 5, 6}.isdisjoint(found.columns.targets)
    assert found.columns.offers == {3: "operating_since", 4: "tenant_count"}


def test_a_year_of_a_series_is_offered_with_its_year_and_each_field_once() -> None:
    heads = (
        "孵化器名称",
        "运营主体名称",
        "总收入合计 2023年",
        "总收入合计 2024年",
        "总收入小计 2024年",
    )
    found = columns([heads, ("甲平台", "甲公司", 1, 2, 3)]).columns
    assert found.offers == {3: "income_wan@2023", 4: "income_wan@2024"}


def test_a_guess_that_somebody_wants_takes_what_is_offered_with_a_doubt() -> None:
    head = ("孵化器名称", "运营主体名称", "场地 开始运营时间")
    made = book(sheet([head, ("甲平台", "甲公司", "2020.3")]))
    tables = tables_to_read(made, programme())
    (careful,) = sources_of(made, tables, programme(), VOCABULARIES)
    assert 3 not in careful.columns.targets
    told = [str(note) for note in notes_on(made, [careful], programme())]
    assert any("column C may be “Operating since”" in note for note in told), told
    (bold,) = sources_of(made, tables, programme(), VOCABULARIES, guess=True)
    assert bold.columns.targets[3] == "operating_since"
    assert "somewhat like" in str(bold.columns.doubts[3])
