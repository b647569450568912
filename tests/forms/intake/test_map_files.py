# SPDX-License-Identifier: Apache-2.0
"""A file that says which column is which field: read with all its faults at once, and written back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.intake.tables.map_files import MapFaultsError, read_map, write_map
from models.storage.files import CannotReadError, FileExistsAlreadyError
from tests.forms.intake.books import book, programme, sheet, source

if TYPE_CHECKING:
    from pathlib import Path

MAIN = sheet(
    [
        ["汇总表"],
        ["甲", "乙", "乙", "编"],
        ["平台一", "公司一", 5, "A1"],
        ["平台二", "公司二", 6, "A2"],
    ],
    name="项目",
)
CHILD = sheet([["编", "名"], ["A1", "一公司"]], name="企业")
WHOLE = book(MAIN, CHILD)

RIGHT = """
sheet = "项目"
header = [2, 2]
[columns]
"甲" = "title"
"B" = "运营主体名称"
"C" = "amount_wan"
"编" = "@link"
[units]
"C" = "千元"
[tables.tenants]
sheet = "企业"
header = 1
columns = { "编" = "@link", "名" = "企业名称" }
"""


def test_columns_by_heading_letter_id_and_label(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(RIGHT, encoding="utf-8")
    found = read_map(path, WHOLE, programme())
    assert (found.table.header, found.table.rows) == ((2, 2), (3, 4))
    assert found.columns.targets == {1: "title", 2: "applicant", 3: "amount_wan", 4: "@link"}
    assert found.columns.units == {3: "千元"}
    assert found.children["tenants"].columns.targets == {1: "@link", 2: "name"}


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(RIGHT, encoding="utf-8")
    found = read_map(path, WHOLE, programme())
    with pytest.raises(FileExistsAlreadyError):
        write_map(path, found)
    write_map(path, found, replace=True)
    assert read_map(path, WHOLE, programme()) == found


def test_odd_headings_are_written_by_their_letters(tmp_path: Path) -> None:
    odd = book(
        sheet([["孵化器名称", "A", '引"号\\', "联系人", "联系人"], ["甲", 1, 2, "张", "李"]])
    )
    found = source(odd)
    write_map(tmp_path / "m.toml", found)
    assert read_map(tmp_path / "m.toml", odd, programme()).columns.targets == found.columns.targets


def test_all_faults_are_named_at_once_with_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        """
sheet = "项目"
header = [2, 2]
colums = {}
[columns]
"甲" = "titel"
"乙" = "applicant"
"丙" = "region"
"D" = "title@2024"
[units]
"C" = "千圆"
[tables.tenant]
sheet = "企业"
""",
        encoding="utf-8",
    )
    with pytest.raises(MapFaultsError) as fault:
        read_map(path, WHOLE, programme())
    sentence = str(fault.value)
    for part in ("colums", "“columns”", "“title”", "B, C", "丙", "no years", "千圆", "“tenants”"):
        assert part in sentence, part


@pytest.mark.parametrize("text", ["sheet = ", 'sheet = "没有"', "header = [5]", "header = [9, 9]",
                                  "columns = 3", "[columns]\n甲 = 3", 'columns = {"甲" = 1}'])  # fmt: skip
def test_no_file_ever_ends_in_a_traceback(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MapFaultsError):
        read_map(path, WHOLE, programme())


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError):
        read_map(tmp_path / "none.toml", WHOLE, programme())
    (tmp_path / "gbk.toml").write_bytes('sheet = "项目"'.encode("gb18030"))
    with pytest.raises(MapFaultsError):
        read_map(tmp_path / "gbk.toml", WHOLE, programme())
