# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gui.commands import run
from models.programme.layout import LABELS, NUMBER
from tests.offices import CALL, FIRST, SECOND, THIRD
from tests.reports.intake.conftest import cells_of, records

if TYPE_CHECKING:
    from pathlib import Path


def test_a_blank_and_a_filled_workbook_of_a_call(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank, filled = tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    assert run(["template", str(folder), CALL, "--out", str(blank), "--lang", "zh"]) == 0
    assert "空白" in capsys.readouterr().out
    assert records(cells_of(blank)["申报信息"])[0] == []
    command = ["template", str(folder), CALL, "--out", str(filled), "--filled", "--lang", "zh"]
    assert run([*command, "--json"]) == 0
    assert '"applications": 3' in capsys.readouterr().out
    sheets = cells_of(filled)
    known, back = records(sheets["申报信息"])
    assert [row[NUMBER] for row in known] == [FIRST, THIRD, SECOND]
    assert back[0]["title"] == "重庆类脑智能孵化器"
    assert "rank" not in back[0]
    assert [row["name"] for row in records(sheets["企业"])[1]] == ["甲一公司", "甲二公司"]
    assert run(command) == 2
    assert "--force" in capsys.readouterr().err
    assert run([*command, "--force", "--office"]) == 0
    assert {"rank", LABELS} <= set(records(cells_of(filled)["申报信息"])[0][0])


@pytest.mark.parametrize(
    ("call", "name", "said"),
    [(CALL, "blank.xls", "must end in .xlsx"), ("nothing", "blank.xlsx", "nothing")],
)
def test_what_cannot_be_written_is_said_in_one_line(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    call: str,
    name: str,
    said: str,
) -> None:
    assert run(["template", str(folder), call, "--out", str(tmp_path / name), "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / name).exists()
