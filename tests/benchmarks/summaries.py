# SPDX-License-Identifier: Apache-2.0
"""The summary workbook against openpyxl's write-only mode with the same cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from gui.outgoing import issue
from models.language import Language
from models.orders import SummaryOrder
from models.progress import NoProgress
from models.views import dossiers, register
from models.views.find import call_row
from models.workspace import Workspace
from reports.summary import Frame, SummaryRow, write_summary_workbook
from tests.benchmarks.figures import Figure, at_most_times
from tests.benchmarks.memory import peak_mb
from tests.benchmarks.running import Run, line, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@line("summary")
def summaries(run: Run) -> Iterator[Figure]:
    """A workbook of 20 000 applications."""
    size = run.of(20_000)
    folder = run.register(size, calls=1)
    out = run.folder / "summary.xlsx"
    whole = seconds(_export, folder, out)
    sheets = _cells(out)
    columns = max(len(row) for rows in sheets.values() for row in rows)
    writing = _writing(folder, out)
    floor = seconds(_plain, sheets, run.folder / "plain.xlsx")
    note = f"{sum(len(row) for rows in sheets.values() for row in rows):,} cells, {columns} columns"
    yield Figure("summary workbook", writing, "s", floor, at_most_times(1.2), size, note)
    yield Figure("the same with reading the register", whole, "s", floor, size=size)


@line("summary memory")
def memory(run: Run) -> Iterator[Figure]:
    """The most memory that an export takes, at two sizes."""
    small, large = run.of(2_000), run.of(20_000)
    folders = [run.register(size, calls=1) for size in (small, large)]
    used = [peak_mb(_export, folder, run.folder / "memory.xlsx") for folder in folders]
    yield Figure("memory of a summary", used[1], "MB", used[0], at_most_times(1.5), large,
                 f"floor: the same with {small:,} applications")  # fmt: skip


def _export(folder: Path, out: Path) -> None:
    with Workspace.open(folder) as workspace:
        first = register.page(workspace.reader, register.Query(), limit=1)[0]
        call = call_row(workspace.reader, first.call).uid
        order = SummaryOrder(call=call, form="xlsx", language=Language.ZH)
        issue(workspace, order, out, replace=True, progress=NoProgress())


def _writing(folder: Path, out: Path) -> float:
    """How long the writing takes once everything is read."""
    with Workspace.open(folder) as workspace:
        reader = workspace.reader
        row = call_row(reader, register.page(reader, register.Query(), limit=1)[0].call)
        uids = register.uids(reader, register.Query(call=row.uid))
        found = [
            SummaryRow(facts.number, facts.stage, answers, facts.tags, facts.received)
            for facts, answers in dossiers.answers_in_order(reader, uids)
        ]
        frame = Frame(
            programme=reader.library.programme(row.definition_uid),
            call=dossiers.call_facts(row),
            office=dossiers.office_facts(reader),
            vocabularies=reader.library.vocabularies(row.definition_uid),
            head=dossiers.history_head(reader),
            today=dossiers.today(),
            language=Language.ZH,
        )
        return seconds(write_summary_workbook, found, out, frame, count=len(found), replace=True)


def _cells(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def _plain(sheets: dict[str, list[list[object]]], path: Path) -> None:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
