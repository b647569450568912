# SPDX-License-Identifier: Apache-2.0
"""A call to make workbooks for, and a reader of what comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import load_workbook

from models.dossier import CallFacts, OfficeFacts
from models.language import Language
from models.programme.loading import read_programme
from models.programme.recognising import gathered, recognise
from models.programme.vocabulary import shipped_vocabularies
from reports.intake.frame import IntakeFrame
from resources import names, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.programme.schema import Programme

EVERY = (Path(__file__).parents[2] / "every.toml").read_text(encoding="utf-8")
SHIPPED = tuple(names("programmes", ".toml"))


def frame_of(programme: Programme, language: Language = Language.ZH) -> IntakeFrame:
    call = CallFacts(
        f"{programme.id}-2026-1",
        "2026年度申报 <一> & “二”",
        programme.id,
        "工信厅科函〔2026〕35号",
        date(2026, 3, 1),
        date(2026, 4, 30),
    )
    office = OfficeFacts("示例省工业和信息化厅", "湖北省", "科技处", "027-87654321")
    return IntakeFrame(programme, call, office, shipped_vocabularies(), date(2026, 3, 2), language)


def every(text: str = EVERY, language: Language = Language.ZH) -> IntakeFrame:
    known = shipped_vocabularies()
    return frame_of(read_programme(text, file="every.toml", vocabularies=known), language)


def shipped(name: str, language: Language) -> IntakeFrame:
    text = read_text("programmes", f"{name}.toml")
    known = shipped_vocabularies()
    return frame_of(read_programme(text, file=name, vocabularies=known), language)


def cells_of(path: Path) -> dict[str, list[list[Any]]]:
    """What another program reads: all sheets by title, A1 first, empty cells as None."""
    book = load_workbook(str(path))
    return {
        name: [
            [None if value == "" else value for value in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def records(cells: list[list[Any]]) -> tuple[list[dict[str, Any]], list[Mapping[str, Any]]]:
    """The rows of a sheet of ours by column id, and by field."""
    own = recognise(cells)
    assert own is not None
    rows = [
        {name: row[place - 1] for place, name in own.columns.items()}
        for row in cells[own.first_row - 1 :]
    ]
    return rows, [{name: one.value for name, one in gathered(row).items()} for row in rows]


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found
