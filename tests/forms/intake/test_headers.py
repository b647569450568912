# SPDX-License-Identifier: Apache-2.0
"""Tables are found wherever they lie on a sheet, and what is no record is left out and told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import pytest

from forms.intake.files.opening import open_book
from forms.intake.tables.headers import find_tables, table_at
from tests.forms.intake.books import book, programme, sheet, table, texts
from tests.offices import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.book import CellValue
    from forms.intake.tables.table import Table

    Rows: TypeAlias = list[Sequence[CellValue]]

HEAD: Sequence[CellValue] = ("序号", "项目名称", "申报单位", "所属方向", "总投资（万元）")
FIRST: Sequence[CellValue] = (1, "重庆类脑智能孵化器", "示例量子科技有限公司", "未来信息", 600.5)
SECOND: Sequence[CellValue] = (2, "深海勘探中试平台", "北方深海装备有限公司", "未来空间", 80)


def of_real(name: str) -> list[Table]:
    return find_tables(open_book(data(f"workbooks-real/{name}.xlsx")), programme())


def why(found: Table) -> dict[int, str]:
    return {row: str(said) for row, said in found.skipped.items()}


@pytest.mark.parametrize(
    ("name", "header", "count", "last"),
    [
        ("创新训练项目信息表-934项", (2, 3), 934, 937),
        ("中期检查汇总表-100项", (2, 2), 100, 102),
        ("预算绩效项目信息-291项", (1, 1), 291, 292),
        ("NSFC-C0501-2019", (1, 1), 85, 86),
        ("360giving-ALWF-475", (1, 1), 475, 476),
        ("导入带描述头", (2, 2), 16, 18),
        ("描述头+空行", (2, 2), 6, 11),
        ("描述头-重复编号", (2, 2), 3, 5),
        ("数据错误", (1, 1), 12, 13),
        ("合并行", (1, 1), 13, 14),
        ("纵向合并70处", (1, 1), 7, 50),
        ("班级-空行", (1, 1), 3, 4),
    ],
)
def test_real_workbooks(name: str, header: tuple[int, int], count: int, last: int) -> None:
    best = of_real(name)[0]
    assert (best.header, len(best.rows), best.rows[-1]) == (header, count, last)


def test_a_read_me_notes_and_pairs_of_key_and_value_are_no_records() -> None:
    assert [found.sheet for found in of_real("us-ffrdc-2026")] == ["FFRDC", "Historical"]
    assert [found.sheet for found in of_real("360giving-dei")] == ["grants", "dei"]
    assert of_real("360giving-headers-only")[0].rows == ()
    assert {"source_data", "360_data"} == {
        found.sheet for found in of_real("360giving-template-manual")
    }


def test_two_sheets_of_one_layout_are_both_there() -> None:
    first, second = of_real("两个同构工作表")
    assert texts(first) == texts(second)


def test_no_header_is_a_doubt_and_the_first_row_stays() -> None:
    (found,) = of_real("进度安排-无表头")
    assert found.header == (0, 0)
    assert found.rows == (1, 2, 3, 4, 5, 6, 7)
    assert texts(found) == ["A", "B"]
    assert "No header was found" in str(found.doubts[0])


def test_an_empty_form_has_no_rows_and_says_so() -> None:
    (found,) = of_real("大创财务报表-空表")
    assert (found.header, found.rows) == ((2, 2), ())
    assert "no records" in str(found.doubts[-1])


def test_titles_instructions_and_the_line_of_the_recommender_stand_above() -> None:
    found = table(
        [
            ["××省2026年未来产业孵化器推荐汇总表"],
            ["填表说明：\n1、* 代表必填；\n2、金额以万元为单位，精确到小数点后两位。"],
            ["推荐单位（盖章）：××市工业和信息化局", None, None, "填报日期：2026年3月2日"],
            [],
            HEAD,
            FIRST,
            SECOND,
        ],
        merges=[(1, 1, 1, 5), (2, 1, 2, 5), (3, 1, 3, 3)],
    )
    assert (found.header, found.rows) == ((5, 5), (6, 7))
    assert found.headings[4].unit == "万元"


def test_groups_over_columns_become_part_of_the_heading() -> None:
    merged: Rows = [
        ["推荐表"],
        ["序号", "项目名称", "申报单位", "联系人", None, "总投资"],
        [None, None, None, "姓名", "手机", None],
        [1, "重庆类脑智能孵化器", "示例量子科技有限公司", "张三", "13800000000", 5],
    ]
    found = table(
        merged, merges=[(1, 1, 1, 6), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5),
                        (2, 6, 3, 6)])  # fmt: skip
    wanted = ["序号", "项目名称", "申报单位", "联系人 姓名", "联系人 手机", "总投资"]
    assert (found.header, texts(found), found.rows) == ((2, 3), wanted, (4,))
    as_text = table(merged)  # a text file knows no merges
    assert (as_text.header, texts(as_text), as_text.rows) == ((2, 3), wanted, (4,))


def test_three_rows_of_header() -> None:
    rows: Rows = [
        ["项目名称", "申报单位", "基本情况", None, None, None],
        [None, None, "人员", None, "资金", None],
        [None, None, "从业人员数", "研发人员数", "总投资", "自筹资金"],
        ["类脑智能孵化器", "示例量子科技有限公司", 12, 3, 600, 100],
    ]
    found = table(
        rows, merges=[(1, 1, 3, 1), (1, 2, 3, 2), (1, 3, 1, 6), (2, 3, 2, 4), (2, 5, 2, 6)]
    )
    assert found.header == (1, 3)
    assert texts(found)[2:] == [
        "基本情况 人员 从业人员数", "基本情况 人员 研发人员数",
        "基本情况 资金 总投资", "基本情况 资金 自筹资金"]  # fmt: skip
    assert found.rows == (4,)


def test_a_row_of_units_below_the_header_belongs_to_it() -> None:
    found = table([
        ["项目名称", "申报单位", "总投资", "孵化场地总面积"],
        [None, None, "千元", "㎡"],
        ["类脑智能孵化器", "示例量子科技有限公司", 600, 1200],
    ])  # fmt: skip
    assert (found.header, found.rows) == ((1, 2), (3,))
    assert [heading.unit for heading in found.headings] == ["", "", "千元", "平方米"]
    assert texts(found) == ["项目名称", "申报单位", "总投资", "孵化场地总面积"]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("总投资（万元）", "万元"),
        ("总投资(单位：千元)", "千元"),
        ("金额 单位：千元", "千元"),
        ("总投资/万元", "万元"),
        ("总投资万元", "万元"),
        ("占比(%)", "%"),
        ("占比（％）", "%"),
        ("场地面积（m²）", "平方米"),
        ("场地面积㎡", "平方米"),
        ("注册资本（万美元）", "万美元"),
        ("申报单位", ""),
        ("简介（200字以内）", ""),
        ("单位", ""),
        ("法人（签字）", ""),
        ("投资人", ""),
    ],
)
def test_the_unit_that_a_heading_names(heading: str, unit: str) -> None:
    found = table([["项目名称", "申报单位", heading], ["甲平台", "示例有限公司", "1"]])
    assert found.headings[2].unit == unit


def test_the_unit_line_above_the_table() -> None:
    found = table([["汇总表"], [None, None, None, None, "金额单位：千元"], HEAD, FIRST])
    assert found.units == ("千元",)
    assert table([["申报单位：千元科技有限公司"], HEAD, FIRST]).units == ()


def test_totals_notes_and_headings_again_are_left_out_and_told() -> None:
    found = table([
        HEAD,
        FIRST,
        [],
        ["一、标准级", None, None, None, None],
        SECOND,
        ["小  计", None, None, None, 680.5],
        HEAD,
        [3, "安徽人形机器人中心", "安徽机器人有限公司", None, None],
        [4, None, None, None, None],
        [None, "合计：", None, None, 680.5],
        ["注：1.本表一式三份；", None, None, None, None],
        ["填表人：张三", None, "联系电话：0755-12345678", None, "审核人：李四"],
    ], merges=[(4, 1, 4, 5)])  # fmt: skip
    assert found.rows == (2, 5, 8)
    assert set(found.skipped) == {4, 6, 7, 10, 11, 12}, "a row numbered ahead is blank"
    assert "adds up" in why(found)[6]
    assert "adds up" in why(found)[10]
    assert "repeats the header" in why(found)[7]


def test_what_only_looks_like_a_total_is_a_record() -> None:
    found = table([
        HEAD,
        [1, "合计算力平台", "合计科技有限公司", "未来信息", 5],
        [2, "小计", "示例有限公司", "未来信息", 6],
        [None, "小计算机孵化器", "示例有限公司", None, None],
        [None, "未写单位的项目", None, None, None],
    ])  # fmt: skip
    assert found.rows == (2, 3, 4, 5)


def test_a_row_that_numbers_the_columns_and_an_example_are_no_records() -> None:
    found = table(
        [HEAD, ["1", "2", "3", "4", "5"], ["示例", "某某孵化器", "某某公司", "", 1], FIRST]
    )
    assert found.rows == (4,)
    assert set(found.skipped) == {2, 3}


def test_one_record_is_one_block_where_its_title_is_merged() -> None:
    rows: Rows = [
        ["序号", "项目名称", "申报单位", "其他方向"],
        [1, "类脑智能孵化器", "示例量子科技有限公司", "未来信息"],
        [None, None, None, "未来制造"],
        [2, "深海平台", "北方深海装备有限公司", "未来空间"],
    ]
    merges = [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)]
    found = table(rows, merges=merges)
    assert (found.rows, dict(found.blocks)) == ((2, 4), {2: 3})
    assert "row 2" in why(found)[3]
    assert "merged over several rows" in str(found.doubts[0])


def test_one_applicant_merged_over_two_projects_is_two_records() -> None:
    rows: Rows = [
        ["序号", "项目名称", "申报单位"],
        [1, "类脑智能孵化器", "示例量子科技有限公司"],
        [2, "深海平台", None],
    ]
    found = table(rows, merges=[(2, 3, 3, 3)])
    assert (found.rows, dict(found.blocks)) == ((2, 3), {})


def test_two_tables_on_one_sheet_are_two_and_no_heading_becomes_a_record() -> None:
    rows: Rows = [
        HEAD, FIRST, [], SECOND, [], ["二、联系方式"], [],
        ["项目名称", "联系人", "联系电话"], ["深海勘探中试平台", "张三", "13800000000"],
    ]  # fmt: skip
    first, second = find_tables(book(sheet(rows)), programme())
    assert (first.header, first.rows) == ((1, 1), (2, 4))
    assert (second.header, second.rows) == ((8, 8), (9,))
    assert "second table" in str(first.doubts[0])
    rows[7] = HEAD
    assert find_tables(book(sheet(rows)), programme())[0].rows == (2, 4, 9), "the same header again"


def test_a_person_points_at_the_header() -> None:
    rows = [["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    one = sheet(rows)
    assert table_at(one, (2, 2)).rows == (3,)
    assert texts(table_at(one, (1, 2))) == ["甲 丙", "乙 丁"]
    none = table_at(one, (0, 0))
    assert (texts(none), none.rows) == (["A", "B"], (1, 2, 3))


def test_a_visible_sheet_stands_before_a_hidden_one() -> None:
    hidden = sheet([HEAD, FIRST, SECOND], name="旧", hidden=True)
    shown = sheet([HEAD, FIRST], name="新")
    assert [found.sheet for found in find_tables(book(hidden, shown))] == ["新", "旧"]


def test_a_list_of_words_is_not_taken_for_applications() -> None:
    words = sheet([["方向", "代码"], ["未来信息", "XX"], ["未来空间", "KJ"]], name="数据字典")
    assert [found.sheet for found in find_tables(book(words, sheet([HEAD, FIRST])))] == ["申报"]


def test_headings_are_known_by_what_stands_below_them_too() -> None:
    found = table(
        [["甲", "乙", "丙"], ["天地", 3, date(2026, 1, 2)], ["玄黄", 4, date(2026, 1, 3)]]
    )
    assert found.header == (1, 1)
    found = table([["张三", "男", "北京"], ["李四", "女", "北京"], ["王五", "男", "上海"]])
    assert found.header == (0, 0)
    assert table([["张三", "男", "北京"], ["李四", "男", "北京"]]).header == (0, 0)


def test_many_blank_rows_and_columns_cost_nothing() -> None:
    rows: Rows = [HEAD, FIRST, *[()] * 200_000, SECOND]
    found = table(rows)
    assert found.rows == (2, 200_003)
    wide: Rows = [[*HEAD, *[None] * 16_000], [*FIRST, *[None] * 16_000]]
    assert len(table(wide).headings) == 5
