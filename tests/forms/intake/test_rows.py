# SPDX-License-Identifier: Apache-2.0
"""Rows of a file as applications: every cell by field, nothing lost, everything told."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from forms.intake.book import BookKind, CellError, Sheet
from forms.intake.cells.columns import facts_of
from forms.intake.cells.incoming import Place
from forms.intake.cells.rows import read_row_range, read_rows
from forms.intake.files.opening import open_book
from forms.intake.tables.headers import find_tables
from forms.intake.tables.mapping import propose_source
from forms.intake.tables.table import LINK, NUMBER
from models import fields
from models.language import message
from models.programme.layout import LINK as LAYOUT_LINK
from models.programme.layout import ROLES, Role, column_mark
from tests.forms.intake.books import (
    VOCABULARIES,
    book,
    incoming,
    programme,
    repaired,
    said,
    sheet,
    source,
    targets,
)
from tests.offices import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.intake.book import CellValue

    Rows: TypeAlias = list[Sequence[CellValue]]

HEAD: Sequence[CellValue] = (
    "序号", "孵化器名称", "运营主体名称", "统一社会信用代码", "孵化资金总额（千元）", "开始实际运营时间",
    "联系人手机")  # fmt: skip
FIRST: Sequence[CellValue] = (
    1, " 甲平台 ", "示例量子科技有限公司", "91350100M000100Y43", 1200, date(2020, 3, 1),
    13800000000)  # fmt: skip


def test_cells_by_field_with_their_places_and_repairs() -> None:
    (row,) = incoming(book(sheet([["汇总表"], HEAD, FIRST])))
    assert row.place == Place("申报", 3, 0)
    assert dict(row.values) == {
        "title": "甲平台",
        "applicant": "示例量子科技有限公司",
        "credit_code": "91350100M000100Y43",
        "amount_wan": Decimal(120),
        "operating_since": "2020-03",
        "contact_phone": "13800000000",
    }
    assert row.places["amount_wan"] == Place("申报", 3, 5)
    assert set(row.places) == set(row.values)
    assert repaired(row) == [
        "title: Blanks around the text were left out.",
        "amount_wan: 1200 千元 were taken as 120 万元.",
    ]
    assert said(row) == []


def test_an_empty_cell_is_none_and_a_missing_column_is_not_there() -> None:
    (row,) = incoming(book(sheet([["孵化器名称", "联系人"], ["甲平台", None], ["", ""]])))
    assert dict(row.values) == {"title": "甲平台", "contact": None}


def test_a_row_without_title_and_applicant_is_named() -> None:
    rows = incoming(book(sheet([HEAD, FIRST, (2, None, None, "91330100799655058B", 5, None, "1")])))
    assert said(rows[0]) == []
    (problem,) = said(rows[1])
    assert problem.startswith("3:0 error Row 3 of sheet “申报” names neither")


def test_a_row_with_a_number_needs_no_title() -> None:
    rows: Rows = [
        ["申报编号", "联系人", "孵化器名称", "标签"],
        [202601001, "张三", None, "重点、复核"],
    ]
    (row,) = incoming(book(sheet(rows)))
    assert (row.number, row.values["contact"], said(row)) == ("202601001", "张三", [])
    assert row.values[fields.LABELS] == "重点、复核"
    assert NUMBER not in row.values


def test_the_unit_line_counts_where_the_heading_names_none() -> None:
    rows: Rows = [["单位：千元"], ["孵化器名称", "孵化资金总额"], ["甲平台", 1200]]
    assert incoming(book(sheet(rows)))[0].values["amount_wan"] == Decimal(120)


def test_shares_of_one_are_seen_by_the_whole_column() -> None:
    case = programme("typical-case")
    rows: Rows = [["案例名称", "市场占有率"], ["甲", 0.3], ["乙", 1], ["丙", 0.055]]
    found = incoming(book(sheet(rows)), case)
    assert [row.values["market_share"] for row in found] == [
        Decimal(30), Decimal(100), Decimal("5.5")]  # fmt: skip
    whole = book(sheet(rows))
    assert "taken as 30 %" in str(facts_of(whole, source(whole, case), case).notes[0])
    rows[1] = ["甲", 30]
    assert [row.values["market_share"] for row in incoming(book(sheet(rows)), case)] == [
        30,
        1,
        0.055,
    ]


def test_a_record_over_several_rows_keeps_what_stands_in_each() -> None:
    rows: Rows = [
        ["序号", "孵化器名称", "运营主体名称", "其他方向", "简介"],
        [1, "甲平台", "示例量子科技有限公司", "未来信息", "第一行"],
        [None, None, None, "未来制造", "第二行"],
    ]
    merges = [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3)]
    (row,) = incoming(book(sheet(rows, merges=merges)))
    assert row.values["secondary_directions"] == "未来信息\n未来制造"
    assert row.values["brief"] == "第一行\n第二行"
    assert row.values["title"] == "甲平台"


def test_a_division_and_a_series_in_several_columns() -> None:
    rows: Rows = [
        [
            "孵化器名称",
            "省",
            "市",
            "县（市、区）",
            "总收入 2023年（千元）",
            "总收入 2024年（千元）",
        ],
        ["甲平台", "浙江省", "杭州市", "余杭区", 1000, None],
        ["乙平台", "福建省", "福州市", "鼓楼区", 1, 2],
    ]
    first, second = incoming(book(sheet(rows)))
    assert first.values["region"] == "余杭区", "there is only one"
    assert first.values["income_wan"] == {"2023": Decimal(100)}
    assert second.values["region"] == "福建省福州市鼓楼区"
    assert first.places["region"].column == 2


def test_levels_that_contradict_one_another_are_an_error() -> None:
    rows: Rows = [["孵化器名称", "省", "市"], ["甲平台", "浙江省", "福州市"]]
    (row,) = incoming(book(sheet(rows)))
    assert [text.split()[1] for text in said(row)] == ["error"]


TENANTS: Rows = [
    ["项目编码", "企业名称", "使用面积"],
    ["A2", "二公司", "20㎡"],
    ["A1", "一公司", 10],
    ["A2", "三公司", "不详"],
    ["A9", "谁的公司", 1],
    ["A2", "四公司", None],
]


def test_rows_of_a_repeating_table_go_to_the_application_that_they_name() -> None:
    main: Rows = [["项目编码", "孵化器名称"], ["A1", "甲平台"], ["A2", "乙平台"], ["A3", "丙平台"]]
    whole = book(sheet(main), sheet(TENANTS, name="在孵企业"))
    first, second, third = incoming(whole)
    assert first.rows["tenants"] == ({"name": "一公司", "area_m2": 10},)
    assert [item["name"] for item in second.rows["tenants"]] == ["二公司", "三公司", "四公司"]
    assert third.rows["tenants"] == ()
    assert second.places["tenants/2/area_m2"] == Place("在孵企业", 4, 3)
    assert set(second.places) >= {"title", "tenants/1/name", "tenants/2/name"}
    facts = facts_of(whole, source(whole), programme())
    assert "row 5" in str(facts.strays[0])


def test_a_link_that_two_applications_have_is_an_error_of_both() -> None:
    what = programme()
    main: Rows = [["项目编码", "孵化器名称"], ["A2", "甲平台"], ["A2", "乙平台"]]
    whole = book(sheet(main), sheet(TENANTS, name="在孵企业"))
    table = find_tables(whole, what)[0]
    found = propose_source(whole, table, what, VOCABULARIES)
    assert not found.children, "a column that is not unique links nothing"
    unique = book(sheet([main[0], ["A1", "甲平台"], main[2]]), whole.sheets[1])
    linked = propose_source(unique, table, what, VOCABULARIES)
    rows = read_rows(whole, linked, what, VOCABULARIES)
    assert [text.split()[:2] for row in rows for text in said(row)] == [
        ["2:0", "error"],
        ["3:0", "error"],
    ]


def test_any_part_of_the_rows_reads_as_the_whole_and_facts_can_be_sent() -> None:
    what = programme()
    rows: Rows = [HEAD, *[(n, f"平台{n}", f"公司{n}", "", n, None, "") for n in range(1, 30)]]
    whole = book(sheet(rows))
    found = source(whole)
    facts = pickle.loads(pickle.dumps(facts_of(whole, found, what)))
    parts = [read_row_range(whole, found, what, VOCABULARIES, facts, first, first + 7)
             for first in range(0, 29, 7)]  # fmt: skip
    assert [row for part in parts for row in part] == read_rows(whole, found, what, VOCABULARIES)
    assert pickle.loads(pickle.dumps(parts)) == parts


def test_failed_formulas_are_named_with_their_cell() -> None:
    rows: Rows = [
        HEAD,
        (1, "甲平台", "示例有限公司", CellError("#REF!"), CellError("#N/A"), None, None),
    ]
    (row,) = incoming(book(sheet(rows)))
    assert [text.split()[0] for text in said(row)] == ["2:4", "2:5"]


def own(
    marks: Sequence[str], *rows: Sequence[CellValue], name: str = "申报", table: str = ""
) -> Sheet:
    """A sheet as our workbook has it: hidden ids, section, heading, example, then data."""
    what = programme()
    ids = [column_mark(what, table, mark) for mark in (ROLES, *marks)]
    return Sheet(name, [
        ids,
        [Role.SECTION.value, *["基本情况"] * len(marks)],
        [Role.HEADING.value, *[f"* 列{mark}" for mark in marks]],
        [Role.EXAMPLE.value, *["例：甲"] * len(marks)],
        *[[None, *row] for row in rows],
    ])  # fmt: skip


def test_our_own_workbook_is_known_by_its_hidden_ids_however_it_was_renamed() -> None:
    main = own(
        (LAYOUT_LINK, "@number", "title", "applicant", "region", "region@2", "income_wan@2024"),
        (1, None, "合计", "甲公司", "浙江省", "浙江省杭州市", 5),
        (2, "202601001", "乙平台", None, "310000", None, None),
        (3, None, None, None, None, None, None),
        ("合计", None, None, None, None, None, 5),
    )
    tenants = own((LAYOUT_LINK, "name"), (1, "一公司"), (2, "二公司"), table="tenants", name="企业")
    apart = Sheet("说明", [["xd|apart"], ["项目名称", "申报单位"], ["甲", "乙"]])
    whole = book(apart, tenants, main)
    best, child = find_tables(whole, programme())
    assert (best.sheet, best.definition, best.rows) == ("申报", programme().version, (5, 6))
    assert set(best.skipped) == {8}, "a row numbered ahead is blank"
    assert (child.sheet, child.table) == ("企业", "tenants")
    found = source(whole)
    assert not found.columns.doubts
    first, second = read_rows(whole, found, programme(), VOCABULARIES)
    assert first.values == {"title": "合计", "applicant": "甲公司", "region": "浙江省杭州市",
                            "income_wan": {"2024": 5}}  # fmt: skip
    assert first.rows == {"tenants": ({"name": "一公司"},)}
    assert (second.number, second.rows) == ("202601001", {"tenants": ({"name": "二公司"},)})


def test_what_the_register_knows_comes_back_as_it_is_recorded() -> None:
    marks = ("@number", "title", "amount_wan", "contact_email")
    main = own(marks, ("202601001", "甲平台", "/", "-"), (None, "乙平台", "/", "-"))
    known, new = read_rows(book(main), source(book(main)), programme(), VOCABULARIES)
    assert (known.values["amount_wan"], known.values["contact_email"]) == ("/", "-")
    assert (new.values["amount_wan"], new.values["contact_email"]) == (None, None)
    assert len(new.repairs) == 2


def test_a_workbook_of_another_programme_is_read_by_its_headings_and_told() -> None:
    main = own(("title", "applicant"), ("甲平台", "甲公司"))
    (found,) = find_tables(book(main), programme("pilot-zone"))
    assert found.definition == ""
    assert "another" in str(found.doubts[0]) or "made for the programme" in str(found.doubts[0])


def test_forms_in_word_are_records_with_places_of_their_own() -> None:
    where = message("table {n}", n=1)
    form = Sheet(
        "表", [["文件", "孵化器名称", "统一社会信用代码"], ["a.docx", "甲平台", "91350100m000100y43"]],
        places={(2, 2): where, (2, 3): where},
    )  # fmt: skip
    tenants = Sheet(
        "在孵企业一览表", [["文件", "企业名称"], ["a.docx", "一公司"], ["a.docx", "合计"]]
    )
    whole = book(form, tenants, kind=BookKind.WORD)
    found = source(whole)
    assert targets(found)["文件"] == LINK
    (row,) = read_rows(whole, found, programme(), VOCABULARIES)
    assert row.rows["tenants"] == ({"name": "一公司"},)
    assert row.places["title"].name == where
    assert row.repairs[0].place.name == where


def test_the_real_budget_keeps_its_sums_and_line_breaks() -> None:
    task = programme("innovation-task")
    whole = open_book(data("workbooks-real/预算绩效项目信息-291项.xlsx"))
    table = find_tables(whole, task)[0]
    found = propose_source(whole, table, task, VOCABULARIES)
    rows = read_rows(whole, found, task, VOCABULARIES)
    total = sum(Decimal(str(row.values["amount_wan"])) for row in rows)
    assert (len(rows), total) == (291, Decimal("1629728685.38"))


def test_the_real_workbook_full_of_mistakes_names_each_row() -> None:
    rows = incoming(open_book(data("workbooks-real/班级-空行.xlsx")))
    assert len(rows) == 3
    assert all(len(said(row)) == 1 for row in rows), "no column is a title, and each row says so"
