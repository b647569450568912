# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook

from gui.importing import take_in
from gui.intake_outputs import write_template
from models.language import Language
from models.progress import NoProgress
from models.verbs.applications import edit_application
from tests.offices import CALL, FIRST

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace


def test_a_text_that_no_cell_holds_stays_as_it_is_recorded(
    office: Workspace, tmp_path: Path
) -> None:
    edit_application(office, number=FIRST, values={"note": "长" * 40_000})
    file = tmp_path / "filled.xlsx"
    made = write_template(office, call=CALL, out=file, language=Language.ZH, filled=True,
                          progress=NoProgress())  # fmt: skip
    assert made.cuts
    assert max(len(str(cell.value)) for row in load_workbook(file).worksheets[1].iter_rows()
               for cell in row) > 32_000  # fmt: skip
    taken = take_in(office.reader, call=CALL, path=file, progress=NoProgress())
    assert {row.status for row in taken.preview.rows} == {"same"}
