# SPDX-License-Identifier: Apache-2.0
"""The summary as a workbook, read back by readers that are not ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from models.language import Language
from models.progress import CancelledError
from models.storage.files import FileExistsAlreadyError
from models.unknown import UnknownNameError
from reports.summary import Frame, write_summary_workbook
from reports.summary.faults import CrossSizeError
from reports.workbooks import TooManyRowsError, column_letter
from reports.workbooks.printing import row_breaks
from tests.reports.summary.conftest import applications, quota_states

if TYPE_CHECKING:
    from pathlib import Path

    from models.language import Message
    from reports.summary import SummaryResult

COUNT = 31
FRONT, TABLE, PUBLIC, DETAIL, TENANTS, CROSS, CHARTS, NOTES = range(8)
"""The sheets in their order."""


def write(
    path: Path, around: dict[str, Any], language: Language, made: int = COUNT, **more: Any
) -> SummaryResult:
    rows = applications(around["programme"], made)
    frame = Frame(**around, language=language)
    return write_summary_workbook(rows, path, frame, **{"count": made, **more})


def read(path: Path) -> list[list[list[Any]]]:
    """All sheets as calamine sees them, before anything was recalculated."""
    found = CalamineWorkbook.from_path(path)
    return [
        found.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in found.sheet_names
    ]


def details(path: Path) -> list[dict[str, Any]]:
    ids, _labels, *rows = read(path)[DETAIL]
    return [dict(zip(ids, row, strict=True)) for row in rows]


def headings(path: Path, gap: str = " ") -> tuple[list[str], list[str]]:
    """The ids of the detail sheet, and its headings without their line ends."""
    ids, labels, *_ = read(path)[DETAIL]
    return ids, [label.replace("\n", gap) for label in labels]


def test_the_summary_has_title_lines_numbered_rows_total_and_foot(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    result = write(tmp_path / "s.xlsx", around, language)
    table = read(result.path)[TABLE]
    rows = table[3 : 3 + result.listed]
    zh = language is Language.ZH
    assert table[0][0] == ("样例省2026年推荐汇总表" if zh else "Recommended by 样例省, 2026")
    assert "样例厅" in table[1][0]
    assert ("2026年4月2日" if zh else "2026-04-02") in "".join(map(str, table[1]))
    assert [row[0] for row in rows] == list(range(1, result.listed + 1))
    total = table[3 + result.listed]
    assert total[4] == pytest.approx(sum(row[4] for row in rows))
    assert total[5] == pytest.approx(sum(row[5] for row in rows if isinstance(row[5], float)))
    foot = [text for text in table[-1] if text]
    assert foot == (["填表人：", "审核人："] if zh else ["Filled in by:", "Checked by:"])


def test_only_the_stages_that_the_definition_names_are_listed(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.EN)
    stages = Counter(row["stage"] for row in details(result.path))
    assert (result.rows, result.listed) == (COUNT, stages["Recommended"])


def test_codes_phones_and_numbers_are_text_and_whole(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.EN)
    sheet = openpyxl.load_workbook(result.path).worksheets[TABLE]
    for column, text in (
        ("B", "020260000000000000"),
        ("D", "91420100MA4KWX0000"),
        ("G", "013800138000"),
    ):
        cell = sheet[f"{column}4"]
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_titles_that_look_like_formulas_are_unchanged(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.EN)
    sheet = openpyxl.load_workbook(result.path).worksheets[TABLE]
    assert [(sheet[f"C{row}"].value, sheet[f"C{row}"].data_type) for row in (4, 5, 6)] == [
        ("=1+1", "s"),
        ("-5", "s"),
        ("+1", "s"),
    ]


def test_equal_labels_are_told_apart_by_the_hidden_ids(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.EN)
    ids, labels, *_ = read(result.path)[DETAIL]
    assert len(set(ids)) == len(ids)
    assert labels[ids.index("title")] == labels[ids.index("applicant")] == "Name"
    assert openpyxl.load_workbook(result.path).worksheets[DETAIL].row_dimensions[1].hidden


def test_a_hidden_answer_is_not_exported(tmp_path: Path, around: dict[str, Any]) -> None:
    rows = details(write(tmp_path / "s.xlsx", around, Language.EN).path)
    assert {(row["leased"], str(row["lease_until"])) for row in rows} == {
        ("Yes", "2030-01-31"),
        ("No", ""),
    }


def test_claim_and_finding_stand_side_by_side_and_the_heading_says_which_counts(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.EN)
    ids, labels = headings(result.path)
    rows = details(result.path)
    area = ids.index("area_m2")
    assert ids[area : area + 3] == ["area_m2", "area_m2/claimed", "area_m2/verified"]
    assert labels[area] == "Area (m²) (verified where known)"
    assert labels[ids.index("staff")] == "Staff (people) (as claimed)"
    picked = [rows[n][name] for n in (0, 1) for name in ids[area : area + 3]]
    assert picked == [1000.25, 1000.25, "", 900.5, 1001.25, 900.5]
    assert [rows[1][name] for name in ("staff", "staff/claimed", "staff/verified")] == [11, 11, 1]


def test_a_value_that_is_not_understood_is_shown_as_typed_and_not_added(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.EN)
    assert details(result.path)[3]["amount_wan"] == "不详"
    assert read(result.path)[TABLE][3 + result.listed][5] == pytest.approx(
        float(sum(Decimal(f"{n}.10") for n in range(COUNT) if n % 3 != 2 and n != 3))
    )


def test_a_series_is_a_column_a_year_and_what_is_none_is_kept_as_typed(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.ZH)
    ids, labels = headings(result.path, "")
    first = ids.index("revenue[2024]")
    assert ids[first : first + 3] == ["revenue[2024]", "revenue[2025]", "revenue"]
    assert labels[first : first + 3] == [
        "总收入2024年（万元）", "总收入2025年（万元）", "总收入（万元）",
    ]  # fmt: skip
    rows = details(result.path)
    assert sum(row["revenue[2024]"] or 0 for row in rows) == sum(
        n + 0.5 for n in range(COUNT) if n != 2
    )
    assert [rows[2][name] for name in ids[first : first + 3]] == ["", "", "逐年增长"]
    assert {row["revenue"] for row in rows} == {"", "逐年增长"}


def test_every_number_has_its_unit_and_labels_are_called_labels(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    ids, labels = headings(write(tmp_path / "s.xlsx", around, Language.ZH).path, "")
    assert labels[ids.index("staff/claimed")] == "人员（人）（申报值）"
    assert labels[ids.index("tag/labels")] == "标签"


def test_the_detail_sheet_prints_on_few_pages_without_keys_and_long_texts(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    path = write(tmp_path / "s.xlsx", around, language).path
    ids, *_ = read(path)[DETAIL]
    sheet = openpyxl.load_workbook(path).worksheets[DETAIL]
    last = column_letter(ids.index("brief") - 1)
    assert ids[:2] == ["number", "title"]
    keys = ["key/direction", "key/product", "key/stage", "key/outcome"]
    assert ids[-5:] == ["brief", *keys]
    assert sheet.print_area == f"'{sheet.title}'!$A$2:${last}${2 + COUNT}"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$2:$2", "$A:$B")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.freeze_panes == "C3"


def test_hidden_keys_never_run_over_into_what_is_seen(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "s.xlsx", around, Language.ZH).path)
    for sheet in (book.worksheets[DETAIL], book.worksheets[CROSS]):
        hidden = [letter for letter, found in sheet.column_dimensions.items() if found.hidden]
        assert hidden
        for letter in hidden:
            cells = [cell for cell in sheet[letter][3:] if cell.value]
            assert {cell.alignment.horizontal for cell in cells} <= {"fill"}


def test_names_are_shown_whole(tmp_path: Path, around: dict[str, Any]) -> None:
    (row,) = applications(around["programme"], 1)
    name = "示例市深海深地勘探装备技术研究院（集团）有限公司"
    row.answers.stored["applicant"] = name  # type: ignore[index] # a dict underneath
    row.answers.stored["title"] = name * 3  # type: ignore[index] # a dict underneath
    path = tmp_path / "s.xlsx"
    write_summary_workbook([row], path, Frame(**around, language=Language.ZH), count=1)
    ids, *_ = read(path)[DETAIL]
    sheet = openpyxl.load_workbook(path).worksheets[DETAIL]
    assert sheet.column_dimensions[column_letter(ids.index("applicant"))].width > 2 * len(name)
    assert sheet["B3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height > 36


def test_the_notices_of_an_amended_call_stand_in_one_line(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    call = replace(around["call"], notice="样例〔2026〕1号\n补充通知：延期（样例〔2026〕3号）")
    result = write(tmp_path / "s.xlsx", {**around, "call": call}, Language.ZH)
    text = {str(row[1]) for row in read(result.path)[NOTES]}
    assert "样例〔2026〕1号；补充通知：延期（样例〔2026〕3号）" in text


@pytest.mark.parametrize("page", [100.0, 150.0, 230.0, 400.0])
def test_no_printed_page_of_the_cross_tables_begins_with_what_belongs_above(page: float) -> None:
    group = [(26.0, False), (0.0, True), (26.0, True), *[(20.0, n % 3 > 0) for n in range(12)]]
    rows = [*group, *group]
    ends = list(row_breaks([group, group], page))
    for begin, end in pairwise([0, *ends, len(rows)]):
        assert sum(height for height, _ in rows[begin:end]) <= page
        assert not rows[begin][1]
    assert len(group) in ends or sum(height for height, _ in rows) <= page


def tables(path: Path) -> dict[str, list[list[Any]]]:
    """The lines of each cross table by its title, from its keys on."""
    found: dict[str, list[list[Any]]] = {}
    for row in read(path)[CROSS][1:]:
        if row[2] and not any(row[:2]) and not any(row[3:]):
            found[row[2]] = []
        elif found and any(row):
            list(found.values())[-1].append(row)
    return dict(list(found.items())[:-1])  # the last one is the note below


def test_cross_tables_add_up_to_the_list(tmp_path: Path, around: dict[str, Any]) -> None:
    result = write(tmp_path / "s.xlsx", around, Language.EN)
    rows = details(result.path)
    found = tables(result.path)
    counted = found["Number of applications by Direction, Product, Stage"]
    counts = Counter((row["key/direction"], row["key/product"]) for row in rows)
    seen = {(row[0], row[1]): row[6] for row in counted if row[0] and row[1] != "_sub"}
    assert seen == counts
    assert {"_none", "_other", "#manufacturing"} <= {row[0] for row in counted}
    amounts = [row["amount_wan"] for row in rows if isinstance(row["amount_wan"], float)]
    summed = found["Amount (10k CNY) by Direction, Product, Stage"]
    for table, total in ((counted, COUNT), (summed, sum(amounts))):
        assert [row[2] for row in table[-2:]] == ["Total", "The list itself"]
        assert table[-1][4:] == table[-2][4:]
        assert table[-1][6] == pytest.approx(total)
    means = found["Mean amount (10k CNY) by Direction, Product, Stage"]
    assert means[-1][6] == pytest.approx(sum(amounts) / len(amounts), abs=0.005)


def test_any_three_dimensions_are_crossed_and_unknown_ones_named_with_the_nearest(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    crosses = (("outcome", "leased"), ("applicant", "leased", "stage"))
    path = write(tmp_path / "s.xlsx", {**around, "crosses": crosses}, Language.ZH).path
    found = tables(path)
    assert len(found) == 6
    counted = found["申报数（按结论、是否租赁）"]
    assert [row[2:7] for row in counted[-2:]] == [
        ["合计", "", 16, 15, 31],
        ["名单直接统计", "", 16, 15, 31],
    ]
    for wrong, near in (("leasd", "leased"), ("directoin", "stage")):
        with pytest.raises(UnknownNameError, match=near if near == "leased" else "direction"):
            write(tmp_path / "x.xlsx", {**around, "crosses": (("stage", wrong),)}, Language.EN)
    with pytest.raises(CrossSizeError):
        write(tmp_path / "x.xlsx", {**around, "crosses": (("stage", "stage"),)}, Language.EN)


def test_the_list_is_grouped_with_subtotals_that_fold_away(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    result = write(tmp_path / "s.xlsx", {**around, "group_by": "direction"}, Language.EN)
    table = read(result.path)[TABLE]
    numbers = [row[0] for row in table if isinstance(row[0], float)]
    assert numbers == list(range(1, result.listed + 1))
    sums = [row[4] for row in table if row[0] == "Subtotal"]
    (total,) = [row[4] for row in table if row[0] == "Total"]
    assert (len(sums), sum(sums)) == (4, pytest.approx(total))
    names = [row[0] for row in table if isinstance(row[0], str) and row[0].endswith(")")]
    assert names[-1] == "(none) (4)"
    sheet = openpyxl.load_workbook(result.path).worksheets[TABLE]
    assert sheet.row_dimensions[5].outlineLevel == 1
    formulas = [str(cell.value) for cell in sheet["E"] if str(cell.value).startswith("=")]
    assert all(text.startswith("=SUBTOTAL(9,E") for text in formulas)


def test_the_list_for_publicity_holds_nothing_else(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    result = write(tmp_path / "s.xlsx", around, language)
    rows = read(result.path)[PUBLIC]
    assert [row[0] for row in rows[3 : 3 + result.listed]] == list(range(1, result.listed + 1))
    shown = {text for row in rows for text in row if isinstance(text, str)}
    assert "样例公司0" in shown
    assert not any("91420100" in text or "013800138000" in text for text in shown)


def test_the_rows_of_a_table_stand_on_their_own_sheet_led_by_the_number(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    path = write(tmp_path / "s.xlsx", around, Language.ZH).path
    ids, _labels, *rows = read(path)[TENANTS]
    assert ids == ["number", "title", "row", "name"]
    assert len(rows) == 2 * 7
    assert rows[3] == ["020260000000000005", "literal _x000D_", 2, "=企业5之1"]
    sheet = openpyxl.load_workbook(path).worksheets[TENANTS]
    assert {cell.data_type for cell in sheet["D"][2:]} == {"s"}
    assert (sheet.title, sheet.freeze_panes) == ("企业", "C3")


def test_the_front_names_every_sheet_with_a_link_and_counts_its_rows(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    path = write(tmp_path / "s.xlsx", around, Language.ZH).path
    book = openpyxl.load_workbook(path, data_only=True)
    front = book.worksheets[FRONT]
    linked = {
        cell.value: (cell.hyperlink.location, front.cell(cell.row, 3).value)
        for cell in front["A"]
        if cell.hyperlink
    }
    assert list(linked) == book.sheetnames[1:]
    assert linked["企业"] == ("'企业'!A1", 14)
    assert (linked["明细"][1], linked["推荐汇总表"][1]) == (COUNT, 21)
    figures = {row[0].value: row[1].value for row in front.iter_rows(max_col=2)}
    assert (figures["申报数"], figures["其中：列入汇总表"]) == (COUNT, 21)


def test_charts_show_directions_stages_and_quotas_beside_their_figures(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    rows = [
        replace(row, places={"places": "g0" if n < 2 else "g1"} if n < 9 else {})
        for n, row in enumerate(applications(around["programme"], 12))
    ]
    frame = Frame(**around, language=Language.EN, quotas=quota_states(2))
    path = write_summary_workbook(rows, tmp_path / "s.xlsx", frame, count=12).path
    found = read(path)[CHARTS]
    start = next(n for n, row in enumerate(found) if row[1] == "Quota")
    assert [row[1:6] for row in found[start + 1 : start + 3]] == [
        ["Places: Group 0", 2, 5, 3, 0.4],
        ["Places: Group 1", 7, 5, -2, 1.4],
    ]
    charts = openpyxl.load_workbook(path).worksheets[CHARTS]._charts
    assert len(charts) == 5
    drawn = [chart.series[0].val.numRef.f for chart in charts]
    assert len(set(drawn)) == len(drawn)
    assert all(f"'{name}'!" in text for text in drawn for name in ["Charts and quotas"])


def test_the_last_sheet_says_what_this_is(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    result = write(tmp_path / "s.xlsx", {**around, "filters": "direction = energy"}, language)
    text = {str(row[1]) for row in read(result.path)[NOTES]}
    assert {"2026.1", "样例厅", "direction = energy", "样例〔2026〕1号"} <= text
    assert f"128:{'9f2c40d1a7b3e655' * 4}" in text
    assert {"31.0", "21.0"} <= text


def test_the_checksum_is_that_of_the_visible_cells_of_the_detail_sheet(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    """XL-5, as the explanations describe it."""

    def plain(value: Any) -> str:
        if isinstance(value, int | float):
            return f"{Decimal(str(value)).normalize():f}"
        return str(value)

    sheets = read(write(tmp_path / "s.xlsx", around, Language.EN).path)
    ids, _labels, *rows = sheets[DETAIL]
    seen = [n for n, name in enumerate(ids) if not name.startswith("key/")]
    lines = ("\x1f".join(plain(row[n]) for n in seen) + "\n" for row in rows)
    assert sha256("".join(lines).encode()).hexdigest() in {row[1] for row in sheets[NOTES]}


def test_it_prints_on_a4_across_with_repeated_head_and_numbered_pages(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "s.xlsx", around, language).path)
    sheet = book.worksheets[TABLE]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_options.horizontalCentered
    assert "&P" in sheet.oddFooter.center.text
    assert "&N" in sheet.oddFooter.center.text
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:I24")
    assert {"A1:I1", "A2:E2", "F2:I2"} == {str(area) for area in sheet.merged_cells.ranges}
    fonts = [(sheet[ref].font.name, sheet[ref].font.size) for ref in ("A1", "A3", "C4")]
    assert fonts == [("宋体", 18), ("黑体", 12), ("仿宋", 11)]
    assert sheet["E25"].value == "=SUM(E4:E24)"
    assert sheet["E4"].number_format == "#,##0.00####"
    assert book.worksheets[DETAIL]["D3"].is_date


@pytest.mark.parametrize("count", [0, 1])
def test_a_call_with_hardly_anything_gives_a_decent_workbook(
    tmp_path: Path, around: dict[str, Any], language: Language, count: int
) -> None:
    result = write(tmp_path / "s.xlsx", around, language, count)
    _, table, _, detail, _, cross, _, _ = read(result.path)
    assert table[4][4] == (1000.25 if count else 0)
    assert len(detail) == 2 + count
    assert any(count in row[4:] for row in cross if row[2] in {"合计", "Total"})
    openpyxl.load_workbook(result.path)


def test_a_text_too_long_for_a_cell_is_reported(tmp_path: Path, around: dict[str, Any]) -> None:
    (row,) = applications(around["programme"], 1)
    row.answers.stored["brief"] = "长" * 40_000  # type: ignore[index] # a dict underneath
    frame = Frame(**around, language=Language.EN)
    result = write_summary_workbook([row], tmp_path / "s.xlsx", frame, count=1)
    (cut,) = result.cuts
    assert (cut.sheet, cut.length) == ("Detail", 40_000)


def test_the_same_applications_give_the_same_bytes(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    found = {write(tmp_path / f"{n}.xlsx", around, language).sha256 for n in range(2)}
    assert len(found) == 1


def test_a_file_that_is_there_is_kept(tmp_path: Path, around: dict[str, Any]) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsAlreadyError):
        write(path, around, Language.EN)
    assert path.read_bytes() == b"mine"
    assert write(path, around, Language.EN, replace=True).rows == COUNT


def test_more_than_a_sheet_holds_is_refused_before_reading(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    with pytest.raises(TooManyRowsError):
        write(tmp_path / "s.xlsx", around, Language.EN, 0, count=1_048_576)
    assert list(tmp_path.iterdir()) == []


class _Stops:
    def __init__(self, after: int) -> None:
        self.steps: list[tuple[int, int]] = []
        self._after = after

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        assert text is not None
        self.steps.append((done, total))
        if len(self.steps) > self._after:
            raise CancelledError


@pytest.mark.parametrize("after", [0, 3])
def test_stopping_leaves_nothing_behind(tmp_path: Path, around: dict[str, Any], after: int) -> None:
    progress = _Stops(after)
    with pytest.raises(CancelledError):
        write(tmp_path / "s.xlsx", around, Language.EN, 500, progress=progress)
    assert list(tmp_path.iterdir()) == []
    assert progress.steps == [(200, 1000), (400, 1000), (700, 1000), (900, 1000)][: after + 1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_recalculated_elsewhere_every_number_stays_the_same(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    more: dict[str, Any] = {
        "group_by": "direction",
        "crosses": (("direction", "product", "stage"), ("outcome", "leased")),
        "quotas": quota_states(2),
    }
    rows = [
        replace(row, places={"places": f"g{int(n > 1)}"} if n < 9 else {})
        for n, row in enumerate(applications(around["programme"], COUNT))
    ]
    frame = Frame(**around, **more, language=Language.ZH)
    result = write_summary_workbook(rows, tmp_path / "s.xlsx", frame, count=COUNT)
    bare = tmp_path / "bare.xlsx"
    assert without_values(result.path, bare) > 100
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}",
               "--convert-to", "ods", "--outdir", str(tmp_path), str(bare)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for ours, theirs in zip(read(result.path), read(tmp_path / "bare.ods"), strict=True):
        for mine, other in zip(ours, theirs, strict=False):
            for one, two in zip(mine, other, strict=False):
                assert two == (pytest.approx(one) if isinstance(one, float) else one)


def without_values(path: Path, bare: Path) -> int:
    """Copy a workbook without the values of its formulas, so that they must be computed."""
    found = 0
    with ZipFile(path) as source, ZipFile(bare, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content, times = re.subn(rb"</f><v>[^<]*</v>", b"</f>", source.read(name))
            target.writestr(name, content)
            found += times
    return found
