# SPDX-License-Identifier: Apache-2.0
"""Whole files of each kind, to be broken."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from typing import TYPE_CHECKING

from openpyxl import Workbook

from tests.offices import DATA

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 150_000
_ROWS = [
    ["编号", "单位名称", "统一社会信用代码", "金额（万元）", "日期", "是否"],
    ["001", "甲公司", "91420105MA4351234G", 12.5, dt.date(2026, 3, 15), True],
    ["002", "乙“公司”\n有限", "915401007419288939", 3, dt.date(2025, 12, 1), False],
    ["003", "丙公司；丁公司", None, 1e21, dt.datetime(2026, 1, 1, 12, 30), None],
]


def originals(folder: Path) -> list[tuple[str, bytes]]:
    """Name and bytes of each file; of the shared data too, where they are."""
    found = [("list.xlsx", _workbook()), *_texts()]
    found += _converted(folder, found[0][1])
    for name in ("workbooks-odd", "workbooks-real"):
        if (DATA / name).is_dir():
            found += [
                (file.name, file.read_bytes())
                for file in sorted((DATA / name).iterdir())
                if file.stat().st_size < _LARGEST
            ]
    return found


def small_originals() -> list[tuple[str, bytes]]:
    """Those that need nothing but this folder."""
    return [("list.xlsx", _workbook()), *_texts()]


def _workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "申报"
    for row in _ROWS:
        sheet.append(row)
    sheet["G2"] = "=D2*2"
    sheet.merge_cells("A6:C7")
    sheet["A6"] = "合并"
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("附表").append(["甲", 1, 2])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _texts() -> list[tuple[str, bytes]]:
    lines = ["编号,单位,备注", "001,甲公司,“好”", '002,"乙,公司","两\n行"', '="003",丙公司,x', ""]
    text = "\r\n".join(lines)
    other = "单位,编号,备注\r\n丁公司,004,无\r\n"
    return [
        ("list.csv", text.encode("utf-8-sig")),
        ("gbk.csv", text.encode("gb18030")),
        ("two.csv", text.encode() + other.encode("gb18030")),
        ("wide.txt", text.replace(",", "\t").encode("utf-16")),
    ]


def _converted(folder: Path, workbook: bytes) -> list[tuple[str, bytes]]:
    """The workbook as other kinds, by LibreOffice where it is installed."""
    office = shutil.which("soffice")
    if office is None:
        return []
    source = folder / "list.xlsx"
    source.write_bytes(workbook)
    found = []
    for kind in ("xls", "ods"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", folder, source]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        found.append((f"list.{kind}", (folder / f"list.{kind}").read_bytes()))
    return found
